package soapclient_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// A foreign service with a header block and a declared fault, as the generator
// describes them.

type text struct{ Value string }

type limitFault struct{ Limit int32 }

func (*limitFault) Error() string { return "fault limitFault" }

func echoService() *service.Service {
	value := []service.Field{{Name: "#text", Type: service.XSDString, Flags: service.Content}}
	frame := func(name string) []service.Frame {
		return []service.Frame{{Name: service.Name{Space: 1, Local: name}}}
	}
	return &service.Service{
		Name: "echo", Namespace: "urn:echo", Spaces: []string{"", "urn:echo"},
		Types: []service.Type{
			{},
			{Fields: value},
			{Fields: value},
			{Fields: []service.Field{{Name: "limit", Type: service.XSDInt}}, New: func() any { return new(limitFault) }},
		},
		Operations: []service.Operation{{
			Name: "echo", WSDLName: "echo",
			Request:       service.Message{Name: "request", Frames: frame("echo"), Type: 1},
			Response:      service.Message{Name: "response", Frames: frame("echoResponse"), Type: 1},
			Headers:       []service.Header{{Name: service.Name{Space: 1, Local: "session"}, Type: 2, MustUnderstand: true}},
			AnswerHeaders: []service.Header{{Name: service.Name{Space: 1, Local: "ticket"}, Type: 2}},
			Faults:        []service.FaultDetail{{Name: "limit", Element: service.Name{Space: 1, Local: "limitFault"}, Type: 3}},
		}},
	}
}

func callEcho(t *testing.T, answer string, options ...service.CallOption) (sent string, got text, err error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent = string(body)
		answerXML(w, answer)
	}))
	defer server.Close()
	client, err := soapclient.New(server.URL, soapclient.Merchant{}, soapclient.WithoutMerchant(), soapclient.WithPlaintextHTTPThatExposesCardsAndPasswords())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	s := echoService()
	err = client.Invoke(context.Background(), s, &s.Operations[0], &text{"hi"}, &got, options...)
	return sent, got, err
}

func TestHeader_BlockIsSentWhereItIsDeclared(t *testing.T) {
	block := service.HeaderBlock{Name: service.QName{Space: "urn:echo", Local: "session"}, Content: &text{"a<b"}}
	sent, got, err := callEcho(t, envelope(`<t:echoResponse xmlns:t="urn:echo">hi</t:echoResponse>`), block)
	if err != nil || got.Value != "hi" {
		t.Fatalf("%v, %q", err, got.Value)
	}
	want := `<soapenv:Header><echo:session soapenv:mustUnderstand="1">a&lt;b</echo:session></soapenv:Header><soapenv:Body>`
	if !strings.Contains(sent, want) {
		t.Errorf("sent %s\nwithout %s", sent, want)
	}
}

// TestHeader_AnswerBlockIsStoredWhereTheCallWantsIt, and one that nobody asked for is read
// all the same.
func TestHeader_AnswerBlockIsStoredWhereTheCallWantsIt(t *testing.T) {
	answer := strings.Replace(envelope(`<t:echoResponse xmlns:t="urn:echo">hi</t:echoResponse>`), "<e:Body>",
		`<e:Header><t:ticket xmlns:t="urn:echo" e:mustUnderstand="1">77</t:ticket></e:Header><e:Body>`, 1)
	var ticket text
	_, got, err := callEcho(t, answer, service.AnswerBlock{Name: service.QName{Space: "urn:echo", Local: "ticket"}, Into: &ticket})
	if err != nil || got.Value != "hi" || ticket.Value != "77" {
		t.Errorf("%v, %q, ticket %q", err, got.Value, ticket.Value)
	}
	if _, _, err := callEcho(t, answer); err != nil {
		t.Error(err)
	}
	sent, _, err := callEcho(t, answer, service.AnswerBlock{Name: service.QName{Local: "ticket"}, Into: &ticket})
	if sent != "" || err == nil || !strings.Contains(err.Error(), "declares no header block ticket") {
		t.Errorf("sent %q, error %v", sent, err)
	}
}

func TestHeader_UndeclaredBlockIsRefusedBeforeSending(t *testing.T) {
	sent, _, err := callEcho(t, "", service.HeaderBlock{Name: service.QName{Local: "session"}, Content: &text{}})
	if sent != "" || err == nil || !strings.Contains(err.Error(), "declares no header block session") {
		t.Errorf("sent %q, error %v", sent, err)
	}
}

func TestFault_DeclaredDetailIsAGoError(t *testing.T) {
	_, _, err := callEcho(t, envelope(`<e:Fault><faultcode>e:Client</faultcode><faultstring>too much</faultstring>`+
		`<detail><t:limitFault xmlns:t="urn:echo"><limit>7</limit></t:limitFault></detail></e:Fault>`))
	detail, ok := errors.AsType[*limitFault](err)
	if !ok || detail.Limit != 7 {
		t.Fatalf("%v holds no limitFault of 7", err)
	}
	if refused, ok := errors.AsType[*soapclient.GatewayError](err); !ok || refused.FaultString != "too much" {
		t.Errorf("%v is no GatewayError around it", err)
	}
}
