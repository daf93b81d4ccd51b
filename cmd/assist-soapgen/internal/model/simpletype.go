package model

import (
	"strconv"
	"strings"
)

// fillSimple reads restriction, list or union.
func (b *builder) fillSimple(def *typeDef, t *Type, path []string) {
	for _, k := range def.node.kids {
		switch {
		case k.is(nsXSD, "restriction"):
			b.fillRestriction(def, t, k, path)
			return
		case k.is(nsXSD, "list"):
			t.Variety, t.Derivation = List, ByList
			b.fillList(def, t, k, path)
			return
		case k.is(nsXSD, "union"):
			t.Variety, t.Derivation = Union, ByUnion
			b.fillUnion(def, t, k, path)
			return
		case !k.is(nsXSD, "annotation"):
			b.unknown(k)
		}
	}
	b.rep.report(CodeMissingAttribute, def.node.pos, def.node.label(), ": neither restriction, list nor union inside; add one")
}

func (b *builder) fillRestriction(def *typeDef, t *Type, n *node, path []string) {
	hasBase := n.attr("base") != ""
	if hasBase {
		t.Base = b.baseRef(def, t, n)
	}
	for _, k := range n.kids {
		switch {
		case k.is(nsXSD, "annotation"):
		case k.is(nsXSD, "simpleType") && !hasBase:
			t.Base, hasBase = b.anonymous(def.schema, k, within(path, "base")), true
		case !b.facet(&t.Facets, k):
			b.unknown(k)
		}
	}
	if !hasBase {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": restriction has no base; add one")
	}
}

func (b *builder) fillList(def *typeDef, t *Type, n *node, path []string) {
	if value := n.attr("itemType"); value != "" {
		t.Item = b.typeRef(def.schema.refs, n, "itemType", value)
		return
	}
	if k := n.first("simpleType", nsXSD); k != nil {
		t.Item = b.anonymous(def.schema, k, within(path, "item"))
		return
	}
	b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": list has no itemType; add one")
	t.Item = t.Base
}

func (b *builder) fillUnion(def *typeDef, t *Type, n *node, path []string) {
	for _, value := range strings.Fields(n.attr("memberTypes")) {
		t.Members = append(t.Members, b.typeRef(def.schema.refs, n, "memberTypes", value))
	}
	for _, k := range n.kids {
		if k.is(nsXSD, "simpleType") {
			name := "member" + strconv.Itoa(len(t.Members)+1)
			t.Members = append(t.Members, b.anonymous(def.schema, k, within(path, name)))
		}
	}
	if len(t.Members) == 0 {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": union has no memberTypes; add some")
	}
}
