package inbound_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

const (
	formAnswer = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<pushpaymentresult firstcode="0" secondcode="0"><order><billnumber>` + bill + `</billnumber><packetdate>` + packet + `</packetdate></order></pushpaymentresult>`
)

func TestHandler_AnswersAFormInTheExactForm(t *testing.T) {
	s := newShop(t)
	status, body := s.post(formType, form())
	if status != http.StatusOK || body != formAnswer {
		t.Errorf("%d %s", status, body)
	}
}

func TestHandler_AnswersSOAPInTheDialectOfTheDocuments(t *testing.T) {
	s := newShop(t)
	status, body := s.post(soapType, soapMessage())
	want := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsdl="http://www.assist.ru/wsdl" xmlns:ns4="http://www.assist.ru/type/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">` +
		`<soapenv:Body><wsdl:PushPaymentResultResponse soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><return xsi:type="ns4:SOAPStruct">` +
		`<billnumber xsi:type="xsd:string">555000111222333</billnumber><packetdate xsi:type="xsd:string">` + packet + `</packetdate></return></wsdl:PushPaymentResultResponse></soapenv:Body></soapenv:Envelope>`
	if status != http.StatusOK || body != want {
		t.Errorf("%d\n%s\n%s", status, body, want)
	}
}

func TestHandler_DeliversTheSameTypedMessageFromBothForms(t *testing.T) {
	for _, in := range transports() {
		t.Run(in.name, func(t *testing.T) {
			s := newShop(t)
			s.post(in.contentType, in.body)
			if len(s.messages) != 1 {
				t.Fatalf("%d messages, %v", len(s.messages), s.last().Err)
			}
			m, n := s.messages[0], s.notices[0]
			if m.Ordernumber.Value() != "O-1" || m.Orderamount.Value().Minor() != 100_00 || m.Operation[0].Amount.Value().Minor() != 30_00 || m.Orderstate.Value() != "PartialCanceled" {
				t.Errorf("%+v", m)
			}
			if n.Verified != "checkvalue" || n.Merchant != merchantID || n.TestMode || n.Transport != in.kind || n.Word != 0 {
				t.Errorf("%+v", n)
			}
			if strings.Join(n.Protected, " ") != "merchant_id ordernumber operation/amount operation/currency orderstate" {
				t.Errorf("protected: %v", n.Protected)
			}
		})
	}
}

func TestHandler_EchoesNumberAndDateRaw(t *testing.T) {
	for _, test := range []struct{ bill, date string }{
		{"0012345678901234.1", "06.07.2016+13%3A34"},
		{"+5775486650107611.2+", "+06.07.2016+13%3A34%3A00"},
		{"5%26%3C6", ""},
	} {
		s := newShop(t)
		_, body := s.post(formType, form("billnumber="+test.bill, "packetdate="+test.date))
		raw := strings.NewReplacer("+", " ", "%3A", ":", "%26", "&amp;", "%3C", "&lt;")
		if !strings.Contains(body, "<billnumber>"+raw.Replace(test.bill)+"</billnumber><packetdate>"+raw.Replace(test.date)+"</packetdate>") {
			t.Errorf("%s %s: %s", test.bill, test.date, body)
		}
	}
}

// row is what must come of one message: who gets which answer, and why.
type row struct {
	name   string
	reason error
	status int
	pair   string // of a refusal; "" for no answer
	form   string
}

func rows() []row {
	return []row{
		{"wrong check value", inbound.ErrInvalid, 200, `firstcode="9" secondcode="158"`, form("checkvalue=" + digest("other"))},
		{"check value of another order", inbound.ErrInvalid, 200, `firstcode="9" secondcode="158"`, form("ordernumber=O-2")},
		{"tampered state", inbound.ErrInvalid, 200, `firstcode="9" secondcode="158"`, form("orderstate=Approved")},
		{"tampered amount", inbound.ErrInvalid, 200, `firstcode="9" secondcode="158"`, form("amount=3000.00")},
		{"check value too short", inbound.ErrInvalid, 200, `firstcode="9" secondcode="158"`, form("checkvalue=1")},
		{"no digest", inbound.ErrUnsigned, 200, `firstcode="9" secondcode="158"`, form("checkvalue=", "signature=+")},
		{"another merchant", inbound.ErrMerchant, 200, `firstcode="5" secondcode="100"`, form("merchant_id=654321")},
		{"no number of the payment", inbound.ErrMalformed, 200, `firstcode="3" secondcode="143"`, form("-billnumber")},
		{"signature without a key", inbound.ErrNoKey, 503, "", form("checkvalue=", "signature=aGVsbG8%3D")},
		{"repeated field", inbound.ErrMalformed, 400, "", form() + "&amount=30.00"},
		{"repeated in another case", inbound.ErrMalformed, 400, "", form() + "&AMOUNT=30.00"},
		{"no value", inbound.ErrMalformed, 400, "", form() + "&flag"},
		{"no name", inbound.ErrMalformed, 400, "", form() + "&=1"},
		{"broken escape", inbound.ErrMalformed, 400, "", form() + "&a=%4"},
		{"control character", inbound.ErrMalformed, 400, "", form("billnumber=1%00")},
		{"empty body", inbound.ErrMalformed, 400, "", ""},
		{"too many fields", inbound.ErrMalformed, 400, "", form() + strings.Repeat("&x=", 1001)},
		{"too large", inbound.ErrMalformed, 413, "", form("ordercomment=" + strings.Repeat("x", 300<<10))},
	}
}

