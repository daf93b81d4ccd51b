package sandbox

import (
	"slices"
	"time"
)

// Order states (D31).
const (
	StateInProcess       = "In Process"
	StateDelayed         = "Delayed"
	StateApproved        = "Approved"
	StatePartialDelayed  = "PartialDelayed"
	StateCanceled        = "Canceled"
	StatePartialCanceled = "PartialCanceled"
	StateDeclined        = "Declined"
	StateTimeout         = "Timeout"
)

// Types of operations (T1, T8).
const (
	OperationPayment      = 100
	OperationConfirmation = 200
	OperationCancellation = 300
)

// States of operations. Failed and Timeout are inferred from the filter letters F and T
// (D21).
const (
	OperationNew       = "New"
	OperationInProcess = "In Process"
	OperationSuccess   = "Success"
	OperationFailed    = "Failed"
	OperationTimeout   = "Timeout"
)

// Order is one attempt to pay an order number.
type Order struct {
	Merchant   string
	Number     string // the merchant's own
	BillNumber string // the gateway's: 16 digits, new for each attempt
	Bill       string // number of the bill it pays; "" for other payments
	Amount     string // as it was sent
	Minor      int64  // the same in hundredths
	Currency   string
	Comment    string
	State      string
	Code       string // response code of the last answer: AS000 …; "" while nobody has tried to pay
	Date       time.Time
	Customer   Customer
	Card       CardView
	Language   string
	Live       bool
	Operations []Operation // in order of time

	scenario  string        // response code asked for by other means than the card
	delayed   bool          // two-stage
	settleAt  time.Time     // when a payment in process will be approved; zero: it waits for no clock
	noStep    bool          // Disable3DS
	expires   time.Time     // of an order that waits for a payer on its page
	link      string        // token of that page
	points    int64         // part that is paid with bonus points, a payment of its own
	step      *step         // 3-D Secure step it waits or waited for
	recurring *subscription // later payments without the payer
	saving    bool          // the card is stored when it is approved
	token     string        // of the stored card
	receipt   receiptTerms
	returns   returnLinks
	paidBy    card // for subscriptions and stored cards
}

// Customer is who pays, as far as the request said.
type Customer struct{ First, Last, Middle, Email, IP, Number string }

// CardView is what the ledger shows of a card.
type CardView struct{ Masked, Holder, Expiry, Brand string }

// Operation is one movement of money on an order, or the attempt at one.
type Operation struct {
	BillNumber string // extended: the order's number, a point, a running number
	Type       int    // OperationPayment …
	State      string // OperationNew …
	Code       string // response code
	Minor      int64
	Date       time.Time // when it began
	Ended      time.Time // zero while it has not
	Approval   string    // authorisation code of the bank
	RRN        string
	Points     bool   // bonus points, not the card
	Payment    string // of a confirmation or cancellation: billnumber of the payment
	Of         string // the billnumber it was asked for by, if that named an operation
	Released   int64  // of a cancellation: the part that was only held
	RefundID   string // Externalrefundid

	receiptID string // of the fiscal receipt
	slip      string // number of the financial transaction
}

func (p *Operation) success(kind int) bool { return p.Type == kind && p.State == OperationSuccess }

// open reports whether the outcome is still to come.
func (o *Order) open() bool { return o.State == StateInProcess }

// paid reports whether money was taken or held and not all of it given back.
func (o *Order) paid() bool {
	switch o.State {
	case StateApproved, StateDelayed, StatePartialDelayed, StatePartialCanceled:
		return true
	}
	return false
}

// payment returns the operation that took or held the money, or nil.
func (o *Order) payment() *Operation {
	for i := range o.Operations {
		if o.Operations[i].success(OperationPayment) {
			return &o.Operations[i]
		}
	}
	return nil
}

// latest returns the last operation, or nil.
func (o *Order) latest() *Operation {
	if len(o.Operations) == 0 {
		return nil
	}
	return &o.Operations[len(o.Operations)-1]
}

// operation finds an operation by its extended number, or returns nil.
func (o *Order) operation(billnumber string) *Operation {
	for i := range o.Operations {
		if o.Operations[i].BillNumber == billnumber {
			return &o.Operations[i]
		}
	}
	return nil
}

func (o *Order) copy() Order {
	c := *o
	c.Operations = slices.Clone(o.Operations)
	c.step, c.recurring, c.paidBy = nil, nil, card{}
	return c
}
