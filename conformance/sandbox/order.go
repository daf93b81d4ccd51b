package sandbox

import (
	"slices"
	"strconv"
	"time"
)

// Order states (D31).
const (
	StateInProcess = "In Process"
	StateDelayed   = "Delayed"
	StateApproved  = "Approved"
	StateDeclined  = "Declined"
	StateTimeout   = "Timeout"
)

// stepDeadline is how long a 3-D Secure step waits for the payer (inferred).
const stepDeadline = 15 * time.Minute

// operationPayment is the type of a payment operation.
const operationPayment = 100

// Order is one attempt to pay an order number.
type Order struct {
	Merchant   string
	Number     string // the merchant's own
	BillNumber string // the gateway's: 16 digits, new for each attempt
	Bill       string // number of the bill it pays; "" for a silent payment
	Amount     string // as it was sent
	Minor      int64  // the same in hundredths
	Currency   string
	Comment    string
	State      string
	Code       string // response code of the last answer: AS000 …
	Date       time.Time
	Customer   Customer
	Card       CardView
	Language   string
	Live       bool
	Operations []Operation

	delayed  bool
	settleAt time.Time // when a payment in process will be approved; zero: it waits for no clock
	step     *step     // 3-D Secure step it waits or waited for
}

// Customer is who pays, as far as the request said.
type Customer struct{ First, Last, Middle, Email, IP string }

// CardView is what the ledger keeps of a card.
type CardView struct{ Masked, Holder, Expiry, Brand string }

// Operation is one movement of money on an order.
type Operation struct {
	BillNumber string // extended: the order's number, a point, a running number
	Type       int    // 100 payment
	Minor      int64
	Date       time.Time
	Approval   string // authorisation code of the bank
	RRN        string
}

// step is a 3-D Secure step: what the payer's browser is sent to.
type step struct {
	token    string
	order    *Order
	deadline time.Time
}

// payment is a request to pay, whichever way it came.
type payment struct {
	merchant *Merchant
	order    Order // Merchant, Number, Amount, Minor, Currency, Comment, Customer, Language, Bill
	card     card
	delayed  bool // two-stage
	noStep   bool // Disable3DS
}

// pay opens an order and does with it what the card says. An order number that is
// paid or being paid is refused: nobody pays twice.
func (l *Ledger) pay(p payment, now time.Time) (*Order, *refusal) {
	for _, earlier := range l.attempts(p.merchant.ID, p.order.Number) {
		switch {
		case earlier.open():
			return nil, refuse(firstLocked, secondOrder, "order %s is being paid under billnumber %s", clip(p.order.Number), earlier.BillNumber)
		case earlier.paid():
			return nil, refuse(firstDuplicate, secondOrderNumber, "order %s is paid already under billnumber %s", clip(p.order.Number), earlier.BillNumber)
		}
	}
	o := p.order
	o.Merchant, o.Live, o.delayed = p.merchant.ID, p.merchant.Live, p.delayed
	o.BillNumber, o.Date = l.tokens.billnumber(), now
	o.Card = CardView{p.card.masked(), p.card.holder, p.card.expiry(), p.card.brand()}
	o.Code = p.card.answer(now, p.noStep)
	switch o.Code {
	case codeApproved:
		o.approve(now, l.tokens)
	case codeInProcess:
		o.State, o.settleAt = StateInProcess, now.Add(settleAfter)
	case codeStep:
		o.State = StateInProcess
		o.step = &step{token: l.tokens.link(), order: &o, deadline: now.Add(stepDeadline)}
		l.steps[o.step.token] = o.step
	default:
		o.State = StateDeclined
	}
	if o.open() {
		l.open = append(l.open, &o)
	}
	b := l.books[p.merchant.ID]
	b.orders = append(b.orders, &o)
	return &o, nil
}

// approve takes (or, in two-stage payments, holds) the money.
func (o *Order) approve(now time.Time, t *tokens) {
	o.State, o.Code, o.settleAt = StateApproved, codeApproved, time.Time{}
	if o.delayed {
		o.State = StateDelayed
	}
	o.Operations = append(o.Operations, Operation{
		BillNumber: o.BillNumber + "." + strconv.Itoa(len(o.Operations)+1),
		Type:       operationPayment, Minor: o.Minor, Date: now,
		Approval: t.approval(), RRN: t.reference(),
	})
}

// settle does what was due by now.
func (o *Order) settle(now time.Time, t *tokens) {
	switch {
	case o.State != StateInProcess:
	case !o.settleAt.IsZero() && !now.Before(o.settleAt):
		o.approve(o.settleAt, t)
	case o.step != nil && now.After(o.step.deadline):
		o.State = StateTimeout
	}
}

// decide ends a 3-D Secure step as the payer chose. A step that is over changes
// nothing any more.
func (l *Ledger) decide(s *step, confirmed bool, now time.Time) {
	switch {
	case s.order.State != StateInProcess:
	case confirmed:
		s.order.approve(now, l.tokens)
	default:
		s.order.State, s.order.Code = StateDeclined, codeRefused
	}
}

// open reports whether the outcome is still to come.
func (o *Order) open() bool { return o.State == StateInProcess }

// paid reports whether money was taken or held.
func (o *Order) paid() bool { return o.State == StateApproved || o.State == StateDelayed }

// Charged returns the money taken for this attempt, in hundredths; money that is
// only held (Delayed) was not taken.
func (o *Order) Charged() int64 {
	if o.State == StateApproved {
		return o.Minor
	}
	return 0
}

// payment returns the operation that took or held the money, or nil.
func (o *Order) payment() *Operation {
	for i := range o.Operations {
		if o.Operations[i].Type == operationPayment {
			return &o.Operations[i]
		}
	}
	return nil
}

func (o *Order) copy() Order {
	c := *o
	c.Operations = slices.Clone(o.Operations)
	c.step = nil
	return c
}
