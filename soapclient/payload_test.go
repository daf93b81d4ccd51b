package soapclient

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

// worst fills every field with characters that all have to be escaped.
func worst(r *service.Record, size int) {
	s := r.Service()
	for i := range r.Fields() {
		f, v := &r.Fields()[i], &r.Values()[i]
		*v = service.Value{State: service.Present}
		if typ := s.Type(f.Type); typ != nil && (typ.Kind == service.Struct || typ.Kind == service.Array) {
			v.Record = service.NewRecord(s, f.Type)
			worst(v.Record, size)
		} else {
			v.Text = strings.Repeat(`"`, size)
		}
		if f.Has(service.Many) {
			*v = service.Value{State: service.Present, Items: []service.Value{*v, *v, *v}}
		}
	}
}

func TestPayload_NeverOutgrowsItsBuffer(t *testing.T) {
	tried := 0
	for _, s := range catalog.Services() {
		codec, err := envelope.New(s, envelope.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.Operations {
			op := &s.Operations[i]
			for _, size := range []int{0, 1, 400} {
				request := service.NewRecord(s, op.Request.Type)
				worst(request, size)
				for _, form := range []envelope.Form{{}, {Request: RequestPost, Answer: CSV}, {Request: RequestPost, Answer: XML}, {Request: RequestJSON, Answer: JSON}} {
					data, err := codec.EncodeAs(nil, op, request, form)
					if err != nil {
						continue // not every request can be sent in every form
					}
					tried++
					if need := room(request); len(data) > need || len(data) == 0 {
						t.Errorf("%s.%s as %v: %d bytes in room for %d", s.Name, op.Name, form, len(data), need)
					}
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d requests were tried", tried)
	}
}

// TestPayload_NothingIsLeftInTheBuffers looks into the pool after calls that ended in
// every way.
func TestPayload_NothingIsLeftInTheBuffers(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer server.Close()
	merchant := Merchant{ID: "123456", Login: "login", Password: service.NewSecret("Hidden-1"), SecretWord: service.NewSecret("Hidden-2")}
	client, err := New(server.URL, merchant)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var s *service.Service
	for _, each := range catalog.Services() {
		if each.Name == "silentpay" {
			s = each
		}
	}
	op := &s.Operations[0]
	looked := 0
	for i := range 40 {
		status = []int{200, 500, 302, 404}[i%4]
		request := service.NewRecord(s, op.Request.Type)
		for name, text := range map[string]string{
			"ordernumber": "A-1", "orderamount": "1.00", "ordercurrency": "RUB", "cardnumber": "4111111111111111",
			"expiremonth": "12", "expireyear": "2030", "cvc2": "123", "lastname": "T", "firstname": "T", "email": "t@example.com",
		} {
			if err := request.Set(name, text); err != nil {
				t.Fatal(err)
			}
		}
		if i%5 == 4 { // cannot be encoded: the buffer holds half of it
			_ = request.Set("ordercomment", "\x00")
			if _, err := client.encode(&call{port: mustPort(t, client, s), op: op, request: request}); err == nil {
				t.Fatal("a zero byte was encoded")
			}
		} else if _, err := client.Call(t.Context(), s, op, request); err == nil {
			t.Fatal("nothing is an answer")
		}
		if buffer, _ := client.buffers.Get().(*[]byte); buffer != nil { // the race detector empties pools
			looked++
			if text := strings.Trim(string((*buffer)[:cap(*buffer)]), "\x00"); text != "" {
				t.Fatalf("call %d left %d bytes in the pool", i, len(text))
			}
			client.buffers.Put(buffer)
		}
	}
	if looked == 0 {
		t.Error("no buffer was kept")
	}
}

func mustPort(t *testing.T, c *Client, s *service.Service) *port {
	t.Helper()
	p, err := c.port(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
