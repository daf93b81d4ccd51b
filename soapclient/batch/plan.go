package batch

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/recurring"
)

// Plan says how a run pays.
type Plan struct {
	Client  *soapclient.Client // with a journal, and the descriptions of [soapclient.WithServices]
	Service *service.Service   // its first operation is what pays
	// Workers is how many payments are under way at once; 0: 4.
	Workers int
	// Every is the shortest time between the starts of two payments; 0: none but what the
	// description demands (its MinInterval counts if it is longer).
	Every time.Duration
	// StopAfter stops the run when so many payments in a row were not answered or not
	// taken for reasons that are not theirs; 0: 5. The rest is left for the next time.
	StopAfter int
	// Patience is how long Settle goes on asking; 0: 15 minutes, which is longer than
	// the gateway may hold a request (docs/worst-day.md).
	Patience time.Duration
	// Resolve are options of the questions, such as [soapclient.Grace].
	Resolve []soapclient.ResolveOption
	// Progress is told after every change, by one goroutine at a time; nil: nobody is.
	Progress func(Progress)
}

// Payment is one payment of a subscription.
type Payment struct {
	Subscription string // the merchant's own name for it, without control characters
	Period       string // which payment of it, such as "2026-11"; without dots
	// Request is a pointer to a request struct of the operation. Its order number stays
	// empty: the run fills in [Number].
	Request any
	// Terms are checked before anything is sent; nil: they are not known.
	Terms *recurring.Subscription
}

// Number is the order number of a payment: the subscription, a dot and the period. A
// period holds no dot, so that no two payments share a number.
func Number(subscription, period string) string { return subscription + "." + period }

// payment is a [Payment] that was checked.
type payment struct {
	Payment
	number           string
	amount, currency string
}

func (p Plan) withDefaults() Plan {
	if p.Workers == 0 {
		p.Workers = 4
	}
	if p.StopAfter == 0 {
		p.StopAfter = 5
	}
	if p.Patience == 0 {
		p.Patience = 15 * time.Minute
	}
	return p
}

func (p *Plan) operation() *service.Operation { return &p.Service.Operations[0] }

// check refuses a plan that cannot keep its promises.
func (p *Plan) check() error {
	var problems []error
	problem := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf("batch: "+format, args...))
	}
	if p.Client == nil || p.Service == nil || len(p.Service.Operations) == 0 {
		return errors.New("batch: the plan needs a client and a service")
	}
	op := p.operation()
	if !p.Client.Journaled() {
		problem("the client has no journal, which is what keeps a payment from being made twice; use soapclient.WithJournal")
	}
	if op.Repeat.Safe || op.Repeat.By == "" || p.Service.Type(op.Request.Type).Index(op.Repeat.By) < 0 {
		problem("%s.%s is nothing that is done once per order number", p.Service.Name, op.Name)
	}
	if p.Workers < 0 || p.StopAfter < 0 || p.Every < 0 || p.Patience < 0 {
		problem("Workers, StopAfter, Every and Patience must not be negative")
	}
	return errors.Join(problems...)
}

// PaymentError is a payment that cannot be sent as it is.
type PaymentError struct {
	Subscription, Period string
	Err                  error
}

// Error returns one line.
func (e *PaymentError) Error() string {
	return fmt.Sprintf("batch: subscription %q, period %q: %v", e.Subscription, e.Period, e.Err)
}

// Unwrap returns what is wrong with it.
func (e *PaymentError) Unwrap() error { return e.Err }

// examine checks every payment as if it were sent, and returns all problems at once.
func (r *Run) examine(list []Payment) error {
	var problems []error
	seen := map[string]bool{}
	for _, p := range list {
		checked, err := r.examineOne(p)
		if err == nil && seen[checked.number] {
			err = errors.New("it is there twice")
		}
		if err != nil {
			problems = append(problems, &PaymentError{p.Subscription, p.Period, err})
			continue
		}
		seen[checked.number] = true
		r.payments = append(r.payments, checked)
		r.done.count(r.results[checked.number].Outcome)
	}
	return errors.Join(problems...)
}

func (r *Run) examineOne(p Payment) (*payment, error) {
	if p.Subscription == "" || p.Period == "" || strings.Contains(p.Period, ".") || hasControl(p.Subscription+p.Period) {
		return nil, errors.New("it needs a subscription and a period, without control characters and the period without dots")
	}
	checked := &payment{Payment: p, number: Number(p.Subscription, p.Period)}
	record, err := r.record(checked)
	if err != nil {
		return nil, err
	}
	if amount := fieldOf(record.Fields(), service.RoleAmount); amount != nil {
		checked.amount, checked.currency = record.Text(amount.Name), record.Text(amount.Facts.Currency)
	}
	if before, settled := r.results[checked.number]; settled {
		if before.Amount != checked.amount || before.Currency != checked.currency {
			err = fmt.Errorf("it was %s with %s %s and is now %s %s", before.Outcome, before.Amount, before.Currency, checked.amount, checked.currency)
		}
		return checked, err
	}
	op := r.plan.operation()
	if p.Terms != nil {
		if err = p.Terms.CheckRecord(op, record, r.now()); err != nil {
			return nil, err
		}
	}
	_, err = r.plan.Client.Prepare(r.plan.Service, op, record) // checks and seals; nothing is sent
	return checked, err
}

// record is a fresh request: a call seals it in place.
func (r *Run) record(p *payment) (*service.Record, error) {
	op := r.plan.operation()
	record, err := r.layouts.Load(r.plan.Service, op.Request.Type, p.Request)
	if err != nil {
		return nil, err
	}
	if given := record.Text(op.Repeat.By); given != "" && given != p.number {
		return nil, fmt.Errorf("its %s is given; leave it empty, the run fills it in", op.Repeat.By)
	}
	return record, record.Set(op.Repeat.By, p.number)
}

func fieldOf(fields []service.Field, role service.Role) *service.Field {
	for i := range fields {
		if facts := fields[i].Facts; facts != nil && facts.Role == role {
			return &fields[i]
		}
	}
	return nil
}

func hasControl(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// split undoes [Number].
func split(number string) (subscription, period string) {
	i := strings.LastIndexByte(number, '.')
	if i < 0 {
		return number, ""
	}
	return number[:i], number[i+1:]
}
