package diff

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// simple compares the values two fields may have; old and new are the types of the
// fields, a and b those of their values. It reports whether they are the same kind of
// thing still.
func (c *comparer) simple(p place, at side, label string, old, new, a, b *model.Type) bool {
	if a == b {
		return true
	}
	id := valueRelation(a, b)
	if id != "" {
		c.retyped(id, p, at, label, old, new)
	}
	if id == "field-retyped" {
		return false
	}
	if a.Variety == model.List {
		c.simple(p, at, label, itemOf(a), itemOf(b), itemOf(a), itemOf(b))
	}
	c.facets(inType(p, a), side{a.Pos, b.Pos}, a, b, id == "")
	return true
}

// valueRelation says how the kinds of two simple types relate: the rule, or "" when
// they are the same.
func valueRelation(a, b *model.Type) string {
	switch {
	case a.Variety != b.Variety:
		return "field-retyped"
	case a.Variety == model.List:
		return "" // the items are compared
	case a.Variety == model.Union:
		return unionRelation(a, b)
	}
	x, y := a.Root(), b.Root()
	switch {
	case x.Name == y.Name:
		return ""
	case ancestor(y, x):
		return "field-type-widened"
	case ancestor(x, y):
		return "field-type-narrowed"
	}
	return "field-retyped"
}

// ancestor reports whether every value of t is one of the built-in type base.
func ancestor(base, t *model.Type) bool {
	for ; t != nil; t = t.Base {
		if t.Name == base.Name {
			return true
		}
	}
	return false
}

func unionRelation(a, b *model.Type) string {
	x, y := unionMembers(a), unionMembers(b)
	lost, won := without(x, y), without(y, x)
	switch {
	case len(lost) > 0 && len(won) > 0:
		return "field-retyped"
	case len(won) > 0:
		return "field-type-widened"
	case len(lost) > 0:
		return "field-type-narrowed"
	}
	return ""
}

// unionMembers names the members of a union by what they are made of.
func unionMembers(t *model.Type) []string {
	for t.Base != nil && t.Derivation != model.ByUnion && t.Base.Variety == model.Union {
		t = t.Base
	}
	var names []string
	for _, m := range t.Members {
		if m.Variety == model.Union {
			names = append(names, unionMembers(m)...)
			continue
		}
		f := m.EffectiveFacets()
		names = append(names, m.Root().Name.Local+" "+strings.Join(sortedEnum(f), "|"))
	}
	return names
}

// itemOf is the item type of a list or of a restriction of one.
func itemOf(t *model.Type) *model.Type {
	for t.Item == nil && t.Base != nil {
		t = t.Base
	}
	return t.Item
}

func sortedEnum(f model.Facets) []string {
	var all []string
	for _, e := range f.Enumeration {
		all = append(all, e.Value)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// without lists what is in a and not in b.
func without(a, b []string) []string {
	var rest []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			rest = append(rest, s)
		}
	}
	return rest
}
