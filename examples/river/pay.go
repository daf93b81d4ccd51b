package riverpay

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
)

// PayWorker carries out payments.
type PayWorker struct {
	river.WorkerDefaults[PayArgs]
	Ledger  Ledger
	Gateway *soapclient.Client // with the journal in PostgreSQL
	Pace    Pace
	Pause   time.Duration // before what was not sent is tried again
}

// Work implements [river.Worker]. Its story: look it up, wait for a place, pay, write down
// what came of it. A job that was interrupted anywhere may safely run again: the journal
// refuses to send what it has sent.
func (w *PayWorker) Work(ctx context.Context, job *river.Job[PayArgs]) error {
	p, err := w.Ledger.Payment(ctx, job.Args.Subscription, job.Args.Period)
	if err != nil || p.State != Waiting {
		return err
	}
	if err = w.Pace.Wait(ctx); err != nil {
		return err
	}
	v := w.pay(ctx, p)
	if err = w.Ledger.Note(context.WithoutCancel(ctx), p.Number, v); err != nil {
		return err
	}
	if nothingSent := v.Missed && !v.Open; nothingSent {
		return river.JobSnooze(w.Pause) // not an attempt: no money was asked for
	}
	return nil // what is open is asked about by SettleWorker
}

// pay makes the call. It is not given up with the job: that would make its outcome unknown.
func (w *PayWorker) pay(ctx context.Context, p Payment) batch.Verdict {
	amount, err := service.ParseAmount(p.Amount)
	if err != nil {
		return batch.Verdict{Outcome: service.Refused, Reason: err.Error()}
	}
	answer, err := recurrent.NewClient(w.Gateway).Pay(context.WithoutCancel(ctx), &recurrent.PayRequest{
		BillNumber: p.Bill, OrderNumber: p.Number, Amount: amount, Currency: p.Currency,
	})
	if err != nil {
		return batch.Judge(service.Unknown, err)
	}
	v := batch.Judge(answer.Result.Outcome, nil)
	v.Reason = answer.Responsecode.Value()
	return v
}

// Timeout implements [river.Worker]: a job may wait for its place.
func (w *PayWorker) Timeout(*river.Job[PayArgs]) time.Duration { return 10 * time.Minute }
