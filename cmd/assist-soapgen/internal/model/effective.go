package model

import "slices"

// IsSimple reports whether t is a simple type.
func (t *Type) IsSimple() bool { return t.Class == Simple }

// IsComplex reports whether t is a complex type.
func (t *Type) IsComplex() bool { return t.Class == Complex }

// IsAnonymous reports whether t has no name.
func (t *Type) IsAnonymous() bool { return t.Name.IsZero() }

// BuiltIn reports whether t comes with this package: the XSD built-in types and
// those of the SOAP encoding.
func (t *Type) BuiltIn() bool { return t.builtin }

// IsAnyType reports whether t is xsd:anyType.
func (t *Type) IsAnyType() bool { return t.Name == anyTypeName }

// ValueType is the simple type of the text of t: t itself, or the type of its
// simple content; nil when it has element content.
func (t *Type) ValueType() *Type {
	if t.Class == Simple {
		return t
	}
	return t.Value
}

// Root is the nearest XSD built-in type above t, or t itself: xsd:int for
// soapenc:int, xsd:token for an enumeration of tokens, xsd:anySimpleType for a
// list or union of the schema's own. For a complex type with simple content ask
// its ValueType; other complex types have xsd:anyType.
func (t *Type) Root() *Type {
	for t.Base != nil && !(t.builtin && t.Name.Space == nsXSD) {
		t = t.Base
	}
	return t
}

// DerivesFrom reports whether base is t or an ancestor of it.
func (t *Type) DerivesFrom(base *Type) bool {
	for ; t != nil; t = t.Base {
		if t == base {
			return true
		}
	}
	return false
}

// AllDerived lists the types derived from t at any depth, parents before
// children, otherwise in document order.
func (t *Type) AllDerived() []*Type { return t.appendDerived(nil) }

func (t *Type) appendDerived(all []*Type) []*Type {
	for _, d := range t.Derived {
		all = d.appendDerived(append(all, d))
	}
	return all
}

// lineage lists the steps whose content adds up to t's, base first: extensions
// back to the first type that states its content in full.
func (t *Type) lineage() []*Type {
	var steps []*Type
	for s := t; s != nil; s = s.Base {
		steps = append(steps, s)
		if s.Derivation != Extension {
			break
		}
	}
	slices.Reverse(steps)
	return steps
}

// ContentModel is the effective content of a complex type, to be read as a
// sequence of its items: for an extension the base's content and then its own,
// for a restriction its own alone. It is empty for empty and simple content. The
// content of xsd:anyType, and so the beginning of what extends it, is a wildcard.
func (t *Type) ContentModel() []*Particle {
	var out []*Particle
	for _, s := range t.lineage() {
		if s.Particle != nil {
			out = append(out, s.Particle)
		}
	}
	return out
}

// AllAttributes are the effective attributes of a complex type: inherited ones
// first, overridden in place, prohibited ones left out.
func (t *Type) AllAttributes() []*AttributeUse {
	var out []*AttributeUse
	for _, u := range t.attributeUses() {
		if u.Use != Prohibited {
			out = append(out, u)
		}
	}
	return out
}

func (t *Type) attributeUses() []*AttributeUse {
	var chain []*Type
	for s := t; s != nil && s.Class == Complex; s = s.Base {
		chain = append(chain, s)
	}
	var uses []*AttributeUse
	for i := len(chain) - 1; i >= 0; i-- {
		uses = effectiveAttributes(uses, chain[i].Attributes)
	}
	return uses
}

// AnyAttributes is the effective attribute wildcard: an extension inherits it, a
// restriction states its own. Nil when there is none.
func (t *Type) AnyAttributes() *Wildcard {
	for s := t; s != nil; s = s.Base {
		if s.AnyAttribute != nil || s.Derivation != Extension {
			return s.AnyAttribute
		}
	}
	return nil
}

// IsMixed reports whether text may stand between the elements of t.
func (t *Type) IsMixed() bool { return t.Mixed && t.Value == nil }

// EffectiveFacets merges the facets of t with those of the types it restricts.
// The nearest statement of a facet wins; patterns add up. Facets of a complex
// type are those of its value.
func (t *Type) EffectiveFacets() Facets {
	var f Facets
	v := t.ValueType()
	for ; v != nil && v.Class == Simple; v = v.Base {
		f.inherit(&v.Facets)
		if v.Derivation == ByList || v.Derivation == ByUnion {
			break
		}
	}
	return f
}

// inherit adds what base states and f does not.
func (f *Facets) inherit(base *Facets) {
	if len(f.Enumeration) == 0 {
		f.Enumeration = base.Enumeration
	}
	f.Patterns = append(f.Patterns, base.Patterns...)
	if f.WhiteSpace == "" {
		f.WhiteSpace = base.WhiteSpace
	}
	first(&f.Length, base.Length)
	first(&f.MinLength, base.MinLength)
	first(&f.MaxLength, base.MaxLength)
	first(&f.TotalDigits, base.TotalDigits)
	first(&f.FractionDigits, base.FractionDigits)
	if f.MinInclusive == nil && f.MinExclusive == nil {
		f.MinInclusive, f.MinExclusive = base.MinInclusive, base.MinExclusive
	}
	if f.MaxInclusive == nil && f.MaxExclusive == nil {
		f.MaxInclusive, f.MaxExclusive = base.MaxInclusive, base.MaxExclusive
	}
}

func first[T any](dst **T, v *T) {
	if *dst == nil {
		*dst = v
	}
}
