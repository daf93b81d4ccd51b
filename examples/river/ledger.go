package riverpay

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/batch"
)

// Schema is the shop's own tables; River and the journal make theirs.
const Schema = `
CREATE TABLE IF NOT EXISTS payment (
	subscription text NOT NULL,
	period       text NOT NULL,
	number       text NOT NULL UNIQUE, -- of the order, made of the two
	bill         text NOT NULL,        -- the gateway's number of the first payment
	amount       text NOT NULL,
	currency     text NOT NULL,
	state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'open', 'succeeded', 'refused')),
	reason       text NOT NULL DEFAULT '',
	PRIMARY KEY (subscription, period)
);
CREATE TABLE IF NOT EXISTS pace (name text PRIMARY KEY, next timestamptz NOT NULL);
`

// The states of a payment. Waiting: nothing has happened. Open: it was sent and nobody
// has told its outcome.
const (
	Waiting   = "waiting"
	Open      = "open"
	Succeeded = "succeeded"
	Refused   = "refused"
)

// Payment is a row of the shop's ledger.
type Payment struct {
	Subscription, Period   string
	Number                 string
	Bill, Amount, Currency string
	State, Reason          string
}

// Ledger is the shop's table of payments.
type Ledger struct{ Pool *pgxpool.Pool }

const paymentColumns = "SELECT subscription, period, number, bill, amount, currency, state, reason FROM payment"

// Payment finds a payment; pgx.ErrNoRows if there is none.
func (l Ledger) Payment(ctx context.Context, subscription, period string) (Payment, error) {
	rows, err := l.Pool.Query(ctx, paymentColumns+" WHERE subscription = $1 AND period = $2", subscription, period)
	if err != nil {
		return Payment{}, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Payment])
}

// Payments lists a period.
func (l Ledger) Payments(ctx context.Context, period string) ([]Payment, error) {
	rows, err := l.Pool.Query(ctx, paymentColumns+" WHERE period = $1 ORDER BY number", period)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Payment])
}

// Note writes a verdict down. What has succeeded stays so.
func (l Ledger) Note(ctx context.Context, number string, v batch.Verdict) error {
	state := Waiting
	switch {
	case v.Open:
		state = Open
	case v.Outcome == service.Succeeded:
		state = Succeeded
	case v.Outcome == service.Refused:
		state = Refused
	}
	_, err := l.Pool.Exec(ctx, "UPDATE payment SET state = $2, reason = $3 WHERE number = $1 AND state <> 'succeeded'", number, state, v.Reason)
	if err != nil {
		return fmt.Errorf("payment %s is %s and cannot be noted: %w", number, state, err)
	}
	return nil
}

// add adds a payment that is not there yet; added is false for one that is.
func add(ctx context.Context, tx pgx.Tx, p Payment) (added bool, err error) {
	const insert = `INSERT INTO payment (subscription, period, number, bill, amount, currency) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (subscription, period) DO NOTHING RETURNING true`
	err = tx.QueryRow(ctx, insert, p.Subscription, p.Period, batch.Number(p.Subscription, p.Period), p.Bill, p.Amount, p.Currency).Scan(&added)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return added, err
}
