package migration

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/service"
)

// rule finds what gowsdl v0.5.0 does to one construct.
type rule struct {
	name, theirs, ours string
	operation          func(*service.Service, *service.Operation) bool
	field              func(*service.Service, *service.Type, *service.Field) bool
	typ                func(*service.Service, *service.Type) bool
}

var rules = []rule{
	{
		name: "rpc style", theirs: "the operation element is never written; the first part's type becomes the body",
		ours:      "the operation element around every part, with xsi:type when encoded",
		operation: func(_ *service.Service, op *service.Operation) bool { return op.Style == service.RPC },
	},
	{
		name: "several parts", theirs: "parts after the first are dropped", ours: "a field for each part",
		operation: func(s *service.Service, op *service.Operation) bool { return manyParts(s, op) },
	},
	{
		name: "SOAP encoding", theirs: "no xsi:type; an answer with multiRef is an error", ours: "section 5 encoding, href followed",
		operation: func(_ *service.Service, op *service.Operation) bool {
			return op.Request.Use == service.Encoded || op.Response.Use == service.Encoded
		},
	},
	{
		name: "headers", theirs: "read and never emitted", ours: "a typed call option for each block",
		operation: func(_ *service.Service, op *service.Operation) bool { return len(op.Headers) > 0 },
	},
	{
		name: "faults", theirs: "the caller passes a pointer for the detail to every call; not parsed at HTTP 500", ours: "errors.AsType finds the typed detail",
		operation: func(_ *service.Service, op *service.Operation) bool { return len(op.Faults) > 0 },
	},
	{
		name: "SOAP 1.2", theirs: "sent as SOAP 1.1; a SOAP 1.2 answer is refused", ours: "as the binding says",
		operation: func(s *service.Service, _ *service.Operation) bool { return s.SOAP == service.SOAP12 },
	},
	{
		name: "namespaces", theirs: "every child inherits the wrapper's namespace", ours: "each element in the namespace the schema gives it",
		operation: func(s *service.Service, op *service.Operation) bool { return otherSpaces(s, op) },
	},
	{
		name: "decimal", theirs: "float64: scale lost, large amounts in exponent form", ours: "exact text, scale kept",
		field: func(s *service.Service, _ *service.Type, f *service.Field) bool {
			return root(s, f.Type) == service.XSDDecimal
		},
	},
	{
		name: "large integers", theirs: "int32: what does not fit is an error or cut", ours: "unbounded, out of range is an error",
		field: func(s *service.Service, _ *service.Type, f *service.Field) bool {
			return slices.Contains([]service.TypeID{
				service.XSDInteger, service.XSDNonNegativeInteger, service.XSDPositiveInteger,
				service.XSDNonPositiveInteger, service.XSDNegativeInteger,
			}, root(s, f.Type))
		},
	},
	{
		name: "nillable", theirs: "xsi:nil is never written; read as a zero value", ours: "absent, nil, empty and zero are four things",
		field: func(_ *service.Service, _ *service.Type, f *service.Field) bool { return f.Has(service.Nillable) },
	},
	{
		name: "optional values", theirs: "omitempty: a zero that was meant is not sent", ours: "Opt: sent when set",
		field: func(s *service.Service, _ *service.Type, f *service.Field) bool {
			t := s.Type(f.Type)
			return f.Has(service.Optional) && !f.Has(service.Many) && root(s, f.Type) != service.XSDString && (t == nil || t.Kind == service.Simple)
		},
	},
	{
		name: "occurrence", theirs: "a scalar: the last value wins", ours: "a slice, bounds checked",
		field: func(_ *service.Service, _ *service.Type, f *service.Field) bool {
			return f.Has(service.Many) && f.Occurs != nil && f.Occurs.Max > 1
		},
	},
	{
		name: "choice", theirs: "flattened: nothing keeps two branches apart", ours: "checked: at most or exactly one branch",
		typ: func(_ *service.Service, t *service.Type) bool { return len(t.Choices) > 0 },
	},
	{
		name: "repeated groups", theirs: "flattened: order and grouping lost", ours: "a slice of turns in wire order",
		field: func(_ *service.Service, _ *service.Type, f *service.Field) bool { return f.Has(service.Group) },
	},
	{
		name: "SOAP arrays", theirs: "an empty struct", ours: "a slice with arrayType",
		typ: func(_ *service.Service, t *service.Type) bool { return t.Kind == service.Array },
	},
	{
		name: "polymorphism", theirs: "xsi:type is ignored", ours: "an interface of the types that may stand there",
		typ: func(s *service.Service, t *service.Type) bool { return hasDerived(s, t) },
	},
	{
		name: "any", theirs: "a list of character data", ours: "raw elements, as they came",
		field: func(_ *service.Service, _ *service.Type, f *service.Field) bool { return f.Has(service.Wildcard) },
	},
	{
		name: "facets", theirs: "never checked", ours: "checked before anything is sent",
		field: func(s *service.Service, _ *service.Type, f *service.Field) bool {
			t := s.Type(f.Type)
			return t != nil && t.Facets != nil
		},
	},
}

