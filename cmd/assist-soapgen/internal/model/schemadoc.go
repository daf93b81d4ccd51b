package model

import (
	"slices"
	"strings"
)

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

// blocks reports whether block, or the schema's blockDefault where n has none, holds the
// word.
func (s *schemaDoc) blocks(n *node, word string) bool {
	stated, ok := n.rawAttr("block")
	if !ok {
		stated = s.node.attr("blockDefault")
	}
	words := strings.Fields(stated)
	return slices.Contains(words, word) || slices.Contains(words, "#all")
}
