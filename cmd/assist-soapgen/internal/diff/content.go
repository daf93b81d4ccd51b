package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// contents compares what two complex types, or the wrappers of two rpc messages, may
// hold. here is the place of the types themselves.
func (c *comparer) contents(p place, old, new *shape, here side) {
	m := c.pairMembers(old.members, new.members)
	c.members(p, old.members, new.members, m, here)
	c.order(p, old, new, m, here)
	c.choices(p, old, new, m)
	a := c.pairMembers(old.attributes, new.attributes)
	c.members(p, old.attributes, new.attributes, a, here)
	c.wildcards(p, old, new, here)
	if old.mixed != new.mixed {
		c.reportTwin(map[bool]string{true: "text-allowed", false: "text-forbidden"}[new.mixed], p, here)
	}
}

// pairMembers matches fields by name, what is left by likeness.
func (c *comparer) pairMembers(old, new []*member) pairing {
	p := matchByKey(old, new, func(m *member) string { return m.name.Local })
	named := pairing{slices.Clone(p.partner), slices.Clone(p.back)}
	p.joinBest(func(o, n int) int {
		score, _ := c.likelyRename(old[o], new[n], named.sameGap(o, n))
		return score
	})
	return p
}

// minLikeness is how alike names must be to be taken for one field renamed.
const minLikeness = 60

// likelyRename says how sure it is that a field got another name, and why.
func (c *comparer) likelyRename(old, new *member, samePlace bool) (score int, why finding.Text) {
	alike := likeness(old.name.Local, new.name.Local)
	sameType := c.sameType(old.typ, new.typ)
	switch {
	case alike == 100:
		return 1000, text("The names have the same letters.", "В именах одни и те же буквы.")
	case sameType && samePlace && alike >= minLikeness:
		return 800 + alike, text("Same type, same place, similar name.", "Тот же тип, то же место, похожее имя.")
	case sameType && alike >= minLikeness:
		return 600 + alike, text("Same type, similar name.", "Тот же тип, похожее имя.")
	case sameType && samePlace:
		return 400 + alike, text("Same type, same place.", "Тот же тип, то же место.")
	}
	return 0, finding.Text{}
}

// sameType reports whether two types look alike: one content or one name.
func (c *comparer) sameType(old, new *model.Type) bool {
	if old.IsSimple() != new.IsSimple() {
		return false
	}
	if old.IsSimple() {
		return old.Root().Name == new.Root().Name && old.Variety == new.Variety
	}
	if !old.IsAnonymous() && old.Name.Local == new.Name.Local {
		return true
	}
	return sharedNames(memberNames(c.shapeOf(old)), memberNames(c.shapeOf(new)), 60) > 0
}

func memberNames(s *shape) map[string]bool {
	names := map[string]bool{}
	for _, list := range [][]*member{s.members, s.attributes} {
		for _, m := range list {
			names[m.label()] = true
		}
	}
	return names
}

func (c *comparer) members(p place, old, new []*member, m pairing, here side) {
	for i, a := range old {
		if m.partner[i] < 0 {
			id := choose(a.required(), "field-removed-required", "field-removed-optional")
			if a.choice != nil && choiceSurvives(a.choice, old, new, m) {
				id = "choice-branch-removed"
			}
			e := c.reportTwin(id, p.field(a.label()), side{a.pos, here.new}, "field", a.label(), "type", typeName(a.typ))
			e.fate = removed
			continue
		}
		c.member(p, a, new[m.partner[i]], m.sameGapAfter(i))
	}
	for _, i := range free(m.back) {
		b := new[i]
		id := choose(b.required(), "field-added-required", "field-added-optional")
		back := pairing{m.back, m.partner}
		if b.choice != nil && choiceSurvives(b.choice, new, old, back) {
			id = "choice-branch-added"
		}
		e := c.reportTwin(id, p.field(b.label()), side{here.old, b.pos}, "field", b.label(), "type", typeName(b.typ))
		e.fate = added
	}
}

// sameGapAfter reports whether a renamed field kept its place, for the reason given.
func (p *pairing) sameGapAfter(old int) bool {
	n := p.partner[old]
	cut := pairing{slices.Clone(p.partner), slices.Clone(p.back)}
	cut.partner[old], cut.back[n] = -1, -1
	return cut.sameGap(old, n)
}

// choiceSurvives reports whether another branch of a choice is a branch still.
func choiceSurvives(ch *choice, here, there []*member, m pairing) bool {
	for i, a := range here {
		if a.choice == ch && m.partner[i] >= 0 && there[m.partner[i]].choice != nil {
			return true
		}
	}
	return false
}

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// order reports fields that changed places, and a compositor that minds or ignores
// the order now.
func (c *comparer) order(p place, old, new *shape, m pairing, here side) {
	if old.ordered != new.ordered {
		if len(old.members) > 1 || len(new.members) > 1 {
			c.reportTwin(choose(new.ordered, "order-fixed", "order-freed"), p, here)
		}
		return
	}
	if !old.ordered {
		return
	}
	var among []int
	seen := map[*choice]bool{} // a choice stands where its first branch stands
	for i, a := range old.members {
		n := m.partner[i]
		if n < 0 || (a.choice == nil) != (new.members[n].choice == nil) || a.choice != nil && seen[a.choice] {
			continue
		}
		seen[a.choice] = true
		among = append(among, i)
	}
	for _, i := range m.moved(among) {
		a, b := old.members[i], new.members[m.partner[i]]
		before := ""
		if n := m.partner[i]; n > 0 {
			before = new.members[n-1].label()
		}
		c.reportTwin("field-reordered", p.field(a.label()), side{a.pos, b.pos}, "field", a.label(), "before", stated(before))
	}
}

// choices compares the occurrence of choices that have a branch in common.
func (c *comparer) choices(p place, old, new *shape, m pairing) {
	seen := map[*choice]bool{}
	for i, a := range old.members {
		if m.partner[i] < 0 || a.choice == nil || seen[a.choice] {
			continue
		}
		b := new.members[m.partner[i]]
		if b.choice == nil {
			continue
		}
		seen[a.choice] = true
		var names []string
		for _, branch := range a.choice.members {
			names = append(names, branch.label())
		}
		slices.Sort(names)
		name := "choice(" + strings.Join(names, "|") + ")"
		c.occurrence(p.field(name), side{a.choice.pos, b.choice.pos}, name, times{a.choice.min, a.choice.max}, times{b.choice.min, b.choice.max})
	}
}

func rangeText(minimum, maximum int) string {
	if maximum == model.Unbounded {
		return strconv.Itoa(minimum) + "..*"
	}
	if minimum == maximum {
		return strconv.Itoa(minimum)
	}
	return strconv.Itoa(minimum) + ".." + strconv.Itoa(maximum)
}
