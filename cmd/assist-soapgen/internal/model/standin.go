package model

// standInPortType takes the place of a portType that is not defined, so that what a
// binding says of its operations is not lost. What refers to it has been reported.
func standInPortType(rs refs, def bindingDef) *PortType {
	name, _, _ := rs.expand(def.node, def.node.attr("type"))
	if name.Local == "" {
		name = def.name
	}
	return &PortType{Pos: def.node.pos, Name: name, Missing: true}
}

// standInOperation takes the place of an abstract operation that is not defined: its
// messages are unknown, and only their directions show in the binding.
func standInOperation(def bindingDef, n *node, name string) *Operation {
	op := &Operation{Pos: n.pos, Name: name, PortType: def.out.PortType, Kind: OneWay, Missing: true}
	op.Input = &IO{Pos: n.pos, Name: ioName(n, "input")}
	if n.first("output", nsWSDL) != nil || n.first("input", nsWSDL) == nil {
		op.Kind = RequestResponse
		op.Output = &IO{Pos: n.pos, Name: ioName(n, "output")}
	}
	nameDefaults(op)
	op.Input.Message = standInMessage(op.Input, op)
	if op.Output != nil {
		op.Output.Message = standInMessage(op.Output, op)
	}
	return op
}

// standInMessage is an empty message in place of one that is not defined.
func standInMessage(io *IO, op *Operation) *Message {
	return &Message{Pos: io.Pos, Name: QName{op.PortType.Name.Space, io.Name}, Missing: true}
}
