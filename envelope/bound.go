package envelope

import (
	"cmp"
	"math"
	"strconv"

	"github.com/assist-soap/toolkit/service"
)

// checkBounds checks the facets that bound ordered values: numbers, dates, durations.
func (f *facetPlan) checkBounds(found []complaint, base service.TypeID, text string) []complaint {
	if f.MinInclusive == "" && f.MaxInclusive == "" && f.MinExclusive == "" && f.MaxExclusive == "" {
		return found
	}
	for _, bound := range [...]struct {
		text, rule, words string
		broken            func(int) bool
	}{
		{f.MinInclusive, "min", "at least", func(c int) bool { return c < 0 }},
		{f.MaxInclusive, "max", "at most", func(c int) bool { return c > 0 }},
		{f.MinExclusive, "min", "more than", func(c int) bool { return c <= 0 }},
		{f.MaxExclusive, "max", "less than", func(c int) bool { return c >= 0 }},
	} {
		if bound.text == "" {
			continue
		}
		if order, ok := compare(base, text, bound.text); ok && bound.broken(order) {
			found = append(found, complaint{bound.rule, "it must be " + bound.words + " " + bound.text})
		}
	}
	return found
}

// compare compares two texts by value. It is not ok for types without an order, for
// values that XML Schema leaves without one (a date with and one without a time zone on
// the same day), and for texts that are no values.
func compare(base service.TypeID, a, b string) (order int, ok bool) {
	layout := calendarLayout(base)
	switch {
	case isNumeric(base):
		return compareDecimals(a, b), true
	case base == service.XSDBoolean:
		return cmp.Compare(truth(a), truth(b)), true
	case base == service.XSDFloat || base == service.XSDDouble:
		return compareFloats(a, b)
	case layout != "":
		first, ok := parseCalendar(layout, a)
		second, also := parseCalendar(layout, b)
		if !ok || !also {
			return 0, false
		}
		return first.compare(second)
	}
	return 0, false
}

func truth(text string) string {
	if text == "true" || text == "1" {
		return "1"
	}
	return "0"
}

// compareFloats: NaN equals itself and nothing else.
func compareFloats(a, b string) (order int, ok bool) {
	x, ok := floatOf(a)
	y, also := floatOf(b)
	if math.IsNaN(x) != math.IsNaN(y) {
		return 0, false
	}
	return cmp.Compare(x, y), ok && also
}

func floatOf(text string) (float64, bool) {
	switch text {
	case "INF":
		return math.Inf(1), true
	case "-INF":
		return math.Inf(-1), true
	case "NaN":
		return math.NaN(), true
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}
