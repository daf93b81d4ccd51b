package model

// bindPortTypes joins bindings with portTypes and their operations, so that it
// is known which operations are in use.
func (b *builder) bindPortTypes(defs *wsdlDefs) []*Binding {
	named := b.bindingsOfPorts(defs)
	var out []*Binding
	for _, def := range defs.bindings {
		rs := def.refs
		rs.soft = len(defs.services) > 0 && !named[def.name]
		pt, ok := find(b, rs, def.node, portTypeKind, b.sym.portTypes, "type", def.node.attr("type"))
		if !ok {
			pt = standInPortType(rs, def)
		}
		def.out.PortType = pt
		b.readBindingHead(def)
		b.bindOperations(def)
		out = append(out, def.out)
	}
	return out
}

func (b *builder) bindingsOfPorts(defs *wsdlDefs) map[QName]bool {
	named := map[QName]bool{}
	for _, s := range defs.services {
		for _, k := range s.node.kids {
			if name, prefixed, _ := k.expand(k.attr("binding")); k.is(nsWSDL, "port") {
				named[name] = true
				if !prefixed {
					named[QName{s.tns, name.Local}] = true
				}
			}
		}
	}
	return named
}

// readBindingHead reads protocol, transport and default style.
func (b *builder) readBindingHead(def bindingDef) {
	out := def.out
	out.Style = DocumentStyle
	ext := def.node.first("binding", nsSOAP11, nsSOAP12, nsHTTP)
	if ext == nil {
		return
	}
	switch ext.name.Space {
	case nsSOAP11:
		out.Protocol = SOAP11
	case nsSOAP12:
		out.Protocol = SOAP12
	case nsHTTP:
		out.Protocol = HTTPGet
		if ext.attr("verb") == "POST" {
			out.Protocol = HTTPPost
		}
	}
	out.Transport = ext.attr("transport")
	out.Style = b.style(ext, out.Style)
}

func (b *builder) style(n *node, inherited Style) Style {
	switch v := n.attr("style"); v {
	case "":
	case "document", "rpc":
		return Style(v)
	default:
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": style=", quote(v), " is none of document, rpc; ", string(inherited), " is taken")
	}
	return inherited
}

// bindOperations finds the abstract half of each bound operation.
func (b *builder) bindOperations(def bindingDef) {
	byName := map[string][]*Operation{}
	for _, op := range def.out.PortType.Operations {
		byName[op.Name] = append(byName[op.Name], op)
	}
	bound := map[*Operation]bool{}
	for _, k := range def.node.kids {
		if !k.is(nsWSDL, "operation") {
			b.foreign(k)
			continue
		}
		name := k.attr("name")
		op := pickOverload(byName[name], k, bound)
		switch {
		case op == nil:
			if !def.out.PortType.Missing {
				b.rep.report(CodeUnresolvedOp, k.pos, "operation ", quote(name), " of binding ", quote(def.name.Local), " is not in portType ", quote(def.out.PortType.Name.Local), "; empty messages are taken")
			}
			op = standInOperation(def, k, name)
		case bound[op]:
			b.rep.reportAs(Warning, CodeDuplicate, k.pos, "operation ", quote(name), " is bound twice in binding ", quote(def.name.Local), "; the first is kept")
			continue
		}
		bound[op], op.used = true, true
		bo := &BoundOperation{Pos: k.pos, Name: name, Doc: wsdlDoc(k), Binding: def.out, Operation: op, Style: def.out.Style}
		def.out.Operations = append(def.out.Operations, bo)
		b.boundNodes[bo] = k
	}
}

// pickOverload chooses among operations of one name by the names of input and
// output; when the binding gives none, in document order.
func pickOverload(candidates []*Operation, n *node, bound map[*Operation]bool) *Operation {
	if len(candidates) == 1 {
		return candidates[0]
	}
	in, out := ioName(n, "input"), ioName(n, "output")
	var unbound *Operation
	for _, op := range candidates {
		if bound[op] {
			continue
		}
		if in+out != "" && goesBy(op.Input, in) && goesBy(op.Output, out) {
			return op
		}
		if unbound == nil {
			unbound = op
		}
	}
	return unbound
}

func ioName(n *node, local string) string {
	if k := n.first(local, nsWSDL); k != nil {
		return k.attr("name")
	}
	return ""
}

func goesBy(io *IO, name string) bool { return name == "" || io != nil && io.Name == name }
