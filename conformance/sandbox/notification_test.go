package sandbox_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func TestNotification_FollowsEachFinishedOperation(t *testing.T) {
	x := newInbox(t)
	b := start(t, x.merchant(sandbox.NotifyForm))
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1", "email", "ivan@example.com")
	b.soap(t, "charge", "billnumber", number, "amount", "4.00", "currency", "RUB").want(t)
	b.soap(t, "wscancel", "billnumber", number, "amount", "1.00", "currency", "RUB").want(t)
	b.pay(t, "A-2", "4000000000000002")
	done := b.Deliver(t.Context())
	if len(done) != 4 || len(b.Deliver(t.Context())) != 0 {
		t.Fatalf("%d deliveries: %+v", len(done), done)
	}
	for i, want := range []struct{ bill, amount, state, code, kind string }{
		{number + ".1", "10.50", "Delayed", "AS000", "100"},
		{number + ".2", "4.00", "PartialDelayed", "AS000", "200"},
		{number + ".3", "1.00", "PartialCanceled", "AS000", "300"},
		{done[3].BillNumber, "10.50", "Declined", "AS100", "100"},
	} {
		form, _ := url.ParseQuery(x.bodies[i])
		if form.Get("billnumber") != want.bill || form.Get("amount") != want.amount || form.Get("orderstate") != want.state ||
			form.Get("responsecode") != want.code || form.Get("operationtype") != want.kind || done[i].Result != "accepted" {
			t.Errorf("%d: %v, %s", i, form, done[i].Result)
		}
		// trap 23: over the amount of the operation
		if x := "123456" + form.Get("ordernumber") + want.amount + "RUB" + want.state; form.Get("checkvalue") != checkValue("TestSalt", x) {
			t.Errorf("%d: the check value is not over %s", i, x)
		}
	}
	if !strings.HasPrefix(x.bodies[0], "merchant_id=123456&ordernumber=A-1&billnumber=") ||
		!strings.HasSuffix(x.bodies[0], "&token=&version=&alphaauthresult=&challenge=&eci=") {
		t.Errorf("not the documented order: %s", x.bodies[0])
	}
}

func TestNotification_TimedOutPaymentsAreNotReported(t *testing.T) {
	x := newInbox(t)
	b := start(t, x.merchant(sandbox.NotifyForm))
	b.pay(t, "A-1", "4000000000003220")
	b.Clock().Advance(16 * time.Minute)
	b.pay(t, "A-2", "5555555555554444")
	b.Deliver(t.Context())
	if x.count() != 0 {
		t.Fatalf("reported: %s", x.bodies)
	}
	b.Clock().Advance(3 * time.Second)
	if b.Deliver(t.Context()); x.count() != 1 || x.last(t).Get("ordernumber") != "A-2" {
		t.Errorf("reported: %s", x.bodies)
	}
}

func TestNotification_SOAPHasOrderAndOperation(t *testing.T) {
	for as, rrn := range map[string]bool{sandbox.NotifySOAP: false, sandbox.NotifySOAPExtended: true} {
		x := newInbox(t)
		b := start(t, x.merchant(as))
		number := b.pay(t, "A-1", "4111111111111111")
		if done := b.Deliver(t.Context()); len(done) != 1 || done[0].Result != "accepted" {
			t.Fatalf("%+v", done)
		}
		got := reply{status: 200, body: x.bodies[0]}
		got.holds(t, `<ws:PushPaymentResult><order><merchant_id>123456</merchant_id>`, `<operation><billnumber>`+number+`.1</billnumber>`)
		got.want(t, "billnumber", number, "checkvalue", checkValue("TestSalt", "123456A-110.50RUBApproved"))
		if strings.Contains(got.body, "<rrn>") != rrn || strings.Contains(got.body, "<rate>") {
			t.Errorf("%s\n%s", as, got.body)
		}
	}
}

func TestNotification_IsRepeatedOnlyWhileThereIsNoAnswer(t *testing.T) {
	x := newInbox(t)
	b := start(t, x.merchant(sandbox.NotifyForm))
	address := x.server.Listener.Addr().String()
	x.server.Close() // nobody answers
	b.pay(t, "A-1", "4111111111111111")
	attempts, last := 0, noon
	for b.Clock().Now().Before(noon.Add(6 * time.Hour)) {
		for _, d := range b.Deliver(t.Context()) {
			attempts, last = attempts+1, d.Time
			if d.Attempt != attempts || !strings.HasPrefix(d.Result, "no answer") || strings.Contains(d.Result, address+"/result") {
				t.Errorf("%+v", d)
			}
		}
		b.Clock().Advance(time.Minute)
	}
	if attempts != 9 || last != noon.Add(4*time.Hour) { // the first one and 8 repetitions
		t.Errorf("%d attempts, the last at %s", attempts, last)
	}
}

