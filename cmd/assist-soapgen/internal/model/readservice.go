package model

// readServices reads services and their ports.
func (b *builder) readServices(defs *wsdlDefs) []*Service {
	var out []*Service
	for _, def := range defs.services {
		for _, k := range def.node.kids {
			if !k.is(nsWSDL, "port") {
				b.foreign(k)
				continue
			}
			if p := b.readPort(def.refs, k); p != nil {
				p.Service = def.out
				def.out.Ports = append(def.out.Ports, p)
			}
		}
		out = append(out, def.out)
	}
	return out
}

// readPort reads a port; nil when its binding is unknown.
func (b *builder) readPort(rs refs, n *node) *Port {
	p := &Port{Pos: n.pos, Name: n.attr("name"), Doc: wsdlDoc(n)}
	if p.Name == "" {
		b.rep.report(CodeMissingAttribute, n.pos, "port has no name; add one")
	}
	for _, k := range n.kids {
		b.foreign(k)
	}
	address := n.first("address", nsSOAP11, nsSOAP12, nsHTTP)
	if address != nil {
		p.Address = address.attr("location")
	}
	rs.soft = address == nil || address.name.Space == nsHTTP
	binding, ok := find(b, rs, n, bindingKind, b.sym.bindings, "binding", n.attr("binding"))
	if !ok {
		return nil
	}
	p.Binding = binding
	return p
}
