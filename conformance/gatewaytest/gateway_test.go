package gatewaytest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/gatewaytest"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/charge"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func TestGateway_BuildersSayWhatIsThereBefore(t *testing.T) {
	g := gatewaytest.Start(t)
	if o := g.Paid("A-1", "100.10"); o.State != sandbox.StateApproved || !o.Date.Equal(time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("%s at %s", o.State, o.Date)
	}
	g.Held("A-2", "7.00")
	g.Subscribed("A-3", "5.00", "1.00", "50.00", "30")
	g.Order("A-4", "9.00", gatewaytest.NoFunds)
	g.Bill("B-1", "12.00")
	g.WantBill("B-1", sandbox.BillInvoiced)
	g.Pay("B-1", gatewaytest.Approved)

	g.WantCharged("A-1", "100.10")
	g.WantCharged("A-2", "0.00")
	g.WantHeld("A-2", "7.00")
	g.WantOrder("A-4", sandbox.StateDeclined)
	g.WantBill("B-1", sandbox.BillApproved)
	g.WantSent("silentpay.pay", 0)
	g.WantNoRefusal()
	if got := g.Ledger().Subscriptions("123456"); len(got) != 1 || got[0].Most != "50.00" {
		t.Errorf("subscriptions: %+v", got)
	}
}

func TestGateway_CountsWhatTheShopSendsAndNotWhatBuildersDo(t *testing.T) {
	g := gatewaytest.Start(t)
	order := g.Held("A-1", "10.00")
	request := &charge.ChargeRequest{Billnumber: order.BillNumber, Amount: service.Some(service.MustAmount("4.00")), Currency: service.Some("RUB")}
	if _, err := charge.NewClient(g.Client()).Charge(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	g.WantSent("charge.charge", 1)
	g.Forget()
	g.WantSent("charge.charge", 0)
	g.WantCharged("A-1", "4.00")
}

func TestGateway_DisturbanceIsUnknownToTheClientAndKnownToTheLedger(t *testing.T) {
	g := gatewaytest.Start(t)
	order := g.Held("A-1", "10.00")
	g.DisturbService("charge", "reset")
	request := &charge.ChargeRequest{Billnumber: order.BillNumber, Amount: service.Some(service.MustAmount("10.00")), Currency: service.Some("RUB")}
	_, err := charge.NewClient(g.Client()).Charge(t.Context(), request)
	gatewaytest.WantUnknown(t, err)
	g.DisturbService("charge")
	g.WantCharged("A-1", "10.00")
	g.WantSent("charge.charge", 1)
}

func TestGateway_AccountsAreTheShopsOwn(t *testing.T) {
	signing := sandbox.SigningMerchants()[1]
	g := gatewaytest.Start(t, gatewaytest.As(signing), gatewaytest.At(time.Date(2030, 5, 6, 7, 8, 9, 0, time.UTC)))
	if got := g.Merchant().ID; got != signing.ID {
		t.Errorf("merchant %s", got)
	}
	if bill := g.Bill("B-1", "12.00"); bill.Created.Year() != 2030 {
		t.Errorf("made in %d", bill.Created.Year())
	}
	g.WantNoRefusal()
}

// recorder is a test that may fail without failing this one.
type recorder struct {
	testing.TB
	said     []string
	failed   bool
	cleanups []func()
}

func (r *recorder) Helper()      {}
func (r *recorder) Failed() bool { return r.failed }
func (r *recorder) Logf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	r.Logf(format, args...)
}
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); panic(r) }
func (r *recorder) Fatal(args ...any)                 { r.Fatalf("%s", fmt.Sprint(args...)) }
func (r *recorder) Cleanup(f func())                  { r.cleanups = append(r.cleanups, f) }

func (r *recorder) end() {
	for _, f := range slices.Backward(r.cleanups) {
		f()
	}
}

