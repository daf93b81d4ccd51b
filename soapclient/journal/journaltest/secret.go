package journaltest

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// storesNoSecret pays with a card over the journal, gets no answer, and looks for
// everything secret in what is stored.
func storesNoSecret(t *testing.T, k Kind) {
	place := k.Make(t)
	b := k.open(t, place)
	secrets := map[string]string{
		"card number": "4111111111111111", "CVC": "7391", "password": "Toy_Passw0rd", "secret word": "Soap-Salt-91",
		"login": "toy_login", "expiry year": "2041",
	}
	s := toy()
	client, err := soapclient.New("https://example.com", soapclient.Merchant{
		ID: "123456", Login: secrets["login"], Password: service.NewSecret(secrets["password"]), SecretWord: service.NewSecret(secrets["secret word"]),
	}, soapclient.WithJournal(b), soapclient.WithTransport(func(http.RoundTripper) http.RoundTripper { return silence{} }))
	if err != nil {
		t.Fatal(err)
	}
	request := service.NewRecord(s, s.Operations[0].Request.Type)
	for field, text := range map[string]string{
		"ordernumber": "A-1", "amount": "100.10", "currency": "RUB", "cardnumber": secrets["card number"], "cvc2": secrets["CVC"], "expireyear": secrets["expiry year"],
	} {
		if err = request.Set(field, text); err != nil {
			t.Fatal(err)
		}
	}
	_, err = client.Call(t.Context(), s, &s.Operations[0], request)
	unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
	if !ok || unknown.Intent.Entry == "" {
		t.Fatalf("the call ended in %v", err)
	}
	if list := unsettled(t, b); len(list) != 1 || list[0].Key.Value != "A-1" || list[0].Amount != "100.10" {
		t.Fatalf("open: %+v", list)
	}
	_ = b.Close()
	stored := string(k.Stored(t, place))
	if !strings.Contains(stored, "A-1") {
		t.Fatal("what is stored does not even hold the order number; the test sees nothing")
	}
	for name, secret := range secrets {
		for _, form := range []string{secret, hex.EncodeToString([]byte(secret)), strings.ToUpper(hex.EncodeToString([]byte(secret))), base64.RawStdEncoding.EncodeToString([]byte(secret))} {
			if strings.Contains(stored, form) {
				t.Errorf("the %s is stored", name)
			}
		}
	}
}

// silence takes a request and never answers.
type silence struct{}

// RoundTrip implements [http.RoundTripper].
func (silence) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	_ = r.Body.Close()
	return nil, errors.New("silence")
}

// toy is a service with one operation, which charges a card.
func toy() *service.Service {
	text := func(name string, facts service.Facts) service.Field {
		return service.Field{Name: name, Type: service.XSDString, Facts: &facts}
	}
	sealed := func(name string, facts service.Facts) service.Field {
		f := text(name, facts)
		f.Flags = service.Sealed
		return f
	}
	frames := func(name string) []service.Frame { return []service.Frame{{Name: service.Name{Space: 1, Local: name}}} }
	return &service.Service{
		Name: "toy", Namespace: "urn:toy", Spaces: []string{"", "urn:toy"}, Path: "/toy.cfm", Facts: &service.Facts{},
		Types: []service.Type{
			{Base: service.XSDAnyType, Fields: []service.Field{
				sealed("merchant_id", service.Facts{Role: service.RoleMerchant}), sealed("login", service.Facts{Role: service.RoleLogin}),
				sealed("password", service.Facts{Role: service.RolePassword, Format: service.FormatSecret}),
				text("ordernumber", service.Facts{Role: service.RoleOrderKey}), text("amount", service.Facts{Role: service.RoleAmount, Format: service.FormatAmount, Currency: "currency"}),
				text("currency", service.Facts{Role: service.RoleCurrency}),
				text("cardnumber", service.Facts{Format: service.FormatPAN}), text("cvc2", service.Facts{Format: service.FormatCVC}),
				text("expireyear", service.Facts{Role: service.RoleCardExpiry}),
			}},
			{Base: service.XSDAnyType, Fields: []service.Field{text("state", service.Facts{Role: service.RoleState})}},
		},
		Operations: []service.Operation{{
			Name: "pay", WSDLName: "Pay", Action: "urn:toy#Pay",
			Request:  service.Message{Name: "request", Frames: frames("Pay"), Type: 0},
			Response: service.Message{Name: "response", Frames: frames("Answer"), Type: 1},
			Outcome:  []service.OutcomeRule{{Outcome: service.Succeeded, When: []service.Match{{Field: "state", Values: []string{"Approved"}}}}},
			Repeat:   service.Repeat{By: "ordernumber", Facts: &service.Facts{}},
		}},
	}
}
