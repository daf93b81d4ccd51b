package inbound_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// A shop takes results of payments, and its own test sends it a genuine one.
func Example() {
	word := service.NewSecret("the word set in the account")
	op := notification.Service.Operation("push")
	paid := func(_ context.Context, m *notification.PushRequest, n *inbound.Notice) error {
		if m.Ordernumber.Value() != "O-1" {
			return inbound.Refuse(10, 201) // we have no such order: do not send it again
		}
		if n.TestMode {
			return nil // heard, and nothing is shipped
		}
		if errors.Is(book(m), errLocked) {
			return errLocked // the gateway gets no answer, and sends it again
		}
		fmt.Println(m.Ordernumber.Value(), m.Orderstate.Value(), m.Operation[0].Amount, "verified by", n.Verified)
		return nil
	}
	handler, err := inbound.New(&notification.Service, op, inbound.Typed(paid), inbound.Config{
		Merchants: []inbound.Merchant{{ID: "123456", SecretWords: []service.Secret{word}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(handler)
	defer server.Close()

	sample := inbound.Sample{Service: &notification.Service, Operation: op, Merchant: "123456", SecretWord: word}
	req, err := sample.Request(server.URL, &notification.PushRequest{
		Ordernumber: service.Some("O-1"), Billnumber: service.Some("900000000000001.1"), Orderstate: service.Some("Approved"),
		Operation: []notification.Operation{{Amount: service.Some(service.MustAmount("100.00")), Currency: service.Some("RUB")}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	fmt.Println(res.Status)
	// Output:
	// O-1 Approved 100.00 verified by checkvalue
	// 200 OK
}

var errLocked = errors.New("the books are locked")

func book(*notification.PushRequest) error { return nil }
