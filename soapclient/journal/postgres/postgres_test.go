package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/journaltest"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres/pgtest"
)

func TestMain(m *testing.M) {
	if code, child := journaltest.Child(kind()); child {
		os.Exit(code)
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	server, err := pgtest.Start()
	switch {
	case errors.Is(err, pgtest.ErrNone) && os.Getenv("ASSIST_REQUIRE_POSTGRES") == "":
		fmt.Println("skipped:", err)
		return 0
	case err != nil:
		fmt.Println(err)
		return 1
	}
	defer func() { _ = server.Stop() }()
	own, connection = server, server.Connection
	return m.Run()
}

// connection is that of the server; every place is a schema of its own in it.
var (
	own        *pgtest.Server
	connection string
)

var places atomic.Int64

func kind() journaltest.Kind {
	return journaltest.Kind{
		Name:   "postgres",
		Make:   place,
		Open:   func(place string) (journaltest.Book, error) { return postgres.Open(context.Background(), place) },
		Stored: stored,
		Quiet:  quiet,
		Shared: true,
	}
}

func place(t testing.TB) string {
	schema := fmt.Sprintf("place_%d", places.Add(1))
	execute(t, connection, "DROP SCHEMA IF EXISTS "+schema+" CASCADE; CREATE SCHEMA "+schema)
	return connection + " application_name=" + schema + " search_path=" + schema
}

func execute(t testing.TB, connection, statements string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), connection)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err = conn.Exec(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
}

// quiet waits until the server has noticed that its client is dead: the statement that
// was under way is carried out all the same.
func quiet(t testing.TB, place string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), connection)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for left := 1; left > 0; {
		name := place[strings.LastIndex(place, "=")+1:]
		if err = conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", name).Scan(&left); err != nil {
			t.Fatal(err)
		}
	}
}

// stored is the table as text.
func stored(t testing.TB, place string) []byte {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var all string
	if err = conn.QueryRow(t.Context(), "SELECT string_agg(j::text, chr(10)) FROM assist_journal j").Scan(&all); err != nil {
		t.Fatal(err)
	}
	return []byte(all)
}

func TestJournal_KeepsThePromisesOfAJournal(t *testing.T) { journaltest.Run(t, kind()) }

// TestJournal_SurvivesTheDeathOfItsServer: what was begun is known after the server has
// recovered, and while it is down nothing is begun.
func TestJournal_SurvivesTheDeathOfItsServer(t *testing.T) {
	if os.Getenv("ASSIST_POSTGRES") != "" {
		t.Skip("the server of ASSIST_POSTGRES is not ours to kill")
	}
	j, err := postgres.Open(t.Context(), place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	entries := map[int]string{}
	for n := range 30 {
		if entries[n], err = j.Begin(t.Context(), journaltest.Intent(fmt.Sprint(n))); err != nil {
			t.Fatal(err)
		}
		if n%2 == 0 {
			if err = j.End(t.Context(), entries[n], soapclient.Ending{Outcome: service.Succeeded, How: soapclient.Answered}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err = own.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err = j.Begin(t.Context(), journaltest.Intent("while it is down")); err == nil {
		t.Error("it begins without a server")
	}
	if err = own.Revive(); err != nil {
		t.Fatal(err)
	}
	open, err := j.Unsettled(t.Context())
	if err != nil || len(open) != 15 {
		t.Fatalf("%d open, %v", len(open), err)
	}
	for n := range 30 {
		_, err = j.Begin(t.Context(), journaltest.Intent(fmt.Sprint(n)))
		if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); !ok || duplicate.Open != (n%2 == 1) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestOpen_ManyAtOnceMakeOneTable(t *testing.T) {
	place := place(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			j, err := postgres.Open(context.Background(), place)
			if err != nil {
				t.Error(err)
				return
			}
			_ = j.Close()
		})
	}
	group.Wait()
}

func TestOpen_RefusesWhatItCannotTrust(t *testing.T) {
	here := place(t)
	j, err := postgres.Open(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	execute(t, here, "COMMENT ON TABLE assist_journal IS 'assist-journal 99'")
	for name, test := range map[string]struct{ connection, says string }{
		"newer version":        {here, "assist-journal 99"},
		"no durable commits":   {place(t) + " synchronous_commit=off", "may forget"},
		"commits not repeated": {place(t) + " synchronous_commit=local", "may forget"},
		"nobody there":         {"host=/nonexistent password=Hidden_Passw0rd", "journal: "},
		"no connection text":   {"postgres://u:Hidden_Passw0rd@[", "journal: "},
	} {
		_, err := postgres.Open(t.Context(), test.connection)
		if err == nil || !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "Hidden") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A server that is not allowed to make tables may use one that is there.
func TestOpen_NeedsNoRightToMakeTables(t *testing.T) {
	here := place(t)
	j, err := postgres.Open(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	schema := here[strings.LastIndex(here, "=")+1:]
	execute(t, here, `DROP ROLE IF EXISTS shop; CREATE ROLE shop LOGIN; GRANT USAGE ON SCHEMA `+schema+` TO shop;
		GRANT SELECT, INSERT, UPDATE ON assist_journal TO shop`)
	defer execute(t, here, "DROP OWNED BY shop; DROP ROLE shop")
	j, err = postgres.Open(t.Context(), here+" user=shop")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	if _, err = j.Begin(t.Context(), journaltest.Intent("A-1")); err != nil {
		t.Error(err)
	}
}
