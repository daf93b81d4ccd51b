package gowsdlclient_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hooklift/gowsdl/soap"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/billstatus"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/gowsdlclient"
)

func credentials() *envelope.Credentials {
	return &envelope.Credentials{
		Merchant: "123456", Login: "sandbox_login",
		Password: service.NewSecret("sandbox_pass1"), SecretWord: service.NewSecret("TestSalt"),
	}
}

func over(url string) *gowsdlclient.Invoker {
	return gowsdlclient.New(soap.NewClient(url, soap.WithHTTPClient(gowsdlclient.Capture(http.DefaultClient))), credentials())
}

func start(t *testing.T) string {
	t.Helper()
	sb, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return server.URL
}

func TestInvoker_CreatesAndFindsABillOverGowsdl(t *testing.T) {
	url := start(t)
	created, err := createbill.NewClient(over(url+"/bill/createbill.cfm")).Create(t.Context(), &createbill.CreateRequest{
		Bill: service.Some("G-1"), BillAmount: service.MustAmount("100.10"), BillCurrency: "RUB",
		BillComment: service.Some("a < b & c > d"),
	})
	if err == nil {
		t.Fatal("the comment holds characters the gateway strips; it must be refused")
	}
	created, err = createbill.NewClient(over(url+"/bill/createbill.cfm")).Create(t.Context(), &createbill.CreateRequest{
		Bill: service.Some("G-1"), BillAmount: service.MustAmount("100.10"), BillCurrency: "RUB", BillComment: service.Some("Книги & co"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if created.Result.Outcome != service.Succeeded || len(created.Hash.Value()) != 20 {
		t.Errorf("created: %+v", created)
	}
	found, err := billstatus.NewClient(over(url+"/bill/billstatus.cfm")).Status(t.Context(), &billstatus.StatusRequest{Bill: service.Some("G-1")})
	if err != nil {
		t.Fatal(err)
	}
	if found.Result.Verified == "" || found.BillComment.Value() != "Книги & co" || found.BillAmount.Value().String() != "100.10" {
		t.Errorf("found: %+v", found)
	}
}

func TestInvoker_ReadsFaultsUnderStatus500(t *testing.T) {
	_, err := billstatus.NewClient(over(start(t)+"/bill/billstatus.cfm")).Status(t.Context(), &billstatus.StatusRequest{Bill: service.Some("none")})
	fault, ok := errors.AsType[*soapclient.GatewayError](err)
	if !ok || fault.First != 10 || fault.Second != 187 {
		t.Errorf("error: %v", err)
	}
}

func TestInvoker_OutcomeIsUnknownWithoutAnAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }))
	defer server.Close()
	_, err := createbill.NewClient(over(server.URL)).Create(t.Context(), bill())
	unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
	if !ok || unknown.Ask != "billstatus.status" || unknown.Key.Value != "G-2" {
		t.Errorf("error: %v", err)
	}
}

func TestInvoker_DemandsCapture(t *testing.T) {
	invoker := gowsdlclient.New(soap.NewClient(start(t)+"/bill/createbill.cfm"), credentials())
	_, err := createbill.NewClient(invoker).Create(t.Context(), bill())
	if err == nil || !strings.Contains(err.Error(), "gowsdlclient.Capture") {
		t.Errorf("error: %v", err)
	}
}

func TestInvoker_RefusesOptionsAndBadRequestsBeforeSending(t *testing.T) {
	sent := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { sent++ }))
	defer server.Close()
	client := createbill.NewClient(over(server.URL))
	if _, err := client.Create(context.Background(), bill(), soapclient.NoRepeat()); err == nil {
		t.Error("an option was swallowed")
	}
	if _, err := client.Create(context.Background(), &createbill.CreateRequest{}); err == nil {
		t.Error("an empty request was sent")
	}
	if sent != 0 {
		t.Errorf("%d requests were sent", sent)
	}
}

func bill() *createbill.CreateRequest {
	return &createbill.CreateRequest{Bill: service.Some("G-2"), BillAmount: service.MustAmount("1.00"), BillCurrency: "RUB"}
}
