package envelope_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

func fault11(inner string) string {
	return literalHead + `<soapenv:Fault>` + inner + `</soapenv:Fault>` + literalTail
}

func refusal(t *testing.T, c *envelope.Codec, op *service.Operation, r envelope.Reply) *envelope.GatewayError {
	t.Helper()
	record, err := c.Decode(op, r)
	e, ok := errors.AsType[*envelope.GatewayError](err)
	if !ok || record != nil {
		t.Fatalf("want a GatewayError, got %v", err)
	}
	return e
}

func TestFault_NumericCodesUnderAnyStatus(t *testing.T) {
	s, c := gateway(t)
	for _, status := range []int{200, 400, 500, 503} {
		r := reply(fault11(`<faultcode>11</faultcode><faultstring> 187 </faultstring><detail/>`))
		r.Status = status
		e := refusal(t, c, s.Operation("create"), r)
		if e.First != 11 || e.Second != 187 || e.Status != status || e.FaultString != "" || e.FaultCode.Local != "" {
			t.Errorf("%+v", e)
		}
		if got, want := e.Error(), "till.create: the gateway refused: 11/187 duplicate object: bill number (use another number)"; got != want {
			t.Errorf("%s", got)
		}
		if got := e.In("ru"); !strings.Contains(got, "объект уже существует: номер счёта") {
			t.Errorf("%s", got)
		}
	}
}

func TestFault_TextualCodesAreResolved(t *testing.T) {
	s, c := gateway(t)
	e := refusal(t, c, s.Operation("create"), reply(fault11(`<faultcode>soapenv:Server</faultcode><faultstring>it
	broke</faultstring><detail><message>why</message><recomendation>do</recomendation><other>4111111111111111</other></detail>`)))
	if e.FaultCode != (service.QName{Space: "http://schemas.xmlsoap.org/soap/envelope/", Local: "Server"}) {
		t.Errorf("%+v", e.FaultCode)
	}
	if e.FaultString != "it broke" || e.Message != "why" || e.Recommendation != "do" || e.First != 0 {
		t.Errorf("%+v", e)
	}
	if strings.Contains(e.Error(), "4111111111111111") || strings.Contains(e.Error(), "\n") {
		t.Error(e)
	}
	e = refusal(t, c, s.Operation("create"), reply(fault11(`<faultcode>nope:Client.Auth</faultcode><faultstring/>`)))
	if e.FaultCode.Local != "Client.Auth" || e.FaultCode.Space != "" {
		t.Errorf("%+v", e.FaultCode)
	}
}

func TestFault_AnyPrefixOrNone(t *testing.T) {
	s, c := gateway(t)
	for _, body := range []string{
		literalHead + `<Fault><faultcode>3</faultcode><faultstring>115</faultstring></Fault>` + literalTail,
		strings.ReplaceAll(fault11(`<faultcode>3</faultcode><faultstring>115</faultstring>`), "soapenv", "SOAP-ENV"),
		encodedHead + `<SOAP-ENV:Fault><faultcode xsi:type="xsd:string">3</faultcode><faultstring xsi:type="xsd:string">115</faultstring></SOAP-ENV:Fault>` + encodedTail,
	} {
		if e := refusal(t, c, s.Operation("pay"), reply(body)); e.First != 3 || e.Second != 115 {
			t.Errorf("%+v", e)
		}
	}
}

func TestFault_Version12(t *testing.T) {
	s, c := gateway(t)
	body := `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:m="urn:m"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>` +
		`<e:Subcode><e:Value>m:Timeout</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang="ru">да</e:Text><e:Text xml:lang="en">yes</e:Text></e:Reason>` +
		`<e:Detail>text<m:x>1</m:x></e:Detail></e:Fault></e:Body></e:Envelope>`
	r := reply(body)
	r.Status = 500
	e := refusal(t, c, s.Operation("pay"), r)
	if e.FaultCode.Local != "Sender" || len(e.Subcodes) != 1 || e.Subcodes[0].Space != "urn:m" || e.FaultString != "yes" || e.Detail != "text; x: 1" {
		t.Errorf("%+v", e)
	}
}

