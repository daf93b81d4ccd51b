package gatewaytest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/gatewaytest"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/generated/orderstate"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func pay(t *testing.T, g *gatewaytest.Gateway, order string, card gatewaytest.Card) (service.Result, error) {
	t.Helper()
	paid, err := silentpay.NewClient(g.Client(soapclient.WithRepeats(0))).Pay(t.Context(), g.Payment(order, "100.10", card))
	if err != nil {
		return service.Result{}, err
	}
	return paid.Result, nil
}

func TestGateway_EachCardEndsAsItIsCalled(t *testing.T) {
	g := gatewaytest.New(t)
	for card, want := range map[gatewaytest.Card]struct {
		outcome service.Outcome
		state   string
	}{
		gatewaytest.Approved: {service.Succeeded, "Approved"}, gatewaytest.Declined: {service.Refused, "Declined"}, gatewaytest.NoFunds: {service.Refused, "Declined"},
		gatewaytest.WrongExpiry: {service.Refused, "Declined"}, gatewaytest.InProcess: {service.Pending, "In Process"}, gatewaytest.ThreeDSecure: {service.ActionRequired, "In Process"},
	} {
		result, err := pay(t, g, string(card), card)
		if err != nil {
			t.Errorf("%s: %v", card, err)
			continue
		}
		gatewaytest.WantOutcome(t, result, want.outcome)
		g.WantOrder(string(card), want.state)
	}
	g.WantSent("silentpay.pay", 6)
	g.WantOrder("never sent", "")
}

func TestGateway_TheClockStandsUntilItIsMoved(t *testing.T) {
	at := time.Date(2031, 2, 3, 4, 5, 6, 0, time.UTC)
	g := gatewaytest.New(t, gatewaytest.At(at))
	if _, err := pay(t, g, "A-1", gatewaytest.InProcess); err != nil {
		t.Fatal(err)
	}
	if now := g.Clock().Now(); !now.Equal(at) {
		t.Errorf("it is %s", now)
	}
	g.Advance(time.Minute)
	found, err := orderstate.NewClient(g.Client()).Query(t.Context(), &orderstate.QueryRequest{Ordernumber: "A-1"})
	if err != nil {
		t.Fatal(err)
	}
	gatewaytest.WantOutcome(t, found.Result, service.Succeeded)
	g.WantOrder("A-1", "Approved")
}

func TestGateway_RefusalsAndUnknownOutcomes(t *testing.T) {
	g := gatewaytest.New(t)
	bills := createbill.NewClient(g.Client())
	for range 2 {
		_, err := bills.Create(t.Context(), g.Bill("B-1", "10.00"))
		if err != nil {
			gatewaytest.WantRefused(t, err, 11, 187)
		}
	}
	g.WantSent("createbill.create", 2)
	g.Disturb("status500")
	_, err := pay(t, g, "A-2", gatewaytest.Approved)
	gatewaytest.WantUnknown(t, err)
	g.Disturb()
	if _, err := pay(t, g, "A-3", gatewaytest.Approved); err != nil {
		t.Error(err)
	}
}

// complaints is a test that remembers that it failed.
type complaints struct {
	testing.TB
	said []string
}

func (c *complaints) Helper() {}

func (c *complaints) Errorf(format string, args ...any) {
	c.said = append(c.said, fmt.Sprintf(format, args...))
}

func TestWants_FailWhatIsNotSo(t *testing.T) {
	c := &complaints{TB: t}
	gatewaytest.WantOutcome(c, service.Result{Outcome: service.Refused}, service.Succeeded)
	gatewaytest.WantRefused(c, nil, 1, 2)
	gatewaytest.WantRefused(c, &soapclient.GatewayError{First: 7, Second: 141}, 9, 158)
	gatewaytest.WantUnknown(c, nil)
	g := gatewaytest.New(c, gatewaytest.With(func(config *sandbox.Config) { config.Seed = 2 }))
	g.WantSent("silentpay.pay", 1)
	g.WantOrder("A-1", "Approved")
	if len(c.said) != 6 {
		t.Errorf("got %q", c.said)
	}
}
