package recurring

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Check refuses a payment that breaks the subscription's terms, with all problems in
// one [*envelope.InvalidRequestError]. Codes are the gateway's tables, which know that
// RUR is RUB and BYR is BYN; with nil, currencies must be spelled alike. Amounts are
// compared by number even between BYR and BYN, which differ by 10,000: spell the
// currency as the first payment did ([Subscription.Advice] says when you do not).
func (s *Subscription) Check(p Payment, codes *service.Codes) error {
	c := checker{subscription: s, payment: p, codes: codes}
	c.all()
	return c.error("", "")
}

// Advice lists what is not refused and not wise either.
func (s *Subscription) Advice(p Payment) []envelope.Problem {
	c := checker{subscription: s, payment: p}
	if next, _ := s.Next(); !next.IsZero() && day(p.At).Before(next) {
		c.add("date", "early", "the period of %d days since the latest payment ends on %s", s.Period, next.Format(dateLayout))
	}
	if !strings.EqualFold(p.Currency, s.Currency) {
		c.add("currency", "spelling", "the first payment spelled it in another way")
	}
	return c.problems
}

const dateLayout = "02.01.2006"

type checker struct {
	subscription *Subscription
	payment      Payment
	codes        *service.Codes
	problems     []envelope.Problem
}

func (c *checker) add(field, rule, format string, args ...any) {
	c.problems = append(c.problems, envelope.Problem{Field: field, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) error(service, operation string) error {
	if len(c.problems) == 0 {
		return nil
	}
	return &envelope.InvalidRequestError{Service: service, Operation: operation, Problems: c.problems}
}

func (c *checker) all() {
	c.billNumber("billnumber")
	c.amount("amount", c.payment.Amount)
	c.currency("currency", c.payment.Currency)
	c.date("date")
}

// billNumber: 15 or 16 digits, with or without the suffix of an operation (S3).
func (c *checker) billNumber(field string) {
	number, ok := bareNumber(c.payment.BillNumber)
	first, _ := bareNumber(c.subscription.BillNumber)
	switch {
	case c.payment.BillNumber == "":
		c.add(field, "required", "the number of the first payment is required")
	case !ok:
		c.add(field, "billnumber", "it must be 15 or 16 digits, with or without a suffix as in .1")
	case first != "" && number != first:
		c.add(field, "billnumber", "it is not that of the subscription's first payment")
	}
}

func bareNumber(text string) (number string, ok bool) {
	number, suffix, extended := strings.Cut(text, ".")
	ok = (len(number) == 15 || len(number) == 16) && digits(number)
	return number, ok && (!extended || suffix != "" && len(suffix) <= 3 && digits(suffix))
}

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }

func (c *checker) amount(field string, a service.Amount) {
	switch {
	case a.IsZero():
		c.add(field, "required", "it is required")
	case a.Minor() == 0:
		c.add(field, "amount", "it must be above zero")
	case !c.subscription.Min.IsZero() && a.Cmp(c.subscription.Min) < 0:
		c.add(field, "min", "it is below the smallest amount that the first payment allowed")
	case !c.subscription.Max.IsZero() && a.Cmp(c.subscription.Max) > 0:
		c.add(field, "max", "it is above the largest amount that the first payment allowed")
	}
}

func (c *checker) currency(field, currency string) {
	switch {
	case currency == "":
		c.add(field, "required", "it is required")
	case !sameCurrency(c.codes, currency, c.subscription.Currency):
		c.add(field, "currency", "it must be that of the first payment, or the order closes with an error")
	}
}

func sameCurrency(codes *service.Codes, a, b string) bool {
	if strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) {
		return true
	}
	if codes == nil {
		return false
	}
	found := service.FindCode(codes.Currencies, a)
	return found != nil && found == service.FindCode(codes.Currencies, b)
}

func (c *checker) date(field string) {
	switch {
	case c.payment.At.IsZero():
		c.add(field, "required", "say when the payment is to be sent")
	case c.subscription.Ended(c.payment.At):
		c.add(field, "ended", "the subscription ended on %s", c.subscription.Until.UTC().Format(dateLayout))
	}
}
