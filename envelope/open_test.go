package envelope_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// statusAnswer is a bill's status with the digest over its texts as printed.
func statusAnswer(delimiter, status string, more string) string {
	x := strings.Join([]string{"123456", "B-1", "100.10", "RUB", status, "42"}, delimiter)
	return billResponse(`<merchant_id>123456</merchant_id><bill>B-1</bill><bill_amount>100.10</bill_amount><bill_currency>RUB</bill_currency>` +
		`<bill_status>` + status + `</bill_status><number_of_bill>42</number_of_bill>` + more + `<checkValue> ` + digest("TestSalt", x) + `</checkValue>`)
}

func asked(t *testing.T, s *service.Service, pairs ...string) *service.Record {
	t.Helper()
	return record(t, s, typeStatus, append([]string{"merchant_id", "123456", "login", "sandbox_login", "password", "sandbox_pass1", "bill", "B-1"}, pairs...)...)
}

func TestOpen_VerifiesWhatWasReceivedAndNormalisesAfterwards(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("status")
	answer, err := c.Open(op, asked(t, s), reply(statusAnswer(";", " invoiced ", "<extra>1</extra>")), credentials())
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.Record.Text("bill_status"); got != "Invoiced" {
		t.Errorf("state %q", got)
	}
	want := service.Result{Outcome: service.Succeeded, Verified: "checkvalue"}
	if r := answer.Result; r.Outcome != want.Outcome || r.Verified != want.Verified || r.TestMode || len(r.Extras) != 1 {
		t.Errorf("%+v", r)
	}
	answer, err = c.Open(op, asked(t, s), reply(statusAnswer("", "Timeout", "")), credentials())
	if err != nil || answer.Result.Verified != "checkvalue (bare)" || answer.Record.Text("bill_status") != "Timed out" || answer.Result.Outcome != service.Refused {
		t.Errorf("%v %+v", err, answer)
	}
}

