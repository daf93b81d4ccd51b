package model

import "strconv"

func newGroup(n *node, name QName) *Group {
	return &Group{
		Pos: n.pos, Doc: documentation(n), Name: name,
		Particle: &Particle{Pos: n.pos, Kind: Sequence, Min: 1, Max: 1},
	}
}

// fillGroup reads a named model group, which holds one sequence, choice or all.
func (b *builder) fillGroup(s *schemaDoc, n *node, g *Group) {
	b.groups = append(b.groups, g)
	read := false
	for _, k := range n.kids {
		switch {
		case k.is(nsXSD, "annotation"):
		case modelGroups[k.name.Local] != 0 && k.name.Space == nsXSD && !read:
			if p := b.particle(s, k, []string{g.Name.Local}); p != nil {
				*g.Particle = *p
			}
			read = true
		default:
			b.unknown(k)
		}
	}
}

// groupRef reads a reference to a group. Its kind and items are set by
// expandGroups, when the group has been read.
func (b *builder) groupRef(s *schemaDoc, n *node, p *Particle) *Particle {
	ref := n.attr("ref")
	if ref == "" {
		b.rep.report(CodeMissingAttribute, n.pos, n.label(), ": group has no ref; add one")
		return nil
	}
	g, ok := find(b, s.refs, n, groupKind, b.sym.groups, "ref", ref)
	if !ok {
		return nil
	}
	if s.selfGroup != nil && g.Name == s.self {
		g = s.selfGroup
	}
	p.Group, p.Kind = g, Sequence
	b.groupRefs = append(b.groupRefs, p)
	return p
}

// expandGroups makes references look like the group they refer to. A group
// inside itself would make the content model endless and is cut.
func (b *builder) expandGroups() {
	state := map[*Group]int{}
	for _, g := range b.groups {
		b.cutCircularGroup(g, g.Particle, state)
	}
	for _, p := range b.groupRefs {
		if p.Group == nil {
			continue
		}
		p.Kind, p.Items = p.Group.Particle.Kind, p.Group.Particle.Items
	}
}

const (
	untouched = iota
	busy
	done
)

func (b *builder) cutCircularGroup(g *Group, p *Particle, state map[*Group]int) {
	if state[g] == done {
		return
	}
	state[g] = busy
	p.Walk(func(inner *Particle) bool {
		ref := inner.Group
		switch {
		case ref == nil:
		case state[ref] == busy:
			b.rep.report(CodeCircular, inner.Pos, "group ", quote(ref.Name.Local), " contains itself; remove the reference")
			inner.Group = nil
		default:
			b.cutCircularGroup(ref, ref.Particle, state)
		}
		return true
	})
	state[g] = done
}

// checkSizes refuses content models that groups inside groups blow up beyond
// all measure, so that whoever walks one need not be afraid.
func (b *builder) checkSizes() {
	sizes := map[*Group]int{}
	for _, t := range b.types {
		if t.Particle == nil {
			continue
		}
		if size := b.sizeOf(t.Particle, sizes); size > b.limits.Particles {
			b.rep.report(CodeLimitExceeded, t.Pos, "type ", quote(t.Name.Local), ": content model has more than ", strconv.Itoa(b.limits.Particles), " particles; raise Limits.Particles if it is genuine")
		}
	}
}

// sizeOf counts the particles below p, groups expanded, each group once; it
// stops growing above the limit so that it cannot overflow.
func (b *builder) sizeOf(p *Particle, sizes map[*Group]int) int {
	if size, ok := sizes[p.Group]; ok && p.Group != nil {
		return size
	}
	size := 1
	for _, item := range p.Items {
		size = min(size+b.sizeOf(item, sizes), b.limits.Particles+1)
	}
	if p.Group != nil {
		sizes[p.Group] = size
	}
	return size
}
