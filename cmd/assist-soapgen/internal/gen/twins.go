package gen

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"

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
// of the same struct. Repeated groups have structs of their own.
func findTwin(p *model.Particle, repeated bool, seen map[model.QName]bool) *model.Particle {
	switch p.Kind {
	case model.Any:
		return nil
	case model.ElementParticle:
		stand := standIns(p.Element)
		if len(stand) > 1 && (repeated || p.Repeats()) {
			return nil
		}
		if len(stand) == 0 {
			stand = []*model.Element{p.Element}
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
		return nil
	}
	for _, item := range items {
		if twin := findTwin(item, repeated, seen); twin != nil {
			return twin
		}
	}
	return nil
}

// looseChoice is a choice among all elements of a content model, each once.
func looseChoice(list []*model.Particle) *model.Particle {
	loose := &model.Particle{Pos: list[0].Pos, Kind: model.Choice, Min: 0, Max: model.Unbounded}
	seen := map[model.QName]bool{}
	for _, p := range list {
		p.Walk(func(p *model.Particle) bool {
			if p.Kind != model.ElementParticle && p.Kind != model.Any {
				return true
			}
			name := model.QName{Local: "*"}
			if p.Kind == model.ElementParticle {
				name = p.Element.Name
			}
			if !seen[name] {
				once := *p
				once.Min, once.Max = 1, 1
				loose.Items = append(loose.Items, &once)
			}
			seen[name] = true
			return true
		})
	}
	return loose
}
