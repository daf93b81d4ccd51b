package soapclient_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// The toy service: one operation that moves money and one that reads.

const (
	toySecretWord = "Soap-Salt-91"
	toyPassword   = "Toy_Passw0rd"
	toyCard       = "4111111111111111"
	toyCVC        = "739"
)

type payRequest struct {
	OrderNumber string
	Amount      service.Amount
	Currency    string
	CardNumber  service.PAN
	CVC2        service.CVC
}

type payResponse struct {
	OrderNumber string
	Amount      service.Amount
	State       service.Opt[string]
	Attempts    service.Opt[int8]
	Result      service.Result
}

type stateRequest struct{ OrderNumber string }

func toy() *service.Service {
	credentials := []service.Field{
		{Name: "merchant_id", Type: service.XSDString, Flags: service.Sealed, Facts: &service.Facts{Role: service.RoleMerchant}},
		{Name: "login", Type: service.XSDString, Flags: service.Sealed, Facts: &service.Facts{Role: service.RoleLogin}},
		{Name: "password", Type: service.XSDString, Flags: service.Sealed, Facts: &service.Facts{Role: service.RolePassword, Format: service.FormatSecret}},
	}
	frames := func(name string) []service.Frame {
		return []service.Frame{{Name: service.Name{Space: 1, Local: name}}}
	}
	number := service.Field{Name: "ordernumber", Type: service.XSDString, Facts: &service.Facts{Role: service.RoleOrderKey}}
	answer := service.Message{
		Name: "response", Frames: frames("Answer"), Type: 2,
		Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{{
			Name: "base", Terms: []service.Term{{Field: "ordernumber"}, {Field: "amount"}, {Field: "state"}},
		}}}},
		Echo: []service.Echo{{Field: "ordernumber", Request: "ordernumber"}},
	}
	outcome := []service.OutcomeRule{
		{Outcome: service.Succeeded, When: []service.Match{{Field: "state", Values: []string{"Approved"}}}},
		{Outcome: service.Refused, When: []service.Match{{Field: "state", Values: []string{"Declined"}}}},
	}
	return &service.Service{
		Name: "toy", Namespace: "urn:toy", Spaces: []string{"", "urn:toy"}, Path: "/pay/toy.cfm", Facts: &service.Facts{},
		Types: []service.Type{
			{Base: service.XSDAnyType, Fields: append(credentials[:3:3], number,
				service.Field{Name: "amount", Type: service.XSDDecimal, Facts: &service.Facts{Role: service.RoleAmount, Format: service.FormatAmount, Currency: "currency"}},
				service.Field{Name: "currency", Type: service.XSDString},
				service.Field{Name: "cardnumber", Type: service.XSDString, Facts: &service.Facts{Format: service.FormatPAN}},
				service.Field{Name: "cvc2", Type: service.XSDString, Facts: &service.Facts{Format: service.FormatCVC}},
			)},
			{Base: service.XSDAnyType, Fields: append(credentials[:3:3], number)},
			{Base: service.XSDAnyType, Fields: []service.Field{
				number,
				{Name: "amount", Type: service.XSDDecimal, Flags: service.Optional, Facts: &service.Facts{Format: service.FormatAmount}},
				{Name: "state", Type: service.XSDString, Flags: service.Optional, Facts: &service.Facts{Role: service.RoleState}},
				{Name: "attempts", Type: service.XSDByte, Flags: service.Optional},
				{Name: "checkvalue", Type: service.XSDString, Flags: service.Sealed | service.Optional, Facts: &service.Facts{Role: service.RoleCheckValue}},
			}},
		},
		Operations: []service.Operation{
			{
				Name: "pay", WSDLName: "Pay", Action: "urn:toy#Pay", Request: service.Message{Name: "request", Frames: frames("Pay"), Type: 0},
				Response: answer, Outcome: outcome, Repeat: service.Repeat{Ask: "toy.state", By: "ordernumber"},
			},
			{
				Name: "state", WSDLName: "State", Action: "urn:toy#State", Request: service.Message{Name: "request", Frames: frames("State"), Type: 1},
				Response: answer, Outcome: outcome, Repeat: service.Repeat{Safe: true},
			},
		},
	}
}

