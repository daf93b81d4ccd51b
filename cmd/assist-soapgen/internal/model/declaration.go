package model

import "slices"

// within is the context of what stands inside name. It copies: siblings must
// not share an array.
func within(context []string, name string) []string {
	return append(slices.Clip(context), name)
}

// fillElement reads an element declaration, global or local. context is that of
// the enclosing component.
func (b *builder) fillElement(s *schemaDoc, n *node, e *Element, context []string) {
	e.Doc, e.AppInfo = annotation(n)
	e.Nillable = n.isTrue("nillable")
	e.Abstract = n.isTrue("abstract")
	e.blocked = s.blocks(n, "substitution")
	e.Default, e.Fixed = valueConstraints(n)
	if head := n.attr("substitutionGroup"); head != "" && e.Global {
		e.Head, _ = find(b, s.refs, n, elementKind, b.sym.elements, "substitutionGroup", head)
		b.elements = append(b.elements, e)
	}
	b.identityConstraints(n)
	e.Type = b.declaredType(s, n, context, e.Name.Local)
	switch {
	case e.Type != nil:
	case e.Head != nil:
		b.untyped = append(b.untyped, e)
	default:
		e.Type = b.sym.types[anyTypeName]
	}
}

// identityConstraints says of each that it is not checked: it spans many values, and
// a message is checked value by value.
func (b *builder) identityConstraints(n *node) {
	for _, k := range n.kids {
		if k.is(nsXSD, "key") || k.is(nsXSD, "keyref") || k.is(nsXSD, "unique") {
			b.rep.report(CodeIdentity, k.pos, k.label(), ": values are not held against it")
		}
	}
}

// declaredType is the type= or the anonymous type of a declaration, nil if it
// has neither.
func (b *builder) declaredType(s *schemaDoc, n *node, context []string, name string) *Type {
	if value := n.attr("type"); value != "" {
		return b.typeRef(s.refs, n, "type", value)
	}
	for _, k := range n.kids {
		if k.is(nsXSD, "complexType") || k.is(nsXSD, "simpleType") {
			return b.anonymous(s, k, within(context, name))
		}
		switch k.name.Local {
		case "annotation", "key", "keyref", "unique":
		default:
			b.unknown(k)
		}
	}
	return nil
}

func valueConstraints(n *node) (def, fixed *string) {
	if v, ok := n.rawAttr("default"); ok {
		def = &v
	}
	if v, ok := n.rawAttr("fixed"); ok {
		fixed = &v
	}
	return def, fixed
}

// localElement reads an element inside a model group that is no reference.
func (b *builder) localElement(s *schemaDoc, n *node, context []string) *Element {
	e := &Element{Pos: n.pos, Namespace: s.tns, Qualified: qualified(n, s.elementQualified)}
	e.Name = localName(n, s.tns, e.Qualified)
	if e.Name.Local == "" {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": element has neither name nor ref; add one")
	}
	b.fillElement(s, n, e, context)
	return e
}

// qualified is the form in force.
func qualified(n *node, byDefault bool) bool {
	switch n.attr("form") {
	case "qualified":
		return true
	case "unqualified":
		return false
	}
	return byDefault
}

func localName(n *node, tns string, isQualified bool) QName {
	if isQualified {
		return QName{tns, n.attr("name")}
	}
	return QName{"", n.attr("name")}
}
