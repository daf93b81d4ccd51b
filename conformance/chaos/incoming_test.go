package chaos

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// shop is a merchant that the gateway reports to.
type shop struct {
	handler   *inbound.Handler
	merchant  sandbox.Merchant
	delivered atomic.Int32
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s := &shop{merchant: sandbox.DefaultMerchants()[0]}
	of, op, err := described(Services(), incoming()[0])
	if err != nil {
		t.Fatal(err)
	}
	receive := inbound.Func(func(context.Context, *inbound.Notice) error { s.delivered.Add(1); return nil })
	s.handler, err = inbound.New(of, op, receive, inbound.Config{
		Merchants: []inbound.Merchant{{ID: s.merchant.ID, SecretWords: []service.Secret{service.NewSecret(s.merchant.SecretWord)}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// report pays at a gateway that reports to an address until it is content or gives up.
func (s *shop) report(t *testing.T, address string, patience time.Duration) {
	t.Helper()
	m := s.merchant
	m.NotifyURL, m.NotifyAs = address, sandbox.NotifySOAP
	clock := noon()
	gateway, err := sandbox.New(sandbox.Config{Clock: clock, Merchants: []sandbox.Merchant{m}, Services: Services(), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	g := &Gateway{Sandbox: gateway, Services: Services(), told: Services(), merchant: m}
	server := httptest.NewServer(gateway)
	defer server.Close()
	client, err := g.client(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	fields, _ := payment(nil)("A-1", goodCard, nil)
	if _, err = g.call(t.Context(), client, "silentpay.pay", fields); err != nil {
		t.Fatal(err)
	}
	for range 9 {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		results := gateway.Deliver(ctx)
		cancel()
		if len(results) == 0 {
			break
		}
		clock.Advance(2 * time.Hour)
	}
}

// contents are the faults that change what a message says; the others come between
// the gateway and the merchant's answer.
func contents() []string {
	return []string{
		"charset", "mislabelled", "malformed", "dtd", "deep", "huge", "second-root", "namespace", "twice", "other-order", "replay",
		"wrong-checkvalue", "wrong-signature", "forge", "skew",
	}
}

// TestMatrix_EveryIncomingCellIsAsRequired disturbs what the gateway tells the merchant.
func TestMatrix_EveryIncomingCellIsAsRequired(t *testing.T) {
	message := theMessage(t)
	for _, c := range IncomingCells() {
		t.Run(c.Fault, func(t *testing.T) {
			fault, err := sandbox.ParseFault(c.Fault)
			if err != nil {
				t.Fatal(err)
			}
			s := newShop(t)
			if slices.Contains(contents(), fault.Kind()) {
				s.receive(t, fault, message)
			} else {
				s.between(t, fault)
			}
			switch n := s.delivered.Load(); {
			case c.Required == NotDelivered && n != 0, c.Required == Once && n != 1:
				t.Errorf("delivered %d times; required: %s", n, c.Required)
			}
		})
	}
}

// between puts a fault before the merchant's server.
func (s *shop) between(t *testing.T, fault sandbox.Fault) {
	server := httptest.NewServer(s.handler)
	defer server.Close()
	p, err := proxy.New(proxy.Config{Target: server.URL, Faults: []sandbox.Fault{fault}})
	if err != nil {
		t.Fatal(err)
	}
	if err = p.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	patience := 5 * time.Second
	if slow(fault.String()) {
		patience = 200 * time.Millisecond
	}
	s.report(t, p.URL(), patience)
}

// receive hands a message to the merchant three times, disturbed.
func (s *shop) receive(t *testing.T, fault sandbox.Fault, genuine *http.Request) {
	body, err := io.ReadAll(genuine.Body)
	if err != nil {
		t.Fatal(err)
	}
	genuine.Body = io.NopCloser(bytes.NewReader(body))
	sender := fault.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", genuine.Header.Get("Content-Type"))
		_, _ = w.Write(body)
	}))
	for range 3 {
		written := httptest.NewRecorder()
		sender.ServeHTTP(written, httptest.NewRequest(http.MethodPost, "/", nil))
		request := httptest.NewRequest(http.MethodPost, "/", written.Body)
		request.Header.Set("Content-Type", written.Header().Get("Content-Type"))
		quietly(func() { s.handler.ServeHTTP(httptest.NewRecorder(), request) })
	}
}

// quietly runs a handler that may break the connection off.
func quietly(run func()) {
	defer func() {
		if cause := recover(); cause != nil && cause != http.ErrAbortHandler {
			panic(cause)
		}
	}()
	run()
}

// theMessage is what the gateway really sends.
func theMessage(t *testing.T) *http.Request {
	t.Helper()
	caught := make(chan *http.Request, 1) // the gateway reports again and again: the first counts
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		copied := r.Clone(context.Background())
		copied.Body = io.NopCloser(bytes.NewReader(body))
		select {
		case caught <- copied:
		default:
		}
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	newShop(t).report(t, server.URL, 5*time.Second)
	select {
	case r := <-caught:
		return r
	default:
		t.Fatal("the gateway reported nothing")
		return nil
	}
}
