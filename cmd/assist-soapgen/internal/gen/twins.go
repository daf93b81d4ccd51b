package gen

import (
	"maps"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// particles adds the fields of a content model. Most models name every element once,
// and a field for each says it all. Where an element stands in several places (a, b, a)
// fields could not tell them apart: the content then becomes one list, in wire order,
// whose items hold one element each.
func (c *content) particles(list []*model.Particle) {
	seen := map[model.QName]bool{}
	for _, p := range list {
		if twin := findTwin(p, false, seen); twin != nil {
			c.b.problems.add(CodeRepeatedElement, twin.Pos, "element %s stands in several places of %s; the content becomes a list in the order of the wire", twin.Element.Name.Local, c.owner())
			c.particle(looseChoice(list), occurrence{1, 1})
			return
		}
	}
	for _, p := range list {
		c.particle(p, occurrence{1, 1})
	}
}

// owner names the type whose content this is.
func (c *content) owner() string {
	for r := c.row; r != nil; r = r.owner {
		if r.source != nil {
			return describeType(r.source)
		}
	}
	return "a type"
}

// findTwin returns the first particle whose element was seen before among the fields
// of the same struct. A repeated group has a struct of its own: inside it elements may
// come again, but not beside it.
func findTwin(p *model.Particle, repeated bool, seen map[model.QName]bool) *model.Particle {
	switch p.Kind {
	case model.Any:
		return nil
	case model.ElementParticle:
		stand := candidates(p.Element)
		if len(stand) > 1 && (repeated || p.Repeats()) {
			return twinOfGroup([]*model.Particle{p}, seen)
		}
		for _, e := range stand {
			if seen[e.Name] {
				return p
			}
			seen[e.Name] = true
		}
		return nil
	}
	items := presentItems(p)
	repeated = repeated || p.Repeats()
	if repeated && len(items) > 1 {
		return twinOfGroup(items, seen)
	}
	for _, item := range items {
		if twin := findTwin(item, repeated, seen); twin != nil {
			return twin
		}
	}
	return nil
}

// twinOfGroup returns the first particle of a repeated group whose element was seen
// outside of it, and enters the elements of the group.
func twinOfGroup(items []*model.Particle, seen map[model.QName]bool) *model.Particle {
	var twin *model.Particle
	own := map[model.QName]bool{}
	for _, item := range items {
		item.Walk(func(p *model.Particle) bool {
			if p.Max == 0 || p.Kind != model.ElementParticle {
				return p.Max != 0
			}
			for _, e := range candidates(p.Element) {
				own[e.Name] = true
				if seen[e.Name] && twin == nil {
					twin = p
				}
			}
			return true
		})
	}
	maps.Copy(seen, own)
	return twin
}

// looseChoice is a choice among all elements of a content model, each once. Heads of
// substitution groups come apart, or an element beside its own head would stand in two
// branches again.
func looseChoice(list []*model.Particle) *model.Particle {
	loose := &model.Particle{Pos: list[0].Pos, Kind: model.Choice, Min: 0, Max: model.Unbounded}
	seen := map[model.QName]bool{}
	add := func(p *model.Particle, name model.QName) {
		if !seen[name] {
			loose.Items = append(loose.Items, p)
		}
		seen[name] = true
	}
	for _, p := range list {
		p.Walk(func(p *model.Particle) bool {
			switch {
			case p.Max == 0:
				return false
			case p.Kind == model.Any:
				add(once(p), model.QName{Local: "*"})
			case p.Kind == model.ElementParticle:
				for _, e := range candidates(p.Element) {
					single := once(p)
					single.Element = e
					add(single, e.Name)
				}
			}
			return true
		})
	}
	return loose
}

// once is a copy of a particle that stands exactly once.
func once(p *model.Particle) *model.Particle {
	single := *p
	single.Min, single.Max = 1, 1
	return &single
}
