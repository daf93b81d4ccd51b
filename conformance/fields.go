package conformance

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// fill sets the fields of a record from the lines of an input section.
func fill(r *service.Record, values *Values, scope *Scope) error {
	for _, l := range values.Fields {
		text, err := scope.Expand(l.Value)
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", l.Line, l.Name, err)
		}
		v, err := locate(r, l.Name)
		if err != nil {
			return fmt.Errorf("line %d: %w", l.Line, err)
		}
		*v = service.Value{State: service.Present, Text: text}
	}
	return nil
}

// locate finds or makes the value at a path such as "order[1]/operation[2]/amount".
func locate(r *service.Record, path string) (*service.Value, error) {
	step, rest, deeper := strings.Cut(path, "/")
	name, position, err := splitStep(step)
	if err != nil {
		return nil, err
	}
	i := r.Type().Index(name)
	if i < 0 {
		return nil, fmt.Errorf("%s has no field %q", r.Service().Name, name)
	}
	field, v := &r.Fields()[i], &r.Values()[i]
	if field.Has(service.Many) {
		for len(v.Items) < position {
			v.Items = append(v.Items, service.Value{State: service.Present})
		}
		v.State, v = service.Present, &v.Items[position-1]
	} else if position > 1 {
		return nil, fmt.Errorf("field %q does not repeat", name)
	}
	if !deeper {
		return v, nil
	}
	if t := r.Service().Type(field.Type); t == nil || len(t.Fields) == 0 {
		return nil, fmt.Errorf("field %q has no fields of its own", name)
	}
	if v.Record == nil {
		v.State, v.Record = service.Present, service.NewRecord(r.Service(), field.Type)
	}
	return locate(v.Record, rest)
}

func splitStep(step string) (name string, position int, err error) {
	name, index, indexed := strings.Cut(step, "[")
	if !indexed {
		return name, 1, nil
	}
	position, err = strconv.Atoi(strings.TrimSuffix(index, "]"))
	if err != nil || position < 1 {
		return "", 0, fmt.Errorf("%q: the position is a number from 1 in brackets", step)
	}
	return name, position, nil
}

// flatten lists the present fields of a record as lines, in wire order.
func flatten(r *service.Record, prefix string, out []Line) []Line {
	for i := range r.Values() {
		field, v := &r.Fields()[i], &r.Values()[i]
		if v.State == service.Absent {
			continue
		}
		if !field.Has(service.Many) {
			out = flattenValue(v, prefix+field.Name, out)
			continue
		}
		for j := range v.Items {
			out = flattenValue(&v.Items[j], fmt.Sprintf("%s%s[%d]", prefix, field.Name, j+1), out)
		}
	}
	return flattenExtras(r.Extras, prefix, out)
}

// flattenExtras numbers the extras of the same path from the second on, so that each is
// a line of its own.
func flattenExtras(extras []service.Extra, prefix string, out []Line) []Line {
	seen := map[string]int{}
	for _, extra := range extras {
		name := prefix + "+" + extra.Path
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s[%d]", name, seen[name])
		}
		out = append(out, Line{Name: name, Value: extra.Text})
	}
	return out
}

func flattenValue(v *service.Value, name string, out []Line) []Line {
	switch {
	case v.Record != nil:
		return flatten(v.Record, name+"/", out)
	case v.State == service.Nil:
		return append(out, Line{Name: name, Value: "(nil)"})
	}
	return append(out, Line{Name: name, Value: v.Text})
}

// compareLines holds a result against the expected lines: every expected field must
// be there and match, and every field that is there must be expected.
func compareLines(scope *Scope, want, got []Line) []Difference {
	var found []Difference
	byName := map[string]string{}
	for _, g := range got {
		byName[g.Name] = g.Value
	}
	expected := map[string]bool{}
	for _, w := range want {
		expected[w.Name] = true
		value, ok := byName[w.Name]
		if !ok {
			found = append(found, Difference{w.Name, "it is absent, want " + strconv.Quote(w.Value)})
		} else if why := scope.Match(w.Value, value); why != "" {
			found = append(found, Difference{w.Name, why})
		}
	}
	for _, g := range got {
		if !expected[g.Name] {
			found = append(found, Difference{g.Name, fmt.Sprintf("nobody expects it, got %q", g.Value)})
		}
	}
	return found
}
