package gen

import (
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// choice adds the fields of all branches as optional ones and notes which exclude
// each other.
func (c *content) choice(p *model.Particle, items []*model.Particle, here occurrence) []int32 {
	rule := service.Choice{Required: here.min > 0 && len(items) == len(p.Items) && !slices.ContainsFunc(items, emptiable)}
	var fields []int32
	for _, item := range items {
		branch := c.particle(item, occurrence{0, here.max})
		rule.Branches = append(rule.Branches, branch)
		fields = append(fields, branch...)
	}
	c.row.table.Choices = append(c.row.table.Choices, rule)
	return fields
}

// substitution treats an element with stand-ins as a choice among them.
func (c *content) substitution(p *model.Particle, stand []*model.Element, here occurrence) []int32 {
	choice := &model.Particle{Pos: p.Pos, Doc: p.Doc, Kind: model.Choice, Min: here.min, Max: here.max}
	for _, e := range stand {
		choice.Items = append(choice.Items, &model.Particle{
			Pos: p.Pos, Doc: p.Doc, Kind: model.ElementParticle, Min: 1, Max: 1, Element: e, Ref: true,
		})
	}
	if p.Element != nil {
		choice.Group = &model.Group{Name: p.Element.Name} // names the repeated group, if it is one
	}
	return c.particle(choice, occurrence{1, 1})
}

// standIns lists what may really stand where e is declared, each without members of its
// own: e itself unless it is abstract, and its members. It is empty when e stands alone.
func standIns(e *model.Element) []*model.Element {
	var stand []*model.Element
	for _, m := range append([]*model.Element{e}, e.Members...) {
		if !m.Abstract {
			single := *m
			single.Members = nil
			stand = append(stand, &single)
		}
	}
	if len(e.Members) == 0 {
		return nil
	}
	return stand
}

// candidates lists what may stand where e is declared: e, or its stand-ins.
func candidates(e *model.Element) []*model.Element {
	if stand := standIns(e); len(stand) > 0 {
		return stand
	}
	return []*model.Element{e}
}

// emptiable reports whether a particle may match nothing at all.
func emptiable(p *model.Particle) bool {
	if p.Min == 0 {
		return true
	}
	switch p.Kind {
	case model.ElementParticle, model.Any:
		return false
	case model.Choice:
		return len(p.Items) == 0 || slices.ContainsFunc(p.Items, emptiable)
	}
	return !slices.ContainsFunc(p.Items, func(item *model.Particle) bool { return !emptiable(item) })
}
