package riverpay_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/conformance/subscribers"
	riverpay "github.com/assist-soap/toolkit/examples/river"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres"
	"github.com/assist-soap/toolkit/soapclient/journal/postgres/pgtest"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

const period = "2026-11"

func TestMain(m *testing.M) {
	if os.Getenv(envDatabase) != "" {
		os.Exit(victim())
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
	connection = server.Connection
	return m.Run()
}

// connection is that of the server; every test has a database of its own in it.
var connection string

// company is a shop, its database and its machines.
type company struct {
	*subscribers.Shop
	database string
	pool     *pgxpool.Pool
	since    time.Time
	reports  chan *reconcile.Report
}

func newCompany(t *testing.T, subscriptions int) *company {
	t.Helper()
	shop, err := subscribers.Open(t.Context(), subscriptions, sandbox.WallClock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shop.Close() })
	name := fmt.Sprintf("company_%d", time.Now().UnixNano())
	admin := newPool(t, connection)
	if _, err = admin.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	c := &company{Shop: shop, database: connection + " dbname=" + name, since: shop.Gateway.Clock().Now(), reports: make(chan *reconcile.Report, 1)}
	c.pool = newPool(t, c.database)
	migrator, err := rivermigrate.New(riverpgxv5.New(c.pool), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = migrator.Migrate(t.Context(), rivermigrate.DirectionUp, nil); err != nil {
		t.Fatal(err)
	}
	if _, err = c.pool.Exec(t.Context(), riverpay.Schema); err != nil {
		t.Fatal(err)
	}
	return c
}

func newPool(t *testing.T, connection string) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), connection)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// machine starts another machine of the company.
func (c *company) machine(t *testing.T) *river.Client[pgx.Tx] {
	t.Helper()
	client := c.client(t)
	if err := client.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.StopAndCancel(context.Background()) })
	return client
}

// client is River's client of another machine, which enqueues and does not work.
func (c *company) client(t *testing.T) *river.Client[pgx.Tx] {
	t.Helper()
	book, err := postgres.Open(t.Context(), c.database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	gateway, err := c.Client(soapclient.WithJournal(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(gateway.Close)
	client, err := riverpay.NewClient(riverpay.Machine{
		Pool: newPool(t, c.database), Journal: book, Gateway: gateway, Workers: 4, Pause: time.Second, Every: time.Millisecond,
		Query: subscribers.Query(gateway), Report: func(_ string, r *reconcile.Report) { c.reports <- r },
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func payments(first []string) (list []riverpay.Payment) {
	for n, bill := range first {
		list = append(list, riverpay.Payment{Subscription: fmt.Sprintf("S-%d", n), Period: period, Bill: bill, Amount: "15.00", Currency: "RUB"})
	}
	return list
}

func (c *company) enqueue(t *testing.T, client *river.Client[pgx.Tx], want int) {
	t.Helper()
	added, err := riverpay.Enqueue(t.Context(), client, c.pool, payments(c.First))
	if err != nil || added != want {
		t.Fatalf("%d enqueued, want %d: %v", added, want, err)
	}
}

// await waits until the ledger has so many payments in a state.
func (c *company) await(t *testing.T, state string, want int) {
	t.Helper()
	got := -1
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err := c.pool.QueryRow(t.Context(), "SELECT count(*) FROM payment WHERE state = $1", state).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got == want {
			return
		}
	}
	list, _ := riverpay.Ledger{Pool: c.pool}.Payments(t.Context(), period)
	t.Fatalf("%d payments are %s, want %d: %+v", got, state, want, list)
}

// audit demands that every subscription was charged once, and that the gateway agrees.
func (c *company) audit(t *testing.T, client *river.Client[pgx.Tx]) {
	t.Helper()
	for n := range c.First {
		if got := c.Charged(fmt.Sprintf("S-%d.%s", n, period)); got != 1500 {
			t.Errorf("subscription %d was charged %d", n, got)
		}
	}
	if _, err := client.Insert(t.Context(), riverpay.ReconcileArgs{Period: period, Since: c.since}, nil); err != nil {
		t.Fatal(err)
	}
	select {
	case r := <-c.reports:
		if !r.Clean() || r.Paid != len(c.First) {
			t.Errorf("%+v", r)
		}
	case <-time.After(60 * time.Second):
		t.Fatal("nobody reconciles")
	}
}

func TestPayments_TwoMachinesPayEverySubscriptionOnce(t *testing.T) {
	c := newCompany(t, 20)
	one, two := c.machine(t), c.machine(t)
	c.enqueue(t, one, 20)
	c.enqueue(t, two, 0)
	result, err := two.Insert(t.Context(), riverpay.PayArgs{Subscription: "S-0", Period: period}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("a second job of one payment was skipped: %v", result.UniqueSkippedAsDuplicate)
	c.await(t, riverpay.Succeeded, 20)
	if sent := c.Line.Sent(); sent != 20 {
		t.Errorf("%d payments were sent", sent)
	}
	c.audit(t, one)
}

func TestPayments_TwoJobsOfOnePaymentSendItOnce(t *testing.T) {
	c := newCompany(t, 1)
	client := c.machine(t)
	c.enqueue(t, client, 1)
	options := riverpay.PayArgs{}.InsertOpts()
	options.UniqueOpts = river.UniqueOpts{} // as if River had forgotten the first
	for range 5 {
		if _, err := client.Insert(t.Context(), riverpay.PayArgs{Subscription: "S-0", Period: period}, &options); err != nil {
			t.Fatal(err)
		}
	}
	c.await(t, riverpay.Succeeded, 1)
	if sent := c.Line.Sent(); sent != 1 {
		t.Errorf("%d payments were sent", sent)
	}
	c.audit(t, client)
}

func TestPayments_WhatNobodyAnsweredIsAskedAfter(t *testing.T) {
	c := newCompany(t, 8)
	c.Line.Breaks(func(n int) subscribers.Break {
		return map[int]subscribers.Break{1: subscribers.Silent, 3: subscribers.Lost, 5: subscribers.Down}[n]
	})
	client := c.machine(t)
	c.enqueue(t, client, 8)
	c.await(t, riverpay.Open, 2)
	c.await(t, riverpay.Succeeded, 6) // that without a connection was tried again: nothing had left
	c.Gateway.Clock().Advance(10 * time.Minute)
	if _, err := client.Insert(t.Context(), riverpay.SettleArgs{}, &river.InsertOpts{Queue: riverpay.QueueQuestions, UniqueOpts: river.UniqueOpts{}}); err != nil {
		t.Fatal(err)
	}
	c.await(t, riverpay.Succeeded, 8) // the lost one was proven not to have happened, and paid
	if sent := c.Line.Sent(); sent != 10 {
		t.Errorf("%d payments were sent", sent)
	}
	c.audit(t, client)
}

func TestPace_IsOneForAllMachines(t *testing.T) {
	c := newCompany(t, 0)
	var last time.Time
	for n := range 6 {
		pace := riverpay.Pace{Pool: newPool(t, c.database), Name: "payments", Every: 30 * time.Millisecond}
		if err := pace.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		var next time.Time
		if err := c.pool.QueryRow(t.Context(), "SELECT next FROM pace").Scan(&next); err != nil {
			t.Fatal(err)
		}
		if n > 0 && next.Sub(last) < 30*time.Millisecond {
			t.Errorf("place %d comes %v after the one before", n, next.Sub(last))
		}
		last = next
	}
}
