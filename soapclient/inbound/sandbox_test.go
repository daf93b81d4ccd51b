package inbound_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// TestHandler_HearsTheSandbox pays at the emulated gateway, whose code is not ours, and
// hears of it in every form. Trouble of the shop makes the gateway repeat; a refusal
// does not.
func TestHandler_HearsTheSandbox(t *testing.T) {
	for _, as := range []string{sandbox.NotifyForm, sandbox.NotifySOAP, sandbox.NotifySOAPExtended} {
		t.Run(as, func(t *testing.T) {
			m := sandbox.DefaultMerchants()[0]
			s := newShop(t, func(c *inbound.Config) {
				c.Merchants = []inbound.Merchant{{ID: m.ID, SecretWords: []service.Secret{service.NewSecret(m.SecretWord)}}}
			})
			server := httptest.NewServer(s.handler)
			defer server.Close()
			m.NotifyURL, m.NotifyAs = server.URL, as
			gateway, err := sandbox.New(sandbox.Config{Merchants: []sandbox.Merchant{m}, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			pay(t, gateway, m, "O-1")
			s.answers(func() error { return errors.New("the books are locked") })
			first := gateway.Deliver(context.Background())
			if len(first) != 1 || !strings.HasPrefix(first[0].Result, "no answer") || first[0].Next.IsZero() {
				t.Fatalf("%+v, %v", first, s.last().Err)
			}
			s.answers(nil)
			gateway.Clock().Advance(time.Hour)
			second := gateway.Deliver(context.Background())
			if len(second) != 1 || second[0].Result != "accepted" || second[0].Attempt != 2 || !second[0].Next.IsZero() {
				t.Fatalf("%+v, %v", second, s.last().Err)
			}
			s.mu.Lock()
			n, message := s.notices[len(s.notices)-1], s.messages[len(s.messages)-1]
			if message.Ordernumber.Value() != "O-1" || message.Operation[0].Amount.Value().Minor() != 100_10 || !n.TestMode || len(n.Record.Extras) > 0 {
				t.Errorf("%+v %v", message, n.Record.Extras)
			}
			s.mu.Unlock()
			pay(t, gateway, m, "O-2")
			s.answers(func() error { return inbound.Refuse(10, 201) })
			refused := gateway.Deliver(context.Background())
			if len(refused) != 1 || refused[0].Result == "accepted" || !refused[0].Next.IsZero() {
				t.Errorf("%+v", refused)
			}
		})
	}
}

func pay(t *testing.T, gateway *sandbox.Sandbox, m sandbox.Merchant, number string) {
	t.Helper()
	server := httptest.NewServer(gateway)
	defer server.Close()
	client, err := soapclient.New(server.URL, soapclient.Merchant{
		ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	request := service.NewRecord(&silentpay.Service, silentpay.Service.Operations[0].Request.Type)
	for name, text := range map[string]string{
		"ordernumber": number, "orderamount": "100.10", "ordercurrency": "RUB", "cardnumber": "4111111111111111",
		"expiremonth": "12", "expireyear": "2040", "cvc2": "123",
	} {
		if err := request.Set(name, text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := client.Call(context.Background(), &silentpay.Service, &silentpay.Service.Operations[0], request); err != nil {
		t.Fatal(err)
	}
}
