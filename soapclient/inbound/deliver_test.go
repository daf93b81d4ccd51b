package inbound_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/notification"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

func TestDeliver_TheSameMessageTwiceIsAcknowledgedAndDeliveredOnce(t *testing.T) {
	s := newShop(t)
	later := "packetdate=01.02.2026+10%3A21%3A12"
	for _, body := range []string{form(), form(), form(later)} {
		status, answer := s.post(formType, body)
		if status != 200 || !strings.Contains(answer, `firstcode="0"`) {
			t.Errorf("%d %s", status, answer)
		}
	}
	if len(s.notices) != 1 || !errors.Is(s.last().Err, inbound.ErrRepeated) || !s.last().Answered {
		t.Errorf("delivered %d times, %v", len(s.notices), s.last().Err)
	}
	if _, answer := s.post(formType, form(later)); !strings.Contains(answer, "10:21:12") {
		t.Errorf("the date of the repetition is not repeated: %s", answer)
	}
}

func TestDeliver_WhatDiffersIsAnotherMessage(t *testing.T) {
	s := newShop(t)
	for _, change := range []string{"testmode=0", "billnumber=555000111222333.3", "responsecode=AS300", "testmode=1", "ordercomment=x", "slipno=7"} {
		s.post(formType, form(change))
	}
	if len(s.notices) != 6 {
		t.Errorf("delivered %d", len(s.notices))
	}
	if !s.notices[3].TestMode || s.notices[0].TestMode {
		t.Error("test mode")
	}
}

func TestDeliver_OnlyADefiniteRefusalIsAnswered(t *testing.T) {
	for _, test := range []struct {
		err    error
		status int
		pair   string
	}{
		{errors.New("the database is away"), 503, ""},
		{context.DeadlineExceeded, 503, ""},
		{inbound.Refuse(5, 143), 200, `firstcode="5" secondcode="143"`},
		{fmt.Errorf("booking: %w", &inbound.Refusal{First: 10, Second: 201, Err: errors.New("no such order")}), 200, `firstcode="10" secondcode="201"`},
		{inbound.Refuse(13, 107), 200, `firstcode="13" secondcode="107"`},
		{inbound.Refuse(0, 0), 200, `firstcode="2" secondcode="1"`}, // never by mistake a yes
	} {
		s := newShop(t)
		s.answer = func() error { return test.err }
		status, body := s.post(formType, form())
		if status != test.status || test.pair == "" && body != "" || !strings.Contains(body, test.pair) || strings.Contains(body, "<order>") {
			t.Errorf("%v: %d %s", test.err, status, body)
		}
		if e := s.last(); !errors.Is(e.Err, inbound.ErrReceiver) || !errors.Is(e.Err, test.err) {
			t.Errorf("%v", e.Err)
		}
	}
}

func TestDeliver_ARefusedSOAPMessageGetsAFault(t *testing.T) {
	s := newShop(t)
	s.answer = func() error { return inbound.Refuse(5, 143) }
	status, body := s.post(soapType, soapMessage())
	if status != 500 || !strings.Contains(body, "<faultcode>5</faultcode><faultstring>143</faultstring><detail/>") {
		t.Errorf("%d %s", status, body)
	}
}

func TestDeliver_AfterAnErrorTheRepetitionIsDeliveredAgain(t *testing.T) {
	s := newShop(t)
	fail := true
	s.answer = func() error {
		if fail {
			return errors.New("away")
		}
		return nil
	}
	first, _ := s.post(formType, form())
	fail = false
	second, _ := s.post(formType, form())
	third, _ := s.post(formType, form())
	if first != 503 || second != 200 || third != 200 || len(s.notices) != 2 {
		t.Error(first, second, third, len(s.notices))
	}
}

func TestDeliver_APanicLeavesNoClaim(t *testing.T) {
	s := newShop(t)
	s.answer = func() error { panic("a bug") }
	func() {
		defer func() { _ = recover() }()
		s.post(formType, form())
	}()
	s.answer = nil
	if status, _ := s.post(formType, form()); status != 200 || len(s.notices) != 2 {
		t.Error(status, len(s.notices))
	}
}

