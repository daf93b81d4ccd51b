package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// occurrence is how often something may stand; max -1 is unbounded.
type occurrence struct{ min, max int }

// times multiplies the occurrence of a group into that of its item.
func (o occurrence) times(min, max int) occurrence {
	product := occurrence{o.min * min, o.max * max}
	if o.max < 0 && max != 0 || max < 0 && o.max != 0 {
		product.max = model.Unbounded
	}
	return product
}

func (o occurrence) repeats() bool { return o.max < 0 || o.max > 1 }

// content lays the particles of a content model out as the fields of a row.
type content struct {
	b   *builder
	row *row
}

// particle adds the fields of p, which stands so often in its surroundings, and
// returns their indexes.
func (c *content) particle(p *model.Particle, around occurrence) []int32 {
	here := around.times(p.Min, p.Max)
	switch p.Kind {
	case model.ElementParticle:
		return c.element(p, here)
	case model.Any:
		return c.wildcard(p, here)
	}
	items := presentItems(p)
	switch {
	case len(items) == 0:
		return nil
	case len(items) == 1:
		if p.Kind == model.Choice && len(p.Items) > 1 { // the other branches are empty
			here.min = 0
		}
		return c.particle(items[0], here)
	case here.repeats():
		return c.group(p, here)
	case p.Kind == model.Choice:
		return c.choice(p, items, here)
	}
	var fields []int32
	for _, item := range items {
		fields = append(fields, c.particle(item, here)...)
	}
	return fields
}

// presentItems leaves out what holds nothing.
func presentItems(p *model.Particle) []*model.Particle {
	var items []*model.Particle
	for _, item := range p.Items {
		isGroup := item.Kind == model.Sequence || item.Kind == model.Choice || item.Kind == model.All
		if item.Max != 0 && (!isGroup || len(presentItems(item)) > 0) {
			items = append(items, item)
		}
	}
	return items
}

// element adds a field for an element, or a choice of fields for an element that
// others may stand for.
func (c *content) element(p *model.Particle, here occurrence) []int32 {
	if stand := standIns(p.Element); len(stand) > 0 {
		return c.substitution(p, stand, here)
	}
	return []int32{c.elementField(p, p.Element, here)}
}

func (c *content) elementField(p *model.Particle, e *model.Element, here occurrence) int32 {
	f := service.Field{Name: e.Name.Local, Space: c.b.space(e.Name.Space)}
	f.Flags, f.Occurs = flags(here)
	if e.Nillable || e.Type.Nillable {
		f.Flags |= service.Nillable
	}
	if e.Type.Abstract {
		f.Flags |= service.Abstract
	}
	doc := e.Doc
	if p.Ref && p.Doc != "" {
		doc = p.Doc
	}
	f.Type = c.b.fixedType(c.b.typeOf(e.Type), e.Fixed, p.Pos)
	return c.b.addMember(c.row, f, member{pos: p.Pos, want: goName(f.Name), doc: doc, fixed: constraint(e.Default, e.Fixed, "empty")})
}

// wildcard adds a field for xs:any.
func (c *content) wildcard(p *model.Particle, here occurrence) []int32 {
	f := service.Field{Name: c.freeName("any"), Type: service.XSDAnyType}
	f.Flags, f.Occurs = flags(here)
	f.Flags |= service.Wildcard
	c.b.openTo(p.Wildcard, "any")
	doc := p.Wildcard.Doc
	if doc == "" {
		doc = "Any holds elements that the schema leaves open."
	}
	return []int32{c.b.addMember(c.row, f, member{pos: p.Pos, want: "Any", doc: doc})}
}

// group adds a field that repeats: each item holds one turn of the particle.
func (c *content) group(p *model.Particle, here occurrence) []int32 {
	kind := p.Kind.String()
	if p.Group != nil {
		kind = p.Group.Name.Local
	}
	name := c.freeName(kind)
	inner := c.b.add(&row{pos: p.Pos, doc: p.Doc, owner: c.row, want: goName(name)})
	turn := once(p)
	if p.Kind == model.Choice && here.max < 0 {
		turn.Items = singleTurns(p.Items)
	}
	(&content{b: c.b, row: inner}).particles([]*model.Particle{turn})
	f := service.Field{Name: name, Type: inner.id}
	f.Flags, f.Occurs = flags(here)
	f.Flags |= service.Group
	return []int32{c.b.addMember(c.row, f, member{pos: p.Pos, want: goName(name), doc: p.Doc})}
}

// singleTurns lets every element of an unbounded choice stand once per turn: a choice
// among a* and b*, repeated at will, is the same as one among a and b.
func singleTurns(items []*model.Particle) []*model.Particle {
	turns := make([]*model.Particle, len(items))
	for i, item := range items {
		turns[i] = item
		if isSingle := item.Kind == model.ElementParticle || item.Kind == model.Any; isSingle && item.Repeats() && item.Min <= 1 {
			turns[i] = once(item)
		}
	}
	return turns
}

// freeName is a field name that the row does not have yet.
func (c *content) freeName(name string) string {
	taken := newScope()
	for i := range c.row.table.Fields {
		taken[c.row.table.Fields[i].Name] = true
	}
	return strings.ReplaceAll(taken.take(name), "_", "")
}

// flags turns an occurrence into flags, with exact bounds where those say less.
func flags(o occurrence) (service.Flags, *service.Occurs) {
	var f service.Flags
	if o.min == 0 {
		f |= service.Optional
	}
	if !o.repeats() {
		return f, nil
	}
	f |= service.Many
	if o.min <= 1 && o.max < 0 {
		return f, nil
	}
	return f, &service.Occurs{Min: int32(o.min), Max: int32(o.max)}
}
