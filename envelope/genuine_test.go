package envelope_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// genuine reads an answer of the gateway's test mode. They are published by others and
// no part of this repository: where they are not at hand there is nothing to test.
func genuine(t *testing.T, name string) envelope.Reply {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "shared", "answers", name))
	if err != nil {
		t.Skip("the recorded answers are not here")
	}
	return envelope.Reply{Format: envelope.XML, ContentType: "text/xml", Body: body}
}

// fixtureService asks as the fixtures' author did: for the order "ok", although the
// recorded answer was edited to speak of another one, so nothing is echoed.
func fixtureService(t *testing.T) (*service.Service, *envelope.Codec, *service.Record, *envelope.Credentials) {
	t.Helper()
	s := ordersService()
	for i := range s.Operations {
		s.Operations[i].Response.Echo = nil
	}
	c := newCodec(t, s, envelope.Options{})
	cred := &envelope.Credentials{Merchant: "111111", Login: "sandbox_login", Password: service.NewSecret("sandbox_pass1"), SecretWord: service.NewSecret("secret")}
	r := record(t, s, oQuestion, "ordernumber", "ok")
	if err := c.Seal(s.Operation("list"), r, cred); err != nil {
		t.Fatal(err)
	}
	return s, c, r, cred
}

func TestGenuine_OrderStateVerifies(t *testing.T) {
	s, c, r, cred := fixtureService(t)
	answer, err := c.Open(s.Operation("list"), r, genuine(t, "order_status_ok.xml"), cred)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Result.Verified != "checkvalue of every order (1)" || answer.Record.Text("order/orderamount") != "4.00" ||
		answer.Record.Text("order/packetdate") != "27.09.2016 23:24" || answer.Record.Text("order/orderstate") != "Canceled" {
		t.Errorf("%+v %s", answer.Result, dump(answer.Record))
	}
	if err := r.Set("ordernumber", "100"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Open(s.Operation("list"), r, genuine(t, "order_status_ok.xml"), cred); as[*checkvalue.MismatchError](err) == nil {
		t.Errorf("asked for another order: %v", err)
	}
}

func TestGenuine_WrongCheckValueIsRefused(t *testing.T) {
	s, c, r, cred := fixtureService(t)
	_, err := c.Open(s.Operation("list"), r, genuine(t, "order_status_wrong_checkvalue.xml"), cred)
	if as[*checkvalue.MismatchError](err) == nil {
		t.Error(err)
	}
}

func TestGenuine_RefusalCarriesItsCodes(t *testing.T) {
	s, c, r, cred := fixtureService(t)
	_, err := c.Open(s.Operation("one"), r, genuine(t, "cancel_order_error.xml"), cred)
	if refusal := as[*envelope.GatewayError](err); refusal == nil || refusal.First != 10 || refusal.Second != 100 {
		t.Error(err)
	}
}

func TestGenuine_CancellationIsReadThroughItsLevels(t *testing.T) {
	s, c, _, _ := fixtureService(t)
	r, err := c.Decode(s.Operation("one"), genuine(t, "cancel_order_ok.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"responsecode": "AS000", "operationtype": "300", "orderstate": "Canceled", "billnumber": "5775486650107611", "testmode": "1"} {
		if got := r.Text(field); got != want {
			t.Errorf("%s is %q", field, got)
		}
	}
	if !envelope.TestMode(r) || !strings.HasPrefix(r.Text("signature"), "kA0D") || len(r.Extras) == 0 {
		t.Errorf("%s %v", dump(r), r.Extras)
	}
	for _, extra := range r.Extras {
		if strings.Contains(extra.Path, "/") || strings.HasPrefix(extra.Path, "@") {
			t.Errorf("extra %q is not at the level of the fields", extra.Path)
		}
	}
}

func TestGenuine_StreamsReadThemToo(t *testing.T) {
	s, c, r, cred := fixtureService(t)
	reply := genuine(t, "order_status_ok.xml")
	n := 0
	for entry, err := range c.OpenStream(s.Operation("list"), r, streamed(reply), cred) {
		if err != nil || entry.Result.Verified != "checkvalue" {
			t.Fatal(entry, err)
		}
		n++
	}
	if n != 1 {
		t.Errorf("%d records", n)
	}
}
