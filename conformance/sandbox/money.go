package sandbox

import (
	"strconv"
	"time"
)

// The sums of an order follow from its operations; nothing is stored twice.

// sum adds the successful operations of a type.
func (o *Order) sum(kind int) (minor int64) {
	for i := range o.Operations {
		if p := &o.Operations[i]; p.success(kind) {
			minor += p.Minor
		}
	}
	return minor
}

// released adds what cancellations gave back of money that was only held.
func (o *Order) released() (minor int64) {
	for i := range o.Operations {
		if p := &o.Operations[i]; p.success(OperationCancellation) {
			minor += p.Released
		}
	}
	return minor
}

// Held returns the money that is held and neither taken nor released, in hundredths.
func (o *Order) Held() int64 {
	if !o.delayed {
		return 0
	}
	return o.sum(OperationPayment) - o.sum(OperationConfirmation) - o.released()
}

// Charged returns the money taken and not refunded, in hundredths; money that is only
// held was not taken.
func (o *Order) Charged() int64 {
	taken := o.sum(OperationPayment)
	if o.delayed {
		taken = o.sum(OperationConfirmation)
	}
	return taken - (o.Refunded() - o.released())
}

// Refunded returns what cancellations gave back or released, in hundredths.
func (o *Order) Refunded() int64 { return o.sum(OperationCancellation) }

// restOf returns what can still be cancelled of an operation.
func (o *Order) restOf(p *Operation) int64 {
	rest, payment := p.Minor, p
	for i := range o.Operations {
		c := &o.Operations[i]
		if c.success(OperationCancellation) && (c.Payment == p.BillNumber || c.Of == p.BillNumber) {
			rest -= c.Minor
		}
	}
	if p.Type == OperationConfirmation { // it is a part of its payment
		if payment = o.operation(p.Payment); payment != nil {
			rest = min(rest, o.restOf(payment))
		}
	}
	return rest
}

// begin adds an operation in process.
func (o *Order) begin(kind int, minor int64, now time.Time) *Operation {
	o.Operations = append(o.Operations, Operation{
		BillNumber: o.BillNumber + "." + strconv.Itoa(len(o.Operations)+1),
		Type:       kind, State: OperationInProcess, Minor: minor, Date: now,
	})
	return o.latest()
}

// succeed ends an operation well.
func (l *Ledger) succeed(o *Order, p *Operation, now time.Time) {
	p.State, p.Code, p.Ended = OperationSuccess, codeApproved, now
	p.Approval, p.RRN = l.tokens.approval(), l.tokens.reference()
	p.receiptID, p.slip = l.tokens.receipt(), l.tokens.receipt()
	o.Code = codeApproved
}

// confirm takes held money of a two-stage payment.
func (l *Ledger) confirm(o *Order, minor int64, now time.Time) *Operation {
	p := o.begin(OperationConfirmation, minor, now)
	if payment := o.payment(); payment != nil {
		p.Payment = payment.BillNumber
	}
	l.succeed(o, p, now)
	o.State = StateApproved
	if o.Held() > 0 {
		o.State = StatePartialDelayed
	}
	l.tell(o, p)
	return p
}

// cancel gives back money of a payment: what is only held is released first, unless a
// confirmation was named.
func (l *Ledger) cancel(o *Order, payment *Operation, minor int64, of, refundID string, now time.Time) *Operation {
	number, released := payment.BillNumber, min(minor, o.Held())
	if payment.Type == OperationConfirmation {
		number, released = payment.Payment, 0
	}
	p := o.begin(OperationCancellation, minor, now) // payment is not to be used from here on
	p.Payment, p.Of, p.RefundID, p.Released = number, of, refundID, released
	l.succeed(o, p, now)
	o.State = StatePartialCanceled
	if o.Held()+o.Charged() == 0 {
		o.State = StateCanceled
	}
	l.tell(o, p)
	return p
}