func TestOpen_RefusesAWrongCheckValue(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("status")
	for name, body := range map[string]string{
		"amount changed": strings.Replace(statusAnswer(";", "Invoiced", ""), "100.10", "100.11", 1),
		"status changed": strings.Replace(statusAnswer(";", "Invoiced", ""), "Invoiced", "Approved", 1),
		"no value":       strings.Replace(statusAnswer(";", "Invoiced", ""), "<checkValue> ", "<checkValue>0", 1),
	} {
		answer, err := c.Open(op, asked(t, s), reply(body), credentials())
		if _, ok := errors.AsType[*checkvalue.MismatchError](err); !ok || answer != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := asked(t, s)
	if err := other.Set("merchant_id", "654321"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Open(op, other, reply(statusAnswer(";", "Invoiced", "")), credentials()); err == nil {
		t.Error("an answer to another merchant is accepted")
	}
}

func TestOpen_RefusesWhatProvesNothing(t *testing.T) {
	unsigned := billResponse(`<bill>B-1</bill><bill_status>Invoiced</bill_status><checkValue> </checkValue>`)
	s, c := gateway(t)
	op := s.Operation("status")
	_, err := c.Open(op, asked(t, s), reply(unsigned), credentials())
	if _, ok := errors.AsType[*envelope.UnverifiedError](err); !ok {
		t.Error(err)
	}
	noWord := credentials()
	noWord.SecretWord = service.Secret{}
	_, err = c.Open(op, asked(t, s), reply(statusAnswer(";", "Invoiced", "")), noWord)
	if _, ok := errors.AsType[*envelope.UnverifiedError](err); !ok {
		t.Error(err)
	}
	lax := newCodec(t, s, envelope.Options{AllowUnverified: true})
	if answer, err := lax.Open(op, asked(t, s), reply(unsigned), credentials()); err != nil || answer.Result.Verified != "" {
		t.Error(err)
	}
	if _, err := lax.Open(op, asked(t, s), reply(strings.Replace(statusAnswer(";", "Invoiced", ""), "B-1", "B-2", 1)), credentials()); err == nil {
		t.Error("AllowUnverified lets a wrong check value pass")
	}
}

func TestOpen_EmptySignatureAloneIsTheMD5Setting(t *testing.T) {
	s, c := gateway(t)
	op, r := s.Operation("pay"), payment(t, s)
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	body := payResponse(`<ordernumber>O-1</ordernumber><responsecode>AS000</responsecode><orderstate>Оплачен</orderstate><testmode>1</testmode><signature> </signature>`)
	answer, err := c.Open(op, r, reply(body), credentials())
	if err != nil || answer.Result.Outcome != service.Succeeded || !answer.Result.TestMode || answer.Result.Verified != "" {
		t.Errorf("%v %+v", err, answer)
	}
	_, err = c.Open(op, r, reply(strings.Replace(body, "<signature> ", "<signature>AAAA", 1)), credentials())
	if _, ok := errors.AsType[*envelope.UnverifiedError](err); !ok {
		t.Errorf("a signature without key: %v", err)
	}
}

func TestOpen_RefusesTheAnswerAboutAnotherOrder(t *testing.T) {
	s := gatewayService()
	c := newCodec(t, s, envelope.Options{AllowUnverified: true})
	op := s.Operation("status")
	ok := `<merchant_id> 123456 </merchant_id><bill>B-1</bill><bill_amount>100.0</bill_amount><bill_currency>RUR</bill_currency>`
	if _, err := c.Open(op, asked(t, s, "amount", "100.00", "currency", "RUB"), reply(billResponse(ok)), credentials()); err != nil {
		t.Error(err)
	}
	for name, change := range map[string][2]string{
		"merchant": {"123456", "654321"}, "bill": {"B-1", "B-2"}, "amount": {"100.0", "100.1"}, "currency": {"RUR", "USD"},
	} {
		body := billResponse(strings.Replace(ok, change[0], change[1], 1))
		_, err := c.Open(op, asked(t, s, "amount", "100.00", "currency", "RUB"), reply(body), credentials())
		if _, isEcho := errors.AsType[*envelope.EchoError](err); !isEcho || strings.Contains(err.Error(), change[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClassify_Outcomes(t *testing.T) {
	s, c := gateway(t)
	for _, tc := range []struct {
		code, state string
		want        service.Outcome
	}{
		{"AS000", "Approved", service.Succeeded},
		{"as000", "Delayed", service.Succeeded},
		{"AS000", "Declined", service.Unknown},
		{"AS110", "In Process", service.ActionRequired},
		{"AS300", "Process", service.Pending},
		{"AS102", "Declined", service.Refused},
		{"", "", service.Unknown},
		{"AS998", "", service.Unknown},
	} {
		r := record(t, s, typePayAnswer, "responsecode", tc.code, "orderstate", tc.state)
		c.Normalise(s.Operation("pay"), r)
		if got := c.Classify(s.Operation("pay"), r); got != tc.want {
			t.Errorf("%s %s: %s, want %s", tc.code, tc.state, got, tc.want)
		}
	}
}

func TestNormalise_TrimsEveryLeafAndLeavesAmountsAlone(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("orders"), reply(literalHead+`<ws:ordersResponse><order><ordernumber> 1 </ordernumber><orderstate>в ПРОЦЕССЕ</orderstate>`+
		`<testmode> 0 </testmode><operation><responsecode> as000 </responsecode><amount> 1 000,50 </amount></operation></order></ws:ordersResponse>`+literalTail))
	if err != nil {
		t.Fatal(err)
	}
	c.Normalise(nil, r)
	for path, want := range map[string]string{
		"order/ordernumber": "1", "order/orderstate": "In Process", "order/operation/responsecode": "AS000", "order/operation/amount": "1 000,50",
	} {
		if got := r.Text(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if envelope.TestMode(r) {
		t.Error("0 is taken for test mode")
	}
}

func TestOpen_MasksSecretsThatTheGatewayEchoes(t *testing.T) {
	s, c := gateway(t)
	op, r := s.Operation("create"), bill(t, s, "customer_email", "jane@example.com")
	if err := c.Seal(op, r, credentials()); err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{
		fault11(`<faultcode>Server</faultcode><faultstring>bad sandbox_pass1</faultstring><detail><message>jane@example.com</message><x>TestSalt</x></detail>`),
		"<html><title>login with sandbox_pass1 failed</title>",
		"sandbox_pass1 TestSalt",
		"<sandbox_pass1/>",
	} {
		_, err := c.Open(op, r, reply(body), credentials())
		for _, secret := range []string{"sandbox_pass1", "TestSalt", "jane@example.com"} {
			if err == nil || strings.Contains(err.Error(), secret) {
				t.Errorf("%s is in: %v", secret, err)
			}
		}
	}
}
