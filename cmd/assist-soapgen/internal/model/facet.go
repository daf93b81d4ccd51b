package model

import (
	"strconv"
	"strings"
)

// facet reads one facet into f; false when the node is none.
func (b *builder) facet(f *Facets, n *node) bool {
	if n.name.Space != nsXSD {
		return false
	}
	value, _ := n.rawAttr("value")
	switch n.name.Local {
	case "enumeration":
		f.Enumeration = append(f.Enumeration, Enum{n.pos, value, qualifiedValue(n, value), documentation(n)})
	case "pattern":
		if len(f.Patterns) == 0 {
			f.Patterns = []Pattern{{Pos: n.pos}}
		}
		f.Patterns[0].Alternatives = append(f.Patterns[0].Alternatives, value)
	case "whiteSpace":
		b.whiteSpace(f, n)
	case "length", "minLength", "maxLength", "totalDigits", "fractionDigits", "precision", "scale":
		b.countFacet(f, n)
	case "minInclusive":
		f.MinInclusive = new(n.attr("value"))
	case "minExclusive":
		f.MinExclusive = new(n.attr("value"))
	case "maxInclusive":
		f.MaxInclusive = new(n.attr("value"))
	case "maxExclusive":
		f.MaxExclusive = new(n.attr("value"))
	default:
		return false
	}
	return true
}

func qualifiedValue(n *node, value string) QName {
	name, _, ok := n.expand(strings.TrimSpace(value))
	if !ok {
		return QName{}
	}
	return name
}

func (b *builder) whiteSpace(f *Facets, n *node) {
	switch v := n.attr("value"); v {
	case "preserve", "replace", "collapse":
		f.WhiteSpace = v
	default:
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": value=", quote(v), " is none of preserve, replace, collapse; the facet is ignored")
	}
}

// countFacet reads a facet whose value is a count. precision and scale are the
// draft names of totalDigits and fractionDigits.
func (b *builder) countFacet(f *Facets, n *node) {
	count, err := strconv.ParseUint(n.attr("value"), 10, 31)
	if err != nil {
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": value=", quote(n.attr("value")), " is no count; the facet is ignored")
		return
	}
	v := new(int(count))
	switch n.name.Local {
	case "length":
		f.Length = v
	case "minLength":
		f.MinLength = v
	case "maxLength":
		f.MaxLength = v
	case "totalDigits", "precision":
		f.TotalDigits = v
	case "fractionDigits", "scale":
		f.FractionDigits = v
	}
}