func toyAnswer(order, amount, state, more string) string {
	value := checkvalue.Compute(service.NewSecret(toySecretWord), order+amount+state)
	return envelope(`<t:Answer xmlns:t="urn:toy"><ordernumber>` + order + `</ordernumber><amount>` + amount + `</amount><state>` + state + `</state>` +
		more + `<checkvalue>` + value + `</checkvalue></t:Answer>`)
}

func envelope(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>` + body + `</e:Body></e:Envelope>`
}

func fault(code, text string) string {
	return envelope(`<e:Fault><faultcode>` + code + `</faultcode><faultstring>` + text + `</faultstring></e:Fault>`)
}

func answerXML(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, _ = w.Write([]byte(text))
}

func merchant() soapclient.Merchant {
	return soapclient.Merchant{ID: "123456", Login: "toy_login", Password: service.NewSecret(toyPassword), SecretWord: service.NewSecret(toySecretWord)}
}

func card() payRequest {
	pan, _ := service.ParsePAN(toyCard)
	cvc, _ := service.ParseCVC(toyCVC)
	return payRequest{OrderNumber: "A-1", Amount: service.MustAmount("100.10"), Currency: "RUB", CardNumber: pan, CVC2: cvc}
}

// gateway is a server that counts.
type gateway struct {
	*httptest.Server
	hits, connections atomic.Int64
}

func newGateway(t testing.TB, handler http.HandlerFunc) *gateway {
	t.Helper()
	g := &gateway{}
	g.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.hits.Add(1)
		handler(w, r)
	}))
	g.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			g.connections.Add(1)
		}
	}
	g.Start()
	t.Cleanup(g.Close)
	return g
}

func approve(w http.ResponseWriter, r *http.Request) {
	answerXML(w, toyAnswer("A-1", "100.10", "Approved", ""))
}

func newClient(t testing.TB, endpoint string, options ...soapclient.Option) *soapclient.Client {
	t.Helper()
	client, err := soapclient.New(endpoint, merchant(), append([]soapclient.Option{soapclient.WithTimeout(20 * time.Second)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

func pay(ctx context.Context, client service.Invoker, s *service.Service, options ...service.CallOption) (*payResponse, error) {
	request, response := card(), new(payResponse)
	err := client.Invoke(ctx, s, &s.Operations[0], &request, response, options...)
	return response, err
}

func ask(ctx context.Context, client service.Invoker, s *service.Service, options ...service.CallOption) (*payResponse, error) {
	response := new(payResponse)
	err := client.Invoke(ctx, s, &s.Operations[1], &stateRequest{"A-1"}, response, options...)
	return response, err
}

// scripted is a server below HTTP: script gets each connection, after its first
// request was read if read is set.
func scripted(t testing.TB, read bool, script func(net.Conn)) (endpoint string, connections *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	connections = new(atomic.Int64)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			if read {
				request, err := http.ReadRequest(bufio.NewReader(conn))
				if err == nil {
					_, _ = request.Body.Read(make([]byte, 64<<10))
				}
			}
			script(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return "http://" + listener.Addr().String(), connections
}

// reset makes closing a connection send RST.
func reset(conn net.Conn) { _ = conn.(*net.TCPConn).SetLinger(0) }

// noSecrets fails the test if a text holds what must not be printed.
func noSecrets(t testing.TB, where, text string) {
	t.Helper()
	for _, secret := range []string{toySecretWord, toyPassword, toyCard, ">" + toyCVC + "<", toyCard[6:12]} {
		if strings.Contains(text, secret) {
			t.Errorf("%s shows %q: %s", where, secret, text)
		}
	}
}

// TestMain fails when a goroutine is left after the tests.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