func TestDeliver_NoAnswerClosesTheConnectionOrBreaksItOff(t *testing.T) {
	for _, status := range []bool{false, true} {
		s := newShop(t, func(c *inbound.Config) { c.Unavailable = status })
		s.answer = func() error { return errors.New("away") }
		server := httptest.NewServer(s.handler)
		res, err := http.Post(server.URL, formType, strings.NewReader(form()))
		if !status {
			if err == nil {
				t.Error("there is an answer")
			}
		} else if err != nil || res.StatusCode != 503 || !res.Close || res.ContentLength != 0 {
			t.Errorf("%v %v", res, err)
		}
		server.Close()
	}
}

func TestDeliver_AtTheSameTimeOnlyOnce(t *testing.T) {
	var calls atomic.Int32
	entered, leave := make(chan struct{}), make(chan struct{})
	handler, err := inbound.New(&notification.Service, push(), inbound.Func(func(context.Context, *inbound.Notice) error {
		if calls.Add(1) == 1 {
			close(entered)
			<-leave
		}
		return nil
	}), inbound.Config{Merchants: []inbound.Merchant{{ID: merchantID, SecretWords: []service.Secret{service.NewSecret(word)}}}})
	if err != nil {
		t.Fatal(err)
	}
	send := func() int {
		req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form()))
		req.Header.Set("Content-Type", formType)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, req)
		return recorder.Code
	}
	var group sync.WaitGroup
	group.Go(func() {
		if send() != 200 {
			t.Error("the first was not acknowledged")
		}
	})
	<-entered
	var meanwhile sync.WaitGroup
	for range 8 {
		meanwhile.Go(func() {
			if code := send(); code != 503 {
				t.Errorf("acknowledged with %d before anybody knows", code)
			}
		})
		meanwhile.Go(func() { _, _ = handlerCode(handler, form("billnumber=1")) })
	}
	meanwhile.Wait()
	close(leave)
	group.Wait()
	if send() != 200 || calls.Load() != 2 {
		t.Errorf("%d calls", calls.Load())
	}
}

func handlerCode(h http.Handler, body string) (int, string) {
	req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	req.Header.Set("Content-Type", formType)
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, req)
	return recorder.Code, recorder.Body.String()
}

// memory is a Seen that fails.
type memory struct{ begin, end error }

func (m memory) Begin(context.Context, string) (inbound.Standing, error) {
	return inbound.Unseen, m.begin
}
func (m memory) End(context.Context, string, bool) error { return m.end }

func TestDeliver_WithoutMemoryNothingIsDelivered(t *testing.T) {
	s := newShop(t, func(c *inbound.Config) { c.Seen = memory{begin: errors.New("away")} })
	if status, _ := s.post(formType, form()); status != 503 || len(s.notices) != 0 || !errors.Is(s.last().Err, inbound.ErrMemory) {
		t.Error(status, s.last().Err)
	}
	var log bytes.Buffer
	s = newShop(t, func(c *inbound.Config) {
		c.Seen = memory{end: errors.New("away")}
		c.Logger = slog.New(slog.NewTextHandler(&log, nil))
	})
	if status, _ := s.post(formType, form()); status != 200 || len(s.notices) != 1 || !strings.Contains(log.String(), "memory") {
		t.Error("what was delivered is delivered, and the trouble is told", status, log.String())
	}
}

func TestMemory_ForgetsTheOldestWhenFull(t *testing.T) {
	m, ctx := inbound.NewMemory(2), context.Background()
	for _, key := range []string{"a", "b", "c"} {
		if standing, _ := m.Begin(ctx, key); standing != inbound.Unseen {
			t.Error(key, standing)
		}
		_ = m.End(ctx, key, true)
	}
	for key, want := range map[string]inbound.Standing{"b": inbound.Delivered, "c": inbound.Delivered, "a": inbound.Unseen} {
		if got, _ := m.Begin(ctx, key); got != want {
			t.Errorf("%s: %d, want %d", key, got, want)
		}
	}
	if got, _ := m.Begin(ctx, "a"); got != inbound.Claimed {
		t.Error(got)
	}
}

func TestVerify_SeveralSecretWordsDuringAChange(t *testing.T) {
	words := func(list ...string) func(*inbound.Config) {
		return func(c *inbound.Config) {
			c.Merchants[0].SecretWords = nil
			for _, w := range list {
				c.Merchants[0].SecretWords = append(c.Merchants[0].SecretWords, service.NewSecret(w))
			}
		}
	}
	s := newShop(t, words("NewSaltWord", word))
	if status, _ := s.post(formType, form()); status != 200 || len(s.notices) != 1 || s.notices[0].Word != 1 {
		t.Error(status, s.last().Err)
	}
	s = newShop(t, words("NewSaltWord", "OlderSaltWord"))
	if s.post(formType, form()); !errors.Is(s.last().Err, inbound.ErrInvalid) {
		t.Error(s.last().Err)
	}
}

