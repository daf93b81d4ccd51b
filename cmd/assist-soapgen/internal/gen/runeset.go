package gen

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// runeSet is a set of characters, as ranges. It remembers the short spelling of a
// set that Go has a name for.
type runeSet struct {
	ranges []runeRange // sorted and apart after normal
	short  string      // how Go writes the set inside brackets, "" for ranges
}

type runeRange struct{ low, high rune }

func (s *runeSet) add(low, high rune) {
	s.addSet(&runeSet{ranges: []runeRange{{low, high}}, short: bracketRune(low) + rangeEnd(low, high)})
}

func rangeEnd(low, high rune) string {
	if low == high {
		return ""
	}
	return "-" + bracketRune(high)
}

// addSet adds the characters of another set.
func (s *runeSet) addSet(other *runeSet) {
	if other == nil {
		return
	}
	switch {
	case other.short == "" || strings.HasPrefix(other.short, "^"):
		s.short = "" // a negated spelling cannot stand among others
	case len(s.ranges) == 0 || s.short != "":
		s.short += other.short
	}
	s.ranges = normal(append(slices.Clone(s.ranges), other.ranges...))
}

func (s *runeSet) empty() bool { return len(s.ranges) == 0 }

// negatedIf returns the complement, or the set itself.
func (s *runeSet) negatedIf(negated bool) *runeSet {
	if !negated {
		return s
	}
	all := &runeSet{ranges: []runeRange{{0, unicode.MaxRune}}}
	out := all.without(s)
	if positive, twice := strings.CutPrefix(s.short, "^"); twice {
		out.short = positive
	} else if s.short != "" {
		out.short = "^" + s.short
	}
	return out
}

// without returns the characters of s that other does not have.
func (s *runeSet) without(other *runeSet) *runeSet {
	out := &runeSet{}
	for _, r := range s.ranges {
		low := r.low
		for _, o := range other.ranges {
			if o.high < low || o.low > r.high {
				continue
			}
			if o.low > low {
				out.ranges = append(out.ranges, runeRange{low, o.low - 1})
			}
			low = o.high + 1
		}
		if low <= r.high {
			out.ranges = append(out.ranges, runeRange{low, r.high})
		}
	}
	return out
}

// class writes the set as a Go character class. A negated spelling stands alone; as
// part of another class its ranges are written out.
func (s *runeSet) class() string {
	if s.short != "" {
		return "[" + s.short + "]"
	}
	var b strings.Builder
	b.WriteByte('[')
	for _, r := range s.ranges {
		b.WriteString(bracketRune(r.low) + rangeEnd(r.low, r.high))
	}
	b.WriteByte(']')
	return b.String()
}

func bracketRune(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case strings.ContainsRune(`\[]^-`, r):
		return `\` + string(r)
	case r < ' ' || r > '~' && !unicode.IsLetter(r):
		return fmt.Sprintf(`\x{%X}`, r)
	}
	return string(r)
}

// normal sorts ranges and joins those that touch.
func normal(ranges []runeRange) []runeRange {
	slices.SortFunc(ranges, func(a, b runeRange) int { return int(a.low - b.low) })
	var out []runeRange
	for _, r := range ranges {
		if n := len(out); n > 0 && r.low <= out[n-1].high+1 {
			out[n-1].high = max(out[n-1].high, r.high)
			continue
		}
		out = append(out, r)
	}
	return out
}

// tableSet is the set of a Unicode table; short is its name in Go.
func tableSet(short string, tables ...*unicode.RangeTable) *runeSet {
	s := &runeSet{}
	for _, table := range tables {
		for _, r := range table.R16 {
			s.ranges = appendStrided(s.ranges, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range table.R32 {
			s.ranges = appendStrided(s.ranges, rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	s.ranges, s.short = normal(s.ranges), short
	return s
}

func appendStrided(ranges []runeRange, low, high, stride rune) []runeRange {
	if stride == 1 {
		return append(ranges, runeRange{low, high})
	}
	for r := low; r <= high; r += stride {
		ranges = append(ranges, runeRange{r, r})
	}
	return ranges
}
