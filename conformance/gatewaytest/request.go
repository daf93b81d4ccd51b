package gatewaytest

import (
	"strconv"
	"testing"

	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// Card is a test card, named after what becomes of a payment with it.
type Card string

// The test cards.
const (
	Approved     Card = "4111111111111111" // Delayed in two-stage payments
	Declined     Card = "4000000000000002"
	NoFunds      Card = "4000000000009995"
	WrongExpiry  Card = "4000000000000069"
	InProcess    Card = "5555555555554444" // approved three seconds later
	ThreeDSecure Card = "4000000000003220" // the payer has to confirm it on a page
)

// Payment is a card payment in roubles with nothing more than it needs; change what the
// test is about.
func (g *Gateway) Payment(order, amount string, card Card) *silentpay.PayRequest {
	g.t.Helper()
	number, code := parsed(g.t, service.ParsePAN, string(card)), parsed(g.t, service.ParseCVC, "123")
	return &silentpay.PayRequest{
		OrderNumber: service.Some(order), OrderAmount: g.amount(amount), OrderCurrency: service.Some("RUB"),
		Cardnumber: number, CVC2: code, Expiremonth: service.NewSecret("12"),
		Expireyear: service.NewSecret(strconv.Itoa(g.Clock().Now().Year() + 1)),
	}
}

// Bill is a bill in roubles with nothing more than it needs.
func (g *Gateway) Bill(number, amount string) *createbill.CreateRequest {
	g.t.Helper()
	return &createbill.CreateRequest{Bill: service.Some(number), BillAmount: g.amount(amount), BillCurrency: "RUB"}
}

func (g *Gateway) amount(text string) service.Amount {
	g.t.Helper()
	return parsed(g.t, service.ParseAmount, text)
}

func parsed[T any](t testing.TB, parse func(string) (T, error), text string) T {
	t.Helper()
	value, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
