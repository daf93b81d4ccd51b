package batch

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Run is a batch under way. Its methods are for one goroutine; Progress and Results may
// be called at any time.
type Run struct {
	plan     Plan
	payments []*payment
	layouts  service.Layouts
	pace     *pace

	telling sync.Mutex // held while progress is told; always taken before mu
	mu      sync.Mutex
	sheet   *sheet
	results map[string]Result            // by number: settled
	open    map[string]soapclient.Intent // by number: sent, and nobody has told
	why     map[string]string            // by number: why it is open or waits
	misses  int                          // in a row
	done    Progress                     // what is settled, of the list
}

// Progress is how far a run is.
type Progress struct {
	Total, Succeeded, Refused int
	Open                      int // sent, outcome not known
	Waiting                   int // not sent yet
}

// Open begins a run, or goes on with one: the sheet at path tells what is settled. All
// payments are checked as if they were sent, and the error tells all problems at once
// (*PaymentError in a join); nothing is sent. What is settled is not checked again; but
// a payment that was settled with another amount is a problem.
func Open(path string, plan Plan, payments []Payment) (*Run, error) {
	plan = plan.withDefaults()
	if err := plan.check(); err != nil {
		return nil, err
	}
	op := plan.operation()
	name := plan.Service.Name + "." + op.Name
	before, err := readSheet(path, name)
	if err != nil {
		return nil, err
	}
	r := &Run{plan: plan, pace: newPace(plan), results: map[string]Result{}, open: map[string]soapclient.Intent{}, why: map[string]string{}}
	for _, result := range before.results {
		r.results[result.Number] = result
	}
	if err = r.examine(payments); err != nil {
		return nil, err
	}
	r.sheet, err = openSheet(path, name, before, r.now())
	return r, err
}

func (p *Progress) count(outcome service.Outcome) {
	switch outcome {
	case service.Succeeded:
		p.Succeeded++
	case service.Refused:
		p.Refused++
	}
}

// Close closes the sheet. The journal is the caller's.
func (r *Run) Close() error { return r.sheet.Close() }

// Started is when the run began, also if that was before a crash.
func (r *Run) Started() time.Time { return r.sheet.head.Started }

func (r *Run) now() time.Time { return r.plan.Client.Clock().Now() }

// ErrStopped is why Pay ends early: too many payments in a row were not answered, or
// the gateway does not take any.
var ErrStopped = errors.New("batch: stopped: the gateway does not answer, or takes no payments; what was not sent waits for the next time")

// Pay sends every payment that has no outcome yet and is not open, each once. A payment
// that nobody answers stays open, for Settle. It ends when all were tried; with the
// context's error if that ends first (payments under way are waited for); with
// [ErrStopped]; or with the journal's or the sheet's error.
func (r *Run) Pay(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	waiting := make(chan *payment)
	var workers sync.WaitGroup
	for range r.plan.Workers {
		workers.Go(func() {
			for p := range waiting {
				if err := r.payOne(ctx, p); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, p := range r.payments {
		if r.isDone(p) {
			continue
		}
		select {
		case waiting <- p:
		case <-ctx.Done():
		}
	}
	close(waiting)
	workers.Wait()
	return context.Cause(ctx)
}

// isDone reports whether nothing is to be sent: it is settled, or open.
func (r *Run) isDone(p *payment) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, settled := r.results[p.number]
	_, open := r.open[p.number]
	return settled || open
}

// Progress returns how far the run is. Plan.Progress may call it too.
func (r *Run) Progress() Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.done
	p.Total, p.Open = len(r.payments), len(r.open)
	p.Waiting = p.Total - p.Succeeded - p.Refused - p.Open
	return p
}

// Results returns what became of every payment, in the order of the list. What is open
// or waits has the outcome Unknown, and the reason if there is one.
func (r *Run) Results() []Result {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Result, 0, len(r.payments))
	for _, p := range r.payments {
		result, settled := r.results[p.number]
		if !settled {
			result = r.result(p)
			result.Reason = r.why[p.number]
		}
		list = append(list, result)
	}
	return list
}

func (r *Run) result(p *payment) Result {
	return Result{Subscription: p.Subscription, Period: p.Period, Number: p.number, Amount: p.amount, Currency: p.currency}
}
