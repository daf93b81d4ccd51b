package diff

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// wireForm compares how the parts of a message are written.
func (c *comparer) wireForm(p place, old, new *model.BoundMessage) {
	here := side{old.Body.Pos, new.Body.Pos}
	if old.Body.Use != new.Body.Use {
		c.reportTwin("use-changed", p, here, "old", string(old.Body.Use), "new", string(new.Body.Use))
	} else if a, b := strings.Join(old.Body.EncodingStyles, " "), strings.Join(new.Body.EncodingStyles, " "); a != b {
		c.reportTwin("encoding-style-changed", p, here, "old", stated(a), "new", stated(b))
	}
	if a, b := attachments(old), attachments(new); a != b {
		c.reportTwin("attachments-changed", p, here, "old", stated(a), "new", stated(b))
	}
}

// attachments lists the MIME parts and, of an HTTP binding, the form of the input.
func attachments(m *model.BoundMessage) string {
	var all []string
	for _, a := range m.MIME {
		name := strings.Join(slices.Sorted(slices.Values(a.ContentType)), "|")
		if a.Part != nil {
			name = strings.TrimSuffix(a.Part.Name+" "+name, " ")
		}
		all = append(all, name)
	}
	slices.Sort(all) // alternatives and parts come in any order
	if m.HTTPForm != "" {
		all = append(all, string(m.HTTPForm))
	}
	return strings.Join(all, ", ")
}

// headers compares the header blocks of a message.
func (c *comparer) headers(p place, old, new *model.BoundMessage) {
	m := matchByKey(old.Headers, new.Headers, func(h *model.Header) string { return headerName(h) })
	m.joinBest(func(o, n int) int { // the element of a part has another name now
		a, b := old.Headers[o], new.Headers[n]
		if a.Message.Name.Local == b.Message.Name.Local && a.Part.Name == b.Part.Name {
			return 1
		}
		return 0
	})
	for i, h := range old.Headers {
		here := headerPlace(p, headerName(h))
		if m.partner[i] < 0 {
			c.reportTwin("header-removed", here, side{h.Pos, new.Pos}, "name", headerName(h))
			continue
		}
		c.header(here, h, new.Headers[m.partner[i]])
	}
	for _, n := range free(m.back) {
		h := new.Headers[n]
		here := headerPlace(p, headerName(h))
		c.reportTwin("header-added", here, side{old.Pos, h.Pos}, "name", headerName(h))
		if h.Required {
			c.reportTwin("header-became-required", here, side{old.Pos, h.Pos}, "name", headerName(h))
		}
	}
}

func headerName(h *model.Header) string { r := rootOf(h.Part); return r.label }

func headerPlace(p place, name string) place {
	p.subject.Block = name
	p.component += "/header " + name
	return p
}

func (c *comparer) header(p place, old, new *model.Header) {
	here := side{old.Pos, new.Pos}
	name := headerName(old)
	if old.Required != new.Required {
		id := map[bool]string{true: "header-became-required", false: "header-became-optional"}[new.Required]
		c.reportTwin(id, p, here, "name", name)
	}
	if old.Use != new.Use {
		c.reportTwin("use-changed", p, here, "old", string(old.Use), "new", string(new.Use))
	}
	p.encoded = old.Use == model.Encoded && new.Use == model.Encoded
	c.root(p, headerRoot(old), headerRoot(new))
	c.faultRoots(p, headerFaults(old), headerFaults(new), here)
}

// headerRoot is the header's element; one given by type is named by its part in the
// namespace the binding states.
func headerRoot(h *model.Header) root {
	r := rootOf(h.Part)
	r.pos = h.Pos
	if r.name.IsZero() {
		r.name = model.QName{Space: h.Namespace, Local: h.Part.Name}
	}
	return r
}

// faultRoot is a fault with the root of its detail.
type faultRoot struct {
	name string
	pos  model.Pos
	doc  string
	root root
}

func headerFaults(h *model.Header) []faultRoot {
	var all []faultRoot
	for _, f := range h.Faults {
		all = append(all, faultRoot{headerName(f), f.Pos, "", headerRoot(f)})
	}
	return all
}

// faults compares the faults of an operation and the elements in their details.
func (c *comparer) faults(at place, old, new operation) {
	p := messagePlace(at, finding.Response, finding.FaultMessage)
	c.faultRoots(p, declaredFaults(old.abstract), declaredFaults(new.abstract), side{old.pos, new.pos})
	if old.bound == nil || new.bound == nil {
		return
	}
	for _, f := range old.bound.Faults {
		for _, g := range new.bound.Faults {
			if f.Fault.Name == g.Fault.Name && f.Use != g.Use {
				c.reportTwin("use-changed", faultPlace(p, f.Fault.Name), side{f.Pos, g.Pos}, "old", string(f.Use), "new", string(g.Use))
			}
		}
	}
}

func declaredFaults(o *model.Operation) []faultRoot {
	var all []faultRoot
	for _, f := range o.Faults {
		r := root{label: f.Name}
		if len(f.Message.Parts) > 0 {
			r = rootOf(f.Message.Parts[0])
		}
		all = append(all, faultRoot{f.Name, f.Pos, f.Doc, r})
	}
	return all
}

func faultPlace(p place, name string) place {
	p.subject.Block = name
	p.component += "/fault " + name
	return p
}

// faultRoots compares two lists of faults; what is on the wire is the detail element,
// so a fault of another name with the same element is the same fault.
func (c *comparer) faultRoots(p place, old, new []faultRoot, around side) {
	m := matchByKey(old, new, func(f faultRoot) string { return f.name })
	m.joinBest(func(o, n int) int {
		if a := old[o].root.name; !a.IsZero() && a.Local == new[n].root.name.Local {
			return 1
		}
		return 0
	})
	for i, f := range old {
		here := faultPlace(p, f.name)
		if m.partner[i] < 0 {
			c.report("fault-removed", here, side{f.pos, around.new}, "name", f.name)
			continue
		}
		g := new[m.partner[i]]
		if f.name != g.name {
			c.report("fault-renamed", here, side{f.pos, g.pos}, "old", f.name, "new", g.name)
		}
		c.documentation(here, "fault "+f.name, side{f.pos, g.pos}, f.doc, g.doc)
		if f.root.typ != nil && g.root.typ != nil {
			c.root(here, f.root, g.root)
		}
	}
	for _, n := range free(m.back) {
		c.report("fault-added", faultPlace(p, new[n].name), side{around.old, new[n].pos}, "name", new[n].name)
	}
}
