package temporalpay

import (
	"context"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/generated/codes"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

// Book is a journal that all machines share: that of soapclient/journal/postgres.
type Book interface {
	soapclient.Journal
	Unsettled(ctx context.Context) ([]soapclient.Intent, error)
}

// Activities are what workflows ask of the world.
type Activities struct {
	Gateway *soapclient.Client // with the journal
	Journal Book
	Query   reconcile.Query
}

// Pay sends a payment. Temporal must never repeat it by itself (RetryPolicy in PayOne); if
// it does all the same, the journal refuses to send what was sent. The call is not given
// up with the activity: that would make its outcome unknown.
func (a *Activities) Pay(ctx context.Context, p Payment) (Result, error) {
	amount, err := service.ParseAmount(p.Amount)
	if err != nil {
		return result(p, batch.Verdict{Outcome: service.Refused, Reason: err.Error()}), nil
	}
	answer, err := recurrent.NewClient(a.Gateway).Pay(context.WithoutCancel(ctx), &recurrent.PayRequest{
		BillNumber: p.Bill, OrderNumber: p.Number(), Amount: amount, Currency: p.Currency,
	})
	if err != nil {
		return result(p, batch.Judge(service.Unknown, err)), nil
	}
	v := batch.Judge(answer.Result.Outcome, nil)
	v.Reason = answer.Responsecode.Value()
	return result(p, v), nil
}

// Ask asks the gateway once what became of a payment. If the journal has nothing open under
// the number, the payment waits: sending it again lets the journal say whether it was paid.
// A question may be repeated as often as Temporal likes.
func (a *Activities) Ask(ctx context.Context, p Payment) (Result, error) {
	open, err := a.Journal.Unsettled(ctx)
	if err != nil {
		return Result{}, err
	}
	for _, intent := range open {
		if intent.Key.Value != p.Number() {
			continue
		}
		found, err := a.Gateway.Resolve(ctx, intent, soapclient.Budget(0))
		if err != nil {
			return Result{}, err
		}
		return result(p, batch.Resolved(found, intent)), nil
	}
	return result(p, batch.Verdict{Reason: "nothing is open under its number"}), nil
}

func result(p Payment, v batch.Verdict) Result {
	r := Result{Number: p.Number(), Amount: p.Amount, Currency: p.Currency, State: Waiting, Reason: v.Reason}
	switch {
	case v.Open:
		r.State = Open
	case v.Outcome == service.Succeeded:
		r.State = Succeeded
	case v.Outcome == service.Refused:
		r.State = Refused
	}
	return r
}

// Comparison is what Compare found.
type Comparison struct {
	Clean    bool
	Findings []string // one line each, for a person
}

// Compare holds results against the gateway's own list of operations since a moment.
func (a *Activities) Compare(ctx context.Context, period string, since time.Time, results []Result) (Comparison, error) {
	rows, err := a.Query.Rows(ctx, reconcile.Around(since, a.Query.Client.Clock().Now()))
	if err != nil {
		return Comparison{}, err
	}
	var ours []reconcile.Entry
	for _, r := range results {
		outcome := map[State]service.Outcome{Succeeded: service.Succeeded, Refused: service.Refused}[r.State]
		ours = append(ours, reconcile.Entry{Number: r.Number, Amount: r.Amount, Currency: r.Currency, Outcome: outcome})
	}
	belongs := func(number string) bool { return strings.HasSuffix(number, "."+period) }
	report := reconcile.Compare(ours, rows, belongs, &codes.Tables)
	comparison := Comparison{Clean: report.Clean()}
	for _, f := range report.Findings {
		comparison.Findings = append(comparison.Findings, f.String())
	}
	return comparison, nil
}