func TestNotification_AnyAnswerEndsTheRepetition(t *testing.T) {
	for _, c := range []struct {
		status       int
		body, result string
	}{
		{200, `<pushpaymentresult firstcode="9" secondcode="158"></pushpaymentresult>`, "refused 9/158"},
		{500, `oops`, "the answer is not XML"},
		{200, `<html/>`, "the answer is html, not pushpaymentresult"},
		{200, `<pushpaymentresult firstcode="0" secondcode="0"/>`, "does not repeat"},
		{200, `<pushpaymentresult firstcode="0" secondcode="0"><order><billnumber>1</billnumber></order></pushpaymentresult>`, "another billnumber"},
	} {
		x := newInbox(t)
		b := start(t, x.merchant(sandbox.NotifyForm))
		x.answerWith(c.status, c.body)
		b.pay(t, "A-1", "4111111111111111")
		if done := b.Deliver(t.Context()); len(done) != 1 || !strings.Contains(done[0].Result, c.result) || !done[0].Next.IsZero() {
			t.Errorf("%q: %+v", c.body, done)
		}
		b.Clock().Advance(5 * time.Hour)
		if done := b.Deliver(t.Context()); len(done) != 0 {
			t.Errorf("%q was repeated: %+v", c.body, done)
		}
	}
}

func TestNotification_StartedSandboxDeliversByItself(t *testing.T) {
	x := newInbox(t)
	told := make(chan string, 1)
	x.answer = func(w http.ResponseWriter, body string) { positive(w, body); told <- body }
	config := sandbox.Config{Clock: sandbox.NewClock(noon)}
	x.merchant(sandbox.NotifyForm)(&config)
	sb, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sb.Close() }()
	got, err := http.Post(sb.URL()+pathSilent, "text/xml", strings.NewReader(silentPay("A-1", "5555555555554444")))
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	sb.Clock().Advance(3 * time.Second)
	patience, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	select {
	case body := <-told:
		if !strings.Contains(body, "ordernumber=A-1") {
			t.Errorf("told %s", body)
		}
	case <-patience.Done():
		t.Fatal("nobody was told")
	}
}

func TestNotification_TheSandboxsOwnShopAnswersAsItShould(t *testing.T) {
	for _, as := range []string{sandbox.NotifyForm, sandbox.NotifySOAP, sandbox.NotifySOAPExtended} {
		config := sandbox.Config{Merchants: sandbox.DefaultMerchants(), Clock: sandbox.NewClock(noon)}
		target := httptest.NewServer(nil)
		config.Merchants[0].NotifyURL, config.Merchants[0].NotifyAs = target.URL+"/notification", as
		sb, err := sandbox.New(config)
		if err != nil {
			t.Fatal(err)
		}
		target.Config.Handler = sb
		b := &bench{sb, target}
		b.pay(t, "Заказ-1", "4111111111111111", "ordercomment", "A &amp; B")
		if done := b.Deliver(t.Context()); len(done) != 1 || done[0].Result != "accepted" {
			t.Errorf("%s: %+v", as, done)
		}
		if latest := b.Exchanges()[0]; latest.Operation != "notification.push" || latest.Refusal != "" {
			t.Errorf("%+v", latest)
		}
		target.Close()
	}
	b := start(t)
	form := url.Values{
		"merchant_id": {"123456"}, "ordernumber": {"A-1"}, "billnumber": {"5111111000000001.1"}, "packetdate": {"14.03.2026 12:00"},
		"amount": {"1.00"}, "currency": {"RUB"}, "orderstate": {"Approved"}, "checkvalue": {checkValue("TestSalt", "123456A-11.00RUBApproved")},
	}
	ask := func(name, value string) string {
		changed := url.Values{}
		for n, v := range form {
			changed[n] = v
		}
		changed.Set(name, value)
		return b.send(t, "POST", "/notification", "application/x-www-form-urlencoded", changed.Encode()).body
	}
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	for _, c := range []struct{ name, value, want string }{
		{"rate", "1", head + `<pushpaymentresult firstcode="0" secondcode="0"><order><billnumber>5111111000000001.1</billnumber><packetdate>14.03.2026 12:00</packetdate></order></pushpaymentresult>`},
		{"amount", "1.0", head + `<pushpaymentresult firstcode="9" secondcode="158"></pushpaymentresult>`},
		{"merchant_id", "1", head + `<pushpaymentresult firstcode="5" secondcode="100"></pushpaymentresult>`},
		{"ordernumber", "", head + `<pushpaymentresult firstcode="3" secondcode="107"></pushpaymentresult>`},
	} {
		if got := ask(c.name, c.value); got != c.want {
			t.Errorf("%s=%s: %s", c.name, c.value, got)
		}
	}
}
