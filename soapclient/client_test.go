package soapclient_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func TestInvoke_PaysAndBringsBackAVerifiedAnswer(t *testing.T) {
	var seen *http.Request
	var body []byte
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		seen = r
		body, _ = io.ReadAll(r.Body)
		answerXML(w, toyAnswer("A-1", "100.10", "Approved", "<attempts>7</attempts><novelty>x</novelty>"))
	})
	answer, err := pay(t.Context(), newClient(t, g.URL), toy())
	if err != nil {
		t.Fatal(err)
	}
	if answer.OrderNumber != "A-1" || answer.Amount.String() != "100.10" || answer.State.Value() != "Approved" || answer.Attempts.Value() != 7 {
		t.Errorf("answer: %+v", answer)
	}
	result := answer.Result
	if result.Outcome != service.Succeeded || result.Verified != "checkvalue" || len(result.Extras) != 1 || result.Extras[0].Text != "x" {
		t.Errorf("result: %+v", result)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/xml; charset=utf-8", "SOAPAction": `"urn:toy#Pay"`, "Accept-Encoding": "identity",
		"Content-Length": fmt.Sprint(len(body)), "Expect": "", "Authorization": "", "Transfer-Encoding": "",
	} {
		if got := seen.Header.Get(name); got != want && !(name == "Content-Length" && seen.ContentLength == int64(len(body))) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if seen.Method != "POST" || seen.URL.Path != "/pay/toy.cfm" || len(seen.TransferEncoding) > 0 {
		t.Errorf("%s %s %v", seen.Method, seen.URL, seen.TransferEncoding)
	}
	for _, want := range []string{"<merchant_id>123456<", "<login>toy_login<", "<password>" + toyPassword + "<", "<amount>100.10<", "<cardnumber>" + toyCard + "<"} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("the request lacks %s: %s", want, body)
		}
	}
}

func TestInvoke_SOAP12MovesTheActionIntoTheMediaType(t *testing.T) {
	s := toy()
	s.SOAP = service.SOAP12
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Content-Type"); got != `application/soap+xml; charset=utf-8; action="urn:toy#Pay"` || r.Header.Get("SOAPAction") != "" {
			t.Errorf("headers: %v", r.Header)
		}
		w.Header().Set("Content-Type", "application/soap+xml")
		_, _ = io.WriteString(w, strings.Replace(toyAnswer("A-1", "100.10", "Approved", ""), "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", 1))
	})
	if answer, err := pay(t.Context(), newClient(t, g.URL+"/"), s); err != nil || answer.Result.Outcome != service.Succeeded {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestInvoke_ARefusalByTheBankIsAResult(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) { answerXML(w, toyAnswer("A-1", "100.10", "Declined", "")) })
	if answer, err := pay(t.Context(), newClient(t, g.URL), toy()); err != nil || answer.Result.Outcome != service.Refused {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestCall_IsTheRecordLevelTwin(t *testing.T) {
	g := newGateway(t, approve)
	s := toy()
	record := service.NewRecord(s, s.Operations[1].Request.Type)
	if err := record.Set("ordernumber", "A-1"); err != nil {
		t.Fatal(err)
	}
	reply, err := newClient(t, g.URL).Call(t.Context(), s, &s.Operations[1], record)
	if err != nil || reply.Record.Text("state") != "Approved" || reply.Result.Verified != "checkvalue" || reply.Attempts != 1 {
		t.Errorf("%+v, %v", reply, err)
	}
}

func TestCall_RefusesWhatCannotBeSentAndSendsNothing(t *testing.T) {
	g := newGateway(t, approve)
	s, other := toy(), toy()
	client := newClient(t, g.URL)
	request := card()
	request.Currency, request.OrderNumber = "", ""
	err := client.Invoke(t.Context(), s, &s.Operations[0], &request, new(payResponse))
	invalid, ok := errors.AsType[*soapclient.InvalidRequestError](err)
	if !ok || len(invalid.Problems) < 2 {
		t.Errorf("not all problems: %v", err)
	}
	fine := card()
	for name, err := range map[string]error{
		"operation of another description": client.Invoke(t.Context(), s, &other.Operations[0], &fine, new(payResponse)),
		"wrong request type":               client.Invoke(t.Context(), s, &s.Operations[0], &stateRequest{}, new(payResponse)),
		"foreign call option":              client.Invoke(t.Context(), s, &s.Operations[0], &fine, new(payResponse), strangeOption{}),
		"no time":                          client.Invoke(t.Context(), s, &s.Operations[0], &fine, new(payResponse), soapclient.Timeout(0)),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		noSecrets(t, name, err.Error())
	}
	if hits := g.hits.Load(); hits != 0 {
		t.Errorf("%d requests were sent", hits)
	}
}

type strangeOption struct{}

func (strangeOption) CallOption() {}

func TestInvoke_AnAnswerThatDoesNotFitTheStubsIsAnUnknownOutcome(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, toyAnswer("A-1", "100.10", "Approved", "<attempts>128</attempts>"))
	})
	client := newClient(t, g.URL)
	_, err := pay(t.Context(), client, toy())
	if _, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); !ok || g.hits.Load() != 1 {
		t.Errorf("pay: %v", err)
	}
	if _, err = ask(t.Context(), client, toy()); err == nil || !strings.Contains(err.Error(), "attempts") {
		t.Errorf("ask: %v", err)
	}
}

