package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// value reads the current element into v, the absent value of a field. It sets what the
// element gives and no more: v is often part of a record, and a pointer written there
// costs more than the text it points to while the collector works.
func (d *decoder) value(f *fieldPlan, v *service.Value) error {
	if len(d.s.Attrs()) > 0 && d.s.AttrsSerial() != d.bland {
		if d.isNil() {
			return d.null(f, v)
		}
		if id, ok := d.href(); ok {
			return d.follow(id, func() error { return d.content(f, v) })
		}
		d.bland = d.s.AttrsSerial() // services repeat xsi:type on every element
	}
	return d.content(f, v)
}

func (d *decoder) content(f *fieldPlan, v *service.Value) (err error) {
	switch f.kind {
	case kindRecord, kindArray:
		return d.nested(f, v)
	case kindAny:
		v.State = service.Present
		v.Text, err = d.inner()
		return err
	}
	return d.leaf(f, v)
}

// nested reads the current element as a record of its own.
func (d *decoder) nested(f *fieldPlan, v *service.Value) error {
	id, err := d.chosenType(f)
	if err != nil {
		return err
	}
	r := d.newRecord(id)
	if d.valueRoom < 0 {
		return d.fail(RuleLimitValues, tooManyValues)
	}
	v.State, v.Record = service.Present, r
	return d.record(r)
}

// leaf reads the text of the current element. The gateway's texts stay as they
// came, for the digests; the others' white space is the schema's business.
func (d *decoder) leaf(f *fieldPlan, v *service.Value) error {
	text, err := d.s.Leaf()
	if err != nil {
		return fromScanner(err, d.place())
	}
	if text, err = d.simpleText(f, text, "it"); err != nil {
		return err
	}
	v.State, v.Text = service.Present, f.constant(text)
	return nil
}

// simpleText is the text of a value as records hold it. What is the name of its place,
// for errors.
func (d *decoder) simpleText(f *fieldPlan, text, what string) (string, error) {
	switch {
	case f.kind == kindQName:
		resolved, ok := d.names(text)
		if !ok && !d.gateway {
			return "", d.fail(RuleUnexpectedValue, what+" is no qualified name with a declared prefix")
		}
		text = resolved
	case !d.gateway:
		text = f.simple.collapse(text)
	}
	if f.fixed != "" && text != "" && !f.simple.same(text, f.fixed) {
		return "", d.fail(RuleUnexpectedValue, what+" has another value than the one the schema fixes, "+f.fixed)
	}
	return text, nil
}

func (d *decoder) isNil() bool {
	text, ok := d.s.Attr(instanceSpace, "nil")
	if !ok {
		return false
	}
	text = strings.TrimSpace(text)
	return text == "true" || text == "1"
}

// null reads a nil element. A foreign service that leaves out what must be there
// is not to be taken for one that sent a zero.
func (d *decoder) null(f *fieldPlan, v *service.Value) error {
	if !d.gateway && f.Flags&(service.Nillable|service.Optional) == 0 {
		return d.fail(RuleUnexpectedValue, "the element is nil, which its declaration does not allow")
	}
	text, err := d.s.Leaf()
	switch {
	case err != nil:
		return fromScanner(err, d.place())
	case strings.TrimSpace(text) != "":
		return d.fail(RuleUnexpectedValue, "the element is nil and has content")
	}
	v.State = service.Nil
	return nil
}

// chosenType returns the type of the current element: the declared one, or one
// that extends it if xsi:type says so.
func (d *decoder) chosenType(f *fieldPlan) (service.TypeID, error) {
	text, given := d.s.Attr(instanceSpace, "type")
	if !given {
		if f.Has(service.Abstract) && !d.gateway {
			return 0, d.fail(RuleWrongType, "its type is abstract and xsi:type does not choose one")
		}
		return f.Type, nil
	}
	name, ok := d.s.ResolveQName(text)
	if ok {
		chosen, known := d.typeNames[service.QName{Space: name.Space, Local: name.Local}]
		if known && (chosen == f.Type || d.derives(chosen, f.Type)) {
			return chosen, nil
		}
	}
	if d.gateway || f.kind == kindArray || d.encoded && name.Space == d.spaceOfEncoding() {
		return f.Type, nil
	}
	return 0, d.fail(RuleWrongType, "its xsi:type is not "+d.types[f.Type].typ.Name.Local+" or a type that extends it")
}

func (d *decoder) spaceOfEncoding() string {
	if d.space == soap12Space {
		return encoding12
	}
	return encoding11
}