// losses applies the rules to the tables, in the order of the rules.
func losses(defs *model.Definitions, services []*service.Service) []Loss {
	var found []Loss
	for _, r := range rules {
		l := Loss{Rule: r.name, Theirs: r.theirs, Ours: r.ours}
		for _, s := range services {
			r.collect(&l, s)
		}
		if len(l.Places) > 0 {
			found = append(found, l)
		}
	}
	if defs.Documents[0].Kind == model.WSDLDocument && slices.ContainsFunc(defs.Documents[1:], func(d model.Document) bool { return d.Kind == model.WSDLDocument }) {
		found = append(found, Loss{Rule: "wsdl:import", Theirs: "never followed", Ours: "followed inside the root", Places: []string{defs.Documents[0].Path}})
	}
	return found
}

func (r *rule) collect(l *Loss, s *service.Service) {
	add := func(place string) {
		if place == "" {
			place = "a type without a name"
		}
		if !slices.Contains(l.Places, place) {
			l.Places = append(l.Places, place)
		}
	}
	for i := range s.Operations {
		if op := &s.Operations[i]; r.operation != nil && r.operation(s, op) {
			add(op.WSDLName)
		}
	}
	for i := range s.Types {
		t := &s.Types[i]
		if r.typ != nil && r.typ(s, t) {
			add(typeName(s, t))
		}
		for j := range t.Fields {
			if f := &t.Fields[j]; r.field != nil && r.field(s, t, f) {
				add(strings.TrimPrefix(typeName(s, t)+"."+f.Name, "."))
			}
		}
	}
}

// typeName names a type, by the message it is of if it has no name itself.
func typeName(s *service.Service, t *service.Type) string {
	if t.Name.Local != "" {
		return t.Name.Local
	}
	for i := range s.Operations {
		for _, m := range []*service.Message{&s.Operations[i].Request, &s.Operations[i].Response} {
			if &s.Types[m.Type] == t && len(m.Frames) > 0 {
				return m.Frames[len(m.Frames)-1].Name.Local
			}
		}
	}
	return ""
}

// root is the built-in type at the bottom of a simple type.
func root(s *service.Service, id service.TypeID) service.TypeID {
	for t := s.Type(id); t != nil; t = s.Type(id) {
		if t.Kind != service.Simple {
			return service.XSDAnyType
		}
		id = t.Base
	}
	return id
}

func manyParts(s *service.Service, op *service.Operation) bool {
	of := func(m *service.Message) bool {
		return (op.Style == service.RPC || len(m.Frames) == 0) && len(s.Types[m.Type].Fields) > 1
	}
	return of(&op.Request) || !op.OneWay && of(&op.Response)
}

// otherSpaces reports whether a literal message has a child in another namespace than
// its wrapper.
func otherSpaces(s *service.Service, op *service.Operation) bool {
	if op.Style == service.RPC {
		return false
	}
	of := func(m *service.Message) bool {
		return len(m.Frames) > 0 && slices.ContainsFunc(s.Types[m.Type].Fields, func(f service.Field) bool {
			return f.Space != m.Frames[0].Name.Space && f.Flags&(service.Attribute|service.Content|service.Wildcard|service.Group) == 0
		})
	}
	return of(&op.Request) || !op.OneWay && of(&op.Response)
}

func hasDerived(s *service.Service, t *service.Type) bool {
	return slices.ContainsFunc(s.Types, func(d service.Type) bool {
		return d.Kind == service.Struct && d.Base > 0 && &s.Types[d.Base] == t
	})
}
