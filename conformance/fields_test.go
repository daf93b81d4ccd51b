package conformance

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/service"
)

// nested is a service whose answers have orders with operations, as some of the
// gateway's do.
func nested() *service.Service {
	text := func(name string) service.Field {
		return service.Field{Name: name, Type: service.XSDString, Flags: service.Optional}
	}
	return &service.Service{
		Name: "nested", Spaces: []string{""},
		Types: []service.Type{
			{Name: service.Name{Local: "Answer"}, Kind: service.Struct, Fields: []service.Field{
				text("date"), {Name: "order", Type: 1, Flags: service.Optional | service.Many}, {Name: "tag", Type: service.XSDString, Flags: service.Optional | service.Many},
			}},
			{Name: service.Name{Local: "Order"}, Kind: service.Struct, Fields: []service.Field{
				text("number"), {Name: "operation", Type: 2, Flags: service.Optional},
			}},
			{Name: service.Name{Local: "Operation"}, Kind: service.Struct, Fields: []service.Field{text("amount")}},
		},
	}
}

func TestFill_AndFlatten_AreInverse(t *testing.T) {
	r := service.NewRecord(nested(), 0)
	input := &Values{Fields: []Line{
		{"order[2]/operation/amount", "2.00", 1}, {"order[1]/number", "O-{{unique}}", 2}, {"tag[1]", "a", 3}, {"tag[2]", "", 4}, {"date", "", 5},
	}}
	if err := fill(r, input, scope()); err != nil {
		t.Fatal(err)
	}
	want := []Line{
		{Name: "date"},
		{Name: "order[1]/number", Value: "O-X1"},
		{Name: "order[2]/operation/amount", Value: "2.00"},
		{Name: "tag[1]", Value: "a"},
		{Name: "tag[2]"},
	}
	if diff := cmp.Diff(want, flatten(r, "", nil)); diff != "" {
		t.Error(diff)
	}
}

func TestFill_NamesWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"nothing", "", `line 7: nested has no field "nothing"`},
		{"order[0]/number", "", `line 7: "order[0]": the position is a number from 1 in brackets`},
		{"order[x]/number", "", `line 7: "order[x]": the position is a number from 1 in brackets`},
		{"date[2]", "", `line 7: field "date" does not repeat`},
		{"date/x", "", `line 7: field "date" has no fields of its own`},
		{"order[1]/nothing", "", `line 7: nested has no field "nothing"`},
		{"date", "{{nobody}}", `line 7: date: placeholder {{nobody}} stands for nothing here; known are merchant, other.login, unique`},
	} {
		err := fill(service.NewRecord(nested(), 0), &Values{Fields: []Line{{c.field, c.value, 7}}}, scope())
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.field, err, c.want)
		}
	}
}

func TestFlatten_ShowsNilAndEveryExtra(t *testing.T) {
	r := service.NewRecord(nested(), 0)
	r.Values()[0] = service.Value{State: service.Nil}
	r.Extras = []service.Extra{{Path: "new", Text: "1"}, {Path: "new", Text: "2"}, {Path: "other/@x", Text: "3"}}
	want := []Line{{Name: "date", Value: "(nil)"}, {Name: "+new", Value: "1"}, {Name: "+new[2]", Value: "2"}, {Name: "+other/@x", Value: "3"}}
	if diff := cmp.Diff(want, flatten(r, "", nil)); diff != "" {
		t.Error(diff)
	}
}

func TestCompareLines_LooksBothWays(t *testing.T) {
	lines := func(pairs ...string) (out []Line) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Line{Name: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		name      string
		want, got []Line
		found     []Difference
	}{
		{"the same", lines("a", "1", "b", "{{:digits}}"), lines("a", "1", "b", "22"), nil},
		{"another order", lines("b", "2", "a", "1"), lines("a", "1", "b", "2"), nil},
		{"nothing at all", nil, nil, nil},
		{"a value differs", lines("a", "1"), lines("a", "2"), []Difference{{"a", `want "1", got "2"`}}},
		{"a field is absent", lines("a", "1", "b", ""), lines("a", "1"), []Difference{{"b", `it is absent, want ""`}}},
		{"a field too many", lines("a", "1"), lines("a", "1", "b", ""), []Difference{{"b", `nobody expects it, got ""`}}},
		{"everything is expected of nothing", nil, lines("a", "1"), []Difference{{"a", `nobody expects it, got "1"`}}},
		{"nothing is there", lines("a", "1"), nil, []Difference{{"a", `it is absent, want "1"`}}},
		{"other names", lines("a", "1"), lines("A", "1"), []Difference{{"a", `it is absent, want "1"`}, {"A", `nobody expects it, got "1"`}}},
	} {
		if diff := cmp.Diff(c.found, compareLines(scope(), c.want, c.got)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
