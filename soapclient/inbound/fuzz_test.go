package inbound_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// FuzzHandler: whatever is posted, nothing panics, and nobody who does not know the
// secret word gets anything delivered or acknowledged.
func FuzzHandler(f *testing.F) {
	handler, err := inbound.New(&notification.Service, push(), inbound.Func(func(context.Context, *inbound.Notice) error {
		panic("delivered without proof")
	}), inbound.Config{Merchants: []inbound.Merchant{{ID: merchantID, SecretWords: []service.Secret{service.NewSecret(rand.Text())}}}})
	if err != nil {
		f.Fatal(err)
	}
	for _, in := range transports() {
		f.Add(in.contentType, in.body)
		f.Add("", in.body)
		f.Add(in.contentType+"; charset=windows-1251", in.body)
	}
	for _, r := range rows() {
		if len(r.form) < 10_000 {
			f.Add(formType, r.form)
		}
	}
	f.Add(soapType, soap(`<PushPaymentResult>`+orderXML+`<amount>1</amount>`+digestXML()+`</PushPaymentResult>`))
	f.Add(soapType, soap(`<PushPaymentResult><order><operation/><operation/></order><amount>1</amount></PushPaymentResult>`))
	f.Fuzz(func(t *testing.T, contentType, body string) {
		req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		if contentType != "" {
			req.Header.Set("Content-Type", contentType)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, req)
		answer := recorder.Body.String()
		if strings.Contains(answer, `firstcode="0"`) || strings.Contains(answer, "packetdate") {
			t.Errorf("acknowledged: %s", answer)
		}
		if answered := recorder.Code == 200 || recorder.Code == 500; answered != (answer != "") {
			t.Errorf("%d with %q", recorder.Code, answer)
		}
	})
}
