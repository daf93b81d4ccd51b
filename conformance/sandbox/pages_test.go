package sandbox_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// billLink makes a bill and returns the path of its payment page.
func (b *bench) billLink(t *testing.T, number string) string {
	t.Helper()
	got := b.post(t, pathCreate, newBill(number))
	got.want(t)
	return "/bill/paybill.cfm?ID=" + got.value("Hash")
}

func (b *bench) get(t *testing.T, path string) reply {
	t.Helper()
	return b.send(t, "GET", path, "", "")
}

// form posts a form of a page.
func (b *bench) form(t *testing.T, path string, pairs ...string) reply {
	t.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return b.send(t, "POST", path, "application/x-www-form-urlencoded", values.Encode())
}

// payBill fills in the card form of a bill.
func (b *bench) payBill(t *testing.T, link, card string) reply {
	t.Helper()
	_, token, _ := strings.Cut(link, "ID=")
	return b.form(t, "/bill/paybill.cfm", "ID", token, "number", card, "expiry", "12/30", "cvc", "123")
}

func (r reply) shows(t *testing.T, status int, parts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("HTTP %d, want %d\n%s", r.status, status, r.body)
	}
	for _, part := range parts {
		if !strings.Contains(r.body, part) {
			t.Errorf("the page does not show %q\n%s", part, r.body)
		}
	}
}

func TestPages_BillIsPaidByAPerson(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.get(t, link).shows(t, 200, `lang="en"`, "100.10", "A-1", "Sandbox shop", "15.03.2026 12:00 GMT", `<label for="number">`)

	paid := b.payBill(t, link, "4111 1111 1111 1111")
	if paid.status != http.StatusSeeOther || paid.header.Get("Location") != link {
		t.Fatalf("HTTP %d to %s", paid.status, paid.header.Get("Location"))
	}
	b.get(t, link).shows(t, 200, "The bill is paid", "411111****1111")
	b.payBill(t, link, "4111111111111111") // pressing the button twice pays once
	status := b.post(t, pathStatus, billStatus("A-1"))
	status.want(t, "bill_status", "Approved", "payment_amount", "100.10", "payment_currency", "RUB",
		"payment_date", "14.03.2026 12:00:00", "refund_amount", "0.00")
	if got := b.Ledger().Charged("123456", "A-1"); got != 10010 {
		t.Errorf("charged %d", got)
	}
	number := status.value("billNumber")
	byNumber := envelope(`<ws:BillStatus><Bill>` + credentials + fields("bill", "", "billnumber", number) + `</Bill></ws:BillStatus>`)
	b.post(t, pathStatus, byNumber).want(t, "bill", "A-1")
	b.post(t, pathRevoke, billRevoke("A-1")).wantRefusal(t, "15/190", "Approved")
}

func TestPages_DeclinedCardLeavesTheBillOpen(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.payBill(t, link, "4000000000009995")
	b.get(t, link).shows(t, 200, "The payment was declined", "AS102", `<label for="number">`)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "Invoiced", "payment_amount", "0.00")
	b.payBill(t, link, "4111111111111111")
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "Approved")
}

func TestPages_SlowCardSettlesByTheClock(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.payBill(t, link, "5555555555554444")
	b.get(t, link).shows(t, 200, "The payment is in process")
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "In Payment")
	b.Clock().Advance(3 * time.Second)
	b.get(t, link).shows(t, 200, "The bill is paid")
}

func TestPages_ThreeDSecureEndsAsThePersonChooses(t *testing.T) {
	for choice, state := range map[string]string{"confirm": "Approved", "refuse": "Invoiced"} {
		b := start(t)
		link := b.billLink(t, "A-1")
		step := b.payBill(t, link, "4000000000003220").header.Get("Location")
		b.get(t, step).shows(t, 200, "Confirm the payment", "400000****3220", `name="choice" value="confirm"`)
		b.get(t, link).shows(t, 200, "The bank waits for your confirmation")
		pareq, err := url.Parse(step)
		if err != nil {
			t.Fatal(err)
		}
		decided := b.form(t, "/acs/3dsecure/decide", "PaReq", pareq.Query().Get("PaReq"), "choice", choice)
		if decided.header.Get("Location") != link {
			t.Errorf("HTTP %d to %s", decided.status, decided.header.Get("Location"))
		}
		b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", state)
	}
}

