package inbound_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

const (
	merchantID = "123456"
	word       = "TestSaltWord"
	bill       = "555000111222333.2"
	packet     = "01.02.2026 10:11:12"
)

func push() *service.Operation { return &notification.Service.Operations[0] }

// delivered notes what a handler delivers, and answers what it is told to.
type delivered struct {
	mu       sync.Mutex // for tests with a server
	notices  []*inbound.Notice
	messages []*notification.PushRequest
	answer   func() error
}

func (d *delivered) receive(_ context.Context, m *notification.PushRequest, n *inbound.Notice) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notices, d.messages = append(d.notices, n), append(d.messages, m)
	if d.answer != nil {
		return d.answer()
	}
	return nil
}

// shop is a handler, what it delivered and what it told its observer.
type shop struct {
	t       *testing.T
	handler http.Handler
	delivered
	events []*inbound.Event
}

func newShop(t *testing.T, change ...func(*inbound.Config)) *shop {
	t.Helper()
	s := &shop{t: t}
	config := inbound.Config{
		Merchants: []inbound.Merchant{{ID: merchantID, SecretWords: []service.Secret{service.NewSecret(word)}}},
		Observe: func(_ context.Context, e *inbound.Event) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.events = append(s.events, e)
		},
	}
	for _, c := range change {
		c(&config)
	}
	handler, err := inbound.New(&notification.Service, push(), inbound.Typed(s.receive), config)
	if err != nil {
		t.Fatal(err)
	}
	s.handler = handler
	return s
}

// post sends a body and returns status and answer.
func (s *shop) post(contentType, body string) (int, string) {
	s.t.Helper()
	req := httptest.NewRequest(http.MethodPost, "/assist", strings.NewReader(body))
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	return s.serve(req)
}

func (s *shop) serve(req *http.Request) (int, string) {
	s.t.Helper()
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, req)
	body, err := io.ReadAll(recorder.Result().Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return recorder.Code, string(body)
}

// answers changes what the shop says from now on.
func (s *shop) answers(answer func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

func (s *shop) last() *inbound.Event { return s.events[len(s.events)-1] }

const (
	formType = "application/x-www-form-urlencoded"
	soapType = "text/xml; charset=utf-8"
)

func digest(x string) string { return checkvalue.Compute(service.NewSecret(word), x) }

// form is a genuine form; changes are name=value pairs that replace or add one, or
// names with a minus before them to leave out. The check value is not made anew.
func form(changes ...string) string {
	pairs := []string{
		"merchant_id=" + merchantID, "ordernumber=O-1", "billnumber=" + bill, "testmode=0", "orderamount=100.00", "ordercurrency=RUB",
		"amount=30.00", "currency=RUB", "orderstate=PartialCanceled", "responsecode=AS000", "operationtype=300", "packetdate=01.02.2026+10%3A11%3A12",
		"signature=", "checkvalue=" + digest(merchantID+"O-130.00RUBPartialCanceled"),
	}
	for _, change := range changes {
		name, _, _ := strings.Cut(strings.TrimPrefix(change, "-"), "=")
		kept := pairs[:0]
		for _, p := range pairs {
			if !strings.HasPrefix(p, name+"=") {
				kept = append(kept, p)
			}
		}
		pairs = kept
		if !strings.HasPrefix(change, "-") {
			pairs = append(pairs, change)
		}
	}
	return strings.Join(pairs, "&")
}

const open = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><soapenv:Body>`
const shut = `</soapenv:Body></soapenv:Envelope>`

func soap(inner string) string { return open + inner + shut }

const (
	orderXML = `<merchant_id>123456</merchant_id><ordernumber>O-1</ordernumber><billnumber>555000111222333</billnumber><testmode>0</testmode>` +
		`<orderamount>100.00</orderamount><ordercurrency>RUB</ordercurrency><orderstate>PartialCanceled</orderstate>`
	operationXML = `<operation><billnumber>555000111222333.2</billnumber><operationtype>300</operationtype><amount>30.00</amount><currency>RUB</currency><responsecode>AS000</responsecode></operation>`
	packetXML    = `<packetdate>` + packet + `</packetdate>`
)

func digestXML() string {
	return "<checkvalue>" + digest(merchantID+"O-130.00RUBPartialCanceled") + "</checkvalue>"
}

func soapMessage() string {
	return soap(`<ws:PushPaymentResult><order>` + orderXML + packetXML + digestXML() + operationXML + `</order></ws:PushPaymentResult>`)
}

// transport names a way in for subtests.
type transport struct {
	name        string
	contentType string
	body        string
	kind        envelope.Transport
}

func transports() []transport {
	return []transport{{"form", formType, form(), envelope.RequestPost}, {"soap", soapType, soapMessage(), envelope.RequestSOAP}}
}
