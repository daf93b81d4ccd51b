package gatewaytest

import (
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// Paid pays an order with a card: the money is taken. The amount is text in the currency
// of the merchant's account, "100.10".
func (g *Gateway) Paid(number, amount string) sandbox.Order {
	g.t.Helper()
	return g.Order(number, amount, Approved)
}

// Held pays an order in two stages: the money is held until a charge takes it.
func (g *Gateway) Held(number, amount string) sandbox.Order {
	g.t.Helper()
	return g.Order(number, amount, Approved, func(r *silentpay.PayRequest) { r.Delay = service.Some(silentpay.Flag1) })
}

// Subscribed pays an order whose card may be charged again every period of days: between
// the least and the most amount, for two years.
func (g *Gateway) Subscribed(number, amount, least, most, period string) sandbox.Order {
	g.t.Helper()
	return g.Order(number, amount, Approved, func(r *silentpay.PayRequest) {
		r.RecurringIndicator = service.Some(silentpay.Flag1)
		r.RecurringMinAmount, r.RecurringMaxAmount = service.Some(g.amount(least)), service.Some(g.amount(most))
		r.RecurringPeriod, r.RecurringMaxDate = service.Some(period), service.Some(service.Date(g.Clock().Now().AddDate(2, 0, 0)))
	})
}

// Order tries to pay an order with a test card. Changes are made to the request before it
// is sent.
func (g *Gateway) Order(number, amount string, card Card, changes ...func(*silentpay.PayRequest)) sandbox.Order {
	g.t.Helper()
	request := g.Payment(number, amount, card)
	for _, change := range changes {
		change(request)
	}
	g.built["silentpay.pay"]++
	if _, err := silentpay.NewClient(g.Client()).Pay(g.t.Context(), request); err != nil {
		g.t.Fatalf("order %s: %v", number, err)
	}
	order, _ := g.order(number)
	return order
}

// order finds the latest attempt to pay a number.
func (g *Gateway) order(number string) (found sandbox.Order, ok bool) {
	for _, o := range g.Ledger().Orders(g.merchant.ID) {
		if o.Number == number {
			found, ok = o, true
		}
	}
	return found, ok
}
