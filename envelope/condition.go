package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// condition checks one rule over several fields.
func (ck *checker) condition(r *service.Record, rule *service.Condition) {
	if !holds(rule.When, r) {
		return
	}
	var set, missing []string
	for _, field := range rule.Fields {
		if isSet(r, field) {
			set = append(set, field)
		} else {
			missing = append(missing, field)
		}
	}
	switch rule.Kind {
	case service.Require:
		for _, field := range missing {
			ck.rule(rule, field, "it is required here")
		}
	case service.OneOf:
		if len(set) == 0 {
			ck.rule(rule, rule.Fields[0], "one of these is required: "+strings.Join(rule.Fields, ", "))
		}
	case service.Exclude:
		for _, field := range set {
			ck.rule(rule, field, "it must not be set here")
		}
	case service.Together:
		if len(set) > 0 && len(missing) > 0 {
			ck.rule(rule, missing[0], "these belong together: "+strings.Join(rule.Fields, ", "))
		}
	case service.Ordered:
		ck.ordered(r, rule)
	}
}

func (ck *checker) rule(rule *service.Condition, field, message string) {
	if rule.Doc.EN != "" {
		message += " (" + rule.Doc.EN + ")"
	}
	ck.problems = append(ck.problems, Problem{field, rule.Kind.String(), message})
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
