package envelope

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Encode appends the SOAP message of a sealed request to dst: the texts of the
// record exactly as they were digested, escaped once, in the order of the table.
// Absent fields are not written, empty ones are. With a buffer that is large
// enough it allocates nothing. An error means that the record holds what cannot
// be written; a checked record does not.
func (c *Codec) Encode(dst []byte, op *service.Operation, request *service.Record) ([]byte, error) {
	p, err := c.plan(op)
	if err != nil {
		return dst, err
	}
	return c.encode(dst, op, &p.request, request)
}

// EncodeAnswer appends the SOAP message of an answer: for those who play the
// server, and for tests.
func (c *Codec) EncodeAnswer(dst []byte, op *service.Operation, answer *service.Record) ([]byte, error) {
	p, err := c.plan(op)
	if err != nil {
		return dst, err
	}
	if op.OneWay {
		return dst, fmt.Errorf("%s.%s: a one-way operation has no answer", c.service.Name, op.Name)
	}
	return c.encode(dst, op, &p.response, answer)
}

func (c *Codec) encode(dst []byte, op *service.Operation, p *messagePlan, r *service.Record) ([]byte, error) {
	if err := c.belongs(op, p, r); err != nil {
		return dst, err
	}
	start := len(dst)
	e := encoder{c, p.Use}
	out, err := e.header(append(dst, p.start...), p, r.Header())
	if err == nil {
		out, err = e.attributes(append(out, p.head...), r)
	}
	if err == nil {
		out, err = e.children(append(out, '>'), r)
	}
	if err != nil {
		return dst[:start], fmt.Errorf("%s.%s: %w", c.service.Name, op.Name, err)
	}
	return append(out, p.tail...), nil
}

// encoder walks records beside the types table.
type encoder struct {
	*Codec
	use service.Use
}

// children appends everything between the start and the end tag of a record.
func (e encoder) children(dst []byte, r *service.Record) ([]byte, error) {
	p := &e.types[r.TypeID()]
	values := r.Values()
	ended := "" // end tag that is still to be written; the next start tag may bring it along
	last := -1
	var err error
	for i := range p.fields {
		f, v := &p.fields[i], &values[i]
		switch {
		case v.State == service.Absent || f.Has(service.Attribute):
			continue
		case f.plain && v.State == service.Present:
			// By far the most frequent case, without another call.
			if last >= 0 && last == i-1 {
				dst = append(dst, f.joint[e.use]...)
			} else {
				dst = append(append(dst, ended...), f.open[e.use]...)
			}
			ended, last = f.end, i
			dst, err = appendText(dst, v.Text)
		default:
			dst, ended, last = append(dst, ended...), "", -1
			dst, err = e.element(dst, f, v)
		}
		if err != nil {
			return dst, in(f.Name, err)
		}
	}
	return append(dst, ended...), nil
}

func (e encoder) element(dst []byte, f *fieldPlan, v *service.Value) ([]byte, error) {
	if f.Has(service.Many) {
		return e.items(dst, f, v.Items)
	}
	return e.value(dst, f, v)
}

func (e encoder) items(dst []byte, f *fieldPlan, items []service.Value) ([]byte, error) {
	var err error
	for i := range items {
		if dst, err = e.value(dst, f, &items[i]); err != nil {
			return dst, in(ordinal(i), err)
		}
	}
	return dst, nil
}

// value appends one element, or what stands for it.
func (e encoder) value(dst []byte, f *fieldPlan, v *service.Value) ([]byte, error) {
	switch {
	case v.State == service.Absent:
		return dst, nil
	case v.State == service.Nil:
		return append(dst, f.null...), nil
	case f.Has(service.Content) && f.kind == kindQName:
		return appendText(dst, prefixed("q", v.Text))
	case f.Has(service.Content):
		return appendText(dst, v.Text)
	case f.kind == kindRaw:
		return append(dst, v.Text...), nil
	case f.kind == kindQName:
		return e.qname(dst, f, v.Text)
	case f.kind == kindText:
		dst = append(dst, f.open[e.use]...)
		dst, err := appendText(dst, f.constant(v.Text))
		return append(dst, f.end...), err
	case f.kind == kindAny:
		dst = append(append(dst, f.open[service.Literal]...), v.Text...)
		return append(dst, f.end...), nil
	case v.Record == nil:
		return dst, fmt.Errorf("it needs a record")
	case f.kind == kindGroup:
		return e.children(dst, v.Record)
	}
	return e.record(dst, f, v.Record)
}

