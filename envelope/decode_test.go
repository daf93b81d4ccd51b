package envelope_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"golang.org/x/text/encoding/charmap"
)

const (
	encodedHead = `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ` +
		`xmlns:si="http://www.paysecure.ru/type/" SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body>`
	encodedTail = `</SOAP-ENV:Body></SOAP-ENV:Envelope>`
	literalHead = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><soapenv:Body>`
	literalTail = `</soapenv:Body></soapenv:Envelope>`
)

func billResponse(children string) string {
	return encodedHead + `<ASS-NS:BillResponse xmlns:ASS-NS="http://www.paysecure.ru/ws/"><return xsi:type="si:SOAPStruct">` +
		children + `</return></ASS-NS:BillResponse>` + encodedTail
}

func payResponse(children string) string {
	return literalHead + `<ws:SilentPayResponse><return>` + children + `</return></ws:SilentPayResponse>` + literalTail
}

func reply(body string) envelope.Reply {
	return envelope.Reply{Status: 200, ContentType: "text/xml; charset=utf-8", Body: []byte(body)}
}

func TestDecode_RPCEncodedAnswer(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("create"), reply(billResponse(`<Hash xsi:type="xsd:string">6CPVabc</Hash>`)))
	if err != nil || r.Text("Hash") != "6CPVabc" {
		t.Fatalf("%v %v", r, err)
	}
}

func TestDecode_DocumentLiteralAnswer(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("pay"), reply(payResponse(
		`<ordernumber>O-1</ordernumber><responsecode> AS000 </responsecode><message><![CDATA[a&b]]></message><paketdate>1</paketdate><ORDERSTATE/>`)))
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"ordernumber": "O-1", "responsecode": " AS000 ", "message": "a&b", "packetdate": "1", "orderstate": ""} {
		if got, state := r.Get(field); got != want || state != service.Present {
			t.Errorf("%s is %q", field, got)
		}
	}
	if _, state := r.Get("amount"); state != service.Absent {
		t.Error("amount is there")
	}
}

func TestDecode_ToleratesTheDialects(t *testing.T) {
	s, c := gateway(t)
	for name, body := range map[string]string{
		"no namespace on the wrapper": literalHead + `<silentpayresponse><Return><OrderNumber>O-1</OrderNumber></Return></silentpayresponse>` + literalTail,
		"namespace on the children":   literalHead + `<ws:SilentPayResponse><ws:return><ws:ordernumber>O-1</ws:ordernumber></ws:return></ws:SilentPayResponse>` + literalTail,
		"other prefixes":              strings.NewReplacer("soapenv", "e", "ws:", "tns:", "xmlns:ws", "xmlns:tns").Replace(payResponse(`<ordernumber>O-1</ordernumber>`)),
		"SOAP 1.2":                    strings.ReplaceAll(payResponse(`<ordernumber>O-1</ordernumber>`), "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
		"a header":                    strings.Replace(payResponse(`<ordernumber>O-1</ordernumber>`), "<soapenv:Body>", "<soapenv:Header><x/></soapenv:Header><soapenv:Body>", 1),
		"an unknown xsi:type":         strings.Replace(payResponse(`<ordernumber>O-1</ordernumber>`), "<return>", `<return xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="ws:What">`, 1),
		"a byte order mark":           "\xef\xbb\xbf" + payResponse(`<ordernumber>O-1</ordernumber>`),
		"white space and comments":    payResponse("\n <!-- x -->\n <ordernumber>O<!-- y -->-1</ordernumber>\n"),
	} {
		r, err := c.Decode(s.Operation("pay"), reply(body))
		if err != nil || r.Text("ordernumber") != "O-1" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecode_ToleratesOtherWrappersInRequests(t *testing.T) {
	s, c := gateway(t)
	r, err := c.DecodeRequest(s.Operation("create"), reply(literalHead+`<WSCreateBill><Bill><bill>7</bill></Bill></WSCreateBill>`+literalTail))
	if err != nil || r.Text("bill") != "7" {
		t.Error(err)
	}
}

func TestDecode_KeepsWhatItDoesNotKnow(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("pay"), reply(literalHead+
		`<ws:SilentPayResponse><before>b</before><return count="2"><ordernumber>O-1</ordernumber><new a="1">x</new><deep><er>y</er><er>z</er></deep>`+
		`<amount xmlns="urn:other">5</amount></return><after/></ws:SilentPayResponse>`+literalTail))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range r.Extras {
		got = append(got, e.Path+"="+e.Text)
	}
	want := "before=b|@count=2|new/@a=1|new=x|deep/er=y|deep/er=z|amount=5|after="
	if strings.Join(got, "|") != want {
		t.Errorf("extras\n%s\nwant\n%s", strings.Join(got, "|"), want)
	}
	if _, state := r.Get("amount"); state != service.Absent {
		t.Error("an element of a foreign namespace was taken for ours")
	}
}

func TestDecode_RefusesMalformedReplies(t *testing.T) {
	answer := payResponse(`<ordernumber>O-1</ordernumber>`)
	for _, c := range []struct{ name, body, rule, path string }{
		{"empty Body", literalHead + literalTail, envelope.RuleEmptyBody, "Body"},
		{"no Body", strings.ReplaceAll(literalHead+literalTail, "soapenv:Body", "soapenv:Header"), envelope.RuleNoBody, ""},
		{"wrong element", literalHead + "<ws:BillResponse/>" + literalTail, envelope.RuleWrongElement, "Body/BillResponse"},
		{"wrapper of another namespace", strings.Replace(answer, "xmlns:ws=\"http://www.paysecure.ru/ws/\"", "xmlns:ws=\"urn:x\"", 1), envelope.RuleWrongElement, ""},
		{"missing frame", literalHead + "<ws:SilentPayResponse><x/></ws:SilentPayResponse>" + literalTail, envelope.RuleMissingFrame, "Body/SilentPayResponse"},
		{"second frame", strings.Replace(answer, "<return>", "<return/><return>", 1), envelope.RuleRepeated, "Body/SilentPayResponse/return"},
		{"repeated field", payResponse("<amount>1</amount><amount>2</amount>"), envelope.RuleRepeated, "Body/SilentPayResponse/return/amount"},
		{"repeated by alias", payResponse("<packetdate>1</packetdate><paketdate>2</paketdate>"), envelope.RuleRepeated, ""},
		{"repeated in another case", payResponse("<amount>1</amount><Amount>1</Amount>"), envelope.RuleRepeated, ""},
		{"nothing known", payResponse("<what>1</what>"), envelope.RuleNothingKnown, ""},
		{"empty answer", payResponse(""), envelope.RuleNothingKnown, ""},
		{"second body element", strings.Replace(answer, literalTail, "<x/>"+literalTail, 1), envelope.RuleSecondElement, ""},
		{"second Body", strings.Replace(answer, "</soapenv:Envelope>", "<soapenv:Body/></soapenv:Envelope>", 1), envelope.RuleEnvelope, ""},
		{"Envelope of no namespace", strings.ReplaceAll(answer, "http://schemas.xmlsoap.org/soap/envelope/", "urn:x"), envelope.RuleEnvelope, ""},
		{"unprefixed Envelope", strings.NewReplacer("<soapenv:", "<", "</soapenv:", "</").Replace(answer), envelope.RuleEnvelope, ""},
		{"must understand", strings.Replace(answer, "<soapenv:Body>", `<soapenv:Header><x soapenv:mustUnderstand="1"/></soapenv:Header><soapenv:Body>`, 1), envelope.RuleHeader, "Header/x"},
		{"trailing bytes", answer + "x", "text-outside-root", ""},
		{"second root", answer + "<x/>", "second-root", ""},
		{"undeclared prefix", payResponse("<y:ordernumber>1</y:ordernumber>"), "unbound-prefix", ""},
		{"document type", `<!DOCTYPE soapenv:Envelope [<!ENTITY a "b">]>` + answer, "doctype", ""},
		{"entity", payResponse("<ordernumber>&a;</ordernumber>"), "undefined-entity", ""},
		{"cut off", answer[:len(answer)-40], "", ""},
		{"child in a text", payResponse("<ordernumber><x/></ordernumber>"), "child-in-leaf", "Body/SilentPayResponse/return/ordernumber"},
		{"the documents' blank in an end tag", payResponse("<ordernumber>1</ ordernumber>"), "malformed-name", ""},
		{"nil message", strings.Replace(answer, "<return>", `<return xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true">`, 1), envelope.RuleNilFrame, ""},
		{"not UTF-8", payResponse("<ordernumber>\xe0</ordernumber>"), envelope.RuleCharset, ""},
		{"20 MB", payResponse("<ordernumber>" + strings.Repeat("x", 20<<20) + "</ordernumber>"), "limit-document", ""},
	} {
		s, codec := gateway(t)
		r, err := codec.Decode(s.Operation("pay"), reply(c.body))
		malformed, ok := errors.AsType[*envelope.MalformedError](err)
		if !ok || r != nil {
			t.Errorf("%s: want a MalformedError, got %v", c.name, err)
			continue
		}
		if c.rule != "" && malformed.Rule != c.rule {
			t.Errorf("%s: rule %q, want %q (%v)", c.name, malformed.Rule, c.rule, err)
		}
		if c.path != "" && malformed.Path != c.path {
			t.Errorf("%s: path %q, want %q", c.name, malformed.Path, c.path)
		}
		if strings.Contains(err.Error(), "\n") || len(err.Error()) > 400 {
			t.Errorf("%s: the error is no short line: %v", c.name, err)
		}
	}
}

