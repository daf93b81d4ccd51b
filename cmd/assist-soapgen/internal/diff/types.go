package diff

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// types compares the types of two counterparts: elements, attributes or parts.
func (c *comparer) types(p place, at side, label string, old, new *model.Type) {
	a, b := old.ValueType(), new.ValueType()
	switch {
	case isAny(old) || isAny(new):
		c.anyType(p, at, label, old, new)
	case a != nil && b != nil:
		if c.simple(p, at, label, old, new, a, b) {
			c.typeNames(p, at, old, new)
		}
		if old.IsComplex() || new.IsComplex() {
			c.attributesOf(inType(p, old), old, new)
		}
	case (a == nil) != (b == nil), (old.Array == nil) != (new.Array == nil), c.unlike(old, new):
		c.retyped("field-retyped", p, at, label, old, new)
	default:
		c.typeNames(p, at, old, new)
		inside := inType(p, old)
		c.once(typePair{old, new, p.direction, p.encoded}, inside, func() { c.complex(inside, old, new) })
	}
}

func isAny(t *model.Type) bool {
	return t.IsAnyType() || t.BuiltIn() && t.Name.Local == "anySimpleType"
}

// anyType compares where at least one side takes anything.
func (c *comparer) anyType(p place, at side, label string, old, new *model.Type) {
	switch {
	case old.Name == new.Name && !old.IsAnonymous():
	case isAny(new) && (!isAny(old) || new.IsAnyType()):
		c.retyped("field-type-widened", p, at, label, old, new)
	default:
		c.retyped("field-type-narrowed", p, at, label, old, new)
	}
}

func (c *comparer) retyped(id string, p place, at side, label string, old, new *model.Type) {
	c.reportTwin(id, p, at, "field", label, "old", typeName(old), "new", typeName(new))
}

// inType is the place inside a type: findings there belong to the type when it has a
// name.
func inType(p place, t *model.Type) place {
	if !t.IsAnonymous() {
		p.component = "type " + t.Name.Local
	}
	return p
}

// unlike reports whether two complex types have nothing in common.
func (c *comparer) unlike(old, new *model.Type) bool {
	if old.Name.Local == new.Name.Local {
		return false
	}
	a, b := memberNames(c.shapeOf(old)), memberNames(c.shapeOf(new))
	return len(a) > 0 && len(b) > 0 && sharedNames(a, b, 1) == 0
}

// complex compares the contents of two complex types.
func (c *comparer) complex(p place, old, new *model.Type) {
	at := side{old.Pos, new.Pos}
	if old.Array != nil {
		if a, b := strings.Join(old.Array.Dims, ""), strings.Join(new.Array.Dims, ""); a != b {
			c.reportTwin("array-shape-changed", p, at, "old", a, "new", b)
		}
	}
	if old.Abstract != new.Abstract {
		c.reportTwin(choose(new.Abstract, "type-became-abstract", "type-became-concrete"), p, at, "name", typeName(old))
	}
	c.contents(p, c.shapeOf(old), c.shapeOf(new), at)
	c.documentation(p, typeName(old), at, old.Doc, new.Doc)
	c.subtypes(p, at, old, new)
}

// attributesOf compares the attributes of types with simple content.
func (c *comparer) attributesOf(p place, old, new *model.Type) {
	a, b := c.shapeOf(old), c.shapeOf(new)
	here := side{old.Pos, new.Pos}
	c.members(p, a.attributes, b.attributes, c.pairMembers(a.attributes, b.attributes), here)
	c.wildcards(p, a, b, here)
}

// typeNames reports types that changed their names. Names are in the generated source
// and, as xsi:type, in encoded messages.
func (c *comparer) typeNames(p place, at side, old, new *model.Type) {
	a, b := old.Name.Local, new.Name.Local
	p.component = "type " + a
	if p.encoded && a != "" && b != "" {
		if a != b {
			c.reportTwin("xsi-type-changed", p, at, "old", a, "new", b)
		} else if old.Name.Space != new.Name.Space && !old.BuiltIn() && !new.BuiltIn() {
			c.noteNamespace(p, side{old.Pos, new.Pos}, old.Name.Space, new.Name.Space, true)
		}
	}
	if a == b || old.BuiltIn() || new.BuiltIn() {
		return
	}
	declared := side{old.Pos, new.Pos}
	switch {
	case a == "":
		c.report("type-named", inAnonymous(p, old), declared, "new", b)
	case b == "":
		c.report("type-inlined", p, declared, "old", a)
	case old.IsComplex() && new.IsComplex():
		c.report("type-renamed", p, declared, "old", a, "new", b).renamedType = [2]string{a, b}
	default:
		c.report("value-type-renamed", p, declared, "old", a, "new", b)
	}
}

