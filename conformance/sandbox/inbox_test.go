package sandbox_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// inbox is a merchant's server that remembers what it was told.
type inbox struct {
	server *httptest.Server
	mu     sync.Mutex
	bodies []string
	answer func(w http.ResponseWriter, body string)
}

func newInbox(t *testing.T) *inbox {
	x := &inbox{answer: positive}
	x.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		x.mu.Lock()
		x.bodies = append(x.bodies, string(body))
		answer := x.answer
		x.mu.Unlock()
		answer(w, string(body))
	}))
	t.Cleanup(x.server.Close)
	return x
}

// positive answers as the documents want.
func positive(w http.ResponseWriter, body string) {
	if strings.HasPrefix(body, "<") {
		r := reply{body: body}
		fmt.Fprintf(w, `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>`+
			`<m:PushPaymentResultResponse xmlns:m="http://www.assist.ru/wsdl"><return><billnumber>%s</billnumber><packetdate>%s</packetdate></return>`+
			`</m:PushPaymentResultResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`, r.value("billnumber"), r.value("packetdate"))
		return
	}
	form, _ := url.ParseQuery(body)
	fmt.Fprintf(w, `<pushpaymentresult firstcode="0" secondcode="0"><order><billnumber>%s</billnumber><packetdate>%s</packetdate></order></pushpaymentresult>`,
		form.Get("billnumber"), form.Get("packetdate"))
}

func (x *inbox) merchant(as string) func(*sandbox.Config) {
	return func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].NotifyURL, c.Merchants[0].NotifyAs = x.server.URL+"/result", as
	}
}

func (x *inbox) answerWith(status int, body string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.answer = func(w http.ResponseWriter, _ string) { w.WriteHeader(status); _, _ = io.WriteString(w, body) }
}

func (x *inbox) count() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.bodies)
}

func (x *inbox) last(t *testing.T) url.Values {
	t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.bodies) == 0 {
		t.Fatal("the merchant was told nothing")
	}
	form, err := url.ParseQuery(x.bodies[len(x.bodies)-1])
	if err != nil {
		t.Fatal(err)
	}
	return form
}
