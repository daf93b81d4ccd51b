package gatewaytest

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// WantCharged fails the test unless exactly this amount was taken for an order number and
// not given back, over all attempts; "0.00" for nothing. Money that is only held is not
// taken.
func (g *Gateway) WantCharged(number, amount string) {
	g.t.Helper()
	got, want := g.Ledger().Charged(g.merchant.ID, number), g.amount(amount).Minor()
	if got != want {
		g.t.Errorf("order %s: %s was charged, want %s", number, money(got), money(want))
	}
}

// WantHeld fails the test unless this amount is held for the latest attempt to pay an
// order and neither taken nor released.
func (g *Gateway) WantHeld(number, amount string) {
	g.t.Helper()
	order, _ := g.order(number)
	if got, want := order.Held(), g.amount(amount).Minor(); got != want {
		g.t.Errorf("order %s: %s is held, want %s", number, money(got), money(want))
	}
}

// WantOrder fails the test unless the latest attempt to pay an order is in a state:
// [sandbox.StateApproved] and its like; "" if there must be no attempt.
func (g *Gateway) WantOrder(number, state string) {
	g.t.Helper()
	if order, _ := g.order(number); order.State != state {
		g.t.Errorf("order %s is in state %q, want %q", number, order.State, state)
	}
}

// WantBill fails the test unless a bill is in a state: [sandbox.BillApproved] and its like.
func (g *Gateway) WantBill(number, state string) {
	g.t.Helper()
	for _, bill := range g.Ledger().Bills(g.merchant.ID) {
		if bill.Number == number {
			if bill.State != state {
				g.t.Errorf("bill %s is %s, want %s", number, bill.State, state)
			}
			return
		}
	}
	g.t.Errorf("there is no bill %s; it should be %s", number, state)
}

// WantSent fails the test unless an operation ("silentpay.pay") reached the gateway n
// times since the start or the last [Gateway.Forget], refused or not. Requests of
// builders do not count. It is the assertion against paying twice.
func (g *Gateway) WantSent(operation string, n int) {
	g.t.Helper()
	if got := g.sent()[operation] - g.built[operation]; got != n {
		g.t.Errorf("%s was sent %d times, want %d", operation, got, n)
	}
}

// Forget lets WantSent count from here.
func (g *Gateway) Forget() { g.built = g.sent() }

// WantNoRefusal fails the test if the gateway refused any request: its field, the reason
// and the usual mistake are told.
func (g *Gateway) WantNoRefusal() {
	g.t.Helper()
	for _, e := range g.Exchanges() {
		if e.Refusal == "" {
			continue
		}
		hints := []string{e.Reason}
		for _, hint := range e.Hints {
			hints = append(hints, hint.EN)
		}
		g.t.Errorf("%s was refused %s: %s", e.What(), e.Refusal, strings.Join(hints, "; "))
	}
}

func (g *Gateway) sent() map[string]int {
	sent := map[string]int{}
	for _, e := range g.Exchanges() {
		sent[e.What()]++
	}
	return sent
}

func money(minor int64) string { return service.Minor(minor).String() }