// inAnonymous gives findings about an anonymous type a component of their own.
func inAnonymous(p place, t *model.Type) place {
	p.component = "anonymous type " + strings.Join(t.Context, "/")
	return p
}

// subtypes compares the types that may stand for a type by xsi:type.
func (c *comparer) subtypes(p place, at side, old, new *model.Type) {
	a, b := namedSubtypes(old), namedSubtypes(new)
	m := matchByKey(a, b, func(t *model.Type) string { return t.Name.Local })
	for i, t := range a {
		if n := m.partner[i]; n >= 0 {
			below := p
			below.subject.Path += "(" + t.Name.Local + ")"
			c.types(below, at, t.Name.Local, t, b[n])
			continue
		}
		c.reportTwin("subtype-removed", p, side{t.Pos, new.Pos}, "name", t.Name.Local, "base", typeName(old))
	}
	for _, n := range free(m.back) {
		c.reportTwin("subtype-added", p, side{old.Pos, b[n].Pos}, "name", b[n].Name.Local, "base", typeName(old))
	}
}

// namedSubtypes lists what xsi:type can name.
func namedSubtypes(t *model.Type) []*model.Type {
	var all []*model.Type
	if t.BuiltIn() || t.Array != nil {
		return nil
	}
	for _, d := range t.AllDerived() {
		if !d.IsAnonymous() && !d.Abstract && d.Replaced == nil {
			all = append(all, d)
		}
	}
	return all
}

// substitutes compares the elements that may stand for an element.
func (c *comparer) substitutes(p place, at side, old, new *model.Element) {
	if old == nil || new == nil {
		return
	}
	if old.Abstract != new.Abstract {
		c.reportTwin(choose(new.Abstract, "type-became-abstract", "type-became-concrete"), p, at, "name", old.Name.Local)
	}
	key := func(e *model.Element) string { return e.Name.Local }
	m := matchByKey(old.Members, new.Members, key)
	for i, e := range old.Members {
		if n := m.partner[i]; n >= 0 {
			f := new.Members[n]
			c.types(p.field(e.Name.Local), side{e.Pos, f.Pos}, e.Name.Local, e.Type, f.Type)
			continue
		}
		c.reportTwin("substitute-removed", p, side{e.Pos, at.new}, "name", e.Name.Local, "base", old.Name.Local)
	}
	for _, n := range free(m.back) {
		e := new.Members[n]
		c.reportTwin("substitute-added", p, side{at.old, e.Pos}, "name", e.Name.Local, "base", old.Name.Local)
	}
}

// builtinPrefixes write the namespaces of built-in types as people do.
var builtinPrefixes = map[string]string{
	"http://www.w3.org/2001/XMLSchema":          "xsd:",
	"http://schemas.xmlsoap.org/soap/encoding/": "soapenc:",
	"http://www.w3.org/2003/05/soap-encoding":   "soapenc:",
}

// typeName names a type for people: simple types with the built-in type they restrict.
func typeName(t *model.Type) string {
	switch {
	case t.BuiltIn():
		return builtinPrefixes[t.Name.Space] + t.Name.Local
	case t.Array != nil:
		return strings.TrimSpace(t.Name.Local + " (array of " + typeName(t.Array.Item) + ")")
	case t.IsComplex() && t.IsAnonymous():
		return "anonymous type"
	case t.IsComplex():
		return t.Name.Local
	}
	base := "xsd:" + t.Root().Name.Local
	switch {
	case t.Variety == model.List:
		base = "list of " + typeName(itemOf(t))
	case t.Variety == model.Union:
		base = "union"
	}
	if t.IsAnonymous() {
		return base
	}
	return t.Name.Local + " (" + base + ")"
}
