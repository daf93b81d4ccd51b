// Package gatewaytest lets the tests of a shop run against the sandbox in their own
// process, as net/http/httptest does for servers:
//
//	gateway := gatewaytest.Start(t)
//	gateway.Held("A-1", "100.10") // what is there before
//
//	err := shop.New(gateway.Client()).Ship(ctx, "A-1") // what is tested
//
//	gateway.WantCharged("A-1", "100.10") // what must have become of it
//	gateway.WantSent("charge.charge", 1)
//
// The gateway is there until the test ends. Its clock stands until it is advanced, and
// clients made by [Gateway.Client] go by it, so nothing waits and equal tests see equal
// numbers and times. When a test fails, the exchanges are in its log, masked, with the
// reason of each refusal.
package gatewaytest

import (
	"testing"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Gateway is a sandbox that lives as long as a test. All of [sandbox.Sandbox] is there
// too: Ledger, Exchanges, Outbox, Deliveries. Its own methods end the test when what they
// were asked for cannot be done, and belong on the goroutine of the test.
type Gateway struct {
	*sandbox.Sandbox
	t        testing.TB
	merchant sandbox.Merchant
	faults   faults
	built    map[string]int // requests of builders, by operation: they are not the shop's
}

// Option changes the sandbox before it starts.
type Option func(*sandbox.Config)

// At lets the clock stand at a time instead of 15 January 2026, 12:00 GMT.
func At(start time.Time) Option {
	return func(c *sandbox.Config) { c.Clock = sandbox.NewClock(start) }
}

// As makes the shop one of your own: its merchant, login, secret word and settings, as
// the real account has them. The values must be test values.
func As(m sandbox.Merchant) Option {
	return func(c *sandbox.Config) { c.Merchants = []sandbox.Merchant{m} }
}

// Configured changes whatever else a sandbox can be told.
func Configured(change func(*sandbox.Config)) Option { return change }

// Start starts a gateway, which ends with the test.
func Start(t testing.TB, options ...Option) *Gateway {
	t.Helper()
	config := sandbox.Config{Clock: sandbox.NewClock(time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC))}
	for _, change := range options {
		change(&config)
	}
	if len(config.Merchants) == 0 {
		config.Merchants = sandbox.DefaultMerchants()
	}
	running, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err = running.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	g := &Gateway{Sandbox: running, t: t, merchant: config.Merchants[0], built: map[string]int{}}
	t.Cleanup(func() {
		if t.Failed() {
			g.log()
		}
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// Merchant is the shop's account: the first merchant of the sandbox.
func (g *Gateway) Merchant() soapclient.Merchant {
	m := soapclient.Merchant{
		ID: g.merchant.ID, Login: g.merchant.Login,
		Password: service.NewSecret(g.merchant.Password), SecretWord: service.NewSecret(g.merchant.SecretWord),
	}
	if g.merchant.PublicKey != nil { // one of sandbox.SigningMerchants
		m.SigningKey = sandbox.TestSigner()
		if method, err := checkvalue.ParseMethod(g.merchant.Method); err == nil {
			m.SignatureMethod = method
		}
	}
	return m
}

// Client makes a client of the shop that goes by the gateway's clock and can resolve
// every service. It is closed when the test ends.
func (g *Gateway) Client(options ...soapclient.Option) *soapclient.Client {
	g.t.Helper()
	own := []soapclient.Option{
		soapclient.WithServices(catalog.Services()...), soapclient.WithClock(g.Clock()), soapclient.WithTransport(g.faults.over),
	}
	client, err := soapclient.New(g.URL(), g.Merchant(), append(own, options...)...)
	if err != nil {
		g.t.Fatal(err)
	}
	g.t.Cleanup(client.Close)
	return client
}

// log tells what passed, oldest first.
func (g *Gateway) log() {
	g.t.Helper()
	all := g.Exchanges()
	for i := len(all) - 1; i >= 0; i-- {
		e := &all[i]
		verdict := "carried out"
		if e.Refusal != "" {
			verdict = "refused " + e.Refusal + ": " + e.Reason
		}
		g.t.Logf("gateway: %d. %s %s: %s", e.Number, e.What(), e.About, verdict)
	}
}
