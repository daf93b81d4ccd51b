package soapclient_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/tokenpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/cheque"
	"github.com/assist-soap/toolkit/soapclient/recurring"
)

// The rules of receipts and subscriptions hold on the way of every call.

func TestReceiptSettings_AreTheLastLevel(t *testing.T) {
	line, err := cheque.NewItem("Socks", service.MustAmount("10.00"), cheque.Pieces(1))
	if err != nil {
		t.Fatal(err)
	}
	request := func() *tokenpay.PayRequest {
		r := &tokenpay.PayRequest{OrderNumber: "A-1", OrderAmount: service.MustAmount("10.00")}
		r.OrderCurrency = service.Some("RUB")
		r.PaymentToken = service.NewSecret(`{"sandbox":"approved"}`)
		r.Chequeitems = service.Some(cheque.Items{line}.Numbered().JSON())
		return r
	}
	for name, test := range map[string]struct {
		settings cheque.Settings
		want     string
	}{
		"nothing is set": {cheque.Settings{}, "chequeitems/items[1]/tax chequeitems/items[1]/fpmode"},
		"a tax is set":   {cheque.Settings{Tax: cheque.VAT20}, "chequeitems/items[1]/fpmode"},
		"both are set":   {cheque.Settings{Tax: cheque.VAT20, FPMode: cheque.FullPayment}, ""},
	} {
		_, client := newSandbox(t, soapclient.WithReceiptSettings(test.settings))
		_, err := tokenpay.NewClient(client).Pay(t.Context(), request())
		if got := refusedFields(err); got != test.want || (err != nil) != (test.want != "") {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestUnder_RefusesAPaymentThatBreaksTheTerms(t *testing.T) {
	terms := &recurring.Subscription{
		BillNumber: "5111111000000001", Min: service.MustAmount("10.00"), Max: service.MustAmount("50.00"), Currency: "RUR",
		Period: 30, Until: time.Now().Add(24 * time.Hour),
	}
	under := soapclient.Under(terms.Rule(time.Now()))
	_, connection := newSandbox(t)
	client := recurrent.NewClient(connection)
	pay := func(amount, currency string, options ...service.CallOption) error {
		_, err := client.Pay(context.Background(), &recurrent.PayRequest{
			BillNumber: "5111111000000001", OrderNumber: "A-2", Amount: service.MustAmount(amount), Currency: currency,
		}, options...)
		return err
	}
	if got := refusedFields(pay("60.00", "USD", under)); got != "amount currency" {
		t.Errorf("got %q", got)
	}
	if _, gateway := errors.AsType[*soapclient.GatewayError](pay("20.00", "RUB", under)); !gateway { // RUB is RUR; the sandbox knows no such payment
		t.Error("a payment within the terms was not sent")
	}
	if _, gateway := errors.AsType[*soapclient.GatewayError](pay("60.00", "USD")); !gateway {
		t.Error("a payment without terms was not sent")
	}
}

func refusedFields(err error) string {
	invalid, ok := errors.AsType[*soapclient.InvalidRequestError](err)
	if !ok {
		return ""
	}
	var fields []string
	for _, p := range invalid.Problems {
		fields = append(fields, p.Field)
	}
	return strings.Join(fields, " ")
}
