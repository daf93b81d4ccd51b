package batch_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/conformance/subscribers"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

const period = "2026-11"

// shop is a merchant with subscriptions, and where it keeps what it remembers.
type shop struct {
	*subscribers.Shop
	folder string
	stop   func()
}

func newShop(t *testing.T, subscriptions int) *shop {
	t.Helper()
	s, err := subscribers.Open(t.Context(), subscriptions, sandbox.NewClock(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &shop{Shop: s, folder: t.TempDir()}
}

func (s *shop) client(t *testing.T, options ...soapclient.Option) *soapclient.Client {
	t.Helper()
	client, err := s.Client(options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// open begins a run, or goes on with it, as a program does after it was started.
func (s *shop) open(t *testing.T, change func(*batch.Plan), payments ...batch.Payment) *batch.Run {
	t.Helper()
	book, err := journal.Open(filepath.Join(s.folder, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	plan := batch.Plan{Client: s.client(t, soapclient.WithJournal(book)), Service: &recurrent.Service}
	if change != nil {
		change(&plan)
	}
	run, err := batch.Open(filepath.Join(s.folder, "sheet"), plan, payments)
	if err != nil {
		t.Fatal(err)
	}
	s.stop = func() { _ = book.Close() }
	t.Cleanup(func() { _ = run.Close() })
	return run
}

// end is the end of a program: another one may open the journal.
func (s *shop) end(run *batch.Run) { _ = run.Close(); s.stop() }

// payments are the next payments of all subscriptions, of 15 roubles.
func payments(first []string) (list []batch.Payment) {
	for n := range first {
		list = append(list, batch.Payment{Subscription: fmt.Sprintf("S-%d", n), Period: period, Request: subscribers.Request(first[n], "15.00")})
	}
	return list
}

// charged is what was taken for a payment, in hundredths.
func (s *shop) charged(n int) int64 { return s.Charged(batch.Number(fmt.Sprintf("S-%d", n), period)) }
