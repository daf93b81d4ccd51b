package riverpay

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres"
)

// SettleWorker asks about everything that the journal has open, on whichever machine it
// was sent, and gives payments that nobody carried out back to the queue.
type SettleWorker struct {
	river.WorkerDefaults[SettleArgs]
	Ledger  Ledger
	Gateway *soapclient.Client
	Journal *postgres.Journal
	Resolve []soapclient.ResolveOption
}

// Work implements [river.Worker]. A payment that is under way on another machine may be
// asked about too: "not found" is not believed before its last moment.
func (w *SettleWorker) Work(ctx context.Context, _ *river.Job[SettleArgs]) error {
	open, err := w.Journal.Unsettled(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, intent := range open {
		found, err := w.Gateway.Resolve(ctx, intent, append([]soapclient.ResolveOption{soapclient.Budget(0)}, w.Resolve...)...)
		if err == nil {
			err = w.Ledger.Note(ctx, intent.Key.Value, batch.Resolved(found, intent))
		}
		failures = append(failures, err)
	}
	return errors.Join(append(failures, w.giveBack(ctx))...)
}

// giveBack enqueues what waits and has no job: its worker died (River discards the job
// after RescueStuckJobsAfter), or it was proven that the payment was not carried out. A
// payment whose worker died after it was made is no harm: the journal says so instead of
// sending it again.
func (w *SettleWorker) giveBack(ctx context.Context) error {
	const orphans = `SELECT subscription, period FROM payment p WHERE state IN ('waiting', 'open') AND NOT EXISTS (
		SELECT FROM river_job j WHERE j.kind = 'pay' AND j.finalized_at IS NULL
			AND j.args @> jsonb_build_object('subscription', p.subscription, 'period', p.period))
		AND NOT EXISTS (SELECT FROM assist_journal i WHERE i.key = p.number AND i.state = 'open')`
	rows, err := w.Ledger.Pool.Query(ctx, orphans)
	if err != nil {
		return err
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[PayArgs])
	if err != nil {
		return err
	}
	client := river.ClientFromContext[pgx.Tx](ctx)
	for _, args := range found {
		if _, err = w.Ledger.Pool.Exec(ctx, "UPDATE payment SET state = 'waiting' WHERE subscription = $1 AND period = $2 AND state = 'open'", args.Subscription, args.Period); err != nil {
			return err
		}
		if _, err = client.Insert(ctx, args, nil); err != nil {
			return fmt.Errorf("%s of %s cannot be given back: %w", args.Period, args.Subscription, err)
		}
	}
	return nil
}
