package envelope

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// simplePlan is a simple type made ready: what it comes down to, and the facets
// of it and of everything it restricts.
type simplePlan struct {
	base   service.TypeID // the built-in type at the bottom
	white  service.White
	facets []facetPlan
	item   *simplePlan // of a list
	union  bool        // kept as text, not checked
	// What the base means for every text, found out once.
	judged  bool // the base has something to say
	numeric bool
}

type facetPlan struct {
	*service.Facets
	patterns []patternPlan
}

// patternPlan is a pattern as a table, where it makes one, and as it is: compiled for the
// first text that the table cannot tell, since that costs more than the rest of the plan.
type patternPlan struct {
	table *automaton
	whole func() *regexp.Regexp
}

func newPatternPlan(pattern string) patternPlan { // validated in New
	return patternPlan{newAutomaton(pattern), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })}
}

func (p *patternPlan) match(text string) bool {
	if p.table != nil {
		if matches, known := p.table.match(text); known {
			return matches
		}
	}
	return p.whole().MatchString(text)
}

// builtIn follows a simple type down to the built-in type.
func (c *Codec) builtIn(id service.TypeID) service.TypeID {
	for id >= 0 {
		t := &c.service.Types[id]
		if t.Kind != service.Simple {
			return service.XSDAnySimpleType
		}
		id = t.Base
	}
	return id
}

func (c *Codec) planSimple(id service.TypeID) *simplePlan {
	if known := c.simple[id]; known != nil {
		return known
	}
	p := &simplePlan{base: c.builtIn(id), white: service.Collapse}
	c.simple[id] = p
	switch p.base {
	case service.XSDString, service.XSDAnySimpleType, service.XSDAnyType:
		p.white = service.Preserve
	case service.XSDNormalizedString:
		p.white = service.Replace
	}
	p.numeric = isNumeric(p.base)
	p.judged = p.numeric || p.base == service.XSDBoolean || p.base == service.XSDHexBinary || calendarLayout(p.base) != ""
	for ; id >= 0; id = c.service.Types[id].Base {
		t := &c.service.Types[id]
		if t.Facets != nil {
			f := facetPlan{Facets: t.Facets}
			for _, pattern := range t.Facets.Patterns {
				f.patterns = append(f.patterns, newPatternPlan(pattern))
			}
			p.facets = append(p.facets, f)
			p.white = max(p.white, t.Facets.White)
		}
		if t.Kind == service.List {
			p.item, p.white = c.planSimple(t.Base), service.Collapse
			return p
		}
		if t.Kind == service.Union {
			p.union = true
			return p
		}
	}
	return p
}

// collapse does to a text what the type's whiteSpace facet says.
func (p *simplePlan) collapse(text string) string {
	if p.white == service.Preserve || !strings.ContainsAny(text, " \t\r\n") {
		return text
	}
	if p.white == service.Replace {
		return strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, text)
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r'
	}), " ")
}

// complaint is a rule that a text breaks. The text itself stays out of it.
type complaint struct{ rule, message string }

// check returns everything the schema has against a text.
func (p *simplePlan) check(text string, secret bool) []complaint {
	if p == nil || p.union {
		return nil
	}
	text = p.collapse(text)
	var found []complaint
	if p.item != nil {
		for i, word := range strings.Fields(text) {
			for _, c := range p.item.check(word, secret) {
				c.message = fmt.Sprintf("item %d: %s", i+1, c.message)
				found = append(found, c)
			}
		}
	} else if p.judged {
		if c := checkBuiltIn(p.base, text); c.rule != "" {
			return []complaint{c} // the facets would only say it again
		}
	}
	for i := range p.facets {
		found = p.facets[i].check(found, p, text, secret)
	}
	return found
}

func (f *facetPlan) check(found []complaint, p *simplePlan, text string, secret bool) []complaint {
	if f.mayBreakLength(p, text) {
		found = f.checkLength(found, p, text, secret)
	}
	for i := range f.patterns {
		if !f.patterns[i].match(text) {
			found = append(found, complaint{"pattern", "it does not match the pattern " + f.Patterns[i]})
		}
	}
	if len(f.Enum) > 0 && !p.among(f.Enum, text) {
		found = append(found, complaint{"enumeration", "it is none of " + shortList(f.Enum)})
	}
	if f.Fixed != "" && text != "" && !p.same(text, f.Fixed) {
		found = append(found, complaint{"fixed", "the schema fixes it to " + f.Fixed + "; leave it empty or give that"})
	}
	if p.numeric {
		found = f.checkDigits(found, text)
	}
	return f.checkBounds(found, p.base, text)
}

// fixed is the only value of the type, "" when there are more.
func (p *simplePlan) fixed() string {
	for _, f := range p.facets {
		if f.Fixed != "" {
			return p.collapse(f.Fixed)
		}
	}
	return ""
}

// among reports whether a text stands for one of the values.
func (p *simplePlan) among(values []string, text string) bool {
	return slices.Contains(values, text) || slices.ContainsFunc(values, func(v string) bool { return p.same(text, v) })
}

// same reports whether two texts stand for the same value: 1.0 is 1.00.
func (p *simplePlan) same(a, b string) bool {
	b = p.collapse(b)
	if a == b || p.item != nil || p.union {
		return a == b
	}
	order, ok := compare(p.base, a, b)
	return ok && order == 0
}

// mayBreakLength is what bytes tell of characters without counting them.
func (f *facetPlan) mayBreakLength(p *simplePlan, text string) bool {
	switch {
	case f.Length == 0 && f.MinLength == 0 && f.MaxLength == 0:
		return false
	case f.Length > 0 || f.MinLength > 1 || f.MinLength == 1 && text == "":
		return true
	}
	// No unit is smaller than a byte: octets are written with more, items with some.
	return f.MaxLength > 0 && len(text) > int(f.MaxLength) || p.item != nil
}

func (f *facetPlan) checkLength(found []complaint, p *simplePlan, text string, secret bool) []complaint {
	length, unit := p.length(text)
	add := func(rule, words string, bound int32) {
		message := fmt.Sprintf("%s %d %s", words, bound, unit)
		if rule == "max-length" {
			message += " are allowed"
		} else {
			message += " are needed"
		}
		if !secret {
			message += fmt.Sprintf("; it has %d", length)
		}
		found = append(found, complaint{rule, message})
	}
	if f.Length > 0 && length != int(f.Length) {
		add("length", "exactly", f.Length)
	}
	if f.MinLength > 0 && length < int(f.MinLength) {
		add("min-length", "at least", f.MinLength)
	}
	if f.MaxLength > 0 && length > int(f.MaxLength) {
		add("max-length", "at most", f.MaxLength)
	}
	return found
}

// length counts what the length facets count: characters, octets or items.
func (p *simplePlan) length(text string) (int, string) {
	switch {
	case p.item != nil:
		return len(strings.Fields(text)), "items"
	case p.base == service.XSDHexBinary:
		return hex.DecodedLen(len(text)), "octets"
	case p.base == service.XSDBase64Binary:
		raw, _ := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
		return len(raw), "octets"
	}
	return utf8.RuneCountInString(text), "characters"
}

func shortList(words []string) string {
	const most = 12
	if len(words) > most {
		return strings.Join(words[:most], ", ") + fmt.Sprintf(" and %d more", len(words)-most)
	}
	return strings.Join(words, ", ")
}