func TestPages_SilentPaymentReturnsToTheShopFromThreeDSecure(t *testing.T) {
	b := start(t)
	got := b.post(t, pathSilent, silentPay("A-1", "4000000000003220"))
	got.want(t, "ascurl", b.server.URL+"/acs/3dsecure")
	pareq := got.value("pareq")
	b.form(t, "/acs/3dsecure", "PaReq", pareq, "TermUrl", "https://shop.example/done", "MD", "42").shows(t, 200, "10.50", "Confirm payment")
	done := b.form(t, "/acs/3dsecure/decide", "PaReq", pareq, "TermUrl", "https://shop.example/done", "MD", "42", "choice", "confirm")
	done.shows(t, 200, "Confirmed", `action="https://shop.example/done"`, `name="MD" value="42"`, `name="PaRes"`)
	if policy := done.header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' https://shop.example") {
		t.Errorf("policy %s", policy)
	}
	if got := b.Ledger().Charged("123456", "A-1"); got != 1050 {
		t.Errorf("charged %d", got)
	}
	b.form(t, "/acs/3dsecure/decide", "PaReq", pareq, "choice", "refuse") // too late
	if got := b.Ledger().Charged("123456", "A-1"); got != 1050 {
		t.Errorf("charged %d after a second decision", got)
	}
	b.form(t, "/acs/3dsecure", "PaReq", "bm90aGluZw==").shows(t, 404, "There is no such confirmation")
}

func TestPages_BillsThatCannotBePaidSaySo(t *testing.T) {
	b := start(t)
	deleted, expired := b.billLink(t, "A-1"), b.billLink(t, "A-2")
	b.post(t, pathRevoke, billRevoke("A-1")).want(t)
	b.get(t, deleted).shows(t, 200, "The shop has withdrawn this bill")
	b.Clock().Advance(25 * time.Hour)
	b.get(t, expired).shows(t, 200, "The time to pay this bill is over")
	b.payBill(t, expired, "4111111111111111")
	if got := b.Ledger().Charged("123456", "A-2"); got != 0 {
		t.Errorf("charged %d for an expired bill", got)
	}
	b.get(t, "/bill/paybill.cfm?ID=nothing").shows(t, 404, "There is no such bill")
	b.get(t, "/bill/paybill.cfm").shows(t, 404, "There is no such bill")
}

func TestPages_WrongFormIsExplainedWithoutRepeatingTheCard(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	_, token, _ := strings.Cut(link, "ID=")
	got := b.form(t, "/bill/paybill.cfm", "ID", token, "number", "4111111111111112", "expiry", "13/30", "cvc", "12")
	got.shows(t, 422, "Nothing was paid", `href="#number"`, `href="#expiry"`, `href="#cvc"`, "aria-invalid")
	b.form(t, "/bill/paybill.cfm", "ID", token, "lang", "ru").shows(t, 422, `lang="ru"`, "Оплата не выполнена")
	if strings.Contains(got.body, "4111111111111112") {
		t.Error("the page repeats the card number")
	}
}

