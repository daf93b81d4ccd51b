package envelope_test

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// attempts is an answer with one order for each state, every one with its check value.
func attempts(states ...string) string {
	var b strings.Builder
	for _, state := range states {
		order, operation := anOrder(state)
		b.WriteString("<order>" + elements(order) + "<operation>" + elements(operation) + "</operation></order>")
	}
	return literalHead + "<ws:listResponse><list>" + b.String() + "</list></ws:listResponse>" + literalTail
}

func TestVerify_EveryOrderHasToBeRight(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	answer, err := c.Open(op, request, reply(attempts("Declined", "Approved")), credentials())
	if err != nil || answer.Result.Verified != "checkvalue of every order (2)" {
		t.Fatalf("%v %+v", err, answer)
	}
	for i, name := range []string{"first", "second"} {
		parts := strings.SplitN(attempts("Declined", "Approved"), "</order>", 2)
		parts[i] = strings.Replace(parts[i], "<orderamount>101.50", "<orderamount>1.50", 1)
		if _, err := c.Open(op, request, reply(strings.Join(parts, "</order>")), credentials()); as[*checkvalue.MismatchError](err) == nil {
			t.Errorf("%s order forged: %v", name, err)
		}
		parts = strings.SplitN(attempts("Declined", "Approved"), "</order>", 2)
		parts[i] = strings.Replace(parts[i], "<ordernumber>O-1", "<ordernumber>O-2", 1)
		if _, err := c.Open(op, request, reply(strings.Join(parts, "</order>")), credentials()); as[*envelope.EchoError](err) == nil {
			t.Errorf("%s order is another one: %v", name, err)
		}
		parts = strings.SplitN(attempts("Declined", "Approved"), "</order>", 2)
		before, after, _ := strings.Cut(parts[i], "<checkvalue>")
		parts[i] = before + "<checkvalue>" + after[strings.Index(after, "</checkvalue"):]
		_, err := c.Open(op, request, reply(strings.Join(parts, "</order>")), credentials())
		if e := as[*envelope.UnverifiedError](err); e == nil || !strings.Contains(e.Reason, []string{"order[1]", "order[2]"}[i]) {
			t.Errorf("%s order without digest: %v", name, err)
		}
		lax := newCodec(t, s, envelope.Options{AllowUnverified: true})
		answer, err := lax.Open(op, question(t, s, lax, "list"), reply(strings.Join(parts, "</order>")), credentials())
		if err != nil || answer.Result.Verified != "checkvalue of 1 of 2 order records" {
			t.Errorf("%v %+v", err, answer)
		}
	}
	noWord := credentials()
	noWord.SecretWord = service.Secret{}
	if _, err := c.Open(op, request, reply(attempts("Approved")), noWord); as[*envelope.UnverifiedError](err) == nil {
		t.Error(err)
	}
}

func TestClassify_OneAttemptThatSucceededIsASuccess(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	for _, tc := range []struct {
		states []string
		want   service.Outcome
	}{
		{[]string{"Declined", "Approved"}, service.Succeeded}, {[]string{"Approved", "Declined"}, service.Succeeded},
		{[]string{"Declined", "In Process", "Declined"}, service.Pending}, {[]string{"Declined", "Declined"}, service.Refused},
		{[]string{"Novel", "Declined"}, service.Unknown}, {[]string{"Declined"}, service.Refused}, {nil, service.Unknown},
	} {
		answer, err := c.Open(op, request, reply(attempts(tc.states...)), credentials())
		if err != nil || answer.Result.Outcome != tc.want {
			t.Errorf("%v: %v %+v, want %s", tc.states, err, answer, tc.want)
		}
		if err == nil && len(tc.states) > 0 && !answer.Result.TestMode {
			t.Errorf("%v: the test mode of a nested order is not seen", tc.states)
		}
	}
}

func TestFormats_ValuesFindTheRecordTheyBelongTo(t *testing.T) {
	s, c := lookup(t)
	flat, _ := anOrder("Approved")
	for _, r := range []envelope.Reply{
		{Format: envelope.XML, Body: []byte(xmlResult("<orders><order>" + elements(flat) + "<lastname>Иванов</lastname><chequeitems>[]</chequeitems><amount>1.00</amount></order></orders>"))},
		{Format: envelope.JSON, Body: []byte(`{"nested":{"order":{` + members(flat, false) + `,"amount":"1.00","chequeitems":"[]","customer":{}},"lastname":"Иванов"}}`)},
	} {
		got, err := c.Decode(s.Operation("nested"), r)
		if err != nil {
			t.Errorf("%v: %v", r.Format, err)
			continue
		}
		for path, want := range map[string]string{"order/firstname": "Иван", "order/operation/amount": "1.00", "chequeitems": "[]"} {
			if text := got.Text(path); text != want {
				t.Errorf("%v: %s is %q\n%s %v", r.Format, path, text, dump(got), got.Extras)
			}
		}
	}
	twice := envelope.Reply{Format: envelope.XML, Body: []byte("<result><order><ordernumber>1</ordernumber><packetdate>1</packetdate><chequeitems>a</chequeitems></order><chequeitems>b</chequeitems></result>")}
	if _, err := c.Decode(s.Operation("nested"), twice); as[*envelope.MalformedError](err) == nil {
		t.Error(err)
	}
}

func TestLastSuccess_IsFoundByTheTables(t *testing.T) {
	s, c := lookup(t)
	operation := func(kind, code, state string) string {
		return "<operation><operationtype>" + kind + "</operationtype><operationstate>" + state + "</operationstate><responsecode>" + code + "</responsecode></operation>"
	}
	for _, tc := range []struct{ name, orders, want string }{
		{"the payment before a refund that failed", "<order>" + operation("100", "AS000", "Success") + operation("300", "AS100", "Success") + "</order>", "100"},
		{"the refund after the payment", "<order>" + operation("100", "AS000", "Success") + operation("300", " as000 ", "") + "</order>", "300"},
		{"the attempt before one that was refused", "<order>" + operation("100", "AS000", "Success") + "</order><order>" + operation("101", "AS100", "Success") + "</order>", "100"},
		{"a state that goes on", "<order>" + operation("100", "AS000", "В процессе") + "</order>", ""},
		{"nothing but refusals", "<order>" + operation("100", "AS100", "Success") + "</order>", ""},
		{"an unknown code", "<order>" + operation("100", "AS777", "Success") + "</order>", ""},
		{"no operation", "<order><ordernumber>O-1</ordernumber></order>", ""},
	} {
		r, err := c.Decode(s.Operation("list"), reply(literalHead+"<ws:listResponse><list>"+tc.orders+"</list></ws:listResponse>"+literalTail))
		if err != nil {
			t.Fatal(err)
		}
		order, found := service.LastSuccess(r)
		switch {
		case tc.want == "" && found != nil, tc.want != "" && (found == nil || found.Text("operationtype") != tc.want || order.TypeID() != oOrder):
			t.Errorf("%s: %s", tc.name, dump(found))
		}
	}
	flat := record(t, s, oFlat, "responsecode", "AS000", "orderstate", "Approved", "operationtype", "100")
	if order, found := service.LastSuccess(flat); order != flat || found != flat {
		t.Error("a flat answer is order and operation at once")
	}
	if order, found := service.LastSuccess(nil); order != nil || found != nil {
		t.Error("nothing")
	}
}
