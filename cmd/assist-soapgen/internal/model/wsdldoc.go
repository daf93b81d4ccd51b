package model

// wsdlDefs are the top-level constructs of all WSDL documents, in document order.
type wsdlDefs struct {
	messages  []*messageDef
	portTypes []portTypeDef
	bindings  []bindingDef
	services  []serviceDef
}

// wsdlItem is a top-level construct with how to read references in it.
type wsdlItem struct {
	refs
	node *node
	name QName
}

type portTypeDef struct {
	wsdlItem
	out *PortType
}

type bindingDef struct {
	wsdlItem
	out *Binding
}

type serviceDef struct {
	wsdlItem
	out *Service
}

// buildServices resolves the WSDL half of the model. The order matters: what no
// binding uses is judged more leniently, so bindings come before messages.
func (b *builder) buildServices(docs []*document, d *Definitions) {
	var defs wsdlDefs
	for _, doc := range docs {
		b.collectWSDL(doc, &defs)
	}
	for _, pt := range defs.portTypes {
		b.readPortType(pt)
	}
	bindings := len(defs.bindings)
	d.Bindings = b.bindPortTypes(&defs)
	d.PortTypes = b.resolveOperations(&defs, d.Bindings)
	b.checkAnythingLeft(d, bindings)
	b.readBindings(&defs)
	d.Messages = b.resolveMessages(&defs)
	d.Services = b.readServices(&defs)
}

// collectWSDL enters the names of one document.
func (b *builder) collectWSDL(doc *document, defs *wsdlDefs) {
	rs := refs{tns: doc.root.attr("targetNamespace")}
	for _, n := range doc.root.kids {
		if n.name.Space != nsWSDL {
			b.requiredExtension(n)
			if n.name.Space == nsXSD {
				b.unknown(n)
			}
			continue
		}
		item := wsdlItem{rs, n, QName{rs.tns, n.attr("name")}}
		switch n.name.Local {
		case "import", "documentation":
		case "types":
			b.checkTypes(n)
		case "message", "portType", "binding", "service":
			b.collectItem(item, defs)
		default:
			b.unknown(n)
		}
	}
}

func (b *builder) collectItem(item wsdlItem, defs *wsdlDefs) {
	n, name := item.node, item.name
	if name.Local == "" {
		b.rep.report(CodeMissingAttribute, n.pos, n.name.Local, " has no name; add one")
		return
	}
	doc := wsdlDoc(n)
	switch n.name.Local {
	case "message":
		m := &Message{Pos: n.pos, Name: name, Doc: doc}
		if define(b.sym, b.rep, b.sym.messages, name, m, n) {
			defs.messages = append(defs.messages, b.readMessage(item, m))
		}
	case "portType":
		pt := &PortType{Pos: n.pos, Name: name, Doc: doc}
		if define(b.sym, b.rep, b.sym.portTypes, name, pt, n) {
			defs.portTypes = append(defs.portTypes, portTypeDef{item, pt})
		}
	case "binding":
		bd := &Binding{Pos: n.pos, Name: name, Doc: doc}
		if define(b.sym, b.rep, b.sym.bindings, name, bd, n) {
			defs.bindings = append(defs.bindings, bindingDef{item, bd})
		}
	case "service":
		s := &Service{Pos: n.pos, Name: name, Doc: doc}
		if define(b.sym, b.rep, b.sym.services, name, s, n) {
			defs.services = append(defs.services, serviceDef{item, s})
		}
	}
}

// checkTypes looks for what wsdl:types may not hold: schemas were read before.
func (b *builder) checkTypes(types *node) {
	for _, n := range types.kids {
		switch {
		case n.is(nsXSD, "schema"), n.is(nsWSDL, "documentation"):
		default:
			b.unknown(n)
			b.requiredExtension(n)
		}
	}
}

// wsdlDoc reads wsdl:documentation.
func wsdlDoc(n *node) string {
	doc := ""
	for _, k := range n.kids {
		if k.is(nsWSDL, "documentation") {
			doc = join(doc, k.text())
		}
	}
	return doc
}

// understood are the extension namespaces of the WSDL 1.1 note.
func understood(space string) bool {
	switch space {
	case nsWSDL, nsSOAP11, nsSOAP12, nsHTTP, nsMIME, nsXSD:
		return true
	}
	return false
}

// requiredExtension warns of an extension the WSDL insists on and nobody here
// knows.
func (b *builder) requiredExtension(n *node) {
	if !understood(n.name.Space) && isTrue(n.attrNS("required", nsWSDL)) {
		b.rep.report(CodeRequiredExtension, n.pos, "extension <", n.el.FullTag(), "> of namespace ", quote(n.name.Space), " is required by the WSDL and not understood; see to it by hand")
	}
}

// foreign handles a child that is none of the expected ones.
func (b *builder) foreign(n *node) {
	b.requiredExtension(n)
	if !n.is(nsWSDL, "documentation") {
		b.unknown(n)
	}
}
