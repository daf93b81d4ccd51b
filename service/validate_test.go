package service_test

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// valid is the zoo with one operation that uses everything.
func valid() *service.Service {
	s := zoo()
	message := func(name string) service.Message {
		return service.Message{
			Name: name, Frames: []service.Frame{{Name: service.Name{Space: 1, Local: name}}}, Type: typeOrder,
			Wrappers: []service.Wrapper{{Key: "old", Name: service.Name{Space: 1, Local: "Old" + name}}},
			Digests: []service.Digest{{Field: "ordernumber", Variants: []service.Variant{
				{Name: "base", Delimiter: ";", Terms: []service.Term{{Field: "ordernumber"}, {Field: "amount", Empty: service.DropZero}}},
			}}},
		}
	}
	s.Operations = []service.Operation{{
		Name: "pay", WSDLName: "Pay", Request: message("request"), Response: message("response"),
		Outcome: []service.OutcomeRule{
			{Outcome: service.Succeeded, When: []service.Match{{Field: "operation/responsecode", Values: []string{"AS000"}}}},
			{Outcome: service.Pending},
		},
		Repeat: service.Repeat{Ask: "zoo.state", By: "ordernumber"},
		Limit:  service.Limit{MaxWindow: 60, DefaultWindow: 30},
		Forms:  []service.Form{{Request: "post", Answers: []int{3, 4}, Default: 4}},
		Faults: []service.FaultDetail{{Name: "f", Element: service.Name{Local: "f"}, Type: service.XSDString}},
	}, {Name: "tell", OneWay: true, Request: message("request")}}
	s.Operations[0].Request.Conditions = []service.Condition{{Kind: service.Together, Fields: []string{"amount", "currency"}}}
	s.Operations[0].Response.Echo = []service.Echo{{Field: "ordernumber", Request: "ordernumber"}}
	s.Operations[0].Response.Digests[0].Variants[0].Terms[0].From = service.FromRequest
	return s
}

