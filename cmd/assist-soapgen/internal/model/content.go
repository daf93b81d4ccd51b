package model

import (
	"math"
	"strconv"
	"strings"
)

var modelGroups = map[string]ParticleKind{"sequence": Sequence, "choice": Choice, "all": All}

// particle reads what may stand in a content model; nil when the node is none
// of that, or cannot occur (maxOccurs="0").
func (b *builder) particle(s *schemaDoc, n *node, context []string) *Particle {
	p := &Particle{Pos: n.pos}
	p.Min, p.Max = b.occurs(n)
	if p.Max == 0 {
		return nil
	}
	switch n.name.Local {
	case "element":
		p.Kind = ElementParticle
		return b.elementParticle(s, n, p, context)
	case "any":
		p.Kind, p.Wildcard = Any, b.wildcard(s, n)
	case "group":
		p.Doc = documentation(n)
		return b.groupRef(s, n, p)
	default:
		p.Kind, p.Doc = modelGroups[n.name.Local], documentation(n)
		p.Items = b.items(s, n, context)
	}
	return p
}

func isParticle(n *node) bool {
	if n.name.Space != nsXSD {
		return false
	}
	switch n.name.Local {
	case "element", "any", "group", "sequence", "choice", "all":
		return true
	}
	return false
}

func (b *builder) items(s *schemaDoc, n *node, context []string) []*Particle {
	items := make([]*Particle, 0, len(n.kids))
	for _, k := range n.kids {
		switch {
		case isParticle(k):
			if item := b.particle(s, k, context); item != nil {
				items = append(items, item)
			}
		case !k.is(nsXSD, "annotation"):
			b.unknown(k)
		}
	}
	return items
}

func (b *builder) elementParticle(s *schemaDoc, n *node, p *Particle, context []string) *Particle {
	ref := n.attr("ref")
	if ref == "" {
		p.Element = b.localElement(s, n, context)
		return p
	}
	p.Element, p.Ref, p.Doc = b.elementRef(s.refs, n, "ref", ref), true, documentation(n)
	return p
}

// occurs reads minOccurs and maxOccurs. A lone maxOccurs="0" is written by many
// and means what it says.
func (b *builder) occurs(n *node) (minimum, maximum int) {
	minimum, maximum = b.occurrence(n, "minOccurs"), b.occurrence(n, "maxOccurs")
	if minimum == Unbounded {
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), `: minOccurs="unbounded" is no number; 0 is taken`)
		minimum = 0
	}
	if maximum != Unbounded && minimum > maximum {
		if n.attr("minOccurs") != "" && maximum > 0 {
			b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": minOccurs ", strconv.Itoa(minimum), " is above maxOccurs ", strconv.Itoa(maximum), "; the latter is taken for both")
		}
		minimum = maximum
	}
	return minimum, maximum
}

func (b *builder) occurrence(n *node, key string) int {
	v := n.attr(key)
	switch v {
	case "":
		return 1
	case "unbounded", "*": // the latter of the 1999 draft
		return Unbounded
	}
	count, err := strconv.ParseUint(strings.TrimPrefix(v, "+"), 10, 31)
	if err != nil {
		if ne := err.(*strconv.NumError); ne.Err == strconv.ErrRange {
			return math.MaxInt32
		}
		b.rep.reportAs(Warning, CodeBadValue, n.pos, n.label(), ": ", key, "=", quote(v), " is no count; 1 is taken")
		return 1
	}
	return int(count)
}
