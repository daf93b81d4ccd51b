package sandbox

import (
	"net/url"
	"slices"
	"time"
)

// Bill states (D3, D4, D11).
const (
	BillInvoiced  = "Invoiced"
	BillInPayment = "In Payment"
	BillApproved  = "Approved"
	BillTimedOut  = "Timed out"
	BillDeleted   = "Deleted"
	BillCanceled  = "Canceled"
	BillRefunded  = "Partial Canceled"
)

// defaultTerm is how long a bill can be paid when the request does not say (S0).
const defaultTerm = 24 * time.Hour

// Bill is an invoice a customer can pay by a link.
type Bill struct {
	Merchant string
	Number   string // the merchant's own
	Token    string // what follows ID= in the payment link
	Amount   string // as it was sent
	Minor    int64  // the same in hundredths
	Currency string
	Comment  string
	Language string
	State    string // as of the moment of the copy
	Created  time.Time
	PayUntil time.Time
	Payments []Order // attempts to pay it

	fields   map[string]string // the request's own texts, which answers repeat
	scenario string            // response code that a header asked for
	delayed  bool
	deleted  bool
	notice   string // SendNotification as answers show it
	returns  returnLinks
	attempts []*Order
	sequence int
}

// returnLinks are where the payer may go afterwards.
type returnLinks struct{ any, success, failure string }

// state returns the bill's state at a moment. Nothing is stored, so that expiry and
// settlement need no timer.
func (b *Bill) state(now time.Time) string {
	last := b.last()
	switch {
	case b.deleted:
		return BillDeleted
	case last != nil && last.State == StateApproved:
		return BillApproved
	case last != nil && last.State == StateCanceled:
		return BillCanceled
	case last != nil && last.State == StatePartialCanceled:
		return BillRefunded
	case last != nil && (last.open() || last.paid()):
		return BillInPayment
	case now.After(b.PayUntil):
		return BillTimedOut
	}
	return BillInvoiced
}

// last returns the latest attempt to pay, or nil.
func (b *Bill) last() *Order {
	if len(b.attempts) == 0 {
		return nil
	}
	return b.attempts[len(b.attempts)-1]
}

// next returns where the payer may go from here, "" if nowhere. Only http links
// count: the page must not offer a script.
func (r returnLinks) next(paid bool) string {
	link := r.failure
	if paid {
		link = r.success
	}
	if link == "" {
		link = r.any
	}
	if u, err := url.Parse(link); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return link
}

// payBill pays a bill with a card, under the rules of every other payment.
func (l *Ledger) payBill(b *Bill, m *Merchant, c card, now time.Time) *refusal {
	if state := b.state(now); state != BillInvoiced {
		return refuse(firstForbidden, secondBillState, "bill %s is %s", clip(b.Number), state)
	}
	order := Order{
		Number: b.Number, Bill: b.Number, Amount: b.Amount, Minor: b.Minor, Currency: b.Currency,
		Comment: b.Comment, Language: b.Language, scenario: b.scenario,
		Customer: Customer{
			First: b.fields["customer_name"], Last: b.fields["customer_lastname"],
			Middle: b.fields["customer_middlename"], Email: b.fields["customer_email"],
		},
	}
	paid, problem := l.pay(payment{merchant: m, order: order, card: c, delayed: b.delayed}, now)
	if problem != nil {
		return problem
	}
	b.attempts = append(b.attempts, paid)
	return nil
}

func (b *Bill) copy(now time.Time) Bill {
	c := *b
	c.State = b.state(now)
	c.attempts = nil
	for _, o := range b.attempts {
		c.Payments = append(c.Payments, o.copy())
	}
	c.Payments = slices.Clip(c.Payments)
	return c
}