func TestValidate_AcceptsADescriptionThatIsRight(t *testing.T) {
	for name, s := range map[string]*service.Service{"zoo": zoo(), "with operations": valid()} {
		if err := s.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValidate_FindsEveryMistake(t *testing.T) {
	type mistake struct {
		want string
		make func(*service.Service, *service.Operation)
	}
	field := func(s *service.Service, i int) *service.Field { return &s.Types[typeOrder].Fields[i] }
	for name, m := range map[string]mistake{
		"no service name":        {"the service has no name", func(s *service.Service, _ *service.Operation) { s.Name = "" }},
		"first space":            {"Spaces[0]", func(s *service.Service, _ *service.Operation) { s.Spaces[0] = "urn:x" }},
		"space twice":            {"namespace 2", func(s *service.Service, _ *service.Operation) { s.Spaces = append(s.Spaces, "urn:zoo") }},
		"operation twice":        {"taken twice", func(s *service.Service, _ *service.Operation) { s.Operations[1].Name = "pay" }},
		"operation without name": {"operation 0 has no name", func(_ *service.Service, op *service.Operation) { op.Name = "" }},
		"type out of range":      {"zoo: type Order.ordernumber: there is no type 99", func(s *service.Service, _ *service.Operation) { field(s, 0).Type = 99 }},
		"type below built-ins":   {"there is no type -99", func(s *service.Service, _ *service.Operation) { field(s, 0).Type = -99 }},
		"space of field":         {"there is no namespace 7", func(s *service.Service, _ *service.Operation) { field(s, 0).Space = 7 }},
		"space of type":          {"there is no namespace 7", func(s *service.Service, _ *service.Operation) { s.Types[0].Name.Space = 7 }},
		"base out of range":      {"there is no type 99", func(s *service.Service, _ *service.Operation) { s.Types[typeShort].Base = 99 }},
		"base circle":            {"derived from itself", func(s *service.Service, _ *service.Operation) { s.Types[typeShort].Base = typeCode }},
		"field without name":     {"the field has no name", func(s *service.Service, _ *service.Operation) { field(s, 0).Name = "" }},
		"field twice":            {`the field "ordernumber" is listed twice`, func(s *service.Service, _ *service.Operation) { field(s, 3).Name = "ordernumber" }},
		"sealed without role":    {"sealed field needs the role", func(s *service.Service, _ *service.Operation) { field(s, 1).Facts = nil }},
		"sealed with other role": {"sealed field needs the role", func(s *service.Service, _ *service.Operation) { field(s, 1).Facts.Role = service.RoleAmount }},
		"sealed and many":        {"holds one text", func(s *service.Service, _ *service.Operation) { field(s, 1).Flags |= service.Many }},
		"no currency":            {"needs the name of its currency field", func(s *service.Service, _ *service.Operation) { field(s, 2).Facts.Currency = "" }},
		"unknown currency":       {`currency field "money" does not exist`, func(s *service.Service, _ *service.Operation) { field(s, 2).Facts.Currency = "money" }},
		"attribute and many":     {"an attribute is neither repeated", func(s *service.Service, _ *service.Operation) { field(s, 3).Flags |= service.Attribute | service.Many }},
		"content and nillable": {"character data is neither", func(s *service.Service, _ *service.Operation) {
			field(s, 3).Flags |= service.Content | service.Nillable
		}},
		"struct attribute": {"needs a simple type", func(s *service.Service, _ *service.Operation) { field(s, 4).Flags = service.Attribute }},
		"group of text":    {"a group needs a struct type", func(s *service.Service, _ *service.Operation) { field(s, 3).Flags |= service.Group }},
		"abstract text":    {"only a struct type is abstract", func(s *service.Service, _ *service.Operation) { field(s, 3).Flags |= service.Abstract }},
		"occurs":           {"cannot occur 5 to 2 times", func(s *service.Service, _ *service.Operation) { field(s, 4).Occurs = &service.Occurs{Min: 5, Max: 2} }},
		"occurs and flags": {"flags disagree", func(s *service.Service, _ *service.Operation) { field(s, 3).Occurs = &service.Occurs{Max: 5} }},
		"choice": {"choice 0 names field 9", func(s *service.Service, _ *service.Operation) {
			s.Types[0].Choices = []service.Choice{{Branches: [][]int32{{9}}}}
		}},
		"empty choice":        {"has no branches", func(s *service.Service, _ *service.Operation) { s.Types[0].Choices = make([]service.Choice, 1) }},
		"simple with fields":  {"only structs and arrays have fields", func(s *service.Service, _ *service.Operation) { s.Types[typeShort].Fields = flatFields()[:1] }},
		"array without field": {"an array has one field", func(s *service.Service, _ *service.Operation) { s.Types[typeOperation].Kind = service.Array }},
		"lengths":             {"minLength 9 is above maxLength 8", func(s *service.Service, _ *service.Operation) { s.Types[typeShort].Facets.MinLength = 9 }},
		"digits": {"fractionDigits 3", func(s *service.Service, _ *service.Operation) {
			s.Types[typeShort].Facets = &service.Facets{TotalDigits: 2, FractionDigits: 3}
		}},
		"pattern":              {"pattern: error parsing regexp", func(s *service.Service, _ *service.Operation) { s.Types[typeShort].Facets.Patterns = []string{"("} }},
		"no frames":            {"zoo.pay.request: the message has no frames", func(_ *service.Service, op *service.Operation) { op.Request.Frames = nil }},
		"frame without name":   {"the element has no name", func(_ *service.Service, op *service.Operation) { op.Response.Frames[0].Name.Local = "" }},
		"frame type space":     {"there is no namespace 9", func(_ *service.Service, op *service.Operation) { op.Response.Frames[0].Type.Space = 9 }},
		"message of text":      {"is no struct", func(_ *service.Service, op *service.Operation) { op.Request.Type = typeShort }},
		"message of built-in":  {"is no struct", func(_ *service.Service, op *service.Operation) { op.Request.Type = service.XSDString }},
		"message out of range": {"there is no type 42", func(_ *service.Service, op *service.Operation) { op.Response.Type = 42 }},
		"wrapper key": {`wrapper key "old"`, func(_ *service.Service, op *service.Operation) {
			op.Request.Wrappers = append(op.Request.Wrappers, op.Request.Wrappers[0])
		}},
		"wrapper name": {"the element has no name", func(_ *service.Service, op *service.Operation) { op.Request.Wrappers[0].Name.Local = "" }},
		"digest kind":  {"no known kind", func(_ *service.Service, op *service.Operation) { op.Request.Digests[0].Kind = 9 }},
		"digest field": {`zoo.pay.request.checkvalue: there is no field "nothing"`, func(_ *service.Service, op *service.Operation) { op.Request.Digests[0].Field = "nothing" }},
		"no variants":  {"the digest has no variants", func(_ *service.Service, op *service.Operation) { op.Response.Digests[0].Variants = nil }},
		"variant twice": {`variant name "base"`, func(_ *service.Service, op *service.Operation) {
			d := &op.Response.Digests[0]
			d.Variants = append(d.Variants, d.Variants[0])
		}},
		"no terms": {"the variant has no terms", func(_ *service.Service, op *service.Operation) { op.Response.Digests[0].Variants[0].Terms = nil }},
		"term": {`there is no field "nothing"`, func(_ *service.Service, op *service.Operation) {
			op.Response.Digests[0].Variants[0].Terms[1].Field = "nothing"
		}},
		"term of request": {`there is no field "operation/nothing"`, func(_ *service.Service, op *service.Operation) {
			op.Response.Digests[0].Variants[0].Terms[0].Field = "operation/nothing"
		}},
		"request from request": {"cannot come from the request", func(_ *service.Service, op *service.Operation) {
			op.Request.Digests[0].Variants[0].Terms[0].From = service.FromRequest
		}},
		"term rule":       {"unknown rule", func(_ *service.Service, op *service.Operation) { op.Request.Digests[0].Variants[0].Terms[0].Empty = 9 }},
		"condition field": {`there is no field "nothing"`, func(_ *service.Service, op *service.Operation) { op.Request.Conditions[0].Fields[0] = "nothing" }},
		"condition kind":  {"condition 1 is of no known kind", func(_ *service.Service, op *service.Operation) { op.Request.Conditions[0].Kind = 9 }},
		"condition when": {"compared with no value", func(_ *service.Service, op *service.Operation) {
			op.Request.Conditions[0].When = []service.Match{{Field: "amount"}}
		}},
		"condition too small": {"cannot hold over 1 fields", func(_ *service.Service, op *service.Operation) { op.Request.Conditions[0].Fields = []string{"amount"} }},
		"ordered of three": {"cannot hold over 3 fields", func(_ *service.Service, op *service.Operation) {
			op.Request.Conditions[0] = service.Condition{Kind: service.Ordered, Fields: []string{"amount", "amount", "amount"}}
		}},
		"echo":                {`zoo.pay.response: echo: there is no field "nothing"`, func(_ *service.Service, op *service.Operation) { op.Response.Echo[0].Field = "nothing" }},
		"echo of request":     {`zoo.pay.request: echo: there is no field "nothing"`, func(_ *service.Service, op *service.Operation) { op.Response.Echo[0].Request = "nothing" }},
		"outcome field":       {`zoo.pay: outcome: there is no field "operation/code"`, func(_ *service.Service, op *service.Operation) { op.Outcome[0].When[0].Field = "operation/code" }},
		"outcome values":      {"compared with no value", func(_ *service.Service, op *service.Operation) { op.Outcome[0].When[0].Values = nil }},
		"outcome never tried": {"outcome rule 1 always holds", func(_ *service.Service, op *service.Operation) { op.Outcome[0].When = nil }},
		"repeat by":           {`there is no field "nothing"`, func(_ *service.Service, op *service.Operation) { op.Repeat.By = "nothing" }},
		"repeat ask":          {"no service.operation", func(_ *service.Service, op *service.Operation) { op.Repeat.Ask = "state" }},
		"repeat happened": {"what shows that it happened", func(_ *service.Service, op *service.Operation) {
			op.Repeat.Happened = []service.Match{{Field: "state"}}
		}},
		"repeat without by": {"does not say by which field", func(_ *service.Service, op *service.Operation) { op.Repeat.By = "" }},
		"limits":            {"the limits are negative", func(_ *service.Service, op *service.Operation) { op.Limit.DefaultWindow = 61 }},
		"form":              {`no request form "fax"`, func(_ *service.Service, op *service.Operation) { op.Forms[0].Request = "fax" }},
		"form default":      {"default format 5", func(_ *service.Service, op *service.Operation) { op.Forms[0].Default = 5 }},
		"header": {"there is no type 50", func(_ *service.Service, op *service.Operation) {
			op.Headers = []service.Header{{Name: service.Name{Local: "h"}, Type: 50}}
		}},
		"fault": {"the element has no name", func(_ *service.Service, op *service.Operation) { op.Faults[0].Element.Local = "" }},
	} {
		s := valid()
		m.make(s, &s.Operations[0])
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), m.want) {
			t.Errorf("%s: %v; want %q", name, err, m.want)
		}
	}
}

func TestValidate_ReportsAllProblemsAtOnce(t *testing.T) {
	s := valid()
	s.Types[typeOrder].Fields[0].Type = 99
	s.Operations[0].Request.Frames = nil
	s.Operations[0].Repeat.By = ""
	if err := s.Validate(); err == nil || strings.Count(err.Error(), "\n") < 2 {
		t.Errorf("not all of three problems: %v", err)
	}
}
