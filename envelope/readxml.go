package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// resultElement is the root of the gateway's XML format.
const resultElement = "result"

// beginsResult reports whether a document says that it is in the gateway's XML format:
// only there a document type declaration is passed over.
func beginsResult(text string) bool {
	const doctype = "<!DOCTYPE"
	head := text[:min(len(text), 512)]
	at := strings.Index(head, doctype)
	return at >= 0 && strings.HasPrefix(strings.TrimLeft(head[at+len(doctype):], " \t\r\n"), resultElement)
}

// result reads the XML format (Format=3), whose root is the current element: the codes
// as attributes, the records below it, at times with levels around them that the
// description does not have (D4, D20, S4).
func (d *decoder) result() error {
	if d.message.Message == nil {
		return d.fail(RuleWrongElement, d.wanted()+" is expected here")
	}
	d.plain = &placing{}
	d.enter(resultElement)
	d.within = len(d.path)
	for _, a := range d.s.Attrs() {
		switch {
		case d.keepCode(a.Name.Local, a.Value), strings.EqualFold(a.Name.Local, "count"), a.Name.Space != "":
		default:
			if err := d.keep("@"+a.Name.Local, a.Value); err != nil {
				return err
			}
		}
	}
	if d.stream != nil { // before anything of a refusal is taken for a record
		if refusal := d.codes(); refusal != nil {
			d.refused = refusal
		}
	}
	d.codeFields()
	if err := d.children(d.root, &d.types[d.root.TypeID()]); err != nil {
		return err
	}
	d.leave()
	if err := d.settled(); err != nil {
		return err
	}
	if err := d.s.Finish(); err != nil {
		return fromScanner(err, "")
	}
	if d.refused != nil {
		return d.refused
	}
	return nil
}

// elsewhere reads the current element, which is no field of the record: a level to
// pass through, a field of a record further down, or something unknown.
func (d *decoder) elsewhere(r *service.Record, p *typePlan) error {
	folded := strings.ToLower(d.s.Local())
	if isLevel(folded) || r == d.root && d.message.wrapperNames[folded] {
		if !d.plain.enter(r, folded) {
			d.enter(d.s.Local())
			return d.fail(RuleRepeated, "the element stands here twice, and the answer is described as one record")
		}
		if len(d.path) == d.within {
			d.within++
			defer func() { d.within-- }()
		}
		d.enter(d.s.Local())
		defer d.leave()
		return d.children(r, p)
	}
	path := p.deep[folded]
	if path == nil {
		return d.extra()
	}
	d.enter(d.s.Local())
	defer d.leave()
	text, err := d.s.Leaf()
	if err != nil {
		return fromScanner(err, d.place())
	}
	d.plain.later = append(d.plain.later, laterValue{record: r, path: path, name: d.s.Local(), text: text, state: service.Present})
	return nil
}

// settled places what belongs further down.
func (d *decoder) settled() error {
	homeless, twice := d.settle(d.plain)
	if twice != "" {
		d.enter(twice)
		return d.fail(RuleRepeated, "the element stands here twice, and one value cannot be chosen")
	}
	for _, l := range homeless {
		if err := d.keep(l.name, l.text); err != nil {
			return err
		}
	}
	d.plain.entered = d.plain.entered[:0]
	return nil
}
