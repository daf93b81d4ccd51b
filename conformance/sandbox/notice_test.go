package sandbox_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// noticed creates a bill with an e-mail address and what else is given.
func (b *bench) noticed(t *testing.T, number string, more ...string) reply {
	t.Helper()
	values := map[string]string{"customer_name": "Test", "customer_lastname": "Testov", "customer_email": "payer@sandbox.example"}
	for i := 0; i < len(more); i += 2 {
		values[more[i]] = more[i+1]
	}
	x := "123456;sandbox_login;sandbox_pass1;" + number + ";888.42;RUB;;Test;Testov;;" + values["customer_email"] + ";;" +
		values["customer_mobile"] + ";" + values["language"] + ";"
	pairs := []string{"bill", number, "bill_amount", "888.42", "bill_currency", "RUB", "checkvalue", checkValue("TestSalt", x)}
	for name, value := range values {
		pairs = append(pairs, name, value)
	}
	got := b.post(t, pathCreate, envelope(`<ws:CreateBill><Bill>`+credentials+fields(pairs...)+`</Bill></ws:CreateBill>`))
	got.want(t)
	return got
}

func TestNotices_ReadAsTheDocumentsShowThem(t *testing.T) {
	b := start(t)
	hash := b.noticed(t, "1c362fd", "sendnotification", "1").value("Hash")
	x := "123456;sandbox_login;sandbox_pass1;1c362fd"
	b.post(t, pathRevoke, envelope(`<ws:BillRevoke><Bill>`+credentials+fields("bill", "1c362fd", "sendnotification", "1",
		"checkvalue", checkValue("TestSalt", x))+`</Bill></ws:BillRevoke>`)).want(t, "sendnotification", "10")
	out := b.Outbox()
	if len(out) != 2 {
		t.Fatalf("outbox %+v", out)
	}
	const end = `

Please address Sandbox shop at shop@sandbox.example in case of any questions concerning about this bill.

_____________

With best regards,

Assist

Customer Service Team

www.assist.ru
`
	want := `Hello Test Testov,


We inform you that bill # 1c362fd on amount of 888.42 RUB has been invoiced for payment.

You can pay it till 15.03.2026 15:00 (MSK).


To view and pay the bill go by link below.

` + b.server.URL + `/bill/paybill.cfm?ID=` + hash + "\n" + end
	if got := out[1]; got.Subject != "The bill has been invoiced for payment" || got.Text != want || got.To != "payer@sandbox.example" || got.State != sandbox.NoticeKept {
		t.Errorf("invoiced: %+v\n%s", got, got.Text)
	}
	want = "Hello Test Testov,\n\n\nWe inform you that bill # 1c362fd on amount of 888.42 RUB was annulled.\n" + end
	if got := out[0]; got.Subject != "The bill was annulled" || got.Text != want {
		t.Errorf("annulled: %+v\n%s", got, got.Text)
	}
}

// SendNotification 0 to 3, with and without addresses (S0, footnotes): what answers say
// and what goes out.
func TestNotices_SendNotification(t *testing.T) {
	for _, c := range []struct{ asked, email, mobile, answer, out string }{
		{"0", "a@sandbox.example", "+70000000001", "0", ""},
		{"", "a@sandbox.example", "", "0", ""},
		{"1", "a@sandbox.example", "", "10", "email"},
		{"1", "", "", "1", ""},
		{"1", "no address", "", "1", ""},
		{"2", "", "+70000000001", "10", "sms"},
		{"2", "a@sandbox.example", "", "1", ""},
		{"3", "a@sandbox.example", "+70000000001", "10", "email sms"},
		{"3", "a@sandbox.example", "", "10", "email"},
		{"3", "", "+70000000001", "1", ""},
	} {
		b := start(t)
		b.noticed(t, "A-1", "sendnotification", c.asked, "customer_email", c.email, "customer_mobile", c.mobile)
		b.post(t, pathStatus, billStatus("A-1")).want(t, "sendnotification", c.answer)
		var out []string
		for _, n := range b.Outbox() {
			out = append([]string{n.By}, out...)
		}
		if got := strings.Join(out, " "); got != c.out {
			t.Errorf("%+v: sent by %q", c, got)
		}
	}
}

func TestNotices_MerchantSettingLanguageAndTemplates(t *testing.T) {
	templates := fstest.MapFS{
		"invoiced.en.txt":        {Data: []byte("Subject: Pay {{.Bill}}\n\nours\n")},
		"654321/invoiced.en.txt": {Data: []byte("Subject: Second {{.Bill}}\n\ntheirs\n")},
	}
	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].SendNotification, c.Notices = "1", templates
	})
	b.noticed(t, "A-1")
	b.noticed(t, "A-2", "language", "RU")
	if got := b.Outbox()[1]; got.Subject != "Pay A-1" || got.Text != "ours\n" {
		t.Errorf("%+v", got)
	}
	if got := b.Outbox()[0]; got.Subject != "Выставлен счёт на оплату" || !strings.Contains(got.Text, "Здравствуйте, Test Testov!") {
		t.Errorf("%+v", got)
	}
	b.post(t, pathRevoke, billRevoke("A-1")).want(t, "sendnotification", "10") // the merchant's setting counts here too
	if got := b.Outbox()[0]; got.Kind != sandbox.NoticeAnnulled {
		t.Errorf("%+v", got)
	}
	for _, wrong := range []string{"no subject", "Subject: {{.Nothing}}\n\n", "Subject: {{"} {
		_, err := sandbox.New(sandbox.Config{Notices: fstest.MapFS{"annulled.ru.txt": {Data: []byte(wrong)}}})
		if err == nil || !strings.Contains(err.Error(), "annulled.ru.txt") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestNotices_AreTriedAgainWhileTheServerDoesNotTakeThem(t *testing.T) {
	b := start(t, func(c *sandbox.Config) { c.SMTP = "127.0.0.1:1" }) // nobody listens there
	b.noticed(t, "A-1", "sendnotification", "1")
	b.post(t, pathStatus, billStatus("A-1")).want(t, "sendnotification", "10") // it is in the queue
	attempts := 0
	for range 60 {
		attempts += len(b.Post(t.Context()))
		b.Clock().Advance(time.Minute)
	}
	got := b.Outbox()[0]
	if attempts != 4 || got.State != sandbox.NoticeFailed || got.Result == "" || strings.Contains(got.Result, "payer@") {
		t.Errorf("%d attempts: %+v", attempts, got)
	}
	b.get(t, "/console/outbox/1").shows(t, 200, "Failed", "payer@sandbox.example")
}
