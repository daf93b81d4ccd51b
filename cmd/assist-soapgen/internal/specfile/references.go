package specfile

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// checkReferences checks what an operation says about its own fields.
func (r *reader) checkReferences(op *Operation) {
	request, response := op.Name.Value+".request", op.Name.Value+".response"
	if op.Repeat.By.Given() {
		r.mustFind(op.Request.Fields, op.Repeat.By, request)
	}
	for _, m := range []struct {
		name   string
		fields []Field
	}{{request, op.Request.Fields}, {response, op.Response.Fields}} {
		r.checkFields(m.fields, m.name)
	}
	for i := range op.Request.Conditions {
		r.checkCondition(&op.Request.Conditions[i], op.Request.Fields, request)
	}
	for _, e := range op.Response.Echo {
		r.mustFind(op.Response.Fields, e.Field, response)
		r.mustFind(op.Request.Fields, e.Request, request)
	}
	for _, o := range op.Outcome {
		for _, m := range o.When {
			r.mustFind(op.Response.Fields, m.Field, response)
		}
	}
	r.checkDigests(&op.Request, nil, request)
	r.checkDigests(&op.Response, op.Request.Fields, response)
}

// mustFind reports a name that is no field; a path leads through nested fields.
func (r *reader) mustFind(fields []Field, path At[string], message string) {
	if !path.Given() {
		return
	}
	rest := path.Value
	for {
		name, deeper, nested := strings.Cut(rest, "/")
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name.Value == name })
		if i < 0 {
			r.problem(path.Pos, "%s has no field %q", message, path.Value)
			return
		}
		if !nested {
			return
		}
		fields, rest = fields[i].Fields, deeper
	}
}

// checkFields checks the names beside each other in one struct, and those below.
func (r *reader) checkFields(fields []Field, what string) {
	taken := map[string]bool{}
	for _, f := range fields {
		taken[f.Name.Value] = true
	}
	for _, f := range fields {
		place := what + "." + f.Name.Value
		if f.Currency.Given() {
			r.mustFind(fields, f.Currency, what)
		}
		if f.Currency.Given() != (f.Format.Value == service.FormatAmount) && !f.Currency.Given() {
			r.problem(f.Format.Pos, "%s: an amount needs the field of its currency: currency: …", place)
		}
		for _, alias := range f.Aliases {
			if taken[alias.Value] {
				r.problem(alias.Pos, "%s: alias %q is another field or alias of this message", place, alias.Value)
			}
			taken[alias.Value] = true
		}
		r.checkFields(f.Fields, place)
	}
}

// fewestFields is how many fields a condition needs to say anything.
var fewestFields = map[service.ConditionKind]int{service.OneOf: 2, service.Together: 2, service.Ordered: 2}

func (r *reader) checkCondition(c *Condition, fields []Field, what string) {
	for _, name := range c.Fields {
		r.mustFind(fields, name, what)
	}
	for _, m := range c.When {
		r.mustFind(fields, m.Field, what)
	}
	if !c.Rule.Given() || len(c.Fields) == 0 {
		return
	}
	if least := fewestFields[c.Rule.Value]; len(c.Fields) < least {
		r.problem(c.Rule.Pos, "%s: condition %s needs at least %d fields", what, c.Rule.Value, least)
	}
	if c.Rule.Value == service.Ordered && len(c.Fields) > 2 {
		r.problem(c.Rule.Pos, "%s: condition ordered needs exactly 2 fields", what)
	}
}

// checkDigests checks fields and terms; request is nil for the request itself,
// which has no other message to take a term from.
func (r *reader) checkDigests(m *Message, request []Field, what string) {
	for _, d := range m.Digests {
		r.mustFind(m.Fields, d.below(d.Field), what)
		for _, v := range d.Variants {
			if v.Like.Given() && find(d.Variants, v.Like.Value) == nil {
				continue
			}
			for _, t := range v.Terms {
				if t.From == service.FromMessage {
					t.Field = d.below(t.Field)
				}
				r.checkTerm(t, m.Fields, request, what)
			}
		}
	}
}

// below returns the path of a field of the records a recipe is for.
func (d *Digest) below(field At[string]) At[string] {
	if d.At.Given() && field.Given() {
		field.Value = d.At.Value + "/" + field.Value
	}
	return field
}

func (r *reader) checkTerm(t Term, fields, request []Field, what string) {
	switch {
	case t.From == service.FromMessage:
		r.mustFind(fields, t.Field, what)
	case request == nil:
		r.problem(t.Field.Pos, "%s: term %q: only an answer can take a term from the request", what, t.Field.Value)
	default:
		r.mustFind(request, t.Field, "the request of "+what)
	}
}

func (r *reader) checkForm(f *Form, what string) {
	if f.Request.Given() && !slices.Contains(transports, f.Request.Value) {
		r.problem(f.Request.Pos, "%s: request: %q is not known; known are %s", what, f.Request.Value, listed(transports))
	}
	for _, a := range f.Answers {
		if a.Given() && !slices.Contains(answerFormats, a.Value) {
			r.problem(a.Pos, "%s: answers: %d is no format; known are 1, 3, 4, 5", what, a.Value)
		}
	}
	offered := func(a At[int]) bool { return a.Value == f.Default.Value }
	if f.Default.Given() && !slices.ContainsFunc(f.Answers, offered) {
		r.problem(f.Default.Pos, "%s: default: %d is not among the answers", what, f.Default.Value)
	}
}
