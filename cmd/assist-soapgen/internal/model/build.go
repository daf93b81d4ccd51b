package model

// builder turns nodes into components: collect enters every global name, fill
// reads the definitions, settle completes what depends on other components.
type builder struct {
	rep    *reporter
	sym    *symbols
	limits Limits
	spaces map[string]bool // target namespaces of schemas and WSDLs read

	fills         []func() // one per global schema component, in document order
	types         []*Type  // all types read, anonymous ones after their owner
	state         map[*Type]int
	defs          map[*Type]*typeDef
	elements      []*Element // those with a substitution head
	untyped       []*Element // those that take the type of their head
	attributes    []attributeType
	uses          []*AttributeUse
	groups        []*Group
	groupRefs     []*Particle
	attGroups     map[*AttributeGroup]*attGroupDef
	derivedValues []*Type // made for facets in simpleContent
	redefines     []redefinition
	schemas       []*Schema

	root       *node
	missing    map[QName]*Element // stand-ins
	operations []*Operation       // all that portTypes declare
	ioNodes    map[*IO]*node
	faultNodes map[*Fault]*node
	boundNodes map[*BoundOperation]*node
}

func newBuilder(r *reader, root *node) *builder {
	b := &builder{
		rep: r.rep, sym: newSymbols(), limits: r.opts.Limits,
		spaces:     map[string]bool{},
		state:      map[*Type]int{},
		defs:       map[*Type]*typeDef{},
		attGroups:  map[*AttributeGroup]*attGroupDef{},
		missing:    map[QName]*Element{},
		root:       root,
		ioNodes:    map[*IO]*node{},
		faultNodes: map[*Fault]*node{},
		boundNodes: map[*BoundOperation]*node{},
	}
	for _, s := range r.schemas {
		b.spaces[s.tns] = true
	}
	for _, d := range r.wsdls {
		b.spaces[d.root.attr("targetNamespace")] = true
	}
	return b
}

// buildSchemas resolves all schemas.
func (b *builder) buildSchemas(docs []*schemaDoc) []*Schema {
	for _, s := range docs {
		b.schemas = append(b.schemas, s.out)
		b.collect(s)
	}
	b.applyRedefinitions()
	for _, fill := range b.fills {
		fill()
	}
	b.settleHeads()
	b.expandGroups()
	for _, t := range b.types {
		b.settleType(t)
	}
	b.settleAttributes()
	b.indexDerived()
	b.checkSizes()
	return b.schemas
}

// annotation reads xs:annotation: documentation texts joined by empty lines.
func annotation(n *node) (doc, appInfo string) {
	for _, k := range n.kids {
		if !k.is(nsXSD, "annotation") {
			continue
		}
		for _, part := range k.kids {
			switch {
			case part.is(nsXSD, "documentation"):
				doc = join(doc, part.text())
			case part.is(nsXSD, "appinfo"):
				appInfo = join(appInfo, part.text())
			}
		}
	}
	return doc, appInfo
}

func documentation(n *node) string {
	doc, _ := annotation(n)
	return doc
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}

// unknown reports an element that has no business where it is. Foreign
// namespaces are none of our business, none at all is a prefix forgotten.
func (b *builder) unknown(n *node) {
	if n.name.Space == nsXSD || n.name.Space == nsWSDL || n.name.Space == "" && n.el.Space == "" {
		b.rep.report(CodeUnknownConstruct, n.pos, n.label(), ": <", n.el.FullTag(), "> does not belong here and is ignored")
	}
}
