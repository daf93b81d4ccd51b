package batch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

const (
	firstRound = 5 * time.Second
	maxRound   = time.Minute
)

// OpenError says how many payments nobody could tell the outcome of yet. Settle again
// later; do not pay them again.
type OpenError struct{ Open int }

// Error returns one line.
func (e *OpenError) Error() string {
	return fmt.Sprintf("batch: the outcome of %d payments is still open; settle them later", e.Open)
}

// Settle asks about every open payment, round by round with growing pauses, until none
// is open, or an *OpenError when the plan's patience is over. "Not found" is believed
// only after the last moment at which the gateway may still carry a payment out
// (docs/worst-day.md), which is why a round of questions may not be enough. A payment
// that was then never carried out waits, for the next Pay.
func (r *Run) Settle(ctx context.Context) error {
	clock := r.plan.Client.Clock()
	end := clock.Now().Add(r.plan.Patience)
	for pause := firstRound; ; pause = min(2*pause, maxRound) {
		if err := r.askOnce(ctx); err != nil {
			return err
		}
		open := r.Progress().Open
		if open == 0 {
			return nil
		}
		if clock.Now().Add(pause).After(end) {
			return &OpenError{open}
		}
		if err := clock.Sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// askOnce asks one question about each open payment.
func (r *Run) askOnce(ctx context.Context) error {
	for _, p := range r.payments {
		r.mu.Lock()
		intent, open := r.open[p.number]
		r.mu.Unlock()
		if !open {
			continue
		}
		found, err := r.plan.Client.Resolve(ctx, intent, append([]soapclient.ResolveOption{soapclient.Budget(0)}, r.plan.Resolve...)...)
		if err != nil {
			return fmt.Errorf("batch: %w", err)
		}
		if err = r.note(p, Resolved(found, intent), ""); err != nil {
			return err
		}
	}
	return nil
}

// Resolved is the verdict of a question. What is proven not to have happened was not
// refused by anybody: it waits to be paid.
func Resolved(found *soapclient.Resolution, intent soapclient.Intent) Verdict {
	v := Verdict{Outcome: found.Outcome, Intent: intent, Reason: "asked"}
	switch {
	case !found.Settled():
		v.Open, v.Reason = true, found.Outcome.String()
		if found.Err != nil {
			v.Reason = found.Err.Error()
		}
	case !found.Found:
		return Verdict{Reason: "it was not carried out"}
	case found.Foreign:
		v.Reason = "the order number is taken by a record of another amount"
	}
	return v
}

// Reconcile holds the run against the gateway's own list of operations since its first
// payment, five minutes after now ([reconcile.Around]): payments that one side knows and the other does not, that
// were made twice, or of another amount. Strangers are looked for among the numbers that
// end in one of the run's periods.
func (r *Run) Reconcile(ctx context.Context, query reconcile.Query) (*reconcile.Report, error) {
	ours, periods, since := r.entries()
	rows, err := query.Rows(ctx, reconcile.Around(since, r.now()))
	if err != nil {
		return nil, err
	}
	belongs := func(number string) bool {
		_, period := split(number)
		return periods[period]
	}
	return reconcile.Compare(ours, rows, belongs, r.plan.Service.Codes), nil
}

// entries are what we believe, of the list and of what the sheet has beside it, and
// since when there are payments: before the run began, if the sheet was lost.
func (r *Run) entries() (ours []reconcile.Entry, periods map[string]bool, since time.Time) {
	list := r.Results()
	listed := map[string]bool{}
	for _, result := range list {
		listed[result.Number] = true
	}
	for _, number := range slices.Sorted(maps.Keys(r.results)) {
		if !listed[number] {
			list = append(list, r.results[number])
		}
	}
	periods, since = map[string]bool{}, r.Started()
	for _, result := range list {
		ours = append(ours, reconcile.Entry{Number: result.Number, Amount: result.Amount, Currency: result.Currency, Outcome: result.Outcome})
		periods[result.Period] = true
		if result.Begun != nil && result.Begun.Before(since) {
			since = *result.Begun
		}
	}
	return ours, periods, since
}
