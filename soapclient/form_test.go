package soapclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// offering is the toy service with other forms, and a list of its payments.
func offering() *service.Service {
	s := toy()
	forms := []service.Form{{Request: "post", Answers: []int{1, 3, 4, 5}, Default: 1}, {Request: "json", Answers: []int{5}, Default: 5}}
	s.Operations[0].Forms, s.Operations[1].Forms = forms, forms
	s.Types = append(s.Types, service.Type{Base: service.XSDAnyType, Fields: []service.Field{{Name: "payment", Type: 2, Flags: service.Optional | service.Many}}})
	list := s.Operations[1]
	list.Name, list.WSDLName, list.Outcome = "list", "List", nil
	list.Response.Type, list.Response.Echo = 3, nil
	list.Response.Frames = []service.Frame{{Name: service.Name{Space: 1, Local: "ListAnswer"}}}
	digest := list.Response.Digests[0]
	digest.At = "payment"
	list.Response.Digests = []service.Digest{digest}
	s.Operations = append(s.Operations, list)
	return s
}

func TestAs_SendsTheSameRequestInEveryFormAndReadsTheSameAnswer(t *testing.T) {
	value := checkvalue.Compute(service.NewSecret(toySecretWord), "A-1100.10Approved")
	for _, tc := range []struct {
		form                        soapclient.Form
		contentType, accept, answer string
		wants                       []string
	}{
		{soapclient.Form{Request: soapclient.RequestPost, Answer: soapclient.XML}, "application/x-www-form-urlencoded; charset=utf-8", "text/xml, application/xml",
			"<result firstcode='0' secondcode='0' count='1'><order><ordernumber>A-1</ordernumber><amount>100.10</amount><state>Approved</state><checkvalue>" + value + "</checkvalue></order></result>",
			[]string{"ordernumber=A-1&", "cardnumber=" + toyCard, "&Format=3"}},
		{soapclient.Form{Request: soapclient.RequestPost}, "application/x-www-form-urlencoded; charset=utf-8", "text/csv, text/plain",
			"ordernumber:A-1;amount:100.10;state:Approved;checkvalue:" + value + ";", []string{"&Format=1"}},
		{soapclient.Form{Request: soapclient.RequestPost, Answer: soapclient.SOAP}, "application/x-www-form-urlencoded; charset=utf-8", "text/xml, application/soap+xml",
			toyAnswer("A-1", "100.10", "Approved", ""), []string{"&Format=4"}},
		{soapclient.Form{Request: soapclient.RequestJSON}, "application/json; charset=utf-8", "application/json",
			`{"toy":{"ordernumber":"A-1","amount":100.10,"state":"Approved","checkdata":{"checkvalue":"` + value + `"}}}`,
			[]string{`{"merchant_id":"123456","login":"toy_login","password":"` + toyPassword, `"ordernumber":"A-1"`}},
		{soapclient.Form{}, "text/xml; charset=utf-8", "text/xml, application/soap+xml", toyAnswer("A-1", "100.10", "Approved", ""), []string{"<ordernumber>A-1<"}},
	} {
		var header http.Header
		var body []byte
		g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
			header = r.Header
			body, _ = io.ReadAll(r.Body)
			_, _ = io.WriteString(w, tc.answer)
		})
		answer, err := pay(t.Context(), newClient(t, g.URL), offering(), soapclient.As(tc.form))
		if err != nil || answer.Amount.String() != "100.10" || answer.Result.Outcome != service.Succeeded || answer.Result.Verified != "checkvalue" {
			t.Errorf("%s: %v %+v", tc.form, err, answer)
		}
		soap := tc.form.Request == soapclient.RequestSOAP
		if header.Get("Content-Type") != tc.contentType || header.Get("Accept") != tc.accept || (header.Get("SOAPAction") != "") != soap {
			t.Errorf("%s: %v", tc.form, header)
		}
		for _, want := range tc.wants {
			if !strings.Contains(string(body), want) {
				t.Errorf("%s: %s is not in %s", tc.form, want, body)
			}
		}
	}
}

func TestAs_RefusesAFormThatIsNotOffered(t *testing.T) {
	g := newGateway(t, approve)
	_, err := pay(t.Context(), newClient(t, g.URL), offering(), soapclient.As(soapclient.Form{Request: soapclient.RequestJSON, Answer: soapclient.XML}))
	if err == nil || !strings.Contains(err.Error(), "request not sent") || !strings.Contains(err.Error(), "json/json") || g.hits.Load() != 0 {
		t.Error(err)
	}
}

func TestAs_PreparedFormsShowNoSecret(t *testing.T) {
	s := offering()
	client := newClient(t, "http://127.0.0.1:1")
	for _, form := range []soapclient.Form{{Request: soapclient.RequestPost}, {Request: soapclient.RequestJSON}} {
		r := service.NewRecord(s, 0)
		for name, text := range map[string]string{"ordernumber": "A-1", "amount": "1.00", "currency": "RUB", "cardnumber": toyCard, "cvc2": toyCVC} {
			if err := r.Set(name, text); err != nil {
				t.Fatal(err)
			}
		}
		ready, err := client.Prepare(s, &s.Operations[0], r, soapclient.As(form))
		if err != nil {
			t.Fatal(err)
		}
		noSecrets(t, form.String(), string(ready.Masked))
		if strings.Contains(string(ready.Masked), toyCVC) || !strings.Contains(string(ready.Masked), "***") {
			t.Errorf("%s", ready.Masked)
		}
	}
}

