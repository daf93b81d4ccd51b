package reading

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"

// Ours is what the model understood of the document it was loaded from.
func Ours(d *model.Definitions) *Reading {
	root := d.Pos.File
	r := &Reading{}
	for _, m := range d.Messages {
		if m.Pos.File == root {
			r.Messages = append(r.Messages, ourMessage(m))
		}
	}
	for _, p := range d.PortTypes {
		if p.Pos.File == root {
			r.PortTypes = append(r.PortTypes, ourPortType(p))
		}
	}
	for _, b := range d.Bindings {
		if b.Pos.File == root && b.Protocol == model.SOAP11 {
			r.Bindings = append(r.Bindings, ourBinding(b))
		}
	}
	for _, s := range d.Services {
		for _, p := range s.Ports {
			if s.Pos.File == root && p.Binding.Protocol == model.SOAP11 {
				r.Ports = append(r.Ports, Port{s.Name.Local, p.Name, p.Binding.Name.Local, p.Address})
			}
		}
	}
	return r
}

func ourMessage(m *model.Message) Message {
	out := Message{Name: m.Name.Local}
	for _, p := range m.Parts {
		part := Part{Name: p.Name}
		if p.Element != nil {
			part.Element = p.Element.Name.Local
		} else {
			part.Type = p.Type.Name.Local
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

func ourPortType(p *model.PortType) PortType {
	out := PortType{Name: p.Name.Local}
	for _, op := range p.Operations {
		o := Operation{Name: op.Name}
		if op.Input != nil {
			o.Input = op.Input.Message.Name.Local
		}
		if op.Output != nil {
			o.Output = op.Output.Message.Name.Local
		}
		for _, f := range op.Faults {
			o.Faults = append(o.Faults, f.Message.Name.Local)
		}
		out.Operations = append(out.Operations, o)
	}
	return out
}

func ourBinding(b *model.Binding) Binding {
	out := Binding{Name: b.Name.Local, PortType: b.PortType.Name.Local, Transport: b.Transport}
	for _, op := range b.Operations {
		o := BoundOperation{Name: op.Name, Style: string(op.Style), Action: op.SOAPAction}
		if op.Input != nil {
			o.Input = Body{string(op.Input.Body.Use), op.Input.Body.Namespace}
		}
		if op.Output != nil {
			o.Output = Body{string(op.Output.Body.Use), op.Output.Body.Namespace}
		}
		out.Operations = append(out.Operations, o)
	}
	return out
}
