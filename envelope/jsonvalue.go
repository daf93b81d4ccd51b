package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/jsonscan"
	"github.com/assist-soap/toolkit/service"
)

// level passes through an object around fields of the record; an array may hold one.
func (j *jsonReader) level(r *service.Record, folded string, kind jsonscan.Kind) error {
	if !j.placing.enter(r, folded) {
		return j.fail(RuleRepeated, "the member stands here twice, and the answer is described as one record")
	}
	j.framed = true
	if len(j.path) == j.within+1 {
		j.within++
		defer func() { j.within-- }()
	}
	if kind == jsonscan.Object {
		return j.object(r)
	}
	for n := 0; ; n++ {
		more, err := j.s.Element()
		if err != nil || !more {
			return j.scan(err)
		}
		kind, err := j.s.Value()
		switch {
		case err != nil:
			return j.scan(err)
		case kind != jsonscan.Object:
			return j.fail(RuleUnexpectedValue, "an object is expected here")
		case n > 0:
			return j.fail(RuleRepeated, "there are several, and the answer is described as one record")
		}
		if err := j.object(r); err != nil {
			return err
		}
	}
}

// field reads a value into a field.
func (j *jsonReader) field(r *service.Record, p *typePlan, i int, kind jsonscan.Kind) error {
	f, v := &p.fields[i], &r.Values()[i]
	if v.State != service.Absent {
		return j.fail(RuleRepeated, "the member stands here twice, and one value cannot be chosen")
	}
	if kind != jsonscan.Array || !f.Has(service.Many) && f.kind != kindRecord {
		read, err := j.value(f, kind)
		switch {
		case err != nil || read.State == service.Absent:
			return err
		case f.Has(service.Many):
			*v = service.Value{State: service.Present, Items: []service.Value{read}}
		default:
			*v = read
		}
		return nil
	}
	return j.items(f, v)
}

// items reads the elements of the array that has just begun.
func (j *jsonReader) items(f *fieldPlan, v *service.Value) error {
	for {
		more, err := j.s.Element()
		if err != nil || !more {
			j.framed = true // no element, as where the elements are missing in XML
			return j.scan(err)
		}
		kind, err := j.s.Value()
		if err != nil {
			return j.scan(err)
		}
		if v.State != service.Absent && !f.Has(service.Many) {
			return j.fail(RuleRepeated, "there are several, and the answer is described as having one")
		}
		read, err := j.value(f, kind)
		if err != nil {
			return err
		}
		if read.State == service.Absent {
			return j.fail(RuleUnexpectedValue, "an object is expected here")
		}
		if f.Has(service.Many) {
			v.State, v.Items = service.Present, append(v.Items, read)
		} else {
			*v = read
		}
	}
}

// value reads one value of a field. An empty text in place of a record is none.
func (j *jsonReader) value(f *fieldPlan, kind jsonscan.Kind) (service.Value, error) {
	record := f.kind == kindRecord
	switch {
	case record && kind == jsonscan.Object:
		r := j.newRecord(f.Type)
		if j.valueRoom < 0 {
			return service.Value{}, j.fail(RuleLimitValues, tooManyValues)
		}
		return service.Value{State: service.Present, Record: r}, j.object(r)
	case record && (kind == jsonscan.Null || kind == jsonscan.String && strings.TrimSpace(j.s.Text()) == ""):
		return service.Value{}, nil
	case !record && (kind == jsonscan.Object || kind == jsonscan.Array) && f.Facts != nil && f.Facts.Format == service.FormatJSON:
		raw, err := j.raw(kind)
		return service.Value{State: service.Present, Text: raw}, err
	case record:
		return service.Value{}, j.fail(RuleUnexpectedValue, "an object is expected here")
	case kind == jsonscan.Object || kind == jsonscan.Array:
		return service.Value{}, j.fail(RuleUnexpectedValue, "a text or a number is expected here")
	}
	return service.Value{State: stateOf(kind), Text: j.s.Text()}, nil
}

// raw returns the object or array that has just begun, as written.
func (j *jsonReader) raw(kind jsonscan.Kind) (string, error) {
	text, err := j.s.Rest(kind)
	return text, j.scan(err)
}
