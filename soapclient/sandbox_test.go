package soapclient_test

import (
	"errors"
	"testing"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/billrevoke"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// newSandbox starts the emulated gateway and a client of its first merchant, with options.
func newSandbox(t *testing.T, options ...soapclient.Option) (*sandbox.Sandbox, *soapclient.Client) {
	t.Helper()
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sb.Close() })
	m := sandbox.DefaultMerchants()[0]
	client, err := soapclient.New(sb.URL(), soapclient.Merchant{
		ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord),
	}, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return sb, client
}

func TestSandbox_ABillsLifeTyped(t *testing.T) {
	_, client := newSandbox(t)
	ctx := t.Context()
	created, err := createbill.NewClient(client).Create(ctx, &createbill.CreateRequest{
		Bill: service.Some("B-1"), BillAmount: service.MustAmount("100.10"), BillCurrency: "RUB",
	})
	if err != nil || created.Result.Outcome != service.Succeeded {
		t.Fatalf("create: %v, %v", created, err)
	}
	found, err := billstatus.NewClient(client).Status(ctx, &billstatus.StatusRequest{Bill: service.Some("B-1")})
	if err != nil || found.Result.Verified != "checkvalue" || found.BillAmount.Value().String() != "100.10" || found.BillStatus.Value() != "Invoiced" {
		t.Fatalf("status: %v, %v", found, err)
	}
	revoked, err := billrevoke.NewClient(client).Revoke(ctx, &billrevoke.RevokeRequest{Bill: "B-1"})
	if err != nil || revoked.Result.Outcome != service.Succeeded || revoked.Result.Verified != "checkvalue" {
		t.Fatalf("revoke: %v, %v", revoked, err)
	}
	_, err = createbill.NewClient(client).Create(ctx, &createbill.CreateRequest{
		Bill: service.Some("B-1"), BillAmount: service.MustAmount("100.10"), BillCurrency: "RUB",
	})
	if refusal, ok := errors.AsType[*soapclient.GatewayError](err); !ok || refusal.First != 11 {
		t.Errorf("a bill number taken: %v", err)
	}
}

func payRequestOf(t *testing.T, order, number string) *silentpay.PayRequest {
	t.Helper()
	pan, err := service.ParsePAN(number)
	if err != nil {
		t.Fatal(err)
	}
	cvc, err := service.ParseCVC("123")
	if err != nil {
		t.Fatal(err)
	}
	return &silentpay.PayRequest{
		OrderNumber: service.Some(order), OrderAmount: service.MustAmount("100.10"), OrderCurrency: service.Some("RUB"),
		Cardnumber: pan, CVC2: cvc, Expiremonth: service.NewSecret("12"), Expireyear: service.NewSecret("2030"),
		Lastname: service.Some("Test"), Firstname: service.Some("Test"), Email: service.Some("test@example.com"),
	}
}

func TestSandbox_EachTestCardHasItsOutcome(t *testing.T) {
	_, client := newSandbox(t)
	for number, want := range map[string]service.Outcome{
		"4111111111111111": service.Succeeded, "4000000000000002": service.Refused, "4000000000009995": service.Refused,
		"4000000000000069": service.Refused, "5555555555554444": service.Pending, "4000000000003220": service.ActionRequired,
	} {
		answer, err := silentpay.NewClient(client).Pay(t.Context(), payRequestOf(t, "A-"+number[12:], number))
		if err != nil || answer.Result.Outcome != want || !answer.Result.TestMode {
			t.Errorf("%s: %+v, %v; want %v", number, answer, err, want)
		}
	}
}

func TestSandbox_MoneyThatMovedBehindAFaultIsAnUnknownOutcome(t *testing.T) {
	sb, client := newSandbox(t)
	for _, text := range []string{"reset", "truncate", "html", "status500"} {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		sb.SetFaults(fault)
		order := "A-" + text
		_, err = silentpay.NewClient(client).Pay(t.Context(), payRequestOf(t, order, "4111111111111111"))
		unknown := mustUnknown(t, err)
		if unknown.Key != (soapclient.Key{Field: "ordernumber", Value: order}) || unknown.Ask == "" {
			t.Errorf("%s: %v", text, err)
		}
		if charged := sb.Ledger().Charged(sandbox.DefaultMerchants()[0].ID, order); charged != 10010 {
			t.Errorf("%s: %d hundredths charged, want 10010, once", text, charged)
		}
		noSecrets(t, text, err.Error())
	}
}
