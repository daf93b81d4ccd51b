package diff

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// wildcards compares what further elements and attributes are allowed.
func (c *comparer) wildcards(p place, old, new *shape, here side) {
	a, b := wildcardsOf(old), wildcardsOf(new)
	c.wildcard(p.field("any"), here, "elements", a, b)
	c.wildcard(p.field("anyAttribute"), here, "attributes", attributeWildcard(old), attributeWildcard(new))
	if len(old.wildcards) == 1 && len(new.wildcards) == 1 {
		x, y := old.wildcards[0], new.wildcards[0]
		c.occurrence(p.field("any"), side{x.Pos, y.Pos}, "any", times{x.min, x.max}, times{y.min, y.max})
	}
}

func wildcardsOf(s *shape) []*model.Wildcard {
	var all []*model.Wildcard
	for _, w := range s.wildcards {
		all = append(all, w.Wildcard)
	}
	return all
}

func attributeWildcard(s *shape) []*model.Wildcard {
	if s.anyAttr == nil {
		return nil
	}
	return []*model.Wildcard{s.anyAttr}
}

func (c *comparer) wildcard(p place, here side, what string, old, new []*model.Wildcard) {
	if len(old) > 0 {
		here.old = old[0].Pos
	}
	if len(new) > 0 {
		here.new = new[0].Pos
	}
	was, is := wildcardText(what, old), wildcardText(what, new)
	switch {
	case was == is:
	case len(old) == 0:
		c.reportTwin("wildcard-added", p, here, "new", is)
	case len(new) == 0:
		c.reportTwin("wildcard-removed", p, here, "old", was)
	default:
		if !covers(new, old) {
			c.reportTwin("wildcard-narrowed", p, here, "old", was, "new", is)
		}
		if !covers(old, new) {
			c.reportTwin("wildcard-widened", p, here, "old", was, "new", is)
		}
	}
}

// wildcardText describes wildcards in a fixed order; the target namespace is written
// as such, so that its move is not a change of its own.
func wildcardText(what string, list []*model.Wildcard) string {
	var all []string
	for _, w := range list {
		all = append(all, what+" of "+strings.Join(allowed(w), " ")+", "+string(w.Process))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "; ")
}

// allowed lists the namespaces in the words of XSD.
func allowed(w *model.Wildcard) []string {
	switch {
	case w.Any:
		return []string{"##any"}
	case w.Other:
		return []string{"##other"}
	}
	var names []string
	for _, n := range w.Namespaces {
		switch n {
		case "":
			n = "##local"
		case w.TargetNamespace:
			n = "##targetNamespace"
		}
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// strictness of processContents: what is less strict takes more.
var strictness = map[model.Process]int{model.Strict: 2, model.Lax: 1, model.Skip: 0}

// covers reports whether each wildcard of inner is within one of outer.
func covers(outer, inner []*model.Wildcard) bool {
	return !slices.ContainsFunc(inner, func(w *model.Wildcard) bool {
		return !slices.ContainsFunc(outer, func(o *model.Wildcard) bool { return within(w, o) })
	})
}

func within(w, o *model.Wildcard) bool {
	if strictness[w.Process] < strictness[o.Process] {
		return false
	}
	if o.Any {
		return true
	}
	if w.Any || w.Other != o.Other && w.Other {
		return false
	}
	if o.Other {
		return w.Other || !slices.Contains(allowed(w), "##targetNamespace") && !slices.Contains(allowed(w), "##local")
	}
	return len(without(allowed(w), allowed(o))) == 0
}