func TestNew_FailsEarlyWithAllProblems(t *testing.T) {
	_, signer, _ := ed25519.GenerateKey(nil)
	full := merchant()
	with := func(change func(*soapclient.Merchant)) soapclient.Merchant { m := full; change(&m); return m }
	for name, test := range map[string]struct {
		endpoint string
		merchant soapclient.Merchant
		options  []soapclient.Option
		want     []string
	}{
		"nothing":        {"", soapclient.Merchant{}, nil, []string{"scheme", "ID is empty", "Login is empty", "Password is empty", "SecretWord is empty"}},
		"http":           {"http://payments.example.com", full, nil, []string{"in the clear"}},
		"http to a name": {"http://localhost.example.com", full, nil, []string{"in the clear"}},
		"ftp":            {"ftp://payments.example.com", full, nil, []string{"https is needed"}},
		"no scheme":      {"payments.example.com", full, nil, []string{"https is needed"}},
		"no host":        {"https:///path", full, nil, []string{"no host"}},
		"unreadable":     {"https://toy:" + toyPassword + "@host\x00", full, nil, []string{"no address"}},
		"password":       {"https://toy:" + toyPassword + "@example.com", full, nil, []string{"user or a password"}},
		"query":          {"https://example.com/?a=b", full, nil, []string{"query"}},
		"fragment":       {"https://example.com/#a", full, nil, []string{"query or a fragment"}},
		"ed25519":        {"https://example.com", with(func(m *soapclient.Merchant) { m.SigningKey = signer }), nil, []string{"RSA"}},
		"merchant twice": {"https://example.com", full, []soapclient.Option{soapclient.WithoutMerchant()}, []string{"WithoutMerchant"}},
		"options": {"https://example.com", full, []soapclient.Option{
			soapclient.WithTimeout(0), soapclient.WithMaxBody(-1), soapclient.WithMaxConnections(0), soapclient.WithRepeats(-1), soapclient.WithProxy("::"),
			soapclient.WithVariant("createbill", "x"), soapclient.WithWrapper("createbill", ""), soapclient.WithPinnedKeys(), soapclient.WithClientCertificate(tls.Certificate{}),
		}, []string{"WithTimeout", "WithMaxBody", "WithMaxConnections", "WithRepeats", "WithProxy", "WithVariant", "WithWrapper", "WithPinnedKeys", "WithClientCertificate"}},
		"pins over http": {"http://127.0.0.1", full, []soapclient.Option{soapclient.WithPinnedKeys(soapclient.Pin{})}, []string{"pinned keys need https"}},
	} {
		_, err := soapclient.New(test.endpoint, test.merchant, test.options...)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		noSecrets(t, name, err.Error())
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v; want %q", name, err, want)
			}
		}
	}
}

