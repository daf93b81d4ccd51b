package model

// refs is how references in one document are read.
type refs struct {
	tns       string
	chameleon bool // the document took its includer's namespace as tns
	soft      bool // nothing depends on what is referred to: warn only
}

// expand resolves a QName value by XSD rules: in a chameleon document names
// without namespace mean the namespace taken over.
func (rs refs) expand(n *node, value string) (QName, bool, bool) {
	name, prefixed, ok := n.expand(value)
	if rs.chameleon && name.Space == "" && ok {
		name.Space = rs.tns
	}
	return name, prefixed, ok
}

// tolerable reports a problem of a reference. What nothing depends on is a
// warning even in strict mode.
func (rs refs) tolerable(rep *reporter, code Code, pos Pos, parts ...string) {
	if rs.soft {
		rep.reportAs(Warning, code, pos, parts...)
		return
	}
	rep.report(code, pos, parts...)
}

// kind is a sort of component references lead to.
type kind struct {
	noun string
	code Code
}

var (
	typeKind      = kind{"type", CodeUnresolvedType}
	elementKind   = kind{"element", CodeUnresolvedElement}
	attributeKind = kind{"attribute", CodeUnresolvedAttr}
	groupKind     = kind{"group", CodeUnresolvedGroup}
	attGroupKind  = kind{"attributeGroup", CodeUnresolvedAttGroup}
	messageKind   = kind{"message", CodeUnresolvedMessage}
	portTypeKind  = kind{"portType", CodeUnresolvedPortType}
	bindingKind   = kind{"binding", CodeUnresolvedBinding}
)

// find looks a reference up and reports when it leads nowhere. key is the
// attribute it was read from.
func find[T any](b *builder, rs refs, n *node, k kind, table map[QName]T, key, value string) (found T, ok bool) {
	name, prefixed, declared := rs.expand(n, value)
	if declared {
		if found, ok = table[name]; ok {
			return found, true
		}
	}
	if !prefixed || !declared {
		for _, space := range []string{rs.tns, "", nsXSD} {
			if found, ok = table[QName{space, name.Local}]; ok {
				b.reportGuess(rs, n, k, key, value, space, declared)
				return found, true
			}
		}
	}
	if !declared {
		rs.tolerable(b.rep, CodeUndeclaredPrefix, n.pos, n.label(), ": prefix of ", key, "=", quote(value), " is not declared; add an xmlns declaration")
		return found, false
	}
	if k.ofWSDL() {
		if found, ok = table[QName{rs.tns, name.Local}]; ok {
			rs.tolerable(b.rep, CodeWrongNamespace, n.pos, n.label(), ": ", k.noun, " ", quote(value), " ", b.whyUnknown(name), "; until then that of namespace ", quote(rs.tns), " is taken")
			return found, true
		}
	}
	rs.tolerable(b.rep, k.code, n.pos, n.label(), ": ", k.noun, " ", quote(value), " ", b.whyUnknown(name))
	return found, false
}

// ofWSDL reports whether the component is one of a WSDL, whose documents mostly have
// one namespace and whose authors mistake that of their types for it.
func (k kind) ofWSDL() bool { return k == messageKind || k == portTypeKind || k == bindingKind }

// reportGuess tells what a reference without a proper namespace was taken for.
func (b *builder) reportGuess(rs refs, n *node, k kind, key, value, space string, declared bool) {
	code, what := CodeUnqualifiedRef, " has no prefix"
	if !declared {
		code, what = CodeUndeclaredPrefix, " has a prefix that is not declared"
	}
	rs.tolerable(b.rep, code, n.pos, n.label(), ": ", key, "=", quote(value), what, " and is taken as ", k.noun, " of namespace ", quote(space), "; declare and use a prefix")
}

// whyUnknown ends the message about an unresolved name with its likely remedy.
func (b *builder) whyUnknown(name QName) string {
	if name.Space == "" || b.spaces[name.Space] || wellKnown(name.Space) {
		return "is not defined in namespace " + quote(name.Space) + "; define it or correct the name"
	}
	return "is of namespace " + quote(name.Space) + ", of which nothing is loaded; import the document that defines it"
}

// typeRef resolves a type reference; anyType stands in for an unknown one.
func (b *builder) typeRef(rs refs, n *node, key, value string) *Type {
	if t, ok := find(b, rs, n, typeKind, b.sym.types, key, value); ok {
		return t
	}
	return b.sym.types[anyTypeName]
}

// elementRef resolves an element reference; an element of that name stands in
// for an unknown one, so that at least its tag is right.
func (b *builder) elementRef(rs refs, n *node, key, value string) *Element {
	e, ok := find(b, rs, n, elementKind, b.sym.elements, key, value)
	if ok {
		return e
	}
	name, _, _ := rs.expand(n, value)
	if e = b.missing[name]; e == nil {
		e = &Element{
			Pos: n.pos, Name: name, Namespace: name.Space, Global: true, Qualified: true,
			Type: b.sym.types[anyTypeName], Missing: true,
		}
		b.missing[name] = e
	}
	return e
}
