package gatewaytest

import (
	"strconv"

	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// Card is a test card of the sandbox, named after what becomes of a payment with it.
type Card string

// The test cards.
const (
	Approved     Card = "4111111111111111" // AS000; held in two-stage payments
	Declined     Card = "4000000000000002" // AS100
	NoFunds      Card = "4000000000009995" // AS102
	WrongExpiry  Card = "4000000000000069" // AS104
	InProcess    Card = "5555555555554444" // AS300, and approved three seconds later
	ThreeDSecure Card = "4000000000003220" // AS110: the payer has to confirm it on a page
)

// Payment is a request to pay an order with a card and nothing more than it needs; change
// what the test is about. The amount is text in the currency of the merchant's account.
func (g *Gateway) Payment(number, amount string, card Card) *silentpay.PayRequest {
	g.t.Helper()
	pan, err := service.ParsePAN(string(card))
	if err != nil {
		g.t.Fatal(err)
	}
	cvc, err := service.ParseCVC("123")
	if err != nil {
		g.t.Fatal(err)
	}
	return &silentpay.PayRequest{
		OrderNumber: service.Some(number), OrderAmount: g.amount(amount), OrderCurrency: service.Some(g.currency()),
		Cardnumber: pan, CVC2: cvc,
		Expiremonth: service.NewSecret("12"), Expireyear: service.NewSecret(strconv.Itoa(g.Clock().Now().Year() + 4)),
	}
}

func (g *Gateway) amount(text string) service.Amount {
	g.t.Helper()
	amount, err := service.ParseAmount(text)
	if err != nil {
		g.t.Fatal(err)
	}
	return amount
}

func (g *Gateway) currency() string {
	if g.merchant.Currency == "" {
		return "RUB"
	}
	return g.merchant.Currency
}
