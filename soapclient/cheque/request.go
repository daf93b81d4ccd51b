package cheque

import (
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// CheckRecord checks the ChequeItems of a request as it will be sent, with the
// parameters Tax, FPMode and TaxationSystem and the amount that it finds there. The
// error is an [*envelope.InvalidRequestError] that names the operation. A request
// without ChequeItems passes: the gateway makes the only line itself.
func CheckRecord(op *service.Operation, r *service.Record, s Settings) error {
	field := parameter(r, "ChequeItems")
	text := strings.TrimSpace(r.Text(field))
	if text == "" {
		return nil
	}
	var problems []envelope.Problem
	request := requestOf(r, &problems)
	items, err := Parse(text)
	if err != nil {
		problems = append(problems, envelope.Problem{Field: field, Rule: "json", Message: err.Error()})
	} else {
		problems = append(problems, items.Problems(request, s)...)
	}
	// The amount of the order is for the description to check.
	problems = slices.DeleteFunc(problems, func(p envelope.Problem) bool { return p.Field == "amount" })
	for i := range problems {
		if strings.HasPrefix(problems[i].Field, "items") {
			problems[i].Field = field + "/" + problems[i].Field
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return &envelope.InvalidRequestError{Service: r.Service().Name, Operation: op.Name, Problems: problems}
}

func requestOf(r *service.Record, problems *[]envelope.Problem) Request {
	q := Request{Tax: Tax(r.Text(parameter(r, "Tax"))), ReceiptLine: r.Text(parameter(r, "ReceiptLine"))}
	for i := range r.Fields() {
		if f := &r.Fields()[i]; f.Facts != nil && f.Facts.Role == service.RoleAmount {
			_ = q.Amount.UnmarshalText([]byte(r.Text(f.Name))) // a wrong one is reported as missing
			break
		}
	}
	number := func(name string, most int) (n uint8, given bool) {
		field := parameter(r, name)
		text := r.Text(field)
		if text == "" {
			return 0, false
		}
		value, err := strconv.ParseUint(text, 10, 8)
		if err != nil {
			*problems = append(*problems, envelope.Problem{Field: field, Rule: "int", Message: "it must be a number of at most " + strconv.Itoa(most)})
		}
		return uint8(value), err == nil
	}
	mode, _ := number("FPMode", int(CreditPayment))
	q.FPMode = FPMode(mode)
	if system, given := number("TaxationSystem", int(Patent)); given {
		q.TaxationSystem = service.Some(TaxationSystem(system))
	}
	return q
}

// parameter returns the name of the field that carries a parameter of the documents;
// their spellings vary in case only. Without such a field it returns a name that no
// field has.
func parameter(r *service.Record, name string) string {
	for i := range r.Fields() {
		f := &r.Fields()[i]
		if strings.EqualFold(f.Name, name) || f.Facts != nil && strings.EqualFold(f.Facts.Param, name) {
			return f.Name
		}
	}
	return strings.ToLower(name)
}
