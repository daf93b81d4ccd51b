package model

import (
	"slices"
	"strings"
)

// actionNamespaces are those in which WS-Addressing has defined wsa:Action.
var actionNamespaces = []string{
	"http://www.w3.org/2007/05/addressing/metadata",
	"http://www.w3.org/2006/05/addressing/wsdl",
	"http://www.w3.org/2006/02/addressing/wsdl",
}

func (b *builder) readPortType(def portTypeDef) {
	count := map[string]int{}
	for _, k := range def.node.kids {
		if !k.is(nsWSDL, "operation") {
			b.foreign(k)
			continue
		}
		op := b.readOperation(k)
		if op == nil {
			continue
		}
		op.PortType = def.out
		count[op.Name]++
		def.out.Operations = append(def.out.Operations, op)
	}
	for _, op := range def.out.Operations {
		op.Overloaded = count[op.Name] > 1
	}
}

// readOperation reads an operation; its messages are resolved later.
func (b *builder) readOperation(n *node) *Operation {
	op := &Operation{Pos: n.pos, Name: n.attr("name"), Doc: wsdlDoc(n)}
	if op.Name == "" {
		b.rep.report(CodeMissingAttribute, n.pos, "operation has no name; add one")
		return nil
	}
	op.ParameterOrder = strings.Fields(n.attr("parameterOrder"))
	b.operations = append(b.operations, op)
	for _, k := range n.kids {
		switch {
		case k.is(nsWSDL, "input") && op.Input == nil:
			op.Input = b.readIO(k)
			if op.Output != nil {
				op.Kind = SolicitResponse
			} else {
				op.Kind = OneWay
			}
		case k.is(nsWSDL, "output") && op.Output == nil:
			op.Output = b.readIO(k)
			if op.Input != nil {
				op.Kind = RequestResponse
			} else {
				op.Kind = Notification
			}
		case k.is(nsWSDL, "fault"):
			op.Faults = append(op.Faults, b.readFault(k))
		default:
			b.foreign(k)
		}
	}
	nameDefaults(op)
	return op
}

func (b *builder) readIO(n *node) *IO {
	for _, k := range n.kids {
		b.foreign(k)
	}
	io := &IO{Pos: n.pos, Name: n.attr("name"), Doc: wsdlDoc(n), Action: n.attrNS("Action", actionNamespaces...)}
	b.ioNodes[io] = n
	return io
}

func (b *builder) readFault(n *node) *Fault {
	f := &Fault{Pos: n.pos, Name: n.attr("name"), Doc: wsdlDoc(n), Action: n.attrNS("Action", actionNamespaces...)}
	b.faultNodes[f] = n
	return f
}

// nameDefaults gives inputs and outputs the names of WSDL 1.1 section 2.4.5.
func nameDefaults(op *Operation) {
	suffix := map[OperationKind][2]string{
		RequestResponse: {"Request", "Response"},
		SolicitResponse: {"Response", "Solicit"},
	}[op.Kind]
	if op.Input != nil && op.Input.Name == "" {
		op.Input.Name = op.Name + suffix[0]
	}
	if op.Output != nil && op.Output.Name == "" {
		op.Output.Name = op.Name + suffix[1]
	}
}

// resolveOperations finds the messages of all operations. An empty message stands in
// for an unknown one, so that every operation is there.
func (b *builder) resolveOperations(defs *wsdlDefs, bindings []*Binding) []*PortType {
	var out []*PortType
	for _, def := range defs.portTypes {
		for _, op := range def.out.Operations {
			op.used = op.used || len(bindings) == 0
			b.resolveOperation(def.refs, op)
		}
		out = append(out, def.out)
	}
	return out
}

// checkAnythingLeft tells a WSDL without operations from one that lost them all.
func (b *builder) checkAnythingLeft(d *Definitions, bindings int) {
	left := 0
	for _, bd := range d.Bindings {
		left += len(bd.Operations)
	}
	for _, pt := range d.PortTypes {
		if bindings == 0 {
			left += len(pt.Operations)
		}
	}
	what := "definitions " + quote(b.root.attr("name"))
	switch {
	case left > 0:
	case len(b.operations) == 0 && bindings == 0:
		b.rep.report(CodeNoOperations, b.root.pos, what, ": no operation in it or in what it imports")
	default:
		b.rep.report(CodeNothingLeft, b.root.pos, what, ": no operation can be used; correct what is reported about them")
	}
}

func (b *builder) resolveOperation(rs refs, op *Operation) {
	rs.soft = !op.used
	for _, io := range []*IO{op.Input, op.Output} {
		if io == nil {
			continue
		}
		if io.Message = b.messageRef(rs, b.ioNodes[io], op); io.Message == nil {
			io.Message = standInMessage(io, op)
		}
	}
	op.Faults = slices.DeleteFunc(op.Faults, func(f *Fault) bool {
		f.Message = b.messageRef(rs, b.faultNodes[f], op)
		return f.Message == nil
	})
	if op.Kind == SolicitResponse || op.Kind == Notification {
		b.rep.report(CodeServerInitiated, op.Pos, "operation ", quote(op.Name), " is ", op.Kind.String(), ": the server begins")
	}
}

// messageRef resolves message=; nil when there is none.
func (b *builder) messageRef(rs refs, n *node, op *Operation) *Message {
	value := n.attr("message")
	if value == "" {
		remedy := "; an empty message is taken"
		if n.name.Local == "fault" {
			remedy = "; it is left out"
		}
		rs.tolerable(b.rep, CodeUnresolvedMessage, n.pos, n.name.Local, " of operation ", quote(op.Name), " has no message attribute", remedy)
		return nil
	}
	m, ok := find(b, rs, n, messageKind, b.sym.messages, "message", value)
	if !ok {
		return nil
	}
	m.used = m.used || op.used
	return m
}
