package soapclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// A payment, and what to do with each of its possible ends.
func Example() {
	gateway := httptest.NewServer(http.HandlerFunc(approve))
	defer gateway.Close()

	client, err := soapclient.New(gateway.URL, soapclient.Merchant{
		ID: "123456", Login: "toy_login",
		Password: service.NewSecret(toyPassword), SecretWord: service.NewSecret(toySecretWord),
	}, soapclient.WithTimeout(45*time.Second))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()

	// Generated clients do this: silentpay.NewClient(client).Pay(ctx, &request).
	answer, err := pay(context.Background(), client, toy())

	if unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		fmt.Printf("ask %s about %s before anything else\n", unknown.Ask, unknown.Key.Value)
		return
	}
	if err != nil {
		fmt.Println("not paid:", err)
		return
	}
	switch answer.Result.Outcome {
	case service.Succeeded:
		fmt.Printf("order %s is paid: %s, verified by %s\n", answer.OrderNumber, answer.Amount, answer.Result.Verified)
	case service.Refused:
		fmt.Println("the bank said no")
	default:
		fmt.Println("ask again later:", answer.Result.Outcome)
	}
	// Output: order A-1 is paid: 100.10, verified by checkvalue
}
