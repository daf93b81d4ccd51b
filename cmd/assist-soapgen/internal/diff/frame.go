package diff

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// frame is what stands in the body of a message, in one form for all styles: rpc has
// one root, the wrapper that the binding implies; document has a root for each part.
type frame struct {
	rpc   bool
	pos   model.Pos
	roots []root
}

// root is an element directly below the body.
type root struct {
	name     model.QName // zero for a part given by type: its content stands in the body
	label    string      // element or part
	pos      model.Pos
	typ      *model.Type // nil for the wrapper of rpc
	shape    *shape      // of the wrapper of rpc
	nillable bool
	element  *model.Element
}

func frameOf(o operation, io *model.IO, wire *model.BoundMessage, d finding.Direction) frame {
	f := frame{rpc: o.style() == model.RPCStyle, pos: io.Pos}
	parts, space := io.Message.Parts, ""
	if wire != nil {
		parts, space, f.pos = wire.Body.Parts, wire.Body.Namespace, wire.Body.Pos
	}
	if !f.rpc {
		for _, p := range parts {
			f.roots = append(f.roots, rootOf(p))
		}
		return f
	}
	name := model.QName{Space: space, Local: o.name}
	if d == finding.Response {
		name.Local += "Response"
	}
	f.roots = []root{{name: name, label: name.Local, pos: f.pos, shape: partShape(parts)}}
	return f
}

func rootOf(p *model.Part) root {
	if e := p.Element; e != nil {
		return root{e.Name, e.Name.Local, p.Pos, e.Type, nil, e.Nillable, e}
	}
	return root{label: p.Name, pos: p.Pos, typ: p.Type}
}

// partShape makes the parts of an rpc message the members of its wrapper.
func partShape(parts []*model.Part) *shape {
	s := &shape{ordered: true}
	for _, p := range parts {
		m := &member{name: model.QName{Local: p.Name}, pos: p.Pos, doc: p.Doc, min: 1, max: 1, typ: p.ValueType(), part: partKind(p)}
		if p.Element != nil {
			m.nillable = p.Element.Nillable
		}
		s.members = append(s.members, m)
	}
	return s
}

func partKind(p *model.Part) string {
	if p.Element != nil {
		return "element"
	}
	return "type"
}

// frames compares two bodies.
func (c *comparer) frames(p place, old, new frame) {
	if len(old.roots) == 1 && len(new.roots) == 1 {
		c.root(p, old.roots[0], new.roots[0])
		return
	}
	m := matchByKey(old.roots, new.roots, func(r root) string { return r.label })
	if left, right := free(m.partner), free(m.back); len(left) == 1 && len(right) == 1 {
		m.join(left[0], right[0])
	}
	for i, r := range old.roots {
		if n := m.partner[i]; n >= 0 {
			c.root(p, r, new.roots[n])
			continue
		}
		c.reportTwin("body-part-removed", p.field(r.label), side{r.pos, new.pos}, "name", r.label)
	}
	for _, n := range free(m.back) {
		r := new.roots[n]
		c.reportTwin("body-part-added", p.field(r.label), side{old.pos, r.pos}, "name", r.label)
	}
}

// root compares two elements of bodies, headers or faults.
func (c *comparer) root(p place, old, new root) {
	here := side{old.pos, new.pos}
	inside := p
	if old.shape == nil { // the wrapper of rpc says no more than the operation
		inside = p.field(old.label)
	}
	if old.element != nil && old.element.Global {
		inside.component = "element " + old.element.Name.Local
	}
	switch {
	case old.name.IsZero() != new.name.IsZero():
		c.reportTwin("part-kind-changed", inside, here, "name", old.label, "old", old.kind(), "new", new.kind())
	case old.name.IsZero(): // the name of a part is on no wire
	default:
		c.qualifiedName(p, here, old.name, new.name)
	}
	if old.nillable != new.nillable && old.shape == nil && new.shape == nil {
		c.nillable(inside, here, old.label, new.nillable)
	}
	if old.typ != nil && new.typ != nil {
		c.types(inside, here, old.label, old.typ, new.typ)
		return
	}
	c.contents(inside, c.rootShape(old), c.rootShape(new), here)
}

func (r *root) kind() string {
	if r.name.IsZero() {
		return "type"
	}
	return "element"
}

func (c *comparer) rootShape(r root) *shape {
	if r.shape != nil {
		return r.shape
	}
	return c.shapeOf(r.typ)
}

// qualifiedName compares the name of an outer element.
func (c *comparer) qualifiedName(p place, here side, old, new model.QName) {
	if old.Local != new.Local {
		c.reportTwin("wrapper-renamed", p, here, "old", old.Local, "new", new.Local)
	}
	c.namespace(p, here, old.Space, new.Space)
}
