package gatewaytest

import (
	"errors"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Sent returns how many requests of an operation arrived: "silentpay.pay".
func (g *Gateway) Sent(call string) int {
	n := 0
	for _, x := range g.Exchanges() {
		if x.Operation == call && !x.Lost {
			n++
		}
	}
	return n
}

// WantSent fails the test unless as many requests of an operation arrived. Two where one
// was meant are two payments.
func (g *Gateway) WantSent(call string, n int) {
	g.t.Helper()
	if got := g.Sent(call); got != n {
		g.t.Errorf("%d requests of %s arrived, want %d", got, call, n)
	}
}

// WantOrder fails the test unless an order of the first merchant is in a state:
// "Approved". An order that must not be there has the state "".
func (g *Gateway) WantOrder(number, state string) {
	g.t.Helper()
	got := ""
	for _, order := range g.Ledger().Orders(g.merchants[0].ID) {
		if order.Number == number {
			got = order.State
		}
	}
	if got != state {
		g.t.Errorf("order %s is in state %q, want %q", number, got, state)
	}
}

// WantOutcome fails the test unless a call came to an outcome.
func WantOutcome(t testing.TB, result service.Result, want service.Outcome) {
	t.Helper()
	if result.Outcome != want {
		t.Errorf("the outcome is %s, want %s", result.Outcome, want)
	}
}

// WantRefused fails the test unless the gateway refused a call with these codes.
func WantRefused(t testing.TB, err error, first, second int) {
	t.Helper()
	refusal, ok := errors.AsType[*soapclient.GatewayError](err)
	switch {
	case !ok:
		t.Errorf("the gateway did not refuse it with %d/%d: %v", first, second, err)
	case refusal.First != first || refusal.Second != second:
		t.Errorf("the gateway refused it with %d/%d, want %d/%d", refusal.First, refusal.Second, first, second)
	}
}

// WantUnknown fails the test unless nobody knows what became of a call: the program has
// to ask before it sends anything again.
func WantUnknown(t testing.TB, err error) {
	t.Helper()
	if _, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); !ok {
		t.Errorf("the outcome is known: %v", err)
	}
}
