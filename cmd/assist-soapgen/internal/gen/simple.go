package gen

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// simple returns the id of a simple type, or of the text of a complex one. A type
// that restricts nothing is its base.
func (b *builder) simple(t *model.Type) service.TypeID {
	v := t.ValueType()
	if v.BuiltIn() {
		return builtins[v.Name.Local].id
	}
	switch v.Variety {
	case model.List:
		return b.listType(v)
	case model.Union:
		return b.unionType(v)
	}
	root := builtins[v.Root().Name.Local]
	facets := b.facetsOf(t)
	if facets == nil {
		return root.id
	}
	return b.simpleRow(t, &row{
		table: service.Type{Kind: service.Simple, Base: root.id, Facets: facets},
		value: root.goType,
	}).id
}

func (b *builder) listType(t *model.Type) service.TypeID {
	item := t.Item
	for s := t; item == nil && s != nil; s = s.Base {
		item = s.Item
	}
	if t.BuiltIn() || item == nil {
		return builtins[t.Root().Name.Local].id
	}
	if root := t.Root(); root.Name.Local != "anySimpleType" { // NMTOKENS with facets
		return builtins[root.Name.Local].id
	}
	return b.simpleRow(t, &row{
		table: service.Type{Kind: service.List, Base: b.simple(item), Facets: b.facetsOf(t)},
	}).id
}

func (b *builder) unionType(t *model.Type) service.TypeID {
	return b.simpleRow(t, &row{
		table: service.Type{Kind: service.Union, Base: service.XSDString, Facets: b.facetsOf(t)},
		value: "string",
	}).id
}

// simpleRow enters a simple type: one row for each named type and each enumeration
// of texts, one for all anonymous types that say the same.
func (b *builder) simpleRow(t *model.Type, r *row) *row {
	v := t.ValueType()
	isEnum := r.value == "string" && r.table.Facets != nil && len(r.table.Facets.Enum) > 0
	if v.IsSimple() && (!v.IsAnonymous() || isEnum) {
		return b.namedRow(v, r, isEnum)
	}
	key := fmt.Sprint(r.table.Kind, r.table.Base, r.value, facetsKey(r.table.Facets))
	if known := b.facets[key]; known != nil {
		return known
	}
	r.pos, r.source = v.Pos, v
	b.facets[key] = b.add(r)
	return r
}

func (b *builder) namedRow(v *model.Type, r *row, isEnum bool) *row {
	if known := b.named[v]; known != nil {
		return known
	}
	r.pos, r.source, r.doc = v.Pos, v, v.Doc
	if !v.IsAnonymous() {
		r.table.Name = b.name(v.Name)
	}
	if isEnum {
		r.want = wantedName(v)
		for _, e := range v.EffectiveFacets().Enumeration {
			r.enum = append(r.enum, enumValue{value: e.Value, doc: e.Doc})
		}
	}
	b.named[v] = b.add(r)
	return r
}

// wantedName is the Go name a type would like: its own, or for an anonymous one the
// names that lead to it.
func wantedName(t *model.Type) string {
	if !t.IsAnonymous() {
		return goName(t.Name.Local)
	}
	var b strings.Builder
	for _, step := range t.Context {
		b.WriteString(goName(step))
	}
	return exported(b.String())
}

func facetsKey(f *service.Facets) string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("%+v%q%q", *f, f.Patterns, f.Enum)
}

// facetsOf collects what restricts a type's text; nil when nothing does.
func (b *builder) facetsOf(t *model.Type) *service.Facets {
	stated := t.EffectiveFacets()
	f := &service.Facets{
		Length: count(stated.Length), MinLength: count(stated.MinLength), MaxLength: count(stated.MaxLength),
		TotalDigits: count(stated.TotalDigits), FractionDigits: -1,
		MinInclusive: bound(stated.MinInclusive), MaxInclusive: bound(stated.MaxInclusive),
		MinExclusive: bound(stated.MinExclusive), MaxExclusive: bound(stated.MaxExclusive),
		White: whites[stated.WhiteSpace],
	}
	if stated.FractionDigits != nil {
		f.FractionDigits = count(stated.FractionDigits)
	}
	isName := t.ValueType().Root().Name.Local == "QName"
	for _, e := range stated.Enumeration {
		if isName && !e.Qualified.IsZero() {
			f.Enum = append(f.Enum, service.QName(e.Qualified).String())
			continue
		}
		f.Enum = append(f.Enum, e.Value)
	}
	if stated.MaxLength != nil && *stated.MaxLength == 0 || stated.Length != nil && *stated.Length == 0 {
		f.Patterns = append(f.Patterns, "^$") // a length of 0 means "not given" in the table
	}
	b.addPatterns(f, stated.Patterns)
	if facetsKey(f) == facetsKey(&service.Facets{FractionDigits: -1}) {
		return nil
	}
	return f
}

func (b *builder) addPatterns(f *service.Facets, stated []model.Pattern) {
	for _, p := range stated {
		translated, err := translatePattern(p.Alternatives)
		if err != nil {
			b.problems.add(CodePattern, p.Pos, "pattern %s is not checked: %v", strconv.Quote(strings.Join(p.Alternatives, " | ")), err)
			continue
		}
		if translated.anchored {
			b.problems.add(CodePatternAnchor, p.Pos, "pattern %s: ^ and $ are taken for anchors", strconv.Quote(strings.Join(p.Alternatives, " | ")))
		}
		f.Patterns = append(f.Patterns, translated.text)
	}
}

var whites = map[string]service.White{"": service.Preserve, "preserve": service.Preserve, "replace": service.Replace, "collapse": service.Collapse}

func count(n *int) int32 {
	if n == nil {
		return 0
	}
	return int32(min(*n, 1<<31-1))
}

func bound(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}