func TestDecode_OffsetPointsAtTheSecondOfTwo(t *testing.T) {
	s, c := gateway(t)
	body := payResponse("<amount>1</amount><amount>2</amount>")
	_, err := c.Decode(s.Operation("pay"), reply(body))
	malformed, _ := errors.AsType[*envelope.MalformedError](err)
	if want := strings.LastIndex(body, "<amount>"); malformed == nil || malformed.Offset != want {
		t.Errorf("%v, want offset %d", err, want)
	}
}

func TestDecode_LargeRepliesWithinTheLimitAreRead(t *testing.T) {
	s := gatewayService()
	c := newCodec(t, s, envelope.Options{Limits: envelope.Limits{Document: 32 << 20, Text: 32 << 20}})
	long := strings.Repeat("x", 20<<20)
	r, err := c.Decode(s.Operation("pay"), reply(payResponse("<message>"+long+"</message>")))
	if err != nil || r.Text("message") != long {
		t.Error(err)
	}
}

func TestDecode_LenientReadsTheDocumentsSamples(t *testing.T) {
	s := gatewayService()
	c := newCodec(t, s, envelope.Options{Lenient: true})
	sample := `<Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><Body><ASS-NS:BillResponse xmlns:ASS-NS="http://www.paysecure.ru/ws/">` +
		`<return xsi:type="si:SOAPStruct"><Hash xsi:type="xsd:string">abc</Hash></return></ASS-NS:BillResponse></Body></Envelope>`
	r, err := c.Decode(s.Operation("create"), reply(sample))
	if err != nil || r.Text("Hash") != "abc" {
		t.Error(err)
	}
}

