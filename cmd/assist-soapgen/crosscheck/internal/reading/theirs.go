package reading

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/hooklift/gowsdl"
	"golang.org/x/text/encoding/ianaindex"
)

// Theirs is what gowsdl's structs hold of a document.
func Theirs(text []byte) (*Reading, error) {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.CharsetReader = charset
	var w gowsdl.WSDL
	if err := decoder.Decode(&w); err != nil {
		return nil, err
	}
	r := &Reading{}
	for _, m := range w.Messages {
		out := Message{Name: m.Name}
		for _, p := range m.Parts {
			out.Parts = append(out.Parts, Part{p.Name, local(p.Element), local(p.Type)})
		}
		r.Messages = append(r.Messages, out)
	}
	for _, p := range w.PortTypes {
		r.PortTypes = append(r.PortTypes, theirPortType(p))
	}
	soap := map[string]bool{}
	for _, b := range w.Binding {
		if b.SOAPBinding != (gowsdl.WSDLSOAPBinding{}) {
			soap[b.Name] = true
			r.Bindings = append(r.Bindings, theirBinding(b, w.PortTypes))
		}
	}
	for _, s := range w.Service {
		for _, p := range s.Ports {
			if soap[local(p.Binding)] {
				r.Ports = append(r.Ports, Port{s.Name, p.Name, local(p.Binding), strings.TrimSpace(p.SOAPAddress.Location)})
			}
		}
	}
	return r, nil
}

func charset(label string, input io.Reader) (io.Reader, error) {
	e, err := ianaindex.MIME.Encoding(label)
	if err != nil || e == nil {
		return nil, err
	}
	return e.NewDecoder().Reader(input), nil
}

func theirPortType(p *gowsdl.WSDLPortType) PortType {
	out := PortType{Name: p.Name}
	for _, op := range p.Operations {
		o := Operation{Name: op.Name, Input: local(op.Input.Message), Output: local(op.Output.Message)}
		for _, f := range op.Faults {
			o.Faults = append(o.Faults, local(f.Message))
		}
		out.Operations = append(out.Operations, o)
	}
	return out
}

func theirBinding(b *gowsdl.WSDLBinding, portTypes []*gowsdl.WSDLPortType) Binding {
	out := Binding{Name: b.Name, PortType: local(b.Type), Transport: b.SOAPBinding.Transport}
	for _, op := range b.Operations {
		o := BoundOperation{Name: op.Name, Style: firstOf(op.SOAPOperation.Style, b.SOAPBinding.Style, "document"), Action: op.SOAPOperation.SOAPAction}
		o.Input = Body{firstOf(op.Input.SOAPBody.Use, "literal"), op.Input.SOAPBody.Namespace}
		o.Output = Body{firstOf(op.Output.SOAPBody.Use, "literal"), op.Output.SOAPBody.Namespace}
		in, outMessage := hasMessages(portTypes, local(b.Type), op.Name)
		if !in {
			o.Input = Body{}
		}
		if !outMessage {
			o.Output = Body{}
		}
		out.Operations = append(out.Operations, o)
	}
	return out
}

// hasMessages says whether the operation of a portType has an input and an output: in
// gowsdl's structs an absent one looks like an empty one.
func hasMessages(portTypes []*gowsdl.WSDLPortType, portType, operation string) (in, out bool) {
	for _, p := range portTypes {
		if p.Name != portType {
			continue
		}
		for _, op := range p.Operations {
			if op.Name == operation {
				return op.Input.Message != "", op.Output.Message != ""
			}
		}
	}
	return true, true
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
