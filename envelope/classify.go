package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Classify says what became of the call: the first of the operation's outcome
// rules that holds for a normalised answer. None gives [service.Unknown]; silence
// is never success. An operation without rules (of a foreign service) succeeded
// when its answer could be read.
//
// An answer that lists several orders, attempts to pay the same one, is judged by each:
// money that moved in one of them moved, whatever came after, and only when all were
// refused is it a refusal.
func (c *Codec) Classify(op *service.Operation, answer *service.Record) service.Outcome {
	if len(op.Outcome) == 0 && !c.gateway {
		return service.Succeeded
	}
	if answer == nil {
		return service.Unknown
	}
	return classifyEach(op, answer)
}

// classifyEach judges an answer once for every record that it lists, and takes the
// outcome that must not be overlooked.
func classifyEach(op *service.Operation, answer *service.Record) service.Outcome {
	list := answer.Service().List(&op.Response)
	if list < 0 || len(answer.Values()[list].Items) < 2 {
		return classifyOne(op, answer)
	}
	view := service.NewRecord(answer.Service(), answer.TypeID())
	copy(view.Values(), answer.Values())
	worst := service.Refused
	items := answer.Values()[list].Items
	for i := range items {
		view.Values()[list].Items = items[i : i+1]
		if outcome := classifyOne(op, view); urgency(outcome) > urgency(worst) {
			worst = outcome
		}
	}
	return worst
}

// urgency ranks outcomes by what a merchant must not overlook: a second payment after
// one that succeeded, or while one is open, takes money twice.
func urgency(o service.Outcome) int {
	switch o {
	case service.Succeeded:
		return 4
	case service.ActionRequired:
		return 3
	case service.Pending:
		return 2
	case service.Unknown:
		return 1
	}
	return 0 // refused
}

func classifyOne(op *service.Operation, answer *service.Record) service.Outcome {
	for i := range op.Outcome {
		if holds(op.Outcome[i].When, answer) {
			return op.Outcome[i].Outcome
		}
	}
	return service.Unknown
}

func holds(when []service.Match, r *service.Record) bool {
	for _, m := range when {
		if !r.Matches(m) {
			return false
		}
	}
	return true
}

// TestMode reports whether the gateway marked anything in the answer as a test:
// nothing may be shipped for it.
func TestMode(answer *service.Record) bool {
	if answer == nil {
		return false
	}
	fields, values := answer.Fields(), answer.Values()
	for i := range values {
		isMode := fields[i].Facts != nil && fields[i].Facts.Role == service.RoleTestMode
		if testValue(isMode, &values[i]) {
			return true
		}
		for j := range values[i].Items {
			if testValue(isMode, &values[i].Items[j]) {
				return true
			}
		}
	}
	return false
}

// testValue takes everything but an explicit no for a yes.
func testValue(isMode bool, v *service.Value) bool {
	if v.Record != nil {
		return TestMode(v.Record)
	}
	if !isMode || v.State != service.Present {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "", "0", "false", "no":
		return false
	}
	return true
}
