package service_test

import (
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// Types of the description that the tests of this package share.
const (
	typeOrder service.TypeID = iota
	typeOperation
	typeFlat
	typeAnimal
	typeCat
	typeNumbers
	typeShort
	typeCode
)

// zoo is a description with every shape of type in it.
func zoo() *service.Service {
	return &service.Service{
		Name: "zoo", Spaces: []string{"", "urn:zoo"},
		Types: []service.Type{
			typeOrder: {Name: service.Name{Space: 1, Local: "Order"}, Base: service.XSDAnyType, Fields: []service.Field{
				{Name: "ordernumber", Type: service.XSDString},
				{Name: "login", Type: service.XSDString, Flags: service.Sealed, Facts: &service.Facts{Role: service.RoleLogin}},
				{Name: "amount", Type: service.XSDDecimal, Flags: service.Optional, Facts: &service.Facts{Format: service.FormatAmount, Role: service.RoleAmount, Currency: "currency"}},
				{Name: "currency", Type: service.XSDString, Flags: service.Optional},
				{Name: "operation", Type: typeOperation, Flags: service.Many | service.Optional},
			}},
			typeOperation: {Name: service.Name{Space: 1, Local: "Operation"}, Base: service.XSDAnyType, Fields: []service.Field{
				{Name: "responsecode", Type: service.XSDString, Flags: service.Optional},
				{Name: "inner", Type: typeOperation, Flags: service.Optional},
			}},
			typeFlat:    {Name: service.Name{Space: 1, Local: "Flat"}, Base: service.XSDAnyType, Fields: flatFields()},
			typeAnimal:  {Name: service.Name{Space: 1, Local: "Animal"}, Base: service.XSDAnyType, Fields: []service.Field{{Name: "name", Type: service.XSDString}}, New: func() any { return new(animal) }},
			typeCat:     {Name: service.Name{Space: 1, Local: "Cat"}, Base: typeAnimal, Fields: []service.Field{{Name: "name", Type: service.XSDString}, {Name: "lives", Type: service.XSDByte}}, New: func() any { return new(cat) }},
			typeNumbers: {Name: service.Name{Space: 1, Local: "Numbers"}, Kind: service.List, Base: service.XSDInt},
			typeShort:   {Name: service.Name{Space: 1, Local: "Short"}, Kind: service.Simple, Base: service.XSDString, Facets: &service.Facets{MaxLength: 8}},
			typeCode:    {Name: service.Name{Space: 1, Local: "Code"}, Kind: service.Simple, Base: typeShort},
		},
	}
}

func nested(t *testing.T) *service.Record {
	t.Helper()
	s := zoo()
	order := service.NewRecord(s, typeOrder)
	if err := order.Set("ordernumber", "A-1"); err != nil {
		t.Fatal(err)
	}
	operation := &order.Values()[4]
	operation.State = service.Present
	for _, code := range []string{"AS100", " as000 "} {
		item := service.NewRecord(s, typeOperation)
		if err := item.Set("responsecode", code); err != nil {
			t.Fatal(err)
		}
		operation.Items = append(operation.Items, service.Value{State: service.Present, Record: item})
	}
	return order
}

func TestRecord_PathsLeadToTheLastOfRepeatedRecords(t *testing.T) {
	order := nested(t)
	if text, state := order.Get("operation/responsecode"); text != " as000 " || state != service.Present {
		t.Errorf("%q, %v", text, state)
	}
	for _, path := range []string{"nothing", "operation/nothing", "ordernumber/below", "amount/below", "", "/", "operation/inner/responsecode", "operation/"} {
		if text, state := order.Get(path); text != "" || state != service.Absent {
			t.Errorf("%q leads to %q, %v", path, text, state)
		}
	}
	if order.Text("amount") != "" || order.Find("amount") == nil || order.Find("amount").State != service.Absent {
		t.Error("an absent field is not absent")
	}
}

func TestRecord_SetRefusesAnUnknownField(t *testing.T) {
	if err := nested(t).Set("nothing", "x"); err == nil || err.Error() != `zoo: there is no field "nothing"` {
		t.Error(err)
	}
}

func TestRecord_ResetForgetsEverything(t *testing.T) {
	order := nested(t)
	order.Extras = append(order.Extras, service.Extra{Path: "x", Text: "y"})
	s := order.Service()
	order.Reset(s, typeOperation)
	order.Reset(s, typeOrder)
	if len(order.Values()) != len(order.Fields()) || len(order.Extras) != 0 || order.TypeID() != typeOrder {
		t.Error("the record has the wrong form")
	}
	for i, v := range order.Values() {
		if v.State != service.Absent || v.Text != "" || v.Items != nil || v.Record != nil {
			t.Errorf("field %d still holds %v", i, v)
		}
	}
}

func TestRecord_MatchesPatterns(t *testing.T) {
	order := nested(t)
	for _, test := range []struct {
		field  string
		values []string
		want   bool
	}{
		{"operation/responsecode", []string{"AS000"}, true},
		{"operation/responsecode", []string{"AS100"}, false}, // the first of two does not count
		{"operation/responsecode", []string{"AS100", "AS000"}, true},
		{"operation/responsecode", []string{"as0*"}, true},
		{"operation/responsecode", []string{"AS1*"}, false},
		{"operation/responsecode", []string{"*"}, true},
		{"operation/responsecode", []string{"AS000000*"}, false},
		{"ordernumber", []string{"+"}, true},
		{"ordernumber", []string{"-"}, false},
		{"amount", []string{"+"}, false},
		{"amount", []string{"-"}, true},
		{"nothing", []string{"-"}, true},
		{"nothing", []string{"+", "x"}, false},
		{"ordernumber", nil, false},
	} {
		if got := order.Matches(service.Match{Field: test.field, Values: test.values}); got != test.want {
			t.Errorf("%s %q: %v", test.field, test.values, got)
		}
	}
	if err := order.Set("amount", "  "); err != nil || order.Matches(service.Match{Field: "amount", Values: []string{"+"}}) {
		t.Error("blanks count as a value")
	}
}
