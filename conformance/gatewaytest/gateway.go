package gatewaytest

import (
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Start is where the clock of a gateway stands that no option moves: noon, GMT, on a day
// of no meaning.
const Start = "2030-01-15T12:00:00Z"

// Gateway is a gateway for one test. It ends with the test.
type Gateway struct {
	*sandbox.Sandbox
	t         testing.TB
	merchants []sandbox.Merchant
}

// Option changes how a gateway begins.
type Option func(*sandbox.Config)

// At has the clock stand at another time.
func At(start time.Time) Option {
	return func(c *sandbox.Config) { c.Clock = sandbox.NewClock(start) }
}

// With changes anything else of the sandbox's configuration.
func With(change func(*sandbox.Config)) Option { return change }

// New starts a gateway on loopback with the sandbox's merchants and test cards.
func New(t testing.TB, options ...Option) *Gateway {
	t.Helper()
	start, err := time.Parse(time.RFC3339, Start)
	if err != nil {
		t.Fatal(err)
	}
	config := sandbox.Config{Clock: sandbox.NewClock(start), Merchants: sandbox.DefaultMerchants(), Seed: 1}
	for _, option := range options {
		option(&config)
	}
	s, err := sandbox.New(config)
	if err == nil {
		err = s.Start("127.0.0.1:0")
	}
	if err != nil {
		t.Fatalf("the gateway does not start: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("the gateway does not end: %v", err)
		}
	})
	return &Gateway{s, t, config.Merchants}
}

// Client returns a client of the first merchant that goes by the gateway's clock: its
// pauses move the clock and take no time. It is closed with the test.
func (g *Gateway) Client(options ...soapclient.Option) *soapclient.Client {
	g.t.Helper()
	client, err := soapclient.New(g.URL(), g.Merchant(), append([]soapclient.Option{soapclient.WithClock(g.Clock())}, options...)...)
	if err != nil {
		g.t.Fatalf("the client cannot be made: %v", err)
	}
	g.t.Cleanup(func() { client.Close() })
	return client
}

// Merchant are the credentials of the gateway's first merchant.
func (g *Gateway) Merchant() soapclient.Merchant {
	m := g.merchants[0]
	return soapclient.Merchant{ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord)}
}

// Advance moves the clock: bills time out, payments in process are decided, limits pass.
func (g *Gateway) Advance(d time.Duration) { g.Clock().Advance(d) }

// Disturb has the gateway misbehave from now on, in the words of assist-soapgen sandbox
// --fault: "status500", "delay=2s". No word calms it.
func (g *Gateway) Disturb(words ...string) {
	g.t.Helper()
	faults := make([]sandbox.Fault, 0, len(words))
	for _, word := range words {
		fault, err := sandbox.ParseFault(word)
		if err != nil {
			g.t.Fatal(err)
		}
		faults = append(faults, fault)
	}
	g.SetFaults(faults...)
}
