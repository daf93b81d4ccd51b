package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// reference holds the elements that other elements refer to (SOAP 1.1, section
// 5.4: id and href). Referring is how a small document can become an endless
// one: what is followed is counted.
type reference struct {
	elements map[string]string // id -> the element, standing alone
	open     []string          // ids being read: one that comes again is a cycle
	budget   int               // bytes that may still be followed
}

// minReferred is what references may always add up to, however small the document.
const minReferred = 1 << 20

// href returns the id that the current element refers to instead of having content.
func (d *decoder) href() (id string, ok bool) {
	if !d.encoded {
		return "", false
	}
	if id, ok = d.s.Attr("", "href"); ok {
		return strings.CutPrefix(id, "#")
	}
	id, ok = d.s.Attr(encoding12, "ref")
	return strings.TrimPrefix(id, "#"), ok
}

// follow reads the element an id stands for in place of the current element, with
// the given function.
func (d *decoder) follow(id string, read func() error) error {
	if text, err := d.s.Leaf(); err != nil || strings.TrimSpace(text) != "" {
		return d.fail(RuleReference, "an element that refers to another one has content of its own")
	}
	if d.stream != nil {
		return d.fail(RuleReference, "it refers to another element, which cannot be found in a stream; read the answer whole")
	}
	if d.refs == nil {
		if err := d.indexReferences(); err != nil {
			return err
		}
	}
	element, known := d.refs.elements[id]
	switch {
	case !known:
		return d.fail(RuleReference, "it refers to an id that does not exist")
	case slices.Contains(d.refs.open, id):
		return d.fail(RuleReference, "it refers to an element that it stands in")
	case d.refs.budget < len(element):
		return d.fail(RuleReference, "its references add up to far more than the document")
	}
	d.refs.budget -= len(element)
	d.refs.open = append(d.refs.open, id)
	outer, x := d.s, d.scan(element)
	d.s, d.bland = &x.scanner, 0
	err := d.standIn(read)
	d.release(x)
	d.s, d.bland = outer, 0
	d.refs.open = d.refs.open[:len(d.refs.open)-1]
	if inner, ok := err.(*MalformedError); ok {
		inner.Offset = outer.Offset() // offsets in a copied element mean nothing outside
	}
	return err
}

func (d *decoder) standIn(read func() error) error {
	if _, err := d.child(); err != nil {
		return err
	}
	if _, again := d.href(); again {
		return d.fail(RuleReference, "it refers to an element that only refers on")
	}
	if err := read(); err != nil {
		return err
	}
	if err := d.s.Finish(); err != nil {
		return fromScanner(err, d.place())
	}
	return nil
}

// indexReferences walks the whole document for elements with an id.
func (d *decoder) indexReferences() error {
	d.refs = &reference{elements: map[string]string{}, budget: max(minReferred, 8*len(d.text))}
	copied := max(minReferred, 4*len(d.text))
	x := d.scan(d.text)
	defer d.release(x)
	s := &x.scanner
	type open struct {
		id    string
		start int
	}
	var stack []open
	for {
		kind, err := s.Next()
		if err != nil {
			return fromScanner(err, d.place())
		}
		switch kind {
		case xmlscan.EOF:
			return nil
		case xmlscan.Start:
			id, given := s.Attr("", "id")
			if !given {
				id, _ = s.Attr(encoding12, "id")
			}
			stack = append(stack, open{id, s.Offset()})
		case xmlscan.End:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if top.id == "" {
				continue
			}
			if _, twice := d.refs.elements[top.id]; twice {
				return d.fail(RuleReference, "an id in the document is given twice")
			}
			raw := d.text[top.start:s.EndOffset()]
			if copied -= len(raw); copied < 0 {
				return d.fail(RuleReference, "elements with an id are nested too often")
			}
			d.refs.elements[top.id] = standalone(raw, s)
		}
	}
}
