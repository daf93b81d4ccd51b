package specfile

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

func (r *reader) digests(n *yaml.Node, what string) []Digest {
	var all []Digest
	for _, item := range r.items(n, what+": digests") {
		d := Digest{Pos: r.pos(item)}
		place := what + ": digest"
		r.object(item, place, entries{
			"kind":     setWord(r, &d.Kind, place+": kind", digestKinds),
			"at":       r.setFilled(&d.At, place+": at"),
			"field":    r.setFilled(&d.Field, place+": field"),
			"variants": func(n *yaml.Node) { d.Variants = r.variants(n, place) },
		}, "kind", "field", "variants")
		if slices.ContainsFunc(all, func(o Digest) bool { return o.Kind.Value == d.Kind.Value }) && d.Kind.Given() {
			r.problem(d.Kind.Pos, "%s: there are two of kind %s; make them variants", place, d.Kind.Value)
		}
		all = append(all, d)
	}
	return all
}

func (r *reader) variants(n *yaml.Node, what string) []Variant {
	var all []Variant
	for _, item := range r.items(n, what+": variants") {
		v := r.variant(item, what+": variant", all)
		if v.Name.Given() && find(all, v.Name.Value) != nil {
			r.problem(v.Name.Pos, "%s: variant %q is there twice", what, v.Name.Value)
		}
		all = append(all, v)
	}
	return all
}

func find(variants []Variant, name string) *Variant {
	i := slices.IndexFunc(variants, func(v Variant) bool { return v.Name.Value == name })
	if i < 0 {
		return nil
	}
	return &variants[i]
}

// variant reads one recipe. like: takes delimiter and terms from an earlier one,
// append: adds terms after those.
func (r *reader) variant(n *yaml.Node, what string, earlier []Variant) Variant {
	var c cited
	var v Variant
	var terms, added *yaml.Node
	var empty At[service.EmptyRule]
	r.object(n, what, r.citing(&c, entries{
		"name":      r.setNamed(&v.Name, what+": name", shortName),
		"doc":       r.setSentence(&v.Doc, what+": doc"),
		"like":      r.setFilled(&v.Like, what+": like"),
		"delimiter": r.setText(&v.Delimiter, what+": delimiter"),
		"empty":     setWord(r, &empty, what+": empty", emptyRules),
		"terms":     func(n *yaml.Node) { terms = n },
		"append":    func(n *yaml.Node) { added = n },
	}, what), "name", "doc", "source")
	v.Sources = r.sources(c, what)
	if v.Name.Given() {
		what += " " + v.Name.Value
	}
	r.inherit(&v, n, what, earlier, terms, added)
	for _, list := range []*yaml.Node{terms, added} {
		if list != nil {
			v.Terms = append(v.Terms, r.terms(list, what, empty.Value)...)
		}
	}
	return v
}

// inherit fills in what like: refers to and checks that the keys make sense together.
func (r *reader) inherit(v *Variant, n *yaml.Node, what string, earlier []Variant, terms, added *yaml.Node) {
	if !v.Like.Given() {
		if terms == nil {
			r.problem(r.pos(n), "%s: terms is missing, or like with the name of an earlier variant", what)
		}
		if !v.Delimiter.Given() {
			r.problem(r.pos(n), "%s: delimiter is missing; write \"\" for none", what)
		}
		if added != nil {
			r.problem(r.pos(added), "%s: append needs like; use terms", what)
		}
		return
	}
	if terms != nil {
		r.problem(r.pos(terms), "%s: like and terms exclude each other; use append", what)
	}
	base := find(earlier, v.Like.Value)
	if base == nil {
		r.problem(v.Like.Pos, "%s: like: there is no earlier variant %q", what, v.Like.Value)
		return
	}
	v.Terms = slices.Clone(base.Terms)
	if !v.Delimiter.Given() {
		v.Delimiter = base.Delimiter
	}
}

// terms reads a list of fields, each a name or {field: …, empty: …, from: …}. empty is
// the rule of those that name none.
func (r *reader) terms(n *yaml.Node, what string, empty service.EmptyRule) []Term {
	var all []Term
	what += ": term"
	for _, item := range r.items(n, what) {
		if item.Kind != yaml.MappingNode {
			all = append(all, Term{Field: r.filled(item, what), Empty: empty})
			continue
		}
		var field At[string]
		own := At[service.EmptyRule]{Value: empty}
		var from At[service.Origin]
		r.object(item, what, entries{
			"field": r.setFilled(&field, what),
			"empty": setWord(r, &own, what+": empty", emptyRules),
			"from":  setWord(r, &from, what+": from", origins),
		}, "field")
		all = append(all, Term{field, own.Value, from.Value})
	}
	return all
}