// record appends an element with a struct or an array in it.
func (e encoder) record(dst []byte, f *fieldPlan, r *service.Record) ([]byte, error) {
	dst = append(dst, f.start...)
	switch chosen := r.TypeID(); {
	case chosen != f.Type:
		if !e.derives(chosen, f.Type) {
			return dst, fmt.Errorf("type %s cannot stand here", e.types[chosen].typ.Name.Local)
		}
		dst = append(dst, ` `+instancePrefix+`:type="`...)
		dst = append(append(dst, e.types[chosen].name...), '"')
	case e.use == service.Encoded && f.kind == kindArray:
		dst = e.arrayType(dst, f, r)
	case e.use == service.Encoded:
		dst = append(dst, f.typed...)
	}
	dst, err := e.attributes(dst, r)
	if err != nil {
		return dst, err
	}
	dst, err = e.children(append(dst, '>'), r)
	return append(dst, f.end...), err
}

// arrayType appends what section 5.4.2 of SOAP 1.1 (in 1.2: section 3.1.6 of the
// adjuncts) wants on an array.
func (e encoder) arrayType(dst []byte, f *fieldPlan, r *service.Record) []byte {
	if f.typed == "" {
		dst = append(dst, ` `+instancePrefix+`:type="`+encodingPrefix+`:Array"`...)
	} else {
		dst = append(dst, f.typed...)
	}
	item := &e.types[r.TypeID()].fields[0]
	name := e.itemName(item)
	size := strconv.Itoa(len(r.Values()[0].Items))
	if values := r.Values(); len(values) > 1 && values[1].State == service.Present {
		size = strings.Join(strings.FieldsFunc(values[1].Text, notDigit), ",")
	}
	if e.service.SOAP == service.SOAP12 {
		dst = append(append(dst, ` `+encodingPrefix+`:itemType="`...), name...)
		dst = append(append(dst, `" `+encodingPrefix+`:arraySize="`...), strings.ReplaceAll(size, ",", " ")...)
		return append(dst, '"')
	}
	dst = append(append(dst, ` `+encodingPrefix+`:arrayType="`...), name...)
	dst = append(append(dst, '['), size...)
	return append(dst, `]"`...)
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

// itemName is the type name inside typed: ` xsi:type="NAME"`.
func (e encoder) itemName(item *fieldPlan) string {
	if item.typed == "" {
		return schemaPrefix + ":anyType"
	}
	return item.typed[len(` `+instancePrefix+`:type="`) : len(item.typed)-1]
}

// attributes appends the attributes of a record.
func (e encoder) attributes(dst []byte, r *service.Record) ([]byte, error) {
	p := &e.types[r.TypeID()]
	if p.content >= 0 && p.fields[p.content].kind == kindQName {
		dst = declareNames(dst, "q", r.Values()[p.content].Text)
	}
	if !p.hasAttrs || p.typ.Kind == service.Array {
		return dst, nil
	}
	var err error
	for i := range p.fields {
		f, v := &p.fields[i], &r.Values()[i]
		if !f.Has(service.Attribute) || v.State != service.Present {
			continue
		}
		if f.kind == kindAttributes {
			if dst, err = appendOpen(dst, v.Items); err != nil {
				return dst, in(f.Name, err)
			}
			continue
		}
		text := f.constant(v.Text)
		if f.kind == kindQName {
			stem := "q" + strconv.Itoa(i)
			dst = declareNames(dst, stem, text)
			text = prefixed(stem, text)
		}
		dst = append(append(dst, ' '), f.start[1:]...)
		if dst, err = appendAttribute(append(dst, `="`...), text); err != nil {
			return dst, in(f.Name, err)
		}
		dst = append(dst, '"')
	}
	return dst, nil
}

// in puts a field's name before an error: "order/amount: …".
func in(name string, err error) error {
	if deeper, ok := err.(*placedError); ok {
		if strings.HasPrefix(deeper.path, "[") {
			return &placedError{name + deeper.path, deeper.err}
		}
		return &placedError{name + "/" + deeper.path, deeper.err}
	}
	return &placedError{name, err}
}

// placedError is an error with the path of the field it is about.
type placedError struct {
	path string
	err  error
}

func (e *placedError) Error() string { return e.path + ": " + e.err.Error() }
func (e *placedError) Unwrap() error { return e.err }
