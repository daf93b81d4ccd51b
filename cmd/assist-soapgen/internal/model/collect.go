package model

// collect enters the global components of one schema under their names and
// queues the reading of their definitions.
func (b *builder) collect(s *schemaDoc) {
	s.out.Doc, s.out.AppInfo = annotation(s.node)
	for _, n := range s.node.kids {
		if n.name.Space == nsXSD {
			b.collectOne(s, n)
		} else {
			b.unknown(n)
		}
	}
	for _, r := range s.redefines {
		b.collectRedefinitions(s, r)
	}
}

func (b *builder) collectOne(s *schemaDoc, n *node) {
	switch n.name.Local {
	case "annotation", "import", "include", "redefine", "notation":
		return
	case "element", "attribute", "complexType", "simpleType", "group", "attributeGroup":
	default:
		b.unknown(n)
		return
	}
	name := QName{s.tns, n.attr("name")}
	if name.Local == "" {
		b.rep.report(CodeMissingAttribute, n.pos, "global ", n.name.Local, " has no name; add one")
		return
	}
	switch n.name.Local {
	case "element":
		b.collectElement(s, n, name)
	case "attribute":
		b.collectAttribute(s, n, name)
	case "complexType", "simpleType":
		b.collectType(s, n, name)
	case "group":
		b.collectGroup(s, n, name)
	case "attributeGroup":
		b.collectAttributeGroup(s, n, name)
	}
}

func (b *builder) collectElement(s *schemaDoc, n *node, name QName) {
	e := &Element{Pos: n.pos, Name: name, Namespace: s.tns, Global: true, Qualified: true}
	if define(b.sym, b.rep, b.sym.elements, name, e, n) {
		s.out.Elements = append(s.out.Elements, e)
		b.fills = append(b.fills, func() { b.fillElement(s, n, e, nil) })
	}
}

func (b *builder) collectAttribute(s *schemaDoc, n *node, name QName) {
	a := &Attribute{Pos: n.pos, Name: name, Namespace: s.tns, Global: true, Qualified: true}
	if define(b.sym, b.rep, b.sym.attributes, name, a, n) {
		s.out.Attributes = append(s.out.Attributes, a)
		b.fills = append(b.fills, func() { b.fillAttribute(s, n, a, nil) })
	}
}

func (b *builder) collectType(s *schemaDoc, n *node, name QName) {
	t := newType(s, n, name, nil)
	if define(b.sym, b.rep, b.sym.types, name, t, n) {
		s.out.Types = append(s.out.Types, t)
		b.fills = append(b.fills, func() { b.fillType(s, n, t, []string{name.Local}) })
	}
}

func (b *builder) collectGroup(s *schemaDoc, n *node, name QName) {
	g := newGroup(n, name)
	if define(b.sym, b.rep, b.sym.groups, name, g, n) {
		s.out.Groups = append(s.out.Groups, g)
		b.fills = append(b.fills, func() { b.fillGroup(s, n, g) })
	}
}

func (b *builder) collectAttributeGroup(s *schemaDoc, n *node, name QName) {
	g := &AttributeGroup{Pos: n.pos, Doc: documentation(n), Name: name}
	if define(b.sym, b.rep, b.sym.attributeGroups, name, g, n) {
		s.out.AttributeGroups = append(s.out.AttributeGroups, g)
		b.attGroups[g] = &attGroupDef{schema: s, node: n}
		b.fills = append(b.fills, func() { b.fillAttributeGroup(g) })
	}
}
