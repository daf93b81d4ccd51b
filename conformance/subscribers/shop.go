// Package subscribers is a merchant with subscriptions whose next payments are due, in
// front of the sandbox: what tests of batches need. The line between the two breaks when
// told to.
package subscribers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
)

// Shop is the merchant and the gateway.
type Shop struct {
	Gateway *sandbox.Sandbox // started
	First   []string         // the gateway's numbers of the first payments
	Line    *Line
}

// Open starts a gateway and makes the first payments of n subscriptions: 10 to 50
// roubles every 30 days. Then 30 days pass.
func Open(ctx context.Context, n int, clock *sandbox.Clock) (*Shop, error) {
	gateway, err := sandbox.New(sandbox.Config{Clock: clock})
	if err != nil {
		return nil, err
	}
	if err = gateway.Start("127.0.0.1:0"); err != nil {
		return nil, err
	}
	s := &Shop{Gateway: gateway, Line: &Line{}}
	client, err := s.Client()
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	defer client.Close()
	for i := range n {
		first, err := s.subscribe(ctx, client, fmt.Sprintf("first-%d", i))
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.First = append(s.First, first)
	}
	s.Line.sent = 0
	gateway.Clock().Advance(30 * 24 * time.Hour)
	return s, nil
}

// Close stops the gateway.
func (s *Shop) Close() error { return s.Gateway.Close() }

// Merchant is who the sandbox knows the shop as.
func Merchant() soapclient.Merchant {
	m := sandbox.DefaultMerchants()[0]
	return soapclient.Merchant{ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord)}
}

// Services are the descriptions that resolving needs.
func Services() soapclient.Option { return soapclient.WithServices(catalog.Services()...) }

// Client is a client over the shop's line, in the gateway's time: waiting advances it.
func (s *Shop) Client(options ...soapclient.Option) (*soapclient.Client, error) {
	own := []soapclient.Option{Services(), soapclient.WithClock(s.Gateway.Clock()), soapclient.WithTransport(s.Line.over)}
	return soapclient.New(s.Gateway.URL(), Merchant(), append(own, options...)...)
}

func (s *Shop) subscribe(ctx context.Context, client *soapclient.Client, number string) (first string, err error) {
	pan, err := service.ParsePAN("4111111111111111")
	cvc, err2 := service.ParseCVC("123")
	if err = errors.Join(err, err2); err != nil {
		return "", err
	}
	now := s.Gateway.Clock().Now()
	answer, err := silentpay.NewClient(client).Pay(ctx, &silentpay.PayRequest{
		OrderNumber: service.Some(number), OrderAmount: service.MustAmount("10.00"), OrderCurrency: service.Some("RUB"),
		Cardnumber: pan, CVC2: cvc, Expiremonth: service.NewSecret("12"), Expireyear: service.NewSecret("2035"),
		Lastname: service.Some("Test"), Firstname: service.Some("Test"), Email: service.Some("test@example.com"), ClientIP: service.Some("192.0.2.1"),
		RecurringIndicator: service.Some(silentpay.Flag1), RecurringMinAmount: service.Some(service.MustAmount("10.00")),
		RecurringMaxAmount: service.Some(service.MustAmount("50.00")), RecurringPeriod: service.Some("30"),
		RecurringMaxDate: service.Some(service.Date(now.AddDate(2, 0, 0))),
	})
	if err != nil {
		return "", err
	}
	return answer.Billnumber.Value(), nil
}

// Request is the next payment after a first one, without its order number.
func Request(first, amount string) *recurrent.PayRequest {
	return &recurrent.PayRequest{BillNumber: first, Amount: service.MustAmount(amount), Currency: "RUB"}
}

// Charged is what was taken under an order number and not given back, in hundredths.
func (s *Shop) Charged(number string) int64 {
	return s.Gateway.Ledger().Charged(Merchant().ID, number)
}

// Query lists the payments among the test operations of the sandbox.
func Query(client *soapclient.Client) reconcile.Query {
	return reconcile.Query{
		Client: client, Service: &resultbydate.Service, Set: map[string]string{"testmode": "1"},
		Only: []service.Match{{Field: "operationtype", Values: []string{"100"}}},
	}
}