func payments(w http.ResponseWriter, n int, forged int) {
	answerXML(w, "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><t:ListAnswer xmlns:t='urn:toy'>")
	for i := range n {
		number := fmt.Sprint("A-", i)
		value := checkvalue.Compute(service.NewSecret(toySecretWord), number+"1.00Approved")
		if i == forged {
			value = strings.Repeat("0", 32)
		}
		_, _ = fmt.Fprintf(w, "<payment><ordernumber>%s</ordernumber><amount>1.00</amount><state>Approved</state><checkvalue>%s</checkvalue></payment>\n", number, value)
	}
	_, _ = io.WriteString(w, "</t:ListAnswer></e:Body></e:Envelope>")
}

func stream(ctx context.Context, client *soapclient.Client, s *service.Service, options ...service.CallOption) (orders []string, err error) {
	r := service.NewRecord(s, 1)
	_ = r.Set("ordernumber", "A-1")
	for entry, err := range client.Stream(ctx, s, &s.Operations[2], r, options...) {
		if err != nil {
			return orders, err
		}
		var one payResponse
		if err := client.Store(entry.Record, &one); err != nil {
			return orders, err
		}
		orders = append(orders, one.OrderNumber)
	}
	return orders, nil
}

func TestStream_HandsOverVerifiedRecordsAsTheyCome(t *testing.T) {
	s := offering()
	var seen []string
	watch := soapclient.WithHook(func(_ context.Context, x *soapclient.Exchange) {
		seen = append(seen, fmt.Sprint(x.Operation, " ", x.Outcome, " ", x.Err == nil, " ", x.ReplyBytes > 100_000))
	})
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) { payments(w, 2000, -1) })
	client := newClient(t, g.URL, watch)
	orders, err := stream(t.Context(), client, s)
	if err != nil || len(orders) != 2000 || orders[1999] != "A-1999" || len(seen) != 1 || seen[0] != "list succeeded true true" {
		t.Errorf("%v %d %v", err, len(orders), seen)
	}
	if _, err := stream(t.Context(), client, s); err != nil || g.connections.Load() != 1 {
		t.Errorf("%v; %d connections for two streams read to their end", err, g.connections.Load())
	}
	n := 0
	r := service.NewRecord(s, 1)
	_ = r.Set("ordernumber", "A-1")
	for range client.Stream(t.Context(), s, &s.Operations[2], r) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 || len(seen) != 3 || !strings.HasPrefix(seen[2], "list unknown true") {
		t.Errorf("%d %v", n, seen)
	}
}

func TestStream_EndsWithTheReason(t *testing.T) {
	s := offering()
	forged := newGateway(t, func(w http.ResponseWriter, r *http.Request) { payments(w, 10, 7) })
	orders, err := stream(t.Context(), newClient(t, forged.URL), s)
	if _, ok := errors.AsType[*soapclient.MismatchError](err); !ok || len(orders) != 7 {
		t.Errorf("%d %v", len(orders), err)
	}
	refused := newGateway(t, func(w http.ResponseWriter, r *http.Request) { answerXML(w, fault("17", "3")) })
	if _, err := stream(t.Context(), newClient(t, refused.URL), s); err == nil || !strings.Contains(err.Error(), "17/3") || refused.hits.Load() != 1 {
		t.Error(err)
	}
	endless := newGateway(t, func(w http.ResponseWriter, r *http.Request) { payments(w, 50_000, -1) })
	orders, err = stream(t.Context(), newClient(t, endless.URL), s, soapclient.MaxStream(200_000))
	if e, ok := errors.AsType[*soapclient.TransportError](err); !ok || !e.Sent || !strings.Contains(err.Error(), "MaxStream") || len(orders) == 0 {
		t.Errorf("%d %v", len(orders), err)
	}
	cut := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10000000")
		payments(w, 1000, -1)
	})
	orders, err = stream(t.Context(), newClient(t, cut.URL), s)
	if e, ok := errors.AsType[*soapclient.TransportError](err); !ok || !strings.Contains(e.Error(), "broke off") {
		t.Errorf("%d %v", len(orders), err)
	}
	redirecting := newGateway(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/x", http.StatusFound) })
	if _, err := stream(t.Context(), newClient(t, redirecting.URL), s); err == nil || !strings.Contains(err.Error(), "redirects") {
		t.Error(err)
	}
	refusing := "http://127.0.0.1:1"
	_, err = stream(t.Context(), newClient(t, refusing), s)
	if e, ok := errors.AsType[*soapclient.TransportError](err); !ok || e.Sent {
		t.Error(err)
	}
}

func TestStream_ObeysItsContext(t *testing.T) {
	s := offering()
	hold := make(chan struct{})
	defer close(hold)
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	})
	_, err := stream(t.Context(), newClient(t, g.URL), s, soapclient.Timeout(100*time.Millisecond))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if e, ok := errors.AsType[*soapclient.TransportError](err); !ok || !e.Sent {
		t.Error(err)
	}
}

func TestStream_RefusesBeforeItSends(t *testing.T) {
	s := offering()
	g := newGateway(t, approve)
	client := newClient(t, g.URL)
	r := service.NewRecord(s, 0)
	for _, err := range client.Stream(t.Context(), s, &s.Operations[0], r) {
		if err == nil || !strings.Contains(err.Error(), "cannot be streamed") {
			t.Error(err)
		}
	}
	r = service.NewRecord(s, 1)
	_ = r.Set("ordernumber", "A-1")
	for _, err := range client.Stream(t.Context(), s, &s.Operations[1], r) {
		if err == nil || !strings.Contains(err.Error(), "no list") {
			t.Error(err)
		}
	}
	for _, err := range client.Stream(t.Context(), s, &s.Operations[2], r, soapclient.As(soapclient.Form{Request: soapclient.RequestJSON})) {
		if err == nil || !strings.Contains(err.Error(), "record by record") {
			t.Error(err)
		}
	}
	if g.hits.Load() != 0 {
		t.Errorf("%d requests", g.hits.Load())
	}
}
