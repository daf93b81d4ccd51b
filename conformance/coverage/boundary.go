package coverage

import (
	"math/big"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// boundary is one limit of a field of a request.
type boundary struct {
	facet string
	limit string // as the schema writes it
	// at reports whether a text lies exactly at the limit, beyond whether it is the
	// nearest that breaks it.
	at, beyond func(text string) bool
	rules      []string // of the problem that refuses what lies beyond
}

func (b *boundary) name(path, side string) string {
	return path + " " + b.facet + " " + b.limit + " " + side
}

// The two sides of a boundary.
const (
	accepted = "accepted"
	refused  = "refused"
)

// boundaries lists the limits of the fields a caller fills in. Fields with a format of
// their own (amounts, cards, dates) are left out: the format is stricter than the
// schema, and the schema's limits cannot be reached.
func (l *lister) boundaries(id service.TypeID, prefix string, above []service.TypeID) {
	if slices.Contains(above, id) {
		return
	}
	t := l.s.Type(id)
	for i := range t.Fields {
		f := &t.Fields[i]
		if nested := l.s.Type(f.Type); nested != nil && len(nested.Fields) > 0 {
			l.boundaries(f.Type, prefix+f.Name+"/", append(above, id))
			continue
		}
		for _, b := range boundariesOf(l.s, f) {
			l.add(Boundary, b.name(prefix+f.Name, accepted))
			l.add(Boundary, b.name(prefix+f.Name, refused))
		}
	}
}

func boundariesOf(s *service.Service, f *service.Field) []boundary {
	if f.Has(service.Sealed) || f.Facts != nil && f.Facts.Format != service.FormatText {
		return nil
	}
	optional := f.Has(service.Optional)
	var found []boundary
	for id := f.Type; id >= 0; id = s.Types[id].Base {
		t := &s.Types[id]
		if t.Kind != service.Simple {
			break
		}
		if t.Facets != nil {
			found = append(found, lengths(t.Facets, optional)...)
			found = append(found, bounds(t.Facets)...)
		}
	}
	return found
}

// lengths leaves out a minimal length of one for optional fields: the gateway takes an
// empty text for an absent one, so that nothing would be refused.
func lengths(f *service.Facets, optional bool) []boundary {
	var found []boundary
	add := func(facet string, limit, beyond int32, rules ...string) {
		found = append(found, boundary{facet, strconv.Itoa(int(limit)), hasLength(limit), hasLength(beyond), rules})
	}
	if f.Length > 0 {
		add("length", f.Length, f.Length+1, "length")
	}
	if f.MinLength > 1 || f.MinLength == 1 && !optional {
		add("min-length", f.MinLength, f.MinLength-1, "min-length", "required")
	}
	if f.MaxLength > 0 {
		add("max-length", f.MaxLength, f.MaxLength+1, "max-length")
	}
	return found
}

func hasLength(n int32) func(string) bool {
	return func(text string) bool { return utf8.RuneCountInString(text) == int(n) }
}

func bounds(f *service.Facets) []boundary {
	var found []boundary
	for _, b := range []struct {
		facet, limit, rule string
		sign               int // of what lies beyond, minus the limit
	}{{"min-inclusive", f.MinInclusive, "min", -1}, {"max-inclusive", f.MaxInclusive, "max", 1}} {
		limit, ok := new(big.Rat).SetString(b.limit)
		if !ok {
			continue
		}
		compare := func(text string, want int) bool {
			n, ok := new(big.Rat).SetString(text)
			return ok && n.Cmp(limit) == want
		}
		found = append(found, boundary{
			b.facet, b.limit,
			func(text string) bool { return compare(text, 0) },
			func(text string) bool { return compare(text, b.sign) },
			[]string{b.rule},
		})
	}
	return found
}

// enumOf returns the values a simple type allows, or nil.
func enumOf(s *service.Service, id service.TypeID) []string {
	for ; id >= 0 && s.Types[id].Kind == service.Simple; id = s.Types[id].Base {
		if f := s.Types[id].Facets; f != nil && len(f.Enum) > 0 {
			return f.Enum
		}
	}
	return nil
}
