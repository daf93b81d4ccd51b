package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// resultElement is the root of the gateway's XML format.
const resultElement = "result"

// namedResult reports whether the current element, called local, is a root of the XML
// format that has the name of the operation instead: pushpaymentresult with firstcode, as
// a merchant answers a report (D26).
func (d *decoder) namedResult(local string) bool {
	coded := slices.ContainsFunc(d.s.Attrs(), func(a xmlscan.Attr) bool { return strings.EqualFold(a.Name.Local, "firstcode") })
	return coded && d.message.wrapperNames[strings.ToLower(local)]
}

// hasDoctype reports whether a document type declaration stands where one may: before
// the root, after comments and instructions.
func hasDoctype(text string) bool {
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(text, "<?"):
			end = "?>"
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		default:
			return strings.HasPrefix(text, "<!")
		}
		_, rest, found := strings.Cut(text, end)
		if !found {
			return false
		}
		text = rest
	}
}

// passesDoctype reports whether a document type declaration in a reply is to be passed
// over instead of refused: where the XML format was asked for, which brings its own
// description along (D4, D20), and where a refusal comes in it.
func passesDoctype(text string, asked Format) bool {
	root, envelope := strings.Index(text, "<"+resultElement), strings.Index(text, "Envelope")
	return asked == XML || root >= 0 && (envelope < 0 || root < envelope)
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
	if err := d.outside(); err != nil {
		return err
	}
	if err := d.settledFrom(0); err != nil {
		return err
	}
	if d.stream != nil {
		if err := d.implied(); err != nil {
			return err
		}
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
		if path = d.outer(r, folded); path == nil {
			return d.extra()
		}
		r = d.root
	}
	d.enter(d.s.Local())
	defer d.leave()
	text, err := d.s.Leaf()
	if err != nil {
		return fromScanner(err, d.place())
	}
	if d.stream != nil && r == d.root {
		if d.extraRoom -= len(text); d.extraRoom < 0 {
			return d.fail(RuleTooManyExtras, "far more elements outside of records than any answer has")
		}
	}
	d.plain.later = append(d.plain.later, laterValue{record: r, path: path, name: d.s.Local(), text: text, state: service.Present})
	return nil
}

// outside looks at the values of a stream's records that stood outside of them: those of
// the only record should have been part of it, and it is gone.
func (d *decoder) outside() error {
	if d.stream == nil || d.stream.count == 0 {
		return nil
	}
	kept := d.plain.later[:0]
	for _, l := range d.plain.later {
		switch {
		case int(l.path[0]) != d.stream.field:
			kept = append(kept, l)
		case d.stream.count == 1:
			d.enter(l.name)
			return d.fail(RuleUnexpectedValue, "a value of the record stands outside of it; read the answer whole")
		default:
			if err := d.keep(l.name, l.text); err != nil {
				return err
			}
		}
	}
	d.plain.later = kept
	return nil
}

// implied hands over the record that an answer had without a level around it.
func (d *decoder) implied() error {
	list := &d.root.Values()[d.stream.field]
	for _, item := range list.Items {
		d.stream.count++
		if err := d.stream.take(item.Record); err != nil {
			return err
		}
	}
	*list = service.Value{}
	return nil
}

// settledFrom places the values from the given one on that belong further down.
func (d *decoder) settledFrom(from int) error {
	homeless, twice := d.settle(d.plain, from)
	if twice != "" {
		d.enter(twice)
		return d.fail(RuleRepeated, "the element stands here twice, and one value cannot be chosen")
	}
	for _, l := range homeless {
		if err := d.keep(l.name, l.text); err != nil {
			return err
		}
	}
	return nil
}
