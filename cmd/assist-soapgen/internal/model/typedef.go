package model

// typeDef is what settleType needs to know of a type beyond its fields.
type typeDef struct {
	node      *node
	schema    *schemaDoc
	simple    bool  // simpleContent
	value     *Type // simpleContent restriction: its own simpleType child
	facets    Facets
	arrayType string // wsdl:arrayType as written
	arrayNode *node
}

// newType makes the shell of a type, so that others can point to it.
func newType(s *schemaDoc, n *node, name QName, context []string) *Type {
	t := &Type{Pos: n.pos, Name: name, Namespace: s.tns, Context: context, Class: Complex}
	if n.name.Local == "simpleType" {
		t.Class = Simple
	}
	return t
}

// anonymous reads a type that stands inside another component.
func (b *builder) anonymous(s *schemaDoc, n *node, context []string) *Type {
	t := newType(s, n, QName{}, context)
	b.fillType(s, n, t, context)
	return t
}

// fillType reads a type definition. path is its name or, if anonymous, its
// context.
func (b *builder) fillType(s *schemaDoc, n *node, t *Type, path []string) {
	t.Doc, t.AppInfo = annotation(n)
	t.Base = b.sym.types[anyTypeName]
	b.types = append(b.types, t)
	def := &typeDef{node: n, schema: s}
	b.defs[t] = def
	if t.Class == Simple {
		t.Base = b.sym.types[QName{nsXSD, "anySimpleType"}]
		b.fillSimple(def, t, path)
		return
	}
	t.Mixed, t.Abstract = n.isTrue("mixed"), n.isTrue("abstract")
	for _, k := range n.kids {
		if k.is(nsXSD, "simpleContent") || k.is(nsXSD, "complexContent") {
			b.fillDerived(def, t, k, path)
			return
		}
	}
	b.fillBody(def, t, n, path)
}

// fillDerived reads simpleContent or complexContent.
func (b *builder) fillDerived(def *typeDef, t *Type, content *node, path []string) {
	def.simple = content.name.Local == "simpleContent"
	if content.attr("mixed") != "" {
		t.Mixed = content.isTrue("mixed")
	}
	for _, k := range content.kids {
		switch {
		case k.is(nsXSD, "extension"):
			t.Derivation = Extension
		case k.is(nsXSD, "restriction"):
			t.Derivation = Restriction
		case k.is(nsXSD, "annotation"):
			continue
		default:
			continue
		}
		t.Base = b.baseRef(def, t, k)
		b.fillBody(def, t, k, path)
		return
	}
	b.rep.reportAs(Warning, CodeMissingAttribute, content.pos, content.label(), ": neither extension nor restriction inside; what is there is read as if directly in the type")
	b.fillBody(def, t, content, path)
}

// baseRef resolves base=. Inside an xs:redefine a type's own name means the
// type it replaces.
func (b *builder) baseRef(def *typeDef, t *Type, n *node) *Type {
	value := n.attr("base")
	if value == "" {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": ", n.name.Local, " has no base; add one")
		return t.Base
	}
	if s := def.schema; s.selfType != nil && t.Name == s.self {
		if name, _, ok := s.expand(n, value); ok && name == s.self {
			return s.selfType
		}
	}
	return b.typeRef(def.schema.refs, n, "base", value)
}

// fillBody reads content model, attributes and, for simpleContent, facets.
func (b *builder) fillBody(def *typeDef, t *Type, n *node, path []string) {
	var set attributeSet
	for _, k := range n.kids {
		switch {
		case k.is(nsXSD, "annotation"):
		case isParticle(k):
			b.addParticle(def, t, k, path)
		case b.addAttributes(def.schema, k, &set, path):
			b.noteArrayType(def, k)
		case def.simple && k.is(nsXSD, "simpleType"):
			def.value = b.anonymous(def.schema, k, within(path, "value"))
		case def.simple && b.facet(&def.facets, k):
		default:
			b.unknown(k)
		}
	}
	t.Attributes, t.AnyAttribute = set.uses, set.any
}

// addParticle sets the content model. Elements directly inside a complexType
// are a slip (and the rule of the 1999 draft): they form a sequence.
func (b *builder) addParticle(def *typeDef, t *Type, n *node, path []string) {
	p := b.particle(def.schema, n, path)
	if p == nil {
		return
	}
	direct := p.Kind == ElementParticle || p.Kind == Any
	if direct || t.Particle != nil {
		b.rep.report(CodeUnknownConstruct, n.pos, n.label(), ": <", n.el.FullTag(), "> must stand in one xs:sequence, and is read as if it did")
	}
	switch {
	case t.Particle == nil && !direct:
		t.Particle = p
	case t.Particle == nil:
		t.Particle = &Particle{Pos: n.pos, Kind: Sequence, Min: 1, Max: 1, Items: []*Particle{p}}
	default:
		t.Particle = &Particle{Pos: t.Particle.Pos, Kind: Sequence, Min: 1, Max: 1, Items: []*Particle{t.Particle, p}}
	}
}

// noteArrayType keeps the wsdl:arrayType of an attribute reference.
func (b *builder) noteArrayType(def *typeDef, n *node) {
	if v := n.attrNS("arrayType", nsWSDL); v != "" {
		def.arrayType, def.arrayNode = v, n
	}
}
