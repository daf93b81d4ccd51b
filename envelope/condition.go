package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// condition checks one rule over several fields.
func (ck *checker) condition(r *service.Record, rule *service.Condition) {
	if !holds(rule.When, r) {
		return
	}
	switch rule.Kind {
	case service.Require, service.Exclude:
		ck.each(r, rule)
	case service.OneOf:
		if set, _ := count(r, rule.Fields); set == 0 {
			ck.rule(rule, rule.Fields[0], "one of these is required: "+strings.Join(rule.Fields, ", "))
		}
	case service.Together:
		if set, missing := count(r, rule.Fields); set > 0 && missing != "" {
			ck.rule(rule, missing, "these belong together: "+strings.Join(rule.Fields, ", "))
		}
	case service.Ordered:
		ck.ordered(r, rule)
	}
}

// each judges every field by itself.
func (ck *checker) each(r *service.Record, rule *service.Condition) {
	for _, field := range rule.Fields {
		switch set := isSet(r, field); {
		case set && rule.Kind == service.Exclude:
			ck.rule(rule, field, "it must not be set here")
		case !set && rule.Kind == service.Require:
			ck.rule(rule, field, "it is required here")
		}
	}
}

// count returns how many of the fields are set, and the first one that is not.
func count(r *service.Record, fields []string) (set int, missing string) {
	for _, field := range fields {
		switch {
		case isSet(r, field):
			set++
		case missing == "":
			missing = field
		}
	}
	return set, missing
}

func (ck *checker) rule(rule *service.Condition, field, message string) {
	if rule.Doc.EN != "" {
		message += " (" + rule.Doc.EN + ")"
	}
	p := Problem{field, rule.Kind.String(), message}
	if !slices.Contains(ck.problems, p) { // several rules may say the same of a field
		ck.problems = append(ck.problems, p)
	}
}

// ordered compares amounts by value. What is no amount is reported by its format.
func (ck *checker) ordered(r *service.Record, rule *service.Condition) {
	low, err1 := service.ParseAmount(r.Text(rule.Fields[0]))
	high, err2 := service.ParseAmount(r.Text(rule.Fields[1]))
	if err1 == nil && err2 == nil && low.Cmp(high) > 0 {
		ck.rule(rule, rule.Fields[0], "it must not be above "+rule.Fields[1])
	}
}

func isSet(r *service.Record, path string) bool {
	v := r.Find(path)
	return v != nil && v.State == service.Present && (v.Text != "" || v.Record != nil)
}