func TestHandler_RefusesOrStaysSilent(t *testing.T) {
	for _, r := range rows() {
		t.Run(r.name, func(t *testing.T) {
			s := newShop(t)
			status, body := s.post(formType, r.form)
			want := ""
			if r.pair != "" {
				want = `<?xml version="1.0" encoding="UTF-8"?>` + "\n<pushpaymentresult " + r.pair + "></pushpaymentresult>"
			}
			if status != r.status || body != want {
				t.Errorf("got %d %s", status, body)
			}
			if e := s.last(); !errors.Is(e.Err, r.reason) || e.Answered != (r.pair != "") || len(s.notices) > 0 {
				t.Errorf("%v, answered %v, delivered %d", e.Err, e.Answered, len(s.notices))
			}
		})
	}
}

func TestHandler_RefusesSOAPWithAFaultOfNumbers(t *testing.T) {
	s := newShop(t)
	status, body := s.post(soapType, strings.Replace(soapMessage(), "<amount>30.00", "<amount>31.00", 1))
	want := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault>` +
		`<faultcode>9</faultcode><faultstring>158</faultstring><detail/></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`
	if status != http.StatusInternalServerError || body != want {
		t.Errorf("%d %s", status, body)
	}
}

func TestHandler_ReadsEveryShapeOfTheSOAPPacket(t *testing.T) {
	for name, inner := range map[string]string{
		"digests beside the order": `<ws:PushPaymentResult><order>` + orderXML + operationXML + `</order>` + packetXML + `<signature/>` + digestXML() + `</ws:PushPaymentResult>`,
		"flat":                     `<ws:PushPaymentResult>` + orderXML + `<amount>30.00</amount><currency>RUB</currency><responsecode>AS000</responsecode>` + packetXML + digestXML() + `</ws:PushPaymentResult>`,
		"no namespace":             `<PushPaymentResult><order>` + orderXML + packetXML + digestXML() + operationXML + `</order></PushPaymentResult>`,
		"another case":             `<ws:pushpaymentresult><Order>` + orderXML + packetXML + digestXML() + operationXML + `</Order></ws:pushpaymentresult>`,
		"new field":                `<ws:PushPaymentResult><order>` + orderXML + packetXML + digestXML() + operationXML + `<novelty>1</novelty></order></ws:PushPaymentResult>`,
		"two operations":           `<ws:PushPaymentResult><order>` + orderXML + packetXML + digestXML() + strings.Replace(operationXML, "30.00", "100.00", 1) + operationXML + `</order></ws:PushPaymentResult>`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			status, body := s.post(soapType, soap(inner))
			if status != http.StatusOK || len(s.messages) != 1 || s.messages[0].Packetdate.Value().String() != packet {
				t.Fatalf("%d %s %v", status, body, s.last().Err)
			}
			operations := s.messages[0].Operation
			if got := operations[len(operations)-1].Amount.Value().String(); got != "30.00" {
				t.Errorf("amount %s", got)
			}
		})
	}
}

func TestHandler_RefusesWhatIsNoSuchPacket(t *testing.T) {
	for name, body := range map[string]string{
		"another element": soap(`<ws:Other><order>` + orderXML + `</order></ws:Other>`),
		"two elements":    soap(`<ws:PushPaymentResult><order>` + orderXML + digestXML() + operationXML + `</order></ws:PushPaymentResult><ws:PushPaymentResult/>`),
		"repeated field":  soap(`<ws:PushPaymentResult><order>` + orderXML + orderXML + `</order></ws:PushPaymentResult>`),
		"document type":   `<!DOCTYPE x [<!ENTITY e "1">]>` + soapMessage(),
		"truncated":       soapMessage()[:300],
		"no envelope":     `<order/>`,
		"a fault":         soap(`<soapenv:Fault><faultcode>1</faultcode><faultstring>2</faultstring></soapenv:Fault>`),
		"deep":            soap(strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40)),
		"bad UTF-8":       strings.Replace(soapMessage(), "O-1", "O-\xff", 1),
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			if status, answer := s.post(soapType, body); status != http.StatusBadRequest || answer != "" {
				t.Errorf("%d %s", status, answer)
			}
			if !errors.Is(s.last().Err, inbound.ErrMalformed) || len(s.notices) > 0 {
				t.Error(s.last().Err)
			}
		})
	}
}

func TestHandler_ChecksMethodAndHeaders(t *testing.T) {
	for _, test := range []struct {
		method, contentType, encoding string
		status                        int
	}{
		{"GET", formType, "", 405},
		{"PUT", formType, "", 405},
		{"HEAD", formType, "", 405},
		{"POST", "application/json", "", 415},
		{"POST", "multipart/form-data; boundary=x", "", 415},
		{"POST", "text/plain", "", 415},
		{"POST", "/;", "", 415},
		{"POST", formType, "gzip", 415},
		{"POST", formType + "; charset=koi8-r", "", 415},
		{"POST", formType, "identity", 200},
		{"POST", formType + "; charset=UTF-8", "", 200},
		{"POST", "", "", 200}, // the first character decides
	} {
		s := newShop(t)
		req := httptest.NewRequest(test.method, "/assist", strings.NewReader(form()))
		if test.contentType != "" {
			req.Header.Set("Content-Type", test.contentType)
		}
		if test.encoding != "" {
			req.Header.Set("Content-Encoding", test.encoding)
		}
		status, body := s.serve(req)
		if status != test.status || (status == 200) != (body != "") || (status == 200) != (len(s.notices) == 1) {
			t.Errorf("%+v: %d %s", test, status, body)
		}
	}
}

func TestHandler_WithoutContentTypeTheFirstCharacterDecides(t *testing.T) {
	s := newShop(t)
	if status, body := s.post("", "\n"+soapMessage()); status != 200 || !strings.Contains(body, "PushPaymentResultResponse") {
		t.Errorf("%d %s %v", status, body, s.last().Err)
	}
}

func TestHandler_ReadsWindows1251(t *testing.T) {
	// "Заказ" in windows-1251, percent-encoded; the check value is over UTF-8.
	text := form("ordernumber=%C7%E0%EA%E0%E7", "checkvalue="+digest(merchantID+"Заказ30.00RUBPartialCanceled"))
	for contentType, want := range map[string]int{
		formType + "; charset=windows-1251": 200,
		formType:                            200, // these bytes are no UTF-8
		formType + "; charset=utf-8":        400,
	} {
		s := newShop(t)
		if status, _ := s.post(contentType, text); status != want {
			t.Errorf("%s: %d %v", contentType, status, s.last().Err)
		}
	}
}

func TestNew_TellsAllThatIsMissingAtOnce(t *testing.T) {
	_, err := inbound.New(&notification.Service, new(service.Operation), nil, inbound.Config{Merchants: []inbound.Merchant{
		{}, {ID: "1"}, {ID: "1"}, {ID: "2", SecretWords: []service.Secret{{}}},
	}, MaxBody: -1})
	for _, want := range []string{"no ID", "merchant 1 has no secret word", "configured twice", "merchant 2: secret word 1", "MaxBody", "does not belong", "no function"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("nothing about %q in %v", want, err)
		}
	}
	if _, err := inbound.New(nil, nil, nil, inbound.Config{}); err == nil || !strings.Contains(err.Error(), "no merchant") {
		t.Error(err)
	}
}

func TestNew_RefusesAStructThatDoesNotFit(t *testing.T) {
	config := inbound.Config{Merchants: []inbound.Merchant{{ID: merchantID, SecretWords: []service.Secret{service.NewSecret(word)}}}}
	type other struct{ Name string }
	receiver := inbound.Typed(func(context.Context, *other, *inbound.Notice) error { return nil })
	if _, err := inbound.New(&notification.Service, push(), receiver, config); err == nil {
		t.Error("nobody complained")
	}
}