func TestVerify_TheOrdersAmountIsTheSecondReading(t *testing.T) {
	s := newShop(t)
	s.post(formType, form("checkvalue="+digest(merchantID+"O-1100.00RUBPartialCanceled")))
	if len(s.notices) != 1 || s.notices[0].Verified != "checkvalue (order-amount)" || s.notices[0].Protected[2] != "orderamount" {
		t.Error(s.last().Err)
	}
}

func TestVerify_NotationOfTheCheckValueDoesNotCount(t *testing.T) {
	s := newShop(t)
	s.post(formType, form("checkvalue=+"+strings.ToLower(digest(merchantID+"O-130.00RUBPartialCanceled"))))
	if len(s.notices) != 1 {
		t.Error(s.last().Err)
	}
}

func TestVerify_TheMerchantIsOurs(t *testing.T) {
	two := func(c *inbound.Config) {
		c.Merchants = append(c.Merchants, inbound.Merchant{ID: "777", SecretWords: []service.Secret{service.NewSecret("SecondSaltWord")}})
	}
	second := "checkvalue=" + checkvalue.Compute(service.NewSecret("SecondSaltWord"), "777O-130.00RUBPartialCanceled")
	for _, test := range []struct {
		name, body string
		change     []func(*inbound.Config)
		reason     error
	}{
		{"none in the message", form("-merchant_id"), nil, nil},
		{"none, and two of ours", form("-merchant_id"), []func(*inbound.Config){two}, inbound.ErrMerchant},
		{"the second of ours", form("merchant_id=777", second), []func(*inbound.Config){two}, nil},
		{"one of ours with the word of the other", form("merchant_id=777", "checkvalue="+digest("777O-130.00RUBPartialCanceled")), []func(*inbound.Config){two}, inbound.ErrInvalid},
	} {
		s := newShop(t, test.change...)
		if s.post(formType, test.body); !errors.Is(s.last().Err, test.reason) || (test.reason == nil) != (len(s.notices) == 1) {
			t.Errorf("%s: %v", test.name, s.last().Err)
		}
	}
}

// opened is a keyring that finds the same text in every message.
type opened struct {
	text string
	err  error
}

func (o opened) OpenMessage(string) (string, error) { return o.text, o.err }

func TestVerify_SignedMessages(t *testing.T) {
	x := merchantID + "O-130.00RUBPartialCanceled"
	for _, test := range []struct {
		name     string
		keyring  checkvalue.SignedMessages
		body     string
		verified string
		reason   error
	}{
		{"alone", opened{x, nil}, form("checkvalue=", "signature=eA%3D%3D"), "signed-message", nil},
		{"with commas", opened{merchantID + ",O-1,30.00,RUB,PartialCanceled", nil}, form("checkvalue=", "signature=eA%3D%3D"), "signed-message (commas)", nil},
		{"both", opened{x, nil}, form("signature=eA%3D%3D"), "checkvalue, signed-message", nil},
		{"both, one wrong", opened{"other", nil}, form("signature=eA%3D%3D"), "", inbound.ErrInvalid},
		{"forged", opened{"", checkvalue.ErrSignature}, form("checkvalue=", "signature=eA%3D%3D"), "", inbound.ErrInvalid},
		{"not by a key of ours", opened{x, checkvalue.ErrUnverified}, form("checkvalue=", "signature=eA%3D%3D"), "", inbound.ErrNoKey},
	} {
		s := newShop(t, func(c *inbound.Config) { c.Merchants[0].Messages = test.keyring })
		s.post(formType, test.body)
		if !errors.Is(s.last().Err, test.reason) || (test.reason == nil) != (len(s.notices) == 1) {
			t.Errorf("%s: %v", test.name, s.last().Err)
		} else if test.reason == nil && s.notices[0].Verified != test.verified {
			t.Errorf("%s: %s", test.name, s.notices[0].Verified)
		}
	}
}