func TestPages_AreInTwoLanguages(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.get(t, link+"&lang=ru").shows(t, 200, `lang="ru"`, "Оплата счёта", "Номер карты", "Оплатить 100.10 RUB")
	b.get(t, "/?lang=ru").shows(t, 200, "Платёжная песочница", "Кабинет магазина")
	if got := b.get(t, link+"&lang=ru"); !strings.Contains(got.body, "ID="+strings.TrimPrefix(link, "/bill/paybill.cfm?ID=")+"&amp;lang=en") {
		t.Errorf("the link to the other language loses the bill\n%s", got.body)
	}
	request, err := http.NewRequest("GET", b.server.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Language", "ru-RU,ru;q=0.9,en;q=0.8")
	got, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if head := make([]byte, 40); true {
		if _, err := got.Body.Read(head); err != nil || !strings.Contains(string(head), `lang="ru"`) {
			t.Errorf("Accept-Language is not heard: %s %v", head, err)
		}
	}
}

func TestPages_IndexSaysHowToUseIt(t *testing.T) {
	b := start(t)
	b.get(t, "/").shows(t, 200, "4111 1111 1111 1111", "/bill/createbill.wsdl", "TestSalt", `{"sandbox":"cvc2"}`,
		"FRICTIONLESS REFUSED", "/cancel/wscancel.wsdl", "88102.00", `href="/console"`)
}

func TestPages_IndexHidesCredentialsOfYourOwnMerchants(t *testing.T) {
	own := sandbox.Merchant{ID: "111", Name: "Mine", Login: "mine_login", Password: "mine_password", SecretWord: "MineSalt", Currency: "RUB"}
	b := start(t, func(c *sandbox.Config) { c.Merchants = []sandbox.Merchant{own} })
	got := b.get(t, "/")
	got.shows(t, 200, "mine_login", "as in your file")
	if strings.Contains(got.body, own.Password) || strings.Contains(got.body, own.SecretWord) {
		t.Error("the page shows credentials that are not public")
	}
}

func TestPages_AreLockedDown(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	policy := b.get(t, link).header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("policy %q lacks %s", policy, part)
		}
	}
	_, token, _ := strings.Cut(link, "ID=")
	body := url.Values{"ID": {token}, "number": {"4111111111111111"}, "expiry": {"12/30"}, "cvc": {"123"}}.Encode()
	foreign, err := http.NewRequest("POST", b.server.URL+"/bill/paybill.cfm", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	foreign.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	foreign.Header.Set("Origin", "https://evil.example")
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	got, err := http.DefaultClient.Do(foreign)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusForbidden || b.Ledger().Charged("123456", "A-1") != 0 {
		t.Errorf("a foreign page paid the bill: HTTP %d", got.StatusCode)
	}
	if external := regexp.MustCompile(`(?:src|href)="(?:https?:)?//`).FindString(b.get(t, "/").body); external != "" {
		t.Errorf("the page loads something foreign: %s", external)
	}
}

func TestPages_ReturnLinksOfTheBillAreOffered(t *testing.T) {
	b := start(t)
	x := "123456;sandbox_login;sandbox_pass1;A-1;1.00;RUB;;;;;;;;;"
	created := b.post(t, pathCreate, envelope(`<ws:CreateBill><Bill>`+credentials+fields("bill", "A-1", "bill_amount", "1.00",
		"bill_currency", "RUB", "url_return", "javascript:alert(1)", "url_return_ok", "https://shop.example/ok",
		"checkvalue", checkValue("TestSalt", x))+`</Bill></ws:CreateBill>`))
	created.want(t)
	link := "/bill/paybill.cfm?ID=" + created.value("Hash")
	b.payBill(t, link, "4000000000000002")
	if got := b.get(t, link); strings.Contains(got.body, "javascript") {
		t.Error("the page offers a script")
	}
	b.payBill(t, link, "4111111111111111")
	b.get(t, link).shows(t, 200, `href="https://shop.example/ok"`)
}

func TestPages_TestCardsFillInTheForm(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	if got := b.get(t, link); strings.Contains(got.body, `value="4111 1111 1111 1111"`) {
		t.Error("the form is filled in although nobody chose a card")
	}
	for i, card := range sandbox.TestCards() {
		b.get(t, link+"&card="+string(rune('1'+i))).shows(t, 200, `value="`+card.Spaced()+`"`, `value="03/29"`, `value="123"`)
	}
}

func TestPages_BillWhoseNumberWasPaidOtherwiseIsNotPaidTwice(t *testing.T) {
	b := start(t)
	link := b.billLink(t, "A-1")
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111")).want(t)
	b.payBill(t, link, "4111111111111111").shows(t, 409, "Another payment under this number")
	if got := b.Ledger().Charged("123456", "A-1"); got != 1050 {
		t.Errorf("charged %d", got)
	}
}
