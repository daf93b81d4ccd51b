package batch_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

const period = "2026-11"

// shop is a merchant with subscriptions, and the gateway, in time of its own.
type shop struct {
	gateway *sandbox.Sandbox
	folder  string
	first   []string // the gateway's numbers of the first payments
	line    *line
}

func newShop(t *testing.T, subscriptions int) *shop {
	t.Helper()
	gateway, err := sandbox.New(sandbox.Config{Clock: sandbox.NewClock(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	if err = gateway.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gateway.Close() })
	s := &shop{gateway: gateway, folder: t.TempDir(), line: &line{}}
	client := newClient(t, gateway.URL(), soapclient.WithClock(gateway.Clock()))
	for n := range subscriptions {
		s.first = append(s.first, subscribe(t, client, fmt.Sprintf("first-%d", n)))
	}
	gateway.Clock().Advance(30 * 24 * time.Hour)
	return s
}

func merchant() soapclient.Merchant {
	m := sandbox.DefaultMerchants()[0]
	return soapclient.Merchant{ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord)}
}

func services() soapclient.Option { return soapclient.WithServices(catalog.Services()...) }

func newClient(t testing.TB, endpoint string, options ...soapclient.Option) *soapclient.Client {
	t.Helper()
	client, err := soapclient.New(endpoint, merchant(), append(options, services())...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// subscribe makes the first payment of a subscription: 10 to 50 roubles every 30 days.
func subscribe(t testing.TB, client *soapclient.Client, number string) string {
	t.Helper()
	pan, err := service.ParsePAN("4111111111111111")
	cvc, err2 := service.ParseCVC("123")
	if err = errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	first, err := silentpay.NewClient(client).Pay(t.Context(), &silentpay.PayRequest{
		OrderNumber: service.Some(number), OrderAmount: service.MustAmount("10.00"), OrderCurrency: service.Some("RUB"),
		Cardnumber: pan, Cardholder: service.Some(service.NewSecret("TEST CARD")),
		Expiremonth: service.NewSecret("12"), Expireyear: service.NewSecret("2030"), CVC2: cvc,
		Lastname: service.Some("Test"), Firstname: service.Some("Test"), Email: service.Some("test@example.com"), ClientIP: service.Some("192.0.2.1"),
		RecurringIndicator: service.Some(silentpay.Flag1), RecurringMinAmount: service.Some(service.MustAmount("10.00")),
		RecurringMaxAmount: service.Some(service.MustAmount("50.00")), RecurringPeriod: service.Some("30"),
		RecurringMaxDate: service.Some(service.Date(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))),
	})
	if err != nil {
		t.Fatal(err)
	}
	return first.Billnumber.Value()
}

// open begins a run, or goes on with it, as a program does after it was started.
func (s *shop) open(t *testing.T, change func(*batch.Plan), payments ...batch.Payment) *batch.Run {
	t.Helper()
	book, err := journal.Open(filepath.Join(s.folder, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	client := newClient(t, s.gateway.URL(), soapclient.WithJournal(book), soapclient.WithClock(s.gateway.Clock()), soapclient.WithTransport(s.line.over))
	plan := batch.Plan{Client: client, Service: &recurrent.Service}
	if change != nil {
		change(&plan)
	}
	run, err := batch.Open(filepath.Join(s.folder, "sheet"), plan, payments)
	if err != nil {
		t.Fatal(err)
	}
	s.line.stop = func() { _ = book.Close() }
	t.Cleanup(func() { _ = run.Close() })
	return run
}

// end is the end of a program: another one may open the journal.
func (s *shop) end(run *batch.Run) { _ = run.Close(); s.line.stop() }

// payments are the next payments of all subscriptions, of 15 roubles.
func (s *shop) payments() (list []batch.Payment) {
	for n, first := range s.first {
		list = append(list, batch.Payment{Subscription: fmt.Sprintf("S-%d", n), Period: period, Request: request(first, "15.00")})
	}
	return list
}

func request(first, amount string) *recurrent.PayRequest {
	return &recurrent.PayRequest{BillNumber: first, Amount: service.MustAmount(amount), Currency: "RUB"}
}

// charged is what was taken for a payment, in hundredths.
func (s *shop) charged(n int) int64 {
	return s.gateway.Ledger().Charged("123456", batch.Number(fmt.Sprintf("S-%d", n), period))
}

// query lists the payments among the test operations of the sandbox.
func query(client *soapclient.Client) reconcile.Query {
	return reconcile.Query{
		Client: client, Service: &resultbydate.Service, Set: map[string]string{"testmode": "1"},
		Only: []service.Match{{Field: "operationtype", Values: []string{"100"}}},
	}
}

// line is the network before the gateway, which breaks at times.
type line struct {
	stop func()
	base http.RoundTripper

	mu   sync.Mutex
	sent int
	// breaks says what happens to the n-th payment: "", "lost" (it never arrives),
	// "silent" (it arrives and nobody answers), "down" (there is no connection).
	breaks func(n int) string
}

func (l *line) over(base http.RoundTripper) http.RoundTripper {
	l.base = base
	return l
}

var errBroken = errors.New("the line broke")

// RoundTrip implements [http.RoundTripper].
func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	what := ""
	if r.URL.Path == recurrent.Service.Path {
		l.mu.Lock()
		if l.breaks != nil {
			what = l.breaks(l.sent)
		}
		l.sent++
		l.mu.Unlock()
	}
	switch what {
	case "lost":
		return nil, errBroken
	case "silent":
		response, err := l.base.RoundTrip(r)
		if err == nil {
			_ = response.Body.Close()
		}
		return nil, errBroken
	}
	return l.base.RoundTrip(r)
}