func TestDecode_Charsets(t *testing.T) {
	const word = "Оплачен"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(word)
	if err != nil {
		t.Fatal(err)
	}
	latin := "caf\xe9"
	for _, c := range []struct{ name, contentType, declaration, text, want string }{
		{"header", "text/xml; charset=windows-1251", "", cyrillic, word},
		{"declaration", "text/xml", `<?xml version="1.0" encoding='windows-1251'?>`, cyrillic, word},
		{"header wins", "text/xml; charset=Windows-1251", `<?xml version="1.0" encoding="UTF-8"?>`, cyrillic, word},
		{"header wins the other way", "text/xml; charset=utf-8", `<?xml version="1.0" encoding="windows-1251"?>`, word, word},
		{"none", "", "", word, word},
		{"latin", "text/xml; charset=ISO-8859-1", "", latin, "café"},
		{"ascii", "text/xml; charset=us-ascii", "", "plain", "plain"},
	} {
		s, codec := gateway(t)
		r, err := codec.Decode(s.Operation("pay"), envelope.Reply{
			ContentType: c.contentType, Body: []byte(c.declaration + payResponse("<orderstate>"+c.text+"</orderstate>")),
		})
		if err != nil || r.Text("orderstate") != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for name, contentType := range map[string]string{
		"unknown charset": "text/xml; charset=koi8-r", "not ASCII": "text/xml; charset=us-ascii", "not UTF-8": "text/xml; charset=utf-8",
	} {
		s, codec := gateway(t)
		_, err := codec.Decode(s.Operation("pay"), envelope.Reply{ContentType: contentType, Body: []byte(payResponse("<orderstate>" + cyrillic + "</orderstate>"))})
		if malformed, ok := errors.AsType[*envelope.MalformedError](err); !ok || malformed.Rule != envelope.RuleCharset {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecode_UndefinedByteOfWindows1251IsRefused(t *testing.T) {
	s, c := gateway(t)
	_, err := c.Decode(s.Operation("pay"), envelope.Reply{ContentType: "text/xml; charset=windows-1251", Body: []byte(payResponse("<message>\x98</message>"))})
	if _, ok := errors.AsType[*envelope.MalformedError](err); !ok {
		t.Error(err)
	}
}

func TestDecode_NestedAndRepeated(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("orders"), reply(literalHead+`<ws:ordersResponse><order><ordernumber>1</ordernumber>`+
		`<operation><responsecode>AS100</responsecode></operation><operation><amount>5</amount><responsecode>AS000</responsecode><x>1</x></operation></order>`+
		`<order><ordernumber>2</ordernumber></order></ws:ordersResponse>`+literalTail))
	if err != nil {
		t.Fatal(err)
	}
	orders := r.Find("order")
	if orders.Record.Text("ordernumber") != "2" || len(r.Values()[0].Items) != 2 {
		t.Error("the last of the orders is not the second")
	}
	first := r.Values()[0].Items[0].Record
	if first.Text("operation/responsecode") != "AS000" {
		t.Error("the last operation does not count")
	}
	if len(r.Extras) != 1 || r.Extras[0].Path != "order/operation/x" {
		t.Errorf("extras: %v", r.Extras)
	}
}
