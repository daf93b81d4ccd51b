package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func (b *bench) token(t *testing.T, number, tokentype, token string, more ...string) reply {
	t.Helper()
	return b.soap(t, "tokenpay", append([]string{
		"ordernumber", number, "orderamount", "10.50", "ordercurrency", "RUB",
		"tokentype", tokentype, "paymenttoken", token,
	}, more...)...)
}

func TestTokenPay_EveryTestTokenEndsAsItSays(t *testing.T) {
	want := map[string][3]string{ // responsecode, orderstate, operationstate
		"approved": {"AS000", "Approved", "Success"}, "declined": {"AS100", "Declined", "Failed"},
		"nofunds": {"AS102", "Declined", "Failed"}, "slow": {"AS300", "In Process", "In Process"},
		"3dsecure": {"AS110", "In Process", "In Process"}, "cvc2": {"AS300", "In Process", "New"},
	}
	for _, known := range sandbox.TestTokens() {
		stored := fmt.Sprintf(`{"Token":%q,"CustomerNumber":"C-1"}`, known.Token)
		for i, sent := range [][2]string{
			{"1", fmt.Sprintf(`{"sandbox":%q}`, known.Word)},
			{"2", fmt.Sprintf(`{"sandbox":%q,"x":{}}`, known.Word)},
			{"3", fmt.Sprintf(`{"Sandbox":%q}`, known.Word)},
			{"6", fmt.Sprintf(`{"sandbox":%q}`, known.Word)},
			{"5", stored},
		} {
			b := start(t)
			got := b.token(t, fmt.Sprint("A-", i), sent[0], sent[1])
			w := want[known.Word]
			got.want(t, "responsecode", w[0], "orderstate", w[1], "operationstate", w[2], "ordernumber", fmt.Sprint("A-", i))
			if x := "123456" + fmt.Sprint("A-", i) + "10.50RUB" + w[1]; got.value("checkvalue") != checkValue("TestSalt", x) {
				t.Errorf("%s: the check value is not over %s", known.Word, x)
			}
			if b.Ledger().Charged("123456", fmt.Sprint("A-", i)) != map[bool]int64{true: 1050}[known.Word == "approved"] {
				t.Errorf("%s: charged", known.Word)
			}
		}
	}
}

func TestTokenPay_OtherTokensAreWrongCards(t *testing.T) {
	b := start(t)
	b.token(t, "A-1", "1", `{"data":"…"}`).want(t, "responsecode", "AS101", "orderstate", "Declined")
	b.token(t, "A-2", "1", `[1,2]`).want(t, "responsecode", "AS101")
	b.token(t, "A-3", "2", `{"sandboxCard":"4111111111111111"}`).want(t, "responsecode", "AS000", "meannumber", "411111****1111")
	b.token(t, "A-4", "1", "no json").wantRefusal(t, "4/106", "not JSON")
	b.token(t, "A-5", "4", `{}`).wantRefusal(t, "5/111", "must be one of 1, 2, 3, 5, 6")
	b.token(t, "A-6", "5", `{"Token":"11111111-0000-4000-8000-000000000001","CustomerNumber":"C-1"}`).wantRefusal(t, "10/203", "no stored card")
	b.token(t, "A-6", "5", `{"Token":"5a9db0c5-face-4abc-8def-fedcba987651","CustomerNumber":"C-2"}`).wantRefusal(t, "10/202", "CustomerNumber")
}

func TestTokenPay_CVC2AndTheStepAreAskedForOnAPage(t *testing.T) {
	b := start(t)
	for i, c := range []struct{ word, first, second string }{{"cvc2", "3", "115"}, {"3dsecure", "0", "0"}} {
		number := fmt.Sprint("A-", i)
		got := b.token(t, number, "1", fmt.Sprintf(`{"sandbox":%q}`, c.word))
		got.want(t, "firstcode", c.first, "secondcode", c.second)
		link := strings.TrimPrefix(got.value("continueurl"), b.server.URL)
		if !strings.HasPrefix(link, "/acs/3dsecure?PaReq=") {
			t.Fatalf("continueurl is %q", got.value("continueurl"))
		}
		b.get(t, link).shows(t, 200, "Confirm the payment")
		pareq := strings.ReplaceAll(strings.TrimPrefix(link, "/acs/3dsecure?PaReq="), "%3D", "=")
		b.form(t, "/acs/3dsecure/decide", "PaReq", pareq, "choice", "confirm").shows(t, 200, "Confirmed")
		b.soap(t, "orderresult", "ordernumber", number).want(t, "orderstate", "Approved")
		b.charged(t, number, 1050)
	}
	got := b.token(t, "A-9", "1", `{"sandbox":"cvc2"}`)
	got.want(t)
	b.Clock().Advance(16 * time.Minute)
	b.soap(t, "orderresult", "ordernumber", "A-9").want(t, "orderstate", "Timeout", "operationstate", "New")
	b.Clock().Advance(15 * time.Minute)
	b.soap(t, "orderresult", "ordernumber", "A-9").want(t, "orderstate", "Timeout", "operationstate", "Timeout")
}

func TestTokenPay_CardSavedByASilentPaymentPaysAgain(t *testing.T) {
	inbox := newInbox(t)
	b := start(t, inbox.merchant(sandbox.NotifyForm))
	b.pay(t, "A-1", "4111111111111111", "savecard", "1", "customernumber", "C-42")
	b.Deliver(t.Context())
	token := inbox.last(t).Get("token")
	if len(token) != 36 {
		t.Fatalf("the notification carries the token %q", token)
	}
	b.token(t, "A-2", "5", fmt.Sprintf(`{"Token":%q,"CustomerNumber":"C-42"}`, token)).want(t, "responsecode", "AS000", "meannumber", "411111****1111")
	b.token(t, "A-3", "5", fmt.Sprintf(`{"Token":%q,"CustomerNumber":"C-43"}`, token)).wantRefusal(t, "10/202", "CustomerNumber")
}

func TestTokenPay_JSONIsTheDefaultOfForms(t *testing.T) {
	b := start(t)
	got := b.postForm(t, "tokenpay", "OrderNumber", "A-1", "OrderAmount", "10.50", "OrderCurrency", "RUB", "PaymentToken", `{"sandbox":"cvc2"}`)
	got.holds(t, `{"order":[{"ordernumber":"A-1"`, `"testmode":"1"`, `"operations":[{"billnumber":"`, `"amount":"10.50"`,
		`"packetdate":"14.03.2026 12:00:00"`, `"firstcode":"3"`, `"secondcode":"115"`, `"continueurl":"http://`)
	b.postForm(t, "tokenpay", "OrderNumber", "A-2", "OrderAmount", "10.50", "OrderCurrency", "RUB", "PaymentToken", `{"sandbox":"approved"}`,
		"Format", "4").want(t, "responsecode", "AS000")
	b.postForm(t, "tokenpay", "OrderNumber", "A-3", "Format", "3").holds(t, `{"firstcode":5,"secondcode":103}`)
}