func TestNew_AcceptsLoopbackAndWhatShouts(t *testing.T) {
	for _, endpoint := range []string{"http://127.0.0.1:8642", "http://[::1]:8642", "http://localhost:1", "http://127.8.9.1", "https://example.com/prefix/"} {
		if _, err := soapclient.New(endpoint, merchant()); err != nil {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	if _, err := soapclient.New("http://payments.example.com", merchant(), soapclient.WithPlaintextHTTPThatExposesCardsAndPasswords()); err != nil {
		t.Error(err)
	}
	if _, err := soapclient.New("https://example.com", soapclient.Merchant{}, soapclient.WithoutMerchant()); err != nil {
		t.Error(err)
	}
}

func TestNew_AVariantNobodyKnowsIsAnErrorOfTheFirstCall(t *testing.T) {
	g := newGateway(t, approve)
	client := newClient(t, g.URL, soapclient.WithVariant("toy.pay.request.checkvalue", "novel"))
	if _, err := pay(t.Context(), client, toy()); err == nil || g.hits.Load() != 0 {
		t.Errorf("%v after %d requests", err, g.hits.Load())
	}
}

func TestMerchant_PrintsMaskedEverywhere(t *testing.T) {
	m := merchant()
	_, m.SigningKey, _ = ed25519.GenerateKey(nil)
	key := fmt.Sprint([]byte(m.SigningKey.(ed25519.PrivateKey)))
	client := newClient(t, "https://example.com")
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, verb+verb+verb+verb+verb, m, &m, struct{ M soapclient.Merchant }{m}, client, struct{ c *soapclient.Client }{client})
	}
	text, _ := json.Marshal(m)
	out.Write(text)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "merchant", m, "client", client)
	noSecrets(t, "a print", out.String())
	if strings.Contains(out.String(), key[1:40]) {
		t.Error("the signing key is printed")
	}
}

func TestClient_TwoMerchantsDoNotMix(t *testing.T) {
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if bytes.Contains(body, []byte(">123456<")) != bytes.Contains(body, []byte(">toy_login<")) {
			t.Errorf("merchants are mixed: %s", body)
		}
		approve(w, r)
	})
	second := merchant()
	second.ID, second.Login = "654321", "other_login"
	one := newClient(t, g.URL)
	two, err := soapclient.New(g.URL, second)
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	s := toy()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			client := []*soapclient.Client{one, two}[i%2]
			for range 20 {
				if _, err := pay(context.Background(), client, s); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func TestPrepare_ShowsTheRequestMaskedAndSendsNothing(t *testing.T) {
	g := newGateway(t, approve)
	s, client, request := toy(), newClient(t, g.URL), card()
	record, err := new(service.Layouts).Load(s, 0, &request)
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := client.Prepare(s, &s.Operations[0], record)
	if err != nil || g.hits.Load() != 0 {
		t.Fatalf("%v after %d requests", err, g.hits.Load())
	}
	noSecrets(t, "the request", string(prepared.Masked))
	if prepared.URL != g.URL+"/pay/toy.cfm" || prepared.Header["Soapaction"][0] != `"urn:toy#Pay"` || !contains(string(prepared.Masked), "<amount>100.10<", "<merchant_id>123456<") {
		t.Errorf("%+v %s", prepared, prepared.Masked)
	}
	record = service.NewRecord(s, 0)
	if _, err = client.Prepare(s, &s.Operations[0], record); err == nil {
		t.Error("an empty request is fine")
	}
}
