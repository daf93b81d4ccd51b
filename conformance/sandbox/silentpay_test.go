package sandbox_test

import (
	"crypto"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// silentPay asks for 10.50 roubles; more are further pairs of name and value.
func silentPay(number, card string, more ...string) string {
	return envelope(`<ws:SilentPay>` + credentials + fields("ordernumber", number, "orderamount", "10.50", "ordercurrency", "RUB",
		"cardnumber", card, "expiremonth", "12", "expireyear", "2030", "cvc2", "123") + fields(more...) + `</ws:SilentPay>`)
}

func TestSilentPay_EveryTestCardEndsAsTheDesignSays(t *testing.T) {
	for _, c := range []struct{ card, code, state string }{
		{"4111111111111111", "AS000", "Approved"},
		{"4000000000000002", "AS100", "Declined"},
		{"4000000000009995", "AS102", "Declined"},
		{"4000000000000069", "AS104", "Declined"},
		{"5555555555554444", "AS300", "In Process"},
		{"4000000000003220", "AS110", "In Process"},
		{"4242424242424242", "AS101", "Declined"},
	} {
		b := start(t)
		got := b.post(t, pathSilent, silentPay("A-1", c.card))
		got.want(t, "responsecode", c.code, "orderstate", c.state, "ordernumber", "A-1", "orderamount", "10.50",
			"amount", "10.50", "ordercurrency", "RUB", "testmode", "1", "operationtype", "100",
			"meannumber", c.card[:6]+"****"+c.card[12:], "cardexpirationdate", "12/30", "orderdate", "14.03.2026 12:00:00")
		if strings.Contains(got.body, c.card) {
			t.Errorf("the answer shows the card number")
		}
		if !strings.Contains(got.body, `<ws:SilentPayResponse><return>`) || !strings.Contains(got.body, `<responsecode xsi:type="xsd:string">`) {
			t.Errorf("not the dialect of the document\n%s", got.body)
		}
		if want := map[bool]int64{true: 1050}[c.state == "Approved"]; b.Ledger().Charged("123456", "A-1") != want {
			t.Errorf("%s: charged %d, want %d", c.card, b.Ledger().Charged("123456", "A-1"), want)
		}
	}
}

func TestSilentPay_AmountIsEchoedAsSent(t *testing.T) {
	b := start(t)
	request := strings.Replace(silentPay("A-1", "4111111111111111"), "10.50", "0012.5", 1)
	b.post(t, pathSilent, request).want(t, "orderamount", "0012.5", "amount", "12.50")
	if got := b.Ledger().Charged("123456", "A-1"); got != 1250 {
		t.Errorf("charged %d", got)
	}
}

func TestSilentPay_DelayHoldsTheMoney(t *testing.T) {
	b := start(t)
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111", "delay", "1")).want(t, "responsecode", "AS000", "orderstate", "Delayed")
	if got := b.Ledger().Charged("123456", "A-1"); got != 0 {
		t.Errorf("charged %d although the money is only held", got)
	}
}

func TestSilentPay_PaidOrderIsNotPaidAgainButADeclinedOneMayBe(t *testing.T) {
	b := start(t)
	declined := b.post(t, pathSilent, silentPay("A-1", "4000000000000002"))
	declined.want(t)
	approved := b.post(t, pathSilent, silentPay("A-1", "4111111111111111"))
	approved.want(t, "orderstate", "Approved")
	if declined.value("billnumber") == approved.value("billnumber") {
		t.Error("the second attempt has the billnumber of the first")
	}
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111")).wantRefusal(t, "11/107", "paid already")
	if got := b.Ledger().Charged("123456", "A-1"); got != 1050 {
		t.Errorf("charged %d", got)
	}
}

func TestSilentPay_SlowPaymentSettlesAfterThreeSeconds(t *testing.T) {
	b := start(t)
	b.post(t, pathSilent, silentPay("A-1", "5555555555554444")).want(t, "responsecode", "AS300")
	b.post(t, pathSilent, silentPay("A-1", "5555555555554444")).wantRefusal(t, "12/201", "is being paid")
	b.Clock().Advance(2999 * time.Millisecond)
	if got := b.Ledger().Charged("123456", "A-1"); got != 0 {
		t.Errorf("charged %d too early", got)
	}
	b.Clock().Advance(time.Millisecond)
	if orders := b.Ledger().Orders("123456"); orders[0].State != sandbox.StateApproved || orders[0].Charged() != 1050 {
		t.Errorf("got %+v", orders[0])
	}
	b.post(t, pathSilent, silentPay("A-1", "5555555555554444")).wantRefusal(t, "11/107", "paid already")
}

func TestSilentPay_Disable3DSPaysWithoutTheStep(t *testing.T) {
	start(t).post(t, pathSilent, silentPay("A-1", "4000000000003220", "disable3ds", "1")).want(t, "responsecode", "AS000", "orderstate", "Approved")
}

func TestSilentPay_AbandonedStepTimesOutAndMayBeRepeated(t *testing.T) {
	b := start(t)
	b.post(t, pathSilent, silentPay("A-1", "4000000000003220")).want(t, "responsecode", "AS110")
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111")).wantRefusal(t, "12/201", "is being paid")
	b.Clock().Advance(16 * time.Minute)
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111")).want(t, "orderstate", "Approved")
	if orders := b.Ledger().Orders("123456"); len(orders) != 2 || orders[0].State != sandbox.StateTimeout {
		t.Errorf("got %+v", orders)
	}
}

func TestSilentPay_CardDataIsChecked(t *testing.T) {
	b := start(t)
	change := func(old, new string) string {
		return strings.Replace(silentPay("A-1", "4111111111111111"), old, new, 1)
	}
	for _, c := range []struct{ old, new, codes string }{
		{"<cvc2>123</cvc2>", "", "3/115"},
		{"<cvc2>123", "<cvc2>12", "4/115"},
		{"<cvc2>123", "<cvc2>12x", "4/115"},
		{"4111111111111111", "4111111111111112", "5/106"},
		{"4111111111111111", "4111", "4/106"},
		{"10.50", "10,50", "4/108"},
		{"10.50", "10.505", "4/108"},
		{"10.50", "0.00", "5/108"},
		{">RUB<", ">XYZ<", "5/105"},
		{"<ordernumber>A-1</ordernumber>", "", "3/107"},
		{"</ws:SilentPay>", "<delay>7</delay></ws:SilentPay>", "5/109"},
		{"</ws:SilentPay>", "<clientip>999.1.1.1</clientip></ws:SilentPay>", "4/116"},
		{"</ws:SilentPay>", "<recurringindicator>1</recurringindicator></ws:SilentPay>", "3/108"},
		{"</ws:SilentPay>", "<ordernumber>A-2</ordernumber></ws:SilentPay>", "4/107"},
	} {
		got := b.post(t, pathSilent, change(c.old, c.new))
		if got.codes() != c.codes {
			t.Errorf("%s -> %s: codes %q, want %q (%s)", c.old, c.new, got.codes(), c.codes, got.reason)
		}
		if strings.Contains(got.reason, "4111111111111") {
			t.Errorf("the reason shows the card number: %s", got.reason)
		}
	}
	b.post(t, pathSilent, change("<cvc2>123", "<cvc2>1-2O")).want(t, "responsecode", "AS000") // becomes 120
	past := strings.Replace(change("2030", "2025"), ">A-1<", ">A-2<", 1)
	b.post(t, pathSilent, past).want(t, "responsecode", "AS104", "orderstate", "Declined")
}

func TestSilentPay_AllProblemsAreNamedAtOnce(t *testing.T) {
	request := strings.NewReplacer("<cvc2>123</cvc2>", "", "10.50", "ten").Replace(silentPay("A-1", "4111111111111111"))
	start(t).post(t, pathSilent, request).wantRefusal(t, "4/108", "; cvc2 is mandatory and was not sent")
}

func TestSilentPay_SignatureIsVerifiedWhenTheMerchantHasAKey(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024) // the documented length (S4)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].PublicKey = &key.PublicKey
	})
	sign := func(x string) string {
		sum := md5.Sum([]byte(x))
		signature, err := rsa.SignPKCS1v15(nil, key, crypto.MD5, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		text := base64.StdEncoding.EncodeToString(signature)
		return text[:76] + "\n" + text[76:] // Java breaks lines
	}
	b.post(t, pathSilent, silentPay("A-1", "4111111111111111", "signature", sign("123456;A-1;10.50;RUB"))).want(t, "responsecode", "AS000")
	b.post(t, pathSilent, silentPay("A-2", "4111111111111111", "disable3ds", "1", "signature", sign("123456;A-2;10.50;RUB;1"))).want(t, "responsecode", "AS000")
	b.post(t, pathSilent, silentPay("A-3", "4111111111111111", "signature", sign("123456;A-3;10.5;RUB"))).
		wantRefusal(t, "9/159", "X = 123456;A-3;10.50;RUB")
	b.post(t, pathSilent, silentPay("A-4", "4111111111111111")).wantRefusal(t, "3/159", "was not sent")
	start(t).post(t, pathSilent, silentPay("A-1", "4111111111111111", "signature", "AAAA")).want(t, "responsecode", "AS000")
}

