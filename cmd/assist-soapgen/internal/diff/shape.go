package diff

import (
	"math"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// shape is what a complex type may hold, with groups, extensions and nested
// sequences resolved: two types of one shape are the same on the wire, however they
// are written.
type shape struct {
	members    []*member
	attributes []*member
	wildcards  []wildcard
	anyAttr    *model.Wildcard
	ordered    bool // false for xs:all
	mixed      bool
}

// member is an element, attribute or rpc part of a shape.
type member struct {
	name     model.QName
	pos      model.Pos
	doc      string
	min, max int
	own      times // inside the innermost choice
	typ      *model.Type
	nillable bool
	def      *string
	fixed    *string
	choice   *choice // the innermost choice it is a branch of
	part     string  // rpc: "element" or "type"
	attr     bool
	element  *model.Element
}

// choice is an xs:choice of more than one branch.
type choice struct {
	pos      model.Pos
	min, max int
	members  []*member
}

// wildcard is an xs:any with its occurrence.
type wildcard struct {
	*model.Wildcard
	min, max int
}

// shapeOf flattens a type; the shape of a simple type is empty.
func (c *comparer) shapeOf(t *model.Type) *shape {
	if t == nil {
		return &shape{ordered: true}
	}
	if s := c.shapes[t]; s != nil {
		return s
	}
	s := &shape{ordered: true}
	c.shapes[t] = s
	if t.IsSimple() {
		return s
	}
	if t.Array != nil {
		s.addArray(t)
		return s
	}
	s.mixed, s.anyAttr = t.IsMixed(), t.AnyAttributes()
	for _, p := range t.ContentModel() {
		s.flatten(p, times{1, 1}, times{1, 1}, nil)
	}
	for _, u := range t.AllAttributes() {
		s.attributes = append(s.attributes, attributeMember(u))
	}
	return s
}

// times is an occurrence range.
type times struct{ min, max int }

// by is the range of what occurs so often inside of what occurs p times.
func (t times) by(p *model.Particle) times {
	out := times{min(t.min*p.Min, math.MaxInt32), model.Unbounded}
	if t.max != model.Unbounded && p.Max != model.Unbounded {
		out.max = min(t.max*p.Max, math.MaxInt32)
	}
	return out
}

// flatten adds what a particle allows. within is the range of the group it stands in,
// own that range inside the innermost choice.
func (s *shape) flatten(p *model.Particle, within, own times, in *choice) {
	within, own = within.by(p), own.by(p)
	switch p.Kind {
	case model.ElementParticle:
		s.addElement(p, within, own, in)
		return
	case model.Any:
		s.wildcards = append(s.wildcards, wildcard{p.Wildcard, within.min, within.max})
		return
	case model.All:
		s.ordered = false
	case model.Choice:
		if len(p.Items) > 1 {
			in = &choice{pos: p.Pos, min: within.min, max: within.max}
			within.min, own = 0, times{1, 1}
		}
	}
	for _, item := range p.Items {
		s.flatten(item, within, own, in)
	}
}

func (s *shape) addElement(p *model.Particle, within, own times, in *choice) {
	e := p.Element
	m := &member{
		name: e.Name, pos: p.Pos, doc: e.Doc, min: within.min, max: within.max, own: own, typ: e.Type,
		nillable: e.Nillable, def: e.Default, fixed: e.Fixed, choice: in, element: e,
	}
	if in != nil {
		in.members = append(in.members, m)
	}
	s.members = append(s.members, m)
}

// addArray makes the items of a SOAP encoded array a repeated member.
func (s *shape) addArray(t *model.Type) {
	m := &member{name: model.QName{Local: "item"}, pos: t.Array.Pos, min: 0, max: model.Unbounded, typ: t.Array.Item}
	s.members = []*member{m} // the name of an item is free in encoded arrays
}

func attributeMember(u *model.AttributeUse) *member {
	a := u.Attribute
	m := &member{name: a.Name, pos: u.Pos, doc: a.Doc, max: 1, typ: a.Type, def: u.Default, fixed: u.Fixed, attr: true}
	if u.Use == model.Required {
		m.min = 1
	}
	return m
}

// label is the name in paths and texts.
func (m *member) label() string {
	if m.attr {
		return "@" + m.name.Local
	}
	return m.name.Local
}

func (m *member) required() bool { return m.min > 0 }
