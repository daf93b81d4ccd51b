package model

import "slices"

// attributeType remembers where an attribute got its type, to check that it is
// simple once all types are known.
type attributeType struct {
	attribute *Attribute
	node      *node
}

// fillAttribute reads an attribute declaration, global or local.
func (b *builder) fillAttribute(s *schemaDoc, n *node, a *Attribute, context []string) {
	a.Doc, a.AppInfo = annotation(n)
	a.Default, a.Fixed = valueConstraints(n)
	a.Type = b.declaredType(s, n, context, a.Name.Local)
	if a.Type == nil {
		a.Type = b.sym.types[QName{nsXSD, "anySimpleType"}]
	}
	b.attributes = append(b.attributes, attributeType{a, n})
}

// settleAttributes checks that attribute types are simple. xsd:anyType is what
// an unresolved type became, or a common slip for anySimpleType.
func (b *builder) settleAttributes() {
	anySimple := b.sym.types[QName{nsXSD, "anySimpleType"}]
	for _, at := range b.attributes {
		t := at.attribute.Type
		if t.Class == Simple {
			continue
		}
		if !t.builtin {
			b.rep.report(CodeBadDerivation, at.node.pos, at.node.label(), ": an attribute cannot have complex type ", quote(at.node.attr("type")), "; use a simple type")
		}
		at.attribute.Type = anySimple
	}
	for _, u := range b.uses {
		if u.Default == nil && u.Fixed == nil {
			u.Default, u.Fixed = u.Attribute.Default, u.Attribute.Fixed
		}
	}
}

// attributeUse reads an attribute inside a type or attribute group; nil when it
// is to be left out.
func (b *builder) attributeUse(s *schemaDoc, n *node, context []string) *AttributeUse {
	u := &AttributeUse{Pos: n.pos, Use: b.useKind(n)}
	if ref := n.attr("ref"); ref != "" {
		a, ok := find(b, s.refs, n, attributeKind, b.sym.attributes, "ref", ref)
		if !ok {
			a = b.missingAttribute(s, n, ref)
		}
		if isSOAPEncoding(a.Name.Space) {
			return nil // what the encoding itself writes is not data
		}
		u.Attribute, u.Ref = a, true
	} else {
		isQualified := qualified(n, s.attributeQualified)
		a := &Attribute{Pos: n.pos, Namespace: s.tns, Qualified: isQualified, Name: localName(n, s.tns, isQualified)}
		if a.Name.Local == "" {
			b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": attribute has neither name nor ref; add one")
			return nil
		}
		b.fillAttribute(s, n, a, context)
		u.Attribute = a
	}
	u.Default, u.Fixed = valueConstraints(n)
	b.uses = append(b.uses, u)
	return u
}

func (b *builder) missingAttribute(s *schemaDoc, n *node, ref string) *Attribute {
	name, _, _ := s.expand(n, ref)
	return &Attribute{
		Pos: n.pos, Name: name, Namespace: name.Space, Global: true, Qualified: true,
		Type: b.sym.types[QName{nsXSD, "anySimpleType"}], Missing: true,
	}
}

func (b *builder) useKind(n *node) UseKind {
	switch v := n.attr("use"); v {
	case "", "optional", "default", "fixed": // the last two are of the 1999 draft
	case "required":
		return Required
	case "prohibited":
		return Prohibited
	default:
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": use=", quote(v), " is none of optional, required, prohibited; optional is taken")
	}
	return Optional
}

// attGroupDef is what reading an attribute group needs; groups are read on
// demand since types flatten them.
type attGroupDef struct {
	schema *schemaDoc
	node   *node
	busy   bool
	done   bool
}

func (b *builder) fillAttributeGroup(g *AttributeGroup) {
	def := b.attGroups[g]
	switch {
	case def == nil || def.done:
		return
	case def.busy:
		b.rep.report(CodeCircular, g.Pos, "attributeGroup ", quote(g.Name.Local), " contains itself; remove the reference")
		return
	}
	def.busy = true
	var set attributeSet
	for _, k := range def.node.kids {
		if !b.addAttributes(def.schema, k, &set, []string{g.Name.Local}) && !k.is(nsXSD, "annotation") {
			b.unknown(k)
		}
	}
	g.Attributes, g.AnyAttribute = set.uses, set.any
	def.busy, def.done = false, true
}

// attributeSet gathers the attributes of one type or group, each name once.
type attributeSet struct {
	uses []*AttributeUse
	any  *Wildcard
	seen map[QName]bool
}

func (set *attributeSet) add(u *AttributeUse) bool {
	name := u.Attribute.Name
	if set.seen == nil {
		set.seen = map[QName]bool{}
	}
	if set.seen[name] {
		return false
	}
	set.seen[name] = true
	set.uses = append(set.uses, u)
	return true
}

// addAttributes reads an attribute, attributeGroup or anyAttribute; false when
// the node is none of them.
func (b *builder) addAttributes(s *schemaDoc, n *node, set *attributeSet, context []string) bool {
	if n.name.Space != nsXSD {
		return false
	}
	switch n.name.Local {
	case "attribute":
		if u := b.attributeUse(s, n, context); u != nil && !set.add(u) {
			b.rep.reportAs(Warning, CodeDuplicate, n.pos, n.label(), ": attribute ", quote(u.Attribute.Name.Local), " is there already; remove one")
		}
	case "anyAttribute":
		if w := b.wildcard(s, n); set.any == nil {
			set.any = w
		}
	case "attributeGroup":
		b.addAttributeGroup(s, n, set)
	default:
		return false
	}
	return true
}

func (b *builder) addAttributeGroup(s *schemaDoc, n *node, set *attributeSet) {
	ref := n.attr("ref")
	if ref == "" {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": attributeGroup has no ref; add one")
		return
	}
	g, ok := find(b, s.refs, n, attGroupKind, b.sym.attributeGroups, "ref", ref)
	if !ok {
		return
	}
	if s.selfAttrs != nil && g.Name == s.self {
		g = s.selfAttrs
	}
	b.fillAttributeGroup(g)
	for _, u := range g.Attributes {
		set.add(u)
	}
	if set.any == nil {
		set.any = g.AnyAttribute
	}
}

// effectiveAttributes are the attributes of a derived type: the base's, with
// own ones of the same name in their place, then the others.
func effectiveAttributes(base, own []*AttributeUse) []*AttributeUse {
	if len(own) == 0 {
		return base
	}
	out := slices.Clone(base)
	at := make(map[QName]int, len(base))
	for i, u := range base {
		at[u.Attribute.Name] = i
	}
	for _, u := range own {
		if i, ok := at[u.Attribute.Name]; ok {
			out[i] = u
		} else {
			out = append(out, u)
		}
	}
	return out
}
