package sandbox

import "time"

// stepDeadline is how long a 3-D Secure step waits for the payer, and giveUpAfter how
// long the operation of an order that timed out stays in process; both are inferred.
const (
	stepDeadline = 15 * time.Minute
	giveUpAfter  = 15 * time.Minute
)

// payment is a request to pay, whichever way it came.
type payment struct {
	merchant *Merchant
	order    Order // Merchant, Number, Amount, Minor, Currency, Comment, Customer, Language, Bill …
	card     card
	delayed  bool // two-stage
	noStep   bool // Disable3DS, or nobody is there to take it
	wantsCVC bool // the token came without CVC2
	flow     flow // of 3-D Secure
}

// step is what the payer's browser is sent for: 3-D Secure or the CVC2.
type step struct {
	token    string
	order    *Order
	deadline time.Time
	cvc      bool
	flow     flow
	transID  string // threeDSServerTransID
	met      bool   // get3dsecver2 was called
}

// free refuses an order number that is paid or being paid: nobody pays twice.
func (l *Ledger) free(merchant, number string) *refusal {
	for _, earlier := range l.attempts(merchant, number) {
		switch {
		case earlier.open():
			return refuse(firstLocked, secondOrder, "order %s is being paid under billnumber %s", clip(number), earlier.BillNumber)
		case earlier.paid():
			return refuse(firstDuplicate, secondOrderNumber, "order %s is paid already under billnumber %s", clip(number), earlier.BillNumber)
		}
	}
	return nil
}

// enter makes an order that waits to be paid.
func (l *Ledger) enter(m *Merchant, o Order, now time.Time) *Order {
	o.Merchant, o.Live, o.State = m.ID, m.Live, StateInProcess
	o.BillNumber, o.Date = l.tokens.billnumber(), now
	b := l.books[m.ID]
	b.orders = append(b.orders, &o)
	l.open = append(l.open, &o)
	return &o
}

// pay opens an order and does with it what the card says.
func (l *Ledger) pay(p payment, now time.Time) (*Order, *refusal) {
	if problem := l.free(p.merchant.ID, p.order.Number); problem != nil {
		return nil, problem
	}
	o := l.enter(p.merchant, p.order, now)
	o.delayed = p.delayed
	l.attempt(o, p, now)
	return o, nil
}

// attempt pays an open order with a card.
func (l *Ledger) attempt(o *Order, p payment, now time.Time) {
	o.Card = CardView{p.card.masked(), p.card.holder, p.card.expiry(), p.card.brand()}
	o.paidBy, o.expires = p.card, time.Time{}
	op := o.begin(OperationPayment, o.Minor-o.points, now)
	o.Code = p.card.answer(now, p.noStep)
	if o.scenario == "" && o.Code == codeApproved {
		o.scenario = scenarioOf(l.codes, o.Number, o.Minor)
	}
	if o.scenario != "" && (o.scenario != codeStep || !p.noStep) {
		o.Code = o.scenario
	}
	if p.wantsCVC && o.Code == codeApproved {
		o.Code, op.State = codeInProcess, OperationNew // S1
		l.ask(o, flow{}, now).cvc = true
	}
	op.Code = o.Code
	switch {
	case o.Code == codeApproved:
		l.approve(o, now)
	case o.Code == codeStep:
		l.ask(o, p.flow, now)
	case o.step != nil:
	case o.Code == codeInProcess:
		o.settleAt = now.Add(settleAfter)
	default:
		l.decline(o, o.Code, now)
	}
}

// ask makes a step for the payer.
func (l *Ledger) ask(o *Order, f flow, now time.Time) *step {
	o.step = &step{token: l.tokens.link(), order: o, deadline: now.Add(stepDeadline), flow: f}
	if f.second() {
		o.step.transID = l.tokens.uuid()
	}
	l.steps[o.step.token] = o.step
	return o.step
}

// approve takes (or, in two-stage payments, holds) the money.
func (l *Ledger) approve(o *Order, now time.Time) {
	o.State, o.settleAt = StateApproved, time.Time{}
	if o.delayed {
		o.State = StateDelayed
	}
	l.succeed(o, o.latest(), now)
	if o.saving {
		o.token = l.tokens.uuid()
		l.saved[o.token] = savedCard{o.Merchant, o.Customer.Number, o.paidBy}
	}
	l.tell(o, o.latest())
	if o.points > 0 {
		p := o.begin(OperationPayment, o.points, now)
		p.Points = true
		l.succeed(o, p, now)
		l.tell(o, p)
	}
}

// decline ends an order without money.
func (l *Ledger) decline(o *Order, code string, now time.Time) {
	o.State, o.Code, o.settleAt = StateDeclined, code, time.Time{}
	if p := o.latest(); p != nil {
		p.State, p.Code, p.Ended = OperationFailed, code, now
		l.tell(o, p)
	}
}

// settle does what was due by now. An order that times out leaves its operation in
// process, as a sample shows (S1); that ends some time later.
func (l *Ledger) settle(o *Order, now time.Time) {
	switch {
	case !o.open():
	case !o.settleAt.IsZero() && !now.Before(o.settleAt):
		l.approve(o, o.settleAt)
	case o.settleAt.IsZero() && o.step != nil && now.After(o.step.deadline),
		!o.expires.IsZero() && now.After(o.expires):
		o.State = StateTimeout
	}
	if p := o.latest(); o.step != nil && o.State == StateTimeout && p.Ended.IsZero() && now.After(o.step.deadline.Add(giveUpAfter)) {
		p.State, p.Ended = OperationTimeout, o.step.deadline.Add(giveUpAfter)
	}
}

// settled reports whether time alone changes nothing any more.
func (o *Order) settled() bool {
	p := o.latest()
	return !o.open() && (p == nil || !p.Ended.IsZero())
}

// decide ends a step as the payer chose. A step that is over changes nothing any more.
func (l *Ledger) decide(s *step, confirmed bool, now time.Time) {
	switch {
	case !s.order.open():
	case confirmed:
		l.approve(s.order, now)
	default:
		l.decline(s.order, codeRefused, now)
	}
}
