package model

// schemaDoc is one xs:schema element under one target namespace.
type schemaDoc struct {
	refs
	node               *node
	elementQualified   bool
	attributeQualified bool
	redefines          []*node // xs:redefine elements
	out                *Schema

	// Inside an xs:redefine: the name being redefined and its old component, so
	// that the self reference finds that and not itself.
	self      QName
	selfType  *Type
	selfGroup *Group
	selfAttrs *AttributeGroup
}

type schemaKey struct {
	node *node
	tns  string
}

func newSchemaDoc(n *node, tns string) *schemaDoc {
	return &schemaDoc{
		refs:               refs{tns: tns, chameleon: tns != n.attr("targetNamespace")},
		node:               n,
		elementQualified:   n.attr("elementFormDefault") == "qualified",
		attributeQualified: n.attr("attributeFormDefault") == "qualified",
		out:                &Schema{Pos: n.pos, TargetNamespace: tns},
	}
}
