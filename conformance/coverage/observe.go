package coverage

import (
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// sent marks what a request carried. A refusal by the gateway does not undo it: the
// request was composed, sealed and read on the other side.
func (o *observer) sent() {
	message := &o.x.Operation.Request
	for path, text := range o.x.RawFields {
		if text != "" {
			o.own(Request, path)
			o.own(Enum, enumName(Request, path, text))
		}
	}
	o.wrapper(message, o.x.RequestFrame)
	r := o.x.Request
	if r == nil {
		return
	}
	eachLeaf(r, "", func(path string, f *service.Field, text string) {
		if text == "" {
			return
		}
		o.own(Request, path)
		o.own(Enum, enumName(Request, path, text))
		for _, b := range boundariesOf(o.x.Service, f) {
			if b.at(text) {
				o.own(Boundary, b.name(path, accepted))
			}
		}
	})
	for i := range o.x.Operation.Request.Conditions {
		if kept(&o.x.Operation.Request.Conditions[i], r) {
			o.own(Condition, conditionName(o.x.Operation, i)+" kept")
		}
	}
	for i := range message.Digests {
		d := &message.Digests[i]
		v := d.Variant(o.x.Variants[d.Field])
		if v != nil && r.Text(d.Field) != "" {
			o.own(Digest, digestName(message, d, v.Name))
		}
	}
}

func (o *observer) wrapper(m *service.Message, frame string) {
	for _, w := range m.Wrappers {
		if w.Name.Local == frame {
			o.own(Wrapper, m.Name+" "+w.Key)
		}
	}
}

// refusedByUs marks the limits and rules that kept a request from being sent. The
// refusal of a limit counts only for the nearest value that breaks it.
func (o *observer) refusedByUs() {
	r := o.x.Request
	if r == nil {
		return
	}
	broke := func(field string, rules []string) bool {
		for _, p := range o.x.Invalid.Problems {
			if unnumbered(p.Field) == field && slices.Contains(rules, p.Rule) {
				return true
			}
		}
		return false
	}
	eachLeaf(r, "", func(path string, f *service.Field, text string) {
		for _, b := range boundariesOf(o.x.Service, f) {
			if b.beyond(text) && broke(path, b.rules) {
				o.own(Boundary, b.name(path, refused))
			}
		}
	})
	for i := range o.x.Operation.Request.Conditions {
		c := &o.x.Operation.Request.Conditions[i]
		if !applies(c, r) {
			continue
		}
		for _, field := range c.Fields {
			if broke(field, []string{c.Kind.String()}) {
				o.own(Condition, conditionName(o.x.Operation, i)+" broken")
			}
		}
	}
}

// unnumbered is a path without positions: "item/name" for "item[2]/name".
func unnumbered(path string) string {
	steps := strings.Split(path, "/")
	for i := range steps {
		steps[i], _, _ = strings.Cut(steps[i], "[")
	}
	return strings.Join(steps, "/")
}

// answered marks what came back.
func (o *observer) answered() {
	op, a := o.x.Operation, o.x.Answer
	o.own(Operation, op.WSDLName)
	o.wrapper(&op.Response, o.x.AnswerFrame)
	eachLeaf(a, "", func(path string, f *service.Field, text string) {
		o.own(Answer, path)
		o.own(Enum, enumName(Answer, path, text))
		o.codesOf(f, text)
	})
	for i := range op.Outcome {
		if all(op.Outcome[i].When, a) {
			o.own(Outcome, outcomeName(op, i))
			break
		}
	}
	o.verified(&op.Response)
}

// verified reads what the client says it verified: "checkvalue", "checkvalue (variant)"
// where it was not the default, "checkvalue of every order (2)" where the orders of an
// answer have one each.
func (o *observer) verified(m *service.Message) {
	for part := range strings.SplitSeq(o.x.Verified, ", ") {
		proofs, _, _ := strings.Cut(part, " of ")
		for word := range strings.SplitSeq(proofs, " and ") {
			kind, variant, _ := strings.Cut(strings.TrimSuffix(word, ")"), " (")
			for i := range m.Digests {
				d := &m.Digests[i]
				if v := d.Variant(variant); d.Kind.String() == kind && v != nil {
					o.own(Digest, digestName(m, d, v.Name))
				}
			}
		}
	}
}

func (o *observer) codesOf(f *service.Field, text string) {
	codes := o.x.Service.Codes
	if f.Facts == nil || codes == nil || text == "" {
		return
	}
	find := func(name string, table []service.Code) bool {
		row := service.FindCode(table, text)
		if row != nil {
			o.code(name + " " + row.Code)
		}
		return row != nil
	}
	number := func(name string, table []service.NumberedCode) {
		if code, err := strconv.Atoi(text); err == nil && service.FindNumber(table, code) != nil {
			o.code(numberName(name, code))
		}
	}
	switch f.Facts.Role {
	case service.RoleOperationType:
		number("operation", codes.Operations)
	case service.RoleMeans:
		number("means", codes.Means)
	case service.RoleChequeState:
		find("chequestate", codes.Cheques)
	case service.RoleCurrency:
		find("currency", codes.Currencies)
	case service.RoleResponseCode:
		find("response", codes.Response)
	case service.RoleState:
		find("state", codes.States)
	case service.RoleBillState:
		find("billstate", codes.BillStates)
	case service.RoleOperationState:
		find("operationstate", codes.OperationStates)
	}
}
