package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// fieldPath is a field of a request, found by a name or by a path such as
// "operation[2]/amount": names in any case, positions from 1, 1 if none is given.
type fieldPath struct {
	field *service.Field
	steps []pathStep
}

type pathStep struct{ index, position int }

// maxPosition bounds how many records a path makes.
const maxPosition = 1000

// find finds a field, or returns nil.
func (in *callInput) find(path string) *fieldPath {
	found := &fieldPath{}
	t := in.record.Type()
	for part := range strings.SplitSeq(path, "/") {
		if t == nil {
			return nil
		}
		name, text, indexed := strings.Cut(part, "[")
		position := 1
		if indexed {
			n, err := strconv.Atoi(strings.TrimSuffix(text, "]"))
			if err != nil || n < 1 || n > maxPosition || !strings.HasSuffix(text, "]") {
				return nil
			}
			position = n
		}
		i := slices.IndexFunc(t.Fields, func(f service.Field) bool { return answersTo(&f, name) })
		if i < 0 || position > 1 && !t.Fields[i].Has(service.Many) {
			return nil
		}
		found.field = &t.Fields[i]
		found.steps = append(found.steps, pathStep{i, position})
		if t = in.target.service.Type(found.field.Type); t != nil && t.Kind != service.Struct {
			t = nil
		}
	}
	return found
}

// answersTo reports whether a field is called name: by its own, by the documents' or by
// another spelling of its name, in any case.
func answersTo(f *service.Field, name string) bool {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	return same(f.Name) || f.Facts != nil && (same(f.Facts.Param) || slices.ContainsFunc(f.Facts.Aliases, same))
}

// key tells whether two paths are of the same field.
func (p *fieldPath) key() string { return fmt.Sprint(p.steps) }

// set gives the field a text, making the records on the way to it.
func (p *fieldPath) set(r *service.Record, text string) error {
	for i, step := range p.steps {
		f, v := &r.Fields()[step.index], &r.Values()[step.index]
		if f.Has(service.Many) {
			for len(v.Items) < step.position {
				v.Items = append(v.Items, service.Value{State: service.Present})
			}
			v.State, v = service.Present, &v.Items[step.position-1]
		}
		t := r.Service().Type(f.Type)
		isRecord := t != nil && t.Kind == service.Struct
		switch {
		case i == len(p.steps)-1 && isRecord:
			return fmt.Errorf("%s is a record; give its fields, as in %s/%s=…", f.Name, f.Name, t.Fields[0].Name)
		case i == len(p.steps)-1:
			*v = service.Value{State: service.Present, Text: text}
			return nil
		case v.Record == nil:
			*v = service.Value{State: service.Present, Record: service.NewRecord(r.Service(), f.Type)}
		}
		r = v.Record
	}
	return nil
}