func TestFault_IsNotBelievedWhenTheDocumentIsBroken(t *testing.T) {
	s, c := gateway(t)
	_, err := c.Decode(s.Operation("pay"), reply(fault11(`<faultcode>3</faultcode><faultstring>1</faultstring>`)+"<x/>"))
	if _, ok := errors.AsType[*envelope.MalformedError](err); !ok {
		t.Error(err)
	}
}

func TestFault_CodesInTheAnswerAreARefusal(t *testing.T) {
	s, c := gateway(t)
	for name, body := range map[string]string{
		"children":        payResponse("<firstcode>3</firstcode><secondcode>100</secondcode>"),
		"with fields":     payResponse("<ordernumber>1</ordernumber><FirstCode>3</FirstCode><secondcode>100</secondcode>"),
		"attributes":      strings.Replace(payResponse(""), "<return>", `<return firstcode="3" secondcode="100">`, 1),
		"in place of all": literalHead + "<ws:SilentPayResponse><firstcode>3</firstcode><secondcode>100</secondcode></ws:SilentPayResponse>" + literalTail,
	} {
		if e := refusal(t, c, s.Operation("pay"), reply(body)); e.First != 3 || e.Second != 100 {
			t.Errorf("%s: %+v", name, e)
		}
	}
	if _, err := c.Decode(s.Operation("pay"), reply(payResponse("<ordernumber>1</ordernumber><firstcode>0</firstcode><secondcode>0</secondcode>"))); err != nil {
		t.Error(err)
	}
}

func TestFault_CVC2WantedWithALinkIsNoError(t *testing.T) {
	s, c := gateway(t)
	answer := literalHead + `<ws:ordersResponse><order><ordernumber>1</ordernumber></order><firstcode>3</firstcode><secondcode>115</secondcode>%</ws:ordersResponse>` + literalTail
	if _, err := c.Decode(s.Operation("orders"), reply(strings.Replace(answer, "%", "<continueurl>https://example.com</continueurl>", 1))); err != nil {
		t.Error(err)
	}
	refusal(t, c, s.Operation("orders"), reply(strings.Replace(answer, "%", "<continueurl/>", 1)))
	refusal(t, c, s.Operation("orders"), reply(strings.Replace(answer, "%", "", 1)))
}

func TestNotSOAP_SaysWhatItIs(t *testing.T) {
	s, c := gateway(t)
	for _, tc := range []struct {
		status                   int
		contentType, body        string
		what, excerpt, forbidden string
	}{
		{502, "text/html; charset=utf-8", "<!-- x -->\n<!DOCTYPE html><html><head><title>Bad\n Gateway 4111111111111111</title></head>", "an HTML page", "Bad Gateway ****************", "4111"},
		{200, "text/html", "<HTML><body><h1>Sorry</h1>", "an HTML page", "Sorry", ""},
		{200, "text/plain", "order 12345678 is\x00\x07 gone", "a binary file", "", ""},
		{200, "text/plain", "order 12345678 is gone " + strings.Repeat("x", 500), "plain text", "order ******** is gone " + strings.Repeat("x", 57) + "…", "12345678"},
		{200, "application/json", `{"ordernumber":"3"}`, "JSON", `{"ordernumber":"3"}`, ""},
		{200, "text/xml", "", "nothing", "", ""},
		{204, "", " \r\n", "nothing", "", ""},
		{200, "text/xml", "<result/>", "an XML document that begins with <result>", "", ""},
		{404, "", payResponse("<ordernumber>1</ordernumber>"), "an XML message without a Fault", "", ""},
		{500, "text/xml", "<soapenv:Envelope", "an XML message without a Fault", "", ""},
		{200, "multipart/related; boundary=x", "--x", "a multipart message", "", ""},
	} {
		r, err := c.Decode(s.Operation("pay"), envelope.Reply{Status: tc.status, ContentType: tc.contentType, Body: []byte(tc.body)})
		e, ok := errors.AsType[*envelope.NotSOAPError](err)
		if !ok || r != nil {
			t.Errorf("%q: want a NotSOAPError, got %v", tc.body, err)
			continue
		}
		if e.What != tc.what || e.Excerpt != tc.excerpt || e.Status != tc.status || e.Operation != "pay" {
			t.Errorf("%q: %+v", tc.body, e)
		}
		if text := e.Error(); tc.forbidden != "" && strings.Contains(text, tc.forbidden) || strings.Contains(text, "\n") {
			t.Error(text)
		}
	}
}
