package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// version is kept as the table's comment.
const version = "assist-journal 1"

// The states are words of this journal: an intent is open until it has ended.
const schema = `
CREATE TABLE assist_journal (
	entry     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	id        text COLLATE "C" NOT NULL,
	turn      text COLLATE "C" NOT NULL,
	service   text NOT NULL,
	operation text NOT NULL,
	merchant  text NOT NULL,
	field     text NOT NULL,
	key       text NOT NULL,
	part      text NOT NULL,
	amount    text NOT NULL,
	currency  text NOT NULL,
	stood     text NOT NULL, -- what stood under the key before: Intent.Before
	started   timestamptz NOT NULL,
	deadline  timestamptz NOT NULL,
	state     text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'succeeded', 'refused')),
	how       text NOT NULL DEFAULT '',
	ended     timestamptz
);
CREATE UNIQUE INDEX assist_journal_once ON assist_journal (id) WHERE state <> 'refused';
CREATE UNIQUE INDEX assist_journal_turn ON assist_journal (turn) WHERE state <> 'refused' AND turn <> '';
CREATE INDEX assist_journal_open ON assist_journal (entry) WHERE state = 'open';
COMMENT ON TABLE assist_journal IS '` + version + `';
`

// makingTable is an advisory lock: two programs that start at once make one table.
const makingTable = 0x6173_7369_7374 // "assist"

func prepare(ctx context.Context, pool *pgxpool.Pool) error {
	var fsync, commit string
	if err := pool.QueryRow(ctx, "SELECT current_setting('fsync'), current_setting('synchronous_commit')").Scan(&fsync, &commit); err != nil {
		return err
	}
	if fsync != "on" || commit == "off" || commit == "local" {
		return fmt.Errorf("the server runs with fsync=%s and synchronous_commit=%s: it may forget what it has confirmed; set both to on", fsync, commit)
	}
	found, err := tableVersion(ctx, pool)
	if errors.Is(err, pgx.ErrNoRows) {
		if err = makeTable(ctx, pool); err == nil {
			found, err = tableVersion(ctx, pool)
		}
	}
	switch {
	case err != nil:
		return err
	case found != version:
		return fmt.Errorf("the table assist_journal is of version %q, and this program knows %q", found, version)
	}
	return nil
}

// tableVersion finds the table on the search path.
func tableVersion(ctx context.Context, pool *pgxpool.Pool) (comment string, err error) {
	const query = `SELECT coalesce(obj_description(t, 'pg_class'), '') FROM to_regclass('assist_journal') AS t WHERE t IS NOT NULL`
	err = pool.QueryRow(ctx, query).Scan(&comment)
	return comment, err
}

// makeTable takes the lock before its transaction begins: only the beginning of one
// makes a connection see tables that others have made meanwhile.
func makeTable(ctx context.Context, pool *pgxpool.Pool) error {
	return pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(makingTable)); err != nil {
			return err
		}
		err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			var there bool
			if err := tx.QueryRow(ctx, "SELECT to_regclass('assist_journal') IS NOT NULL").Scan(&there); err != nil || there {
				return err
			}
			_, err := tx.Exec(ctx, schema)
			return err
		})
		_, err2 := conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(makingTable))
		return errors.Join(err, err2)
	})
}
