package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Journal is a [soapclient.Journal] in a table. It is safe for concurrent use by
// goroutines, processes and machines.
type Journal struct{ pool *pgxpool.Pool }

var _ soapclient.Journal = (*Journal)(nil)

// Open connects to the database and makes the table assist_journal in the first schema
// of the search path, if there is none. The connection is a URL or key=value text of
// libpq; a password in it appears in no error. Connections are the journal's own, at
// most four per processor unless pool_max_conns says otherwise.
func Open(ctx context.Context, connection string) (*Journal, error) {
	config, err := pgxpool.ParseConfig(connection)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err) // pgx masks the password
	}
	if _, chosen := config.ConnConfig.RuntimeParams["synchronous_commit"]; !chosen {
		config.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if err = prepare(ctx, pool); err != nil {
		pool.Close()
		return nil, fmt.Errorf("journal: %w", err)
	}
	return &Journal{pool}, nil
}

// Close closes the connections; what is open stays so.
func (j *Journal) Close() error {
	j.pool.Close()
	return nil
}

const (
	uniqueViolation = "23505"
	insert          = `INSERT INTO assist_journal (id, turn, service, operation, merchant, field, key, part, amount, currency, stood, started, deadline)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING entry`
	columns = "SELECT entry, service, operation, merchant, field, key, part, amount, currency, stood, started, deadline, state FROM assist_journal"
	taken   = " WHERE id = $1 OR turn = $2 AND turn <> '' ORDER BY state = 'refused', entry DESC LIMIT 1"
)

// Begin implements [soapclient.Journal]. Times are kept to the microsecond.
func (j *Journal) Begin(ctx context.Context, i soapclient.Intent) (string, error) {
	var entry int64
	err := j.pool.QueryRow(ctx, insert, i.ID(), i.Turn(), i.Service, i.Operation, i.Merchant, i.Key.Field, i.Key.Value, i.Part, i.Amount, i.Currency,
		i.Before, i.Started, i.Deadline).Scan(&entry)
	if taken, ok := errors.AsType[*pgconn.PgError](err); ok && taken.Code == uniqueViolation {
		return "", j.duplicate(ctx, i)
	}
	if err != nil {
		return "", fmt.Errorf("journal: %w", err)
	}
	return strconv.FormatInt(entry, 10), nil
}

// duplicate finds who has the key or the turn. If it was given free in between, the answer is
// still no: the caller decides whether to begin again.
func (j *Journal) duplicate(ctx context.Context, i soapclient.Intent) error {
	earlier, state, err := scan(j.pool.QueryRow(ctx, columns+taken, i.ID(), i.Turn()))
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return &soapclient.DuplicateError{Intent: earlier, Open: state == "open"}
}

// End implements [soapclient.Journal].
func (j *Journal) End(ctx context.Context, entry string, ending soapclient.Ending) error {
	if ending.Outcome != service.Succeeded && ending.Outcome != service.Refused {
		return fmt.Errorf("journal: entry %s cannot end as %s; leave it open", entry, ending.Outcome)
	}
	number, err := strconv.ParseInt(entry, 10, 64)
	if err != nil {
		return notOpen(entry)
	}
	const update = "UPDATE assist_journal SET state = $2, how = $3, ended = $4 WHERE entry = $1 AND state = 'open'"
	changed, err := j.pool.Exec(ctx, update, number, ending.Outcome.String(), string(ending.How), ending.At)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if changed.RowsAffected() == 1 {
		return nil
	}
	var state string
	err = j.pool.QueryRow(ctx, "SELECT state FROM assist_journal WHERE entry = $1", number).Scan(&state)
	switch {
	case err != nil && !errors.Is(err, pgx.ErrNoRows):
		return fmt.Errorf("journal: %w", err)
	case state == ending.Outcome.String():
		return nil
	}
	return notOpen(entry)
}

func notOpen(entry string) error { return fmt.Errorf("journal: entry %q is not open", entry) }

// Unsettled returns the intents that have no ending, in the order they were begun.
func (j *Journal) Unsettled(ctx context.Context) ([]soapclient.Intent, error) {
	rows, err := j.pool.Query(ctx, columns+" WHERE state = 'open' ORDER BY entry")
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (soapclient.Intent, error) {
		i, _, err := scan(row)
		return i, err
	})
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return list, nil
}

func scan(row pgx.Row) (i soapclient.Intent, state string, err error) {
	var entry int64
	var started, deadline time.Time
	err = row.Scan(&entry, &i.Service, &i.Operation, &i.Merchant, &i.Key.Field, &i.Key.Value, &i.Part, &i.Amount, &i.Currency, &i.Before, &started, &deadline, &state)
	i.Entry, i.Started, i.Deadline = strconv.FormatInt(entry, 10), started.UTC(), deadline.UTC()
	return i, state, err
}
