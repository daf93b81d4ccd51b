package envelope_test

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestCheck_RefusesWhatTheGatewayWould(t *testing.T) {
	for _, c := range []struct{ operation, field, value, rule string }{
		{"create", "bill_amount", "10,00", "amount"},
		{"create", "bill_amount", "1e3", "amount"},
		{"create", "bill_amount", "-1", "amount"},
		{"create", "bill_amount", "1.234", "amount"},
		{"create", "bill_amount", "1234567890123456", "amount"},
		{"create", "bill_amount", "", "required"},
		{"create", "login", "short", "min-length"},
		{"create", "login", strings.Repeat("я", 21), "max-length"},
		{"create", "password", "pass(word)1", "stripped"},
		{"create", "merchant_id", "2147483648", "int"},
		{"create", "merchant_id", "0000000000000123", "int"},
		{"create", "merchant_id", "12a", "int"},
		{"create", "bill", "a'b", "stripped"},
		{"create", "bill_comment", "a=b", "stripped"},
		{"create", "customer_email", "(a)@example.com", "stripped"},
		{"create", "pay_until", "20260101T0000Z", "minute"},
		{"create", "pay_until", "2026-01-01T00:00", "minute"},
		{"create", "sendnotification", "32768", "smallint"},
		{"create", "sendnotification", "x", "smallint"},
		{"create", "bill_comment", "a\rb", "characters"},
		{"create", "bill_comment", "a\x00b", "characters"},
		{"create", "bill_comment", "a\xffb", "characters"},
		{"create", "bill_comment", "a\uFFFEb", "characters"},
		{"pay", "cardnumber", "4111 1111 1111 1111", "pan"},
		{"pay", "cardnumber", "4111111111111112", "pan"},
		{"pay", "cardnumber", "4", "pan"},
		{"pay", "cvc2", "12", "cvc"},
		{"pay", "cvc2", "12O", "cvc"},
		{"pay", "clientip", "300.1.1.1", "ip"},
		{"pay", "recurringmaxdate", "31.02.2026", "date"},
		{"pay", "recurringmaxdate", "1.2.2026", "date"},
		{"pay", "chequeitems", `{"items":[}`, "json"},
		{"pay", "ordernumber", "a;b", "stripped"},
	} {
		s, codec := gateway(t)
		op := s.Operation(c.operation)
		r := bill(t, s)
		if c.operation == "pay" {
			r = payment(t, s)
		}
		if err := r.Set(c.field, c.value); err != nil {
			t.Fatal(err)
		}
		err := codec.Check(op, r)
		wantProblem(t, err, c.field, c.rule)
		if err != nil && len(c.value) > 3 && strings.Contains(err.Error(), c.value) {
			t.Errorf("%s: the value is in the error: %v", c.field, err)
		}
	}
}

func TestCheck_AcceptsWhatIsRight(t *testing.T) {
	s, c := gateway(t)
	r := bill(t, s, "bill_comment", "two\nlines\tand \"quotes\" / slashes", "url_return", "https://example.com/?a=1&&b=<c>",
		"pay_until", "20260101T0000", "sendnotification", "3", "customer_email", "")
	if err := c.Check(s.Operation("create"), r); err != nil {
		t.Error(err) // url_return is in no digest of the chosen variant: stripping it harms nothing
	}
	p := payment(t, s, "clientip", "192.0.2.1", "recurringmaxdate", "28.02.2026", "chequeitems", `{"items":[]}`)
	if err := c.Check(s.Operation("pay"), p); err != nil {
		t.Error(err)
	}
}

func TestCheck_RulesOverSeveralFields(t *testing.T) {
	s, c := gateway(t)
	status, pay, create := s.Operation("status"), s.Operation("pay"), s.Operation("create")
	wantProblem(t, c.Check(status, record(t, s, typeStatus)), "bill", "one-of")
	wantProblem(t, c.Check(status, record(t, s, typeStatus, "bill", "")), "bill", "one-of")
	wantProblem(t, c.Check(status, record(t, s, typeStatus, "bill", "1", "amount", "1")), "currency", "together")
	if err := c.Check(status, record(t, s, typeStatus, "billnumber", "1")); err != nil {
		t.Error(err)
	}
	recurring := payment(t, s, "recurringindicator", "1", "customernumber", "7")
	wantProblem(t, c.Check(pay, recurring), "recurringminamount", "require")
	wantProblem(t, c.Check(pay, recurring), "recurringmaxamount", "require")
	wantProblem(t, c.Check(pay, recurring), "customernumber", "exclude")
	wantProblem(t, c.Check(pay, payment(t, s, "recurringminamount", "10.5", "recurringmaxamount", "10.40")), "recurringminamount", "ordered")
	if err := c.Check(pay, payment(t, s, "recurringminamount", "9", "recurringmaxamount", "10.40")); err != nil {
		t.Error(err)
	}
	wantProblem(t, c.Check(create, record(t, s, typeBill, "bill_amount", "1")), "bill_currency", "currency")
}

func TestCheck_ReportsEverythingAtOnce(t *testing.T) {
	s, c := gateway(t)
	err := c.Check(s.Operation("pay"), service.NewRecord(s, typePay))
	for _, field := range []string{"ordernumber", "orderamount", "cardnumber", "expiremonth", "cvc2"} {
		wantProblem(t, err, field, "required")
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %v", err)
	}
}