func TestNotice_KeepsUnknownFieldsAndKnowsPending(t *testing.T) {
	s := newShop(t)
	s.post(formType, form("orderstate=In+Process", "responsecode=AS300", "novelty=1", "checkvalue="+digest(merchantID+"O-130.00RUBIn Process")))
	if len(s.notices) != 1 {
		t.Fatal(s.last().Err)
	}
	n := s.notices[0]
	if n.Outcome != service.Pending || len(n.Record.Extras) != 1 || n.Record.Extras[0] != (service.Extra{Path: "novelty", Text: "1"}) {
		t.Errorf("%v %v", n.Outcome, n.Record.Extras)
	}
}

func TestLog_HoldsNoValueOfTheBody(t *testing.T) {
	var log bytes.Buffer
	bodies := []string{form("email=person%40example.com", "meannumber=411111****1111"), soapMessage(), form("merchant_id=654321")}
	for _, r := range rows() {
		bodies = append(bodies, r.form)
	}
	for i, body := range bodies {
		s := newShop(t, func(c *inbound.Config) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
		if i%2 == 0 {
			s.answer = func() error { return errors.New("order O-1 of person@example.com is not ours") }
		}
		contentType := formType
		if strings.HasPrefix(body, "<") {
			contentType = soapType
		}
		s.post(contentType, body)
	}
	s := newShop(t, func(c *inbound.Config) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	s.post(soapType, "O-1 person@example.com")
	s.post(soapType, "<O-1>person@example.com</O-1>")
	for _, value := range []string{"O-1", "555000", "person", "411111", "30.00", "654321", "Canceled", digest(merchantID + "O-130.00RUBPartialCanceled"), word} {
		if strings.Contains(log.String(), value) {
			t.Errorf("the log holds %q", value)
		}
	}
	if lines := strings.Count(log.String(), "assist message"); lines != len(bodies)+2 {
		t.Errorf("%d lines for %d messages", lines, len(bodies)+2)
	}
}

func TestSample_IsGenuineInBothForms(t *testing.T) {
	message := func() *notification.PushRequest {
		return &notification.PushRequest{
			Ordernumber: service.Some("O-9"), Billnumber: service.Some("900000000000001.1"), Orderamount: service.Some(service.MustAmount("10.00")),
			Ordercurrency: service.Some("RUB"), Orderstate: service.Some("Approved"), Ordercomment: service.Some("чай & кофе"),
			Operation: []notification.Operation{{Amount: service.Some(service.MustAmount("10.00")), Currency: service.Some("RUB"), Threedsdata: &notification.ThreeDSData{ECI: service.Some("5")}}},
		}
	}
	for _, kind := range []envelope.Transport{envelope.RequestPost, envelope.RequestSOAP} {
		s := newShop(t)
		sample := inbound.Sample{Service: &notification.Service, Operation: push(), Merchant: merchantID, SecretWord: service.NewSecret(word), Transport: kind}
		req, err := sample.Request("https://shop.example/assist", message())
		if err != nil {
			t.Fatal(err)
		}
		if status, body := s.serve(req); status != 200 || len(s.messages) != 1 {
			t.Fatalf("%v: %d %s %v", kind, status, body, s.last().Err)
		}
		m := s.messages[0]
		if m.Ordercomment.Value() != "чай & кофе" || m.Operation[0].Threedsdata.ECI.Value() != "5" {
			t.Errorf("%v: %+v", kind, m)
		}
		sample.SecretWord = service.Secret{}
		if req, err = sample.Request("https://shop.example/assist", message()); err != nil {
			t.Fatal(err)
		}
		if s.serve(req); !errors.Is(s.last().Err, inbound.ErrUnsigned) {
			t.Error(s.last().Err)
		}
	}
	sample := inbound.Sample{Service: &notification.Service, Operation: push(), Variant: "none", SecretWord: service.NewSecret(word)}
	if _, err := sample.Request("/", message()); err == nil {
		t.Error("there is no such variant")
	}
}

func TestHandler_ABodyThatBreaksOffIsNotAnswered(t *testing.T) {
	s := newShop(t)
	req := httptest.NewRequest(http.MethodPost, "/", io.MultiReader(strings.NewReader(form()), broken{}))
	req.Header.Set("Content-Type", formType)
	if status, body := s.serve(req); status != 400 || body != "" || len(s.notices) != 0 {
		t.Errorf("%d %s", status, body)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("reset") }

func TestMerchant_PrintsNoWord(t *testing.T) {
	m := inbound.Merchant{ID: merchantID, SecretWords: []service.Secret{service.NewSecret(word)}}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		if text := fmt.Sprintf(format, m); strings.Contains(text, word) || !strings.Contains(text, merchantID) {
			t.Error(text)
		}
	}
}