func TestGateway_WhatIsWantedAndIsNotFails(t *testing.T) {
	for name, test := range map[string]struct {
		want func(*gatewaytest.Gateway)
		says string
	}{
		"charged":  {func(g *gatewaytest.Gateway) { g.WantCharged("A-1", "10.01") }, "order A-1: 10.00 was charged, want 10.01"},
		"held":     {func(g *gatewaytest.Gateway) { g.WantHeld("A-1", "1.00") }, "order A-1: 0.00 is held, want 1.00"},
		"order":    {func(g *gatewaytest.Gateway) { g.WantOrder("A-1", "Declined") }, `order A-1 is in state "Approved", want "Declined"`},
		"nobody":   {func(g *gatewaytest.Gateway) { g.WantOrder("A-9", "Declined") }, `order A-9 is in state "", want "Declined"`},
		"bill":     {func(g *gatewaytest.Gateway) { g.WantBill("B-1", "Approved") }, "bill B-1 is Invoiced, want Approved"},
		"no bill":  {func(g *gatewaytest.Gateway) { g.WantBill("B-9", "Approved") }, "there is no bill B-9; it should be Approved"},
		"sent":     {func(g *gatewaytest.Gateway) { g.WantSent("silentpay.pay", 1) }, "silentpay.pay was sent 0 times, want 1"},
		"fault":    {func(g *gatewaytest.Gateway) { g.Disturb("earthquake") }, "earthquake"},
		"service":  {func(g *gatewaytest.Gateway) { g.DisturbService("chrage", "reset") }, `there is no service "chrage" to disturb`},
		"amount":   {func(g *gatewaytest.Gateway) { g.Paid("A-2", "1,5") }, "1,5"},
		"card":     {func(g *gatewaytest.Gateway) { g.Order("A-2", "1.00", "4111") }, "card number"},
		"pay card": {func(g *gatewaytest.Gateway) { g.Pay("B-1", "4111") }, "bill B-1: the payment page answers HTTP"},
		"pay":      {func(g *gatewaytest.Gateway) { g.Pay("B-9", gatewaytest.Approved) }, "there is no bill B-9"},
		"twice":    {func(g *gatewaytest.Gateway) { g.Bill("B-1", "10.00") }, "bill B-1: "},
	} {
		t.Run(name, func(t *testing.T) {
			r := &recorder{TB: t}
			defer r.end()
			g := gatewaytest.Start(r)
			g.Paid("A-1", "10.00")
			g.Bill("B-1", "10.00")
			func() {
				defer func() { _ = recover() }()
				test.want(g)
			}()
			if !r.failed || !strings.Contains(strings.Join(r.said, "\n"), test.says) {
				t.Errorf("failed %t and said %q, want %q", r.failed, r.said, test.says)
			}
		})
	}
}

func TestGateway_WhatACallCameToIsWanted(t *testing.T) {
	g := gatewaytest.Start(t)
	pay := silentpay.NewClient(g.Client())
	for card, want := range map[gatewaytest.Card]service.Outcome{
		gatewaytest.Approved: service.Succeeded, gatewaytest.Declined: service.Refused, gatewaytest.NoFunds: service.Refused,
		gatewaytest.WrongExpiry: service.Refused, gatewaytest.InProcess: service.Pending, gatewaytest.ThreeDSecure: service.ActionRequired,
	} {
		answer, err := pay.Pay(t.Context(), g.Payment("A-"+string(card), "100.10", card))
		if err != nil {
			t.Fatal(err)
		}
		gatewaytest.WantOutcome(t, answer.Result, want)
	}
	_, err := billstatus.NewClient(g.Client()).Status(t.Context(), &billstatus.StatusRequest{Bill: service.Some("B-2")})
	gatewaytest.WantRefused(t, err, 10, 187)

	for says, want := range map[string]func(testing.TB){
		"the outcome is unknown, want succeeded":        func(t testing.TB) { gatewaytest.WantOutcome(t, service.Result{}, service.Succeeded) },
		"the gateway refused it with 10/187, want 5/1":  func(t testing.TB) { gatewaytest.WantRefused(t, err, 5, 1) },
		"the gateway did not refuse it with 5/1: <nil>": func(t testing.TB) { gatewaytest.WantRefused(t, nil, 5, 1) },
		"the outcome is known: <nil>":                   func(t testing.TB) { gatewaytest.WantUnknown(t, nil) },
	} {
		r := &recorder{TB: t}
		if want(r); !slices.Equal(r.said, []string{says}) {
			t.Errorf("said %q, want %q", r.said, says)
		}
	}
}

func TestGateway_AFailedTestSaysWhatWasRefusedAndNoSecret(t *testing.T) {
	r := &recorder{TB: t}
	g := gatewaytest.Start(r)
	m := g.Merchant()
	m.SecretWord = service.NewSecret("not the word")
	g.Bill("B-1", "10.00")
	client, err := soapclient.New(g.URL(), m)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err = billstatus.NewClient(client).Status(t.Context(), &billstatus.StatusRequest{Bill: service.Some("B-2")}); err == nil {
		t.Fatal("there is no such bill")
	}
	g.WantNoRefusal()
	r.end()
	said := strings.Join(r.said, "\n")
	for _, part := range []string{"billstatus.status was refused", "gateway: 1. createbill.create", "gateway: 2. billstatus.status"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is missing in:\n%s", part, said)
		}
	}
	for _, secret := range []string{"sandbox_pass1", "TestSalt", "not the word", "4111111111111111"} {
		if strings.Contains(said, secret) {
			t.Errorf("it says %s", secret)
		}
	}
}