func TestSilentPay_ParallelClientsPayEachOrderOnce(t *testing.T) {
	b := start(t)
	var wait sync.WaitGroup
	for client := range 8 {
		wait.Go(func() {
			for order := range 10 {
				b.post(t, pathSilent, silentPay(fmt.Sprint("A-", order), "4111111111111111"))
				b.post(t, pathCreate, newBill(fmt.Sprint("B-", client, "-", order))).want(t)
				b.post(t, pathStatus, billStatus(fmt.Sprint("B-", client, "-", order))).want(t, "bill_status", "Invoiced")
				b.send(t, "GET", "/", "", "")
			}
		})
	}
	wait.Wait()
	for order := range 10 {
		if got := b.Ledger().Charged("123456", fmt.Sprint("A-", order)); got != 1050 {
			t.Errorf("order %d: charged %d, want 1050", order, got)
		}
	}
}

func TestSandbox_EqualSeedsGiveEqualNumbers(t *testing.T) {
	first := start(t).post(t, pathSilent, silentPay("A-1", "4111111111111111"))
	second := start(t).post(t, pathSilent, silentPay("A-1", "4111111111111111"))
	if first.body != second.body {
		t.Errorf("the answers differ:\n%s\n%s", first.body, second.body)
	}
	if n := first.value("billnumber"); len(n) != 16 {
		t.Errorf("billnumber %q", n)
	}
}
