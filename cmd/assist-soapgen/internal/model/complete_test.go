package model

import "testing"

// checkComplete walks a model and fails on any gap in what is documented as
// never nil.
func checkComplete(t testing.TB, d *Definitions) {
	t.Helper()
	c := &completeness{t, map[*Type]bool{}}
	for _, s := range d.Schemas {
		for _, e := range s.Elements {
			c.element(e)
		}
		for _, typ := range s.Types {
			c.typ(typ)
		}
		for _, a := range s.Attributes {
			c.demand(a.Type != nil && a.Type.IsSimple(), a.Pos, "attribute has no simple type")
		}
	}
	for _, m := range d.Messages {
		for _, p := range m.Parts {
			c.demand((p.Element == nil) != (p.Type == nil), p.Pos, "part has not exactly one of element and type")
			c.typ(p.ValueType())
		}
	}
	for _, b := range d.Bindings {
		c.demand(b.PortType != nil, b.Pos, "binding has no portType")
		for _, op := range b.Operations {
			c.bound(op)
		}
	}
	for _, s := range d.Services {
		for _, p := range s.Ports {
			c.demand(p.Binding != nil && p.Service == s, p.Pos, "port has no binding or service")
		}
	}
}

type completeness struct {
	t    testing.TB
	seen map[*Type]bool
}

func (c *completeness) demand(ok bool, pos Pos, problem string) {
	c.t.Helper()
	if !ok {
		c.t.Fatalf("%v: %s", pos, problem)
	}
}

func (c *completeness) bound(op *BoundOperation) {
	o := op.Operation
	c.demand(o != nil && o.PortType != nil, op.Pos, "operation has no abstract half")
	c.demand((o.Input == nil) == (op.Input == nil) && (o.Output == nil) == (op.Output == nil), op.Pos, "input and output do not agree")
	for _, m := range []*BoundMessage{op.Input, op.Output} {
		if m == nil {
			continue
		}
		c.demand(m.Message != nil, m.Pos, "bound message has no message")
		for _, h := range m.Headers {
			c.demand(h.Part != nil && h.Message != nil, h.Pos, "header has no part")
		}
	}
	for _, f := range op.Faults {
		c.demand(f.Fault != nil && f.Fault.Message != nil, f.Pos, "fault has no message")
	}
}

func (c *completeness) element(e *Element) {
	c.demand(e.Type != nil, e.Pos, "element has no type")
	c.typ(e.Type)
}

func (c *completeness) typ(t *Type) {
	if c.seen[t] {
		return
	}
	c.seen[t] = true
	c.demand(t.Base != nil || t.IsAnyType(), t.Pos, "type has no base")
	c.demand(t.DerivesFrom(t) && t.Root().BuiltIn(), t.Pos, "type has no built-in root")
	c.demand(t.Variety != List || t.Item != nil, t.Pos, "list has no item")
	t.EffectiveFacets()
	for _, u := range t.AllAttributes() {
		c.demand(u.Attribute != nil && u.Attribute.Type != nil && u.Attribute.Type.IsSimple(), u.Pos, "attribute use has no type")
	}
	for _, p := range t.ContentModel() {
		p.Walk(func(p *Particle) bool {
			c.demand(p.Kind != 0 && p.Max != 0, p.Pos, "particle has no kind or no occurrence")
			c.demand((p.Kind == ElementParticle) == (p.Element != nil), p.Pos, "element particle has no element")
			c.demand((p.Kind == Any) == (p.Wildcard != nil), p.Pos, "any has no wildcard")
			if p.Element != nil {
				c.element(p.Element)
			}
			return true
		})
	}
	for _, d := range t.Derived {
		c.demand(d.Base == t, d.Pos, "derived type has another base")
	}
}
