package diff

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// facets compares the constraints on two simple types. With sameRoot unset the
// built-in type changed as well, and with it the bounds that come with it.
func (c *comparer) facets(p place, at side, old, new *model.Type, sameRoot bool) {
	a, b := old.EffectiveFacets(), new.EffectiveFacets()
	c.enumeration(p, at, sortedEnum(a), sortedEnum(b))
	c.patterns(p, at, patternTexts(a), patternTexts(b))
	for _, l := range lengths(a, b) {
		c.limit(p, at, l)
	}
	if !sameRoot {
		return
	}
	for _, l := range bounds(a, b) {
		c.limit(p, at, l)
	}
	if a.WhiteSpace != b.WhiteSpace {
		c.reportTwin("facet-changed", p, at, "facet", "whiteSpace", "old", stated(a.WhiteSpace), "new", stated(b.WhiteSpace))
	}
}

func (c *comparer) enumeration(p place, at side, old, new []string) {
	all := func(list []string) string { return quotedList(list) }
	switch {
	case len(old) == 0 && len(new) == 0:
	case len(old) == 0:
		c.reportTwin("facet-tightened", p, at, "facet", "enumeration", "old", stated(""), "new", all(new))
	case len(new) == 0:
		c.reportTwin("facet-loosened", p, at, "facet", "enumeration", "old", all(old), "new", stated(""))
	default:
		if won := without(new, old); len(won) > 0 {
			c.reportTwin("enum-value-added", p, at, "new", all(won))
		}
		if lost := without(old, new); len(lost) > 0 {
			c.reportTwin("enum-value-removed", p, at, "old", all(lost))
		}
	}
}

func quotedList(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quoted(s)
	}
	return strings.Join(out, ", ")
}

// patternTexts writes each step's pattern, the alternatives in a fixed order.
func patternTexts(f model.Facets) []string {
	var all []string
	for _, p := range f.Patterns {
		alternatives := slices.Clone(p.Alternatives)
		slices.Sort(alternatives)
		all = append(all, strings.Join(alternatives, "|"))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (c *comparer) patterns(p place, at side, old, new []string) {
	lost, won := without(old, new), without(new, old)
	id := ""
	switch {
	case len(lost) > 0 && len(won) > 0:
		id = "facet-changed"
	case len(won) > 0:
		id = "facet-tightened"
	case len(lost) > 0:
		id = "facet-loosened"
	default:
		return
	}
	c.reportTwin(id, p, at, "facet", "pattern", "old", stated(strings.Join(lost, " and ")), "new", stated(strings.Join(won, " and ")))
}

// limit is a constraint with an order; absent values are "".
type limit struct {
	facet              string
	upper              bool // a lower value is tighter
	old, new           string
	oldOpen, newOpen   bool // the value itself is excluded
	oldShown, newShown string
}

// lengths lists the counting facets; length is a minimum and a maximum.
func lengths(a, b model.Facets) []limit {
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	or := func(n, m *int) string { return number(firstOf(n, m)) }
	return []limit{
		{facet: "minLength", old: or(a.Length, a.MinLength), new: or(b.Length, b.MinLength)},
		{facet: "maxLength", upper: true, old: or(a.Length, a.MaxLength), new: or(b.Length, b.MaxLength)},
		{facet: "totalDigits", upper: true, old: number(a.TotalDigits), new: number(b.TotalDigits)},
		{facet: "fractionDigits", upper: true, old: number(a.FractionDigits), new: number(b.FractionDigits)},
	}
}

// firstOf is the first pointer that is set.
func firstOf[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

func bounds(a, b model.Facets) []limit {
	pair := func(facet string, upper bool, aIn, aOut, bIn, bOut *string) limit {
		l := limit{facet: facet, upper: upper, oldOpen: aIn == nil && aOut != nil, newOpen: bIn == nil && bOut != nil}
		l.old, l.oldShown = boundText(firstOf(aIn, aOut), l.oldOpen)
		l.new, l.newShown = boundText(firstOf(bIn, bOut), l.newOpen)
		return l
	}
	return []limit{
		pair("minimum", false, a.MinInclusive, a.MinExclusive, b.MinInclusive, b.MinExclusive),
		pair("maximum", true, a.MaxInclusive, a.MaxExclusive, b.MaxInclusive, b.MaxExclusive),
	}
}

func boundText(v *string, open bool) (value, shown string) {
	switch {
	case v == nil:
		return "", ""
	case open:
		return *v, *v + " (excluded)"
	}
	return *v, *v
}

// limit reports one constraint that changed.
func (c *comparer) limit(p place, at side, l limit) {
	if l.old == l.new && l.oldOpen == l.newOpen {
		return
	}
	if l.oldShown == "" && l.newShown == "" {
		l.oldShown, l.newShown = l.old, l.new
	}
	id, changed := l.rule()
	if changed {
		c.reportTwin(id, p, at, "facet", l.facet, "old", stated(l.oldShown), "new", stated(l.newShown))
	}
}

// rule says whether the constraint became tighter; not at all when two ways of
// writing mean one value.
func (l *limit) rule() (id string, changed bool) {
	switch {
	case l.old == "":
		return "facet-tightened", true
	case l.new == "":
		return "facet-loosened", true
	}
	x, ok1 := new(big.Rat).SetString(l.old)
	y, ok2 := new(big.Rat).SetString(l.new)
	if !ok1 || !ok2 {
		return "facet-changed", true
	}
	order := x.Cmp(y) // above zero: the value fell
	if order == 0 && l.oldOpen == l.newOpen {
		return "", false
	}
	tighter := order > 0 == l.upper
	if order == 0 {
		tighter = l.newOpen
	}
	return choose(tighter, "facet-tightened", "facet-loosened"), true
}
