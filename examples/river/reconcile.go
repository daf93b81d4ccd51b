package riverpay

import (
	"context"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/assist-soap/toolkit/generated/codes"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

// ReconcileWorker holds the ledger of a period against the gateway's own list.
type ReconcileWorker struct {
	river.WorkerDefaults[ReconcileArgs]
	Ledger Ledger
	Query  reconcile.Query
	Report func(period string, r *reconcile.Report) // what is found is for a person
}

// Work implements [river.Worker].
func (w *ReconcileWorker) Work(ctx context.Context, job *river.Job[ReconcileArgs]) error {
	rows, err := w.Query.Rows(ctx, reconcile.Around(job.Args.Since, w.Query.Client.Clock().Now()))
	if err != nil {
		return err
	}
	payments, err := w.Ledger.Payments(ctx, job.Args.Period)
	if err != nil {
		return err
	}
	var ours []reconcile.Entry
	for _, p := range payments {
		outcome := map[string]service.Outcome{Succeeded: service.Succeeded, Refused: service.Refused}[p.State]
		ours = append(ours, reconcile.Entry{Number: p.Number, Amount: p.Amount, Currency: p.Currency, Outcome: outcome})
	}
	belongs := func(number string) bool { return strings.HasSuffix(number, "."+job.Args.Period) }
	w.Report(job.Args.Period, reconcile.Compare(ours, rows, belongs, &codes.Tables))
	return nil
}

// Timeout implements [river.Worker]: windows of a day are asked for ten minutes apart.
func (w *ReconcileWorker) Timeout(*river.Job[ReconcileArgs]) time.Duration { return 24 * time.Hour }
