package diff

import "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"

// member compares two fields that are each other's counterpart.
func (c *comparer) member(p place, old, new *member, samePlace bool) {
	at := side{old.pos, new.pos}
	here := p.field(old.label())
	if old.name.Local != new.name.Local {
		_, why := c.likelyRename(old, new, samePlace)
		e := c.reportTwin("field-renamed", here, at, "old", old.label(), "new", new.label())
		e.Notes = append(e.Notes, why)
		e.fate, e.renamedTo = renamed, new.name.Local
	}
	if old.part == "" && new.part == "" { // parts of rpc have no namespace
		c.namespace(here, at, old.name.Space, new.name.Space)
	}
	if old.part != new.part && old.part != "" && new.part != "" {
		c.reportTwin("part-kind-changed", here, at, "name", old.label(), "old", old.part, "new", new.part)
	}
	c.memberTimes(here, at, old, new)
	if old.nillable != new.nillable {
		c.nillable(here, at, old.label(), new.nillable)
	}
	c.constants(here, at, old, new)
	c.substitutes(here, at, old.element, new.element)
	c.documentation(here, old.label(), at, old.doc, new.doc)
	inside := here
	if old.element != nil && old.element.Global {
		inside.component = "element " + old.element.Name.Local
	}
	c.types(inside, at, old.label(), old.typ, new.typ)
}

// memberTimes compares how often a field occurs. What a choice does to it is said
// once, as that.
func (c *comparer) memberTimes(p place, at side, old, new *member) {
	a, b := times{old.min, old.max}, times{new.min, new.max}
	switch {
	case old.choice == nil && new.choice != nil:
		c.reportTwin("field-entered-choice", p, at, "field", old.label())
	case old.choice != nil && new.choice == nil:
		c.reportTwin("field-left-choice", p, at, "field", old.label())
	case old.choice != nil: // both: the choice itself is compared in choices
		a, b = old.own, new.own
	}
	if (old.choice == nil) != (new.choice == nil) {
		a.min, b.min = 0, 0
	}
	c.occurrence(p, at, old.label(), a, b)
}

// occurrence compares two ranges and picks the rule that says most.
func (c *comparer) occurrence(p place, at side, name string, old, new times) {
	if old == new {
		return
	}
	single := func(t times) bool { return t.max == 1 }
	was, is := rangeText(old.min, old.max), rangeText(new.min, new.max)
	reported := false
	say := func(id string, pairs ...string) {
		reported = true
		c.reportTwin(id, p, at, append([]string{"field", name}, pairs...)...)
	}
	switch {
	case single(old) && !single(new):
		say("field-became-list", "old", was, "new", is)
	case !single(old) && single(new):
		say("field-became-single", "old", was, "new", is)
	}
	switch {
	case old.min == 0 && new.min > 0:
		say("field-became-required")
	case old.min > 0 && new.min == 0:
		say("field-became-optional")
	}
	if reported {
		return
	}
	if new.min < old.min || above(new.max, old.max) {
		say("occurrence-widened", "old", was, "new", is)
	}
	if new.min > old.min || above(old.max, new.max) {
		say("occurrence-narrowed", "old", was, "new", is)
	}
}

// above reports whether a is the higher maximum.
func above(a, b int) bool {
	return a != b && (a == model.Unbounded || b != model.Unbounded && a > b)
}

func (c *comparer) nillable(p place, at side, name string, now bool) {
	c.reportTwin(choose(now, "field-became-nillable", "field-lost-nillable"), p, at, "field", name)
}

// constants compares default and fixed values.
func (c *comparer) constants(p place, at side, old, new *member) {
	for _, k := range []struct {
		id       string
		old, new *string
	}{{"default", old.def, new.def}, {"fixed", old.fixed, new.fixed}} {
		switch {
		case k.old == nil && k.new != nil:
			c.reportTwin(k.id+"-added", p, at, "field", old.label(), "new", quoted(*k.new))
		case k.old != nil && k.new == nil:
			c.reportTwin(k.id+"-removed", p, at, "field", old.label(), "old", quoted(*k.old))
		case k.old != nil && *k.old != *k.new:
			c.reportTwin(k.id+"-changed", p, at, "field", old.label(), "old", quoted(*k.old), "new", quoted(*k.new))
		}
	}
}

func quoted(s string) string { return `"` + s + `"` }

// documentation reports changed documentation when asked to.
func (c *comparer) documentation(p place, name string, at side, old, new string) {
	if c.options.Documentation && old != new {
		p.component += "/documentation of " + name
		c.report("documentation-changed", p, at, "name", name)
	}
}
