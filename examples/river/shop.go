package riverpay

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

// Machine is what one machine brings along.
type Machine struct {
	Pool    *pgxpool.Pool
	Journal *postgres.Journal
	Gateway *soapclient.Client // with that journal
	Workers int                // payments under way at once
	Every   time.Duration      // between two payments of all machines
	Pause   time.Duration      // before what was not sent is tried again
	Resolve []soapclient.ResolveOption
	Query   reconcile.Query
	Report  func(period string, r *reconcile.Report)
}

// NewClient makes River's client of a machine. Start it to work; Insert needs no start.
func NewClient(m Machine) (*river.Client[pgx.Tx], error) {
	ledger := Ledger{m.Pool}
	workers := river.NewWorkers()
	river.AddWorker(workers, &PayWorker{Ledger: ledger, Gateway: m.Gateway, Pace: Pace{m.Pool, "payments", m.Every}, Pause: m.Pause})
	river.AddWorker(workers, &SettleWorker{Ledger: ledger, Gateway: m.Gateway, Journal: m.Journal, Resolve: m.Resolve})
	river.AddWorker(workers, &ReconcileWorker{Ledger: ledger, Query: m.Query, Report: m.Report})
	return river.NewClient(riverpgxv5.New(m.Pool), &river.Config{
		Queues: map[string]river.QueueConfig{
			QueueMoney: {MaxWorkers: m.Workers}, QueueQuestions: {MaxWorkers: 1},
		},
		Workers: workers,
		Logger:  slog.New(slog.DiscardHandler),
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(time.Minute),
			func() (river.JobArgs, *river.InsertOpts) { return SettleArgs{}, nil }, nil)},
	})
}

// Enqueue adds payments and their jobs in one transaction: both are there, or neither. A
// payment that is known stays as it is; added counts the others.
func Enqueue(ctx context.Context, client *river.Client[pgx.Tx], pool *pgxpool.Pool, payments []Payment) (added int, err error) {
	err = pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		for _, p := range payments {
			isNew, err := add(ctx, tx, p)
			if err != nil {
				return err
			}
			if !isNew {
				continue
			}
			added++
			if _, err = client.InsertTx(ctx, tx, PayArgs{Subscription: p.Subscription, Period: p.Period}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	return added, err
}
