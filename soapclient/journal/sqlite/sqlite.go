// Package sqlite keeps the intents of a client in an SQLite database: the journal for
// programs of several processes on one machine, and for those who want to ask it with
// SQL. It is a module of its own, so that the toolkit stays free of its dependencies.
// For one process, the file of package journal does the same with none.
//
//	book, err := sqlite.Open("/var/lib/shop/assist.db")
//	client, err := soapclient.New(endpoint, merchant,
//		soapclient.WithJournal(book), soapclient.WithServices(catalog.Services()...))
//	open, err := book.Unsettled(ctx)
//	for _, intent := range open { // what the last crash left open
//		resolution, err := client.Resolve(ctx, intent)
//	}
//
// That a key is used once at most is a unique index: two processes cannot both begin
// it. Every intent is on the disk (synchronous=FULL) before Begin returns. Keep the
// database on a local disk: the locks of SQLite do not hold on network drives.
//
// The command assist-soapgen journal reads files of package journal only, so as not to
// link this package. What it does is the loop above, and in SQL, while programs run:
//
//	sqlite3 assist.db "SELECT entry, operation, key, amount, started FROM intent WHERE state = 'open'"
//
// Never end an entry in SQL that the merchant's account does not explain: an intent that
// is ended as refused may be sent again.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Journal is a [soapclient.Journal] in a database file. It is safe for concurrent use
// by goroutines and by processes.
type Journal struct{ db *sql.DB }

var _ soapclient.Journal = (*Journal)(nil)

// version is kept in the database's user_version.
const version = 1

// The states are words of this journal: an intent is open until it has ended.
const schema = `
CREATE TABLE IF NOT EXISTS intent (
	entry     INTEGER PRIMARY KEY AUTOINCREMENT,
	id        TEXT NOT NULL,
	turn      TEXT NOT NULL,
	service   TEXT NOT NULL,
	operation TEXT NOT NULL,
	merchant  TEXT NOT NULL,
	field     TEXT NOT NULL,
	key       TEXT NOT NULL,
	part      TEXT NOT NULL,
	amount    TEXT NOT NULL,
	currency  TEXT NOT NULL,
	stood     TEXT NOT NULL, -- what stood under the key before: Intent.Before
	started   TEXT NOT NULL,
	deadline  TEXT NOT NULL,
	state     TEXT NOT NULL CHECK (state IN ('open', 'succeeded', 'refused')),
	how       TEXT NOT NULL DEFAULT '',
	ended     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS intent_once ON intent (id) WHERE state <> 'refused';
CREATE UNIQUE INDEX IF NOT EXISTS intent_turn ON intent (turn) WHERE state <> 'refused' AND turn <> '';
CREATE INDEX IF NOT EXISTS intent_open ON intent (entry) WHERE state = 'open';
`

// Open opens a journal, or makes one that only its owner can read.
func Open(path string) (*Journal, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // SQLite would let everybody read it
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if err = file.Close(); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	settings := url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(10000)"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+settings.Encode())
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", path, err)
	}
	db.SetMaxOpenConns(1) // SQLite has one writer at a time; callers queue here, not at its lock
	if err = prepare(db); err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: %w", path, err), db.Close())
	}
	return &Journal{db}, nil
}

func prepare(db *sql.DB) error {
	var found int
	if err := db.QueryRow("PRAGMA user_version").Scan(&found); err != nil {
		return err
	}
	switch found {
	case version:
		return nil
	case 0:
		_, err := db.Exec(schema + fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	}
	return fmt.Errorf("it is of version %d, and this program knows %d", found, version)
}

// Begin implements [soapclient.Journal].
func (j *Journal) Begin(ctx context.Context, i soapclient.Intent) (string, error) {
	const insert = `INSERT INTO intent (id, turn, service, operation, merchant, field, key, part, amount, currency, stood, started, deadline, state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`
	result, err := j.db.ExecContext(ctx, insert, i.ID(), i.Turn(), i.Service, i.Operation, i.Merchant, i.Key.Field, i.Key.Value, i.Part, i.Amount, i.Currency,
		i.Before, stamp(i.Started), stamp(i.Deadline))
	if taken, ok := errors.AsType[*sqlite.Error](err); ok && taken.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		return "", j.duplicate(ctx, i)
	}
	if err != nil {
		return "", fmt.Errorf("journal: %w", err)
	}
	entry, err := result.LastInsertId()
	return strconv.FormatInt(entry, 10), err
}

// duplicate finds who has the key or the turn. If it was given free in between, the answer is
// still no: the caller decides whether to begin again.
func (j *Journal) duplicate(ctx context.Context, i soapclient.Intent) error {
	earlier, state, err := scan(j.db.QueryRowContext(ctx, columns+taken, i.ID(), i.Turn()))
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
	result, err := j.db.ExecContext(ctx, "UPDATE intent SET state = ?, how = ?, ended = ? WHERE entry = ? AND state = 'open'",
		ending.Outcome.String(), string(ending.How), stamp(ending.At), entry)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if changed, err := result.RowsAffected(); err != nil || changed == 1 {
		return err
	}
	var state string
	err = j.db.QueryRowContext(ctx, "SELECT state FROM intent WHERE entry = ?", entry).Scan(&state)
	if err == nil && state == ending.Outcome.String() {
		return nil
	}
	return fmt.Errorf("journal: entry %s is not open", entry)
}

const (
	columns = "SELECT entry, service, operation, merchant, field, key, part, amount, currency, stood, started, deadline, state FROM intent"
	taken   = " WHERE id = ?1 OR turn = ?2 AND turn <> '' ORDER BY state = 'refused', entry DESC LIMIT 1"
)

// Unsettled returns the intents that have no ending, in the order they were begun.
func (j *Journal) Unsettled(ctx context.Context) ([]soapclient.Intent, error) {
	rows, err := j.db.QueryContext(ctx, columns+" WHERE state = 'open' ORDER BY entry")
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var list []soapclient.Intent
	for rows.Next() {
		i, _, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("journal: %w", err)
		}
		list = append(list, i)
	}
	return list, rows.Err()
}

// Close closes the database; what is open stays so.
func (j *Journal) Close() error { return j.db.Close() }

func scan(row interface{ Scan(...any) error }) (i soapclient.Intent, state string, err error) {
	var started, deadline string
	err = row.Scan(&i.Entry, &i.Service, &i.Operation, &i.Merchant, &i.Key.Field, &i.Key.Value, &i.Part, &i.Amount, &i.Currency, &i.Before, &started, &deadline, &state)
	if err == nil {
		i.Started, err = time.Parse(time.RFC3339Nano, started)
	}
	if err == nil {
		i.Deadline, err = time.Parse(time.RFC3339Nano, deadline)
	}
	return i, state, err
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
