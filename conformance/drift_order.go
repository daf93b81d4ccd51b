package conformance

import (
	"slices"
	"strings"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// order holds the elements of an XML answer against the order of the description, on
// every level of it. What is no XML has no order.
func (w *watch) order(reply []byte) {
	doc := etree.NewDocument()
	doc.ReadSettings.CharsetReader = charsetReader
	doc.ReadSettings.Permissive = true // prefixes that nobody declared are another rule's business
	if doc.ReadFromBytes(reply) != nil || doc.Root() == nil {
		return
	}
	t := &w.s.Types[w.op.Response.Type]
	if found := messageElement(doc.Root(), t); found != nil {
		w.level(found, t, "")
	}
}

// messageElement finds the outermost element whose children are fields of the message.
func messageElement(e *etree.Element, t *service.Type) *etree.Element {
	for level := []*etree.Element{e}; len(level) > 0; {
		var next []*etree.Element
		for _, e := range level {
			children := e.ChildElements()
			if slices.ContainsFunc(children, func(c *etree.Element) bool { return placeOf(t, c.Tag) >= 0 }) {
				return e
			}
			next = append(next, children...)
		}
		level = next
	}
	return nil
}

// placeOf returns the place of a field by any of its names, or -1.
func placeOf(t *service.Type, name string) int {
	return slices.IndexFunc(t.Fields, func(f service.Field) bool {
		if strings.EqualFold(f.Name, name) {
			return true
		}
		return f.Facts != nil && (strings.EqualFold(f.Facts.Param, name) ||
			slices.ContainsFunc(f.Facts.Aliases, func(alias string) bool { return strings.EqualFold(alias, name) }))
	})
}

// level compares the children of one element, and goes down into those that are records.
func (w *watch) level(e *etree.Element, t *service.Type, path string) {
	var places []int
	for _, child := range e.ChildElements() {
		at := placeOf(t, child.Tag)
		if at < 0 {
			continue
		}
		places = append(places, at)
		if inner := w.s.Type(t.Fields[at].Type); inner != nil && inner.Kind == service.Struct {
			w.level(child, inner, path+t.Fields[at].Name+"/")
		}
	}
	w.places(places, t, path)
}

// places tells the first departure: two fields that changed places, or one that comes
// too late. A departure that an earlier record showed is not told again.
func (w *watch) places(places []int, t *service.Type, path string) {
	for i := 1; i < len(places); i++ {
		if places[i] >= places[i-1] {
			continue
		}
		name, text := path+t.Fields[places[i]].Name, "it comes after "+t.Fields[places[i-1]].Name+", which the description puts behind it"
		if a, b, swapped := swapped(places); swapped {
			name, text = path+t.Fields[places[b]].Name, "it has changed places with "+t.Fields[places[a]].Name
		}
		if !slices.ContainsFunc(w.found, func(d Drift) bool { return d.Path == name && d.Text == text }) {
			w.add("answer-order-changed", name, "%s", text)
		}
		return
	}
}

// swapped reports which two places have to be exchanged for everything to be in order.
func swapped(places []int) (a, b int, ok bool) {
	sorted := slices.Sorted(slices.Values(places))
	var wrong []int
	for i := range places {
		if places[i] != sorted[i] {
			wrong = append(wrong, i)
		}
	}
	if len(wrong) != 2 {
		return 0, 0, false
	}
	return wrong[0], wrong[1], true
}
