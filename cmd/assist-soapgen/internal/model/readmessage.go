package model

// messageDef keeps the nodes of a message's parts until it is known whether
// anything uses the message.
type messageDef struct {
	wsdlItem
	out   *Message
	parts []*node
}

func (b *builder) readMessage(item wsdlItem, m *Message) *messageDef {
	def := &messageDef{wsdlItem: item, out: m}
	for _, k := range item.node.kids {
		if !k.is(nsWSDL, "part") {
			b.foreign(k)
			continue
		}
		p := &Part{Pos: k.pos, Name: k.attr("name"), Doc: wsdlDoc(k), Message: m}
		switch {
		case p.Name == "":
			b.rep.report(CodeMissingAttribute, k.pos, "part of message ", quote(m.Name.Local), " has no name; add one")
		case m.Part(p.Name) != nil:
			b.rep.report(CodeDuplicate, k.pos, "message ", quote(m.Name.Local), " has two parts ", quote(p.Name), "; rename one")
		}
		m.Parts = append(m.Parts, p)
		def.parts = append(def.parts, k)
	}
	return def
}

// resolveMessages finds the elements and types of all parts.
func (b *builder) resolveMessages(defs *wsdlDefs) []*Message {
	var out []*Message
	for _, def := range defs.messages {
		rs := def.refs
		rs.soft = !def.out.used
		for i, p := range def.out.Parts {
			b.resolvePart(rs, def.parts[i], p)
		}
		out = append(out, def.out)
	}
	return out
}

func (b *builder) resolvePart(rs refs, n *node, p *Part) {
	element, typ := n.attr("element"), n.attr("type")
	switch {
	case element != "":
		p.Element = b.elementRef(rs, n, "element", element)
	case typ != "":
		p.Type = b.typeRef(rs, n, "type", typ)
	default:
		rs.tolerable(b.rep, CodePartWithoutType, n.pos, n.label(), " has neither element nor type; xsd:anyType is taken")
		p.Type = b.sym.types[anyTypeName]
	}
}
