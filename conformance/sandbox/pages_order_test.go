package sandbox_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

// payLink makes an order by payrequest and returns the token of its page.
func (b *bench) payLink(t *testing.T, number string, more ...string) string {
	t.Helper()
	x := "123456;" + number + ";10.50;RUB"
	for i := 0; i < len(more); i += 2 {
		if more[i] == "ordermaxpoints" || more[i] == "customernumber" {
			x += ";" + more[i+1]
		}
	}
	pairs := append([]string{
		"merchant_id", "123456", "ordernumber", number, "orderamount", "10.50", "ordercurrency", "RUB",
		"checkvalue", checkValue("TestSalt", x),
	}, more...)
	got := b.post(t, "/pay/payrequest.cfm", envelope(`<ws:payrequest>`+fields(pairs...)+`</ws:payrequest>`))
	got.want(t, "orderstate", "In Process", "expirationtime", b.Clock().Now().Add(15*time.Minute).Format("02.01.2006 15:04:05"))
	_, token, ok := strings.Cut(got.value("url"), "/pay/pay.cfm?CFSID=")
	if !ok {
		t.Fatalf("url is %q", got.value("url"))
	}
	return token
}

func (b *bench) payOnPage(t *testing.T, token, card string, more ...string) reply {
	t.Helper()
	return b.form(t, "/pay/pay.cfm", append([]string{"CFSID", token, "number", card, "expiry", "12/30", "cvc", "123"}, more...)...)
}

func TestPayRequest_OrderIsPaidOnItsPage(t *testing.T) {
	b := start(t)
	token := b.payLink(t, "A-1", "url_return_ok", "https://shop.example/ok")
	b.soap(t, "orderresult", "ordernumber", "A-1").want(t, "orderstate", "In Process", "operationtype", "")
	b.get(t, "/pay/pay.cfm?CFSID="+token).shows(t, 200, "Order payment", "A-1", "10.50", "14.03.2026 12:15 GMT", `<label for="number">`)
	b.get(t, "/pay/pay.cfm?CFSID="+token+"&card=1&lang=ru").shows(t, 200, `lang="ru"`, `value="4111 1111 1111 1111"`)
	b.payOnPage(t, token, "4111111111111112").shows(t, 422, "Nothing was paid", `href="#number"`)
	if got := b.payOnPage(t, token, "4111 1111 1111 1111"); got.status != 303 {
		t.Fatalf("HTTP %d", got.status)
	}
	b.payOnPage(t, token, "4111111111111111") // pressing the button twice pays once
	b.get(t, "/pay/pay.cfm?CFSID="+token).shows(t, 200, "The order is paid", "411111****1111", `href="https://shop.example/ok"`)
	b.soap(t, "orderresult", "ordernumber", "A-1").want(t, "orderstate", "Approved", "operationtype", "100")
	b.charged(t, "A-1", 1050)
	b.get(t, "/pay/pay.cfm?CFSID=nothing").shows(t, 404, "There is no such bill")
}

func TestPayRequest_StepAndRefusalOnThePage(t *testing.T) {
	b := start(t)
	token := b.payLink(t, "A-1")
	got := b.payOnPage(t, token, "4000000000003220")
	location := got.header.Get("Location")
	if !strings.HasPrefix(location, "/acs/3dsecure?PaReq=") {
		t.Fatalf("HTTP %d to %s", got.status, location)
	}
	b.get(t, "/pay/pay.cfm?CFSID="+token).shows(t, 200, "Go to 3-D Secure")
	pareq := strings.ReplaceAll(strings.TrimPrefix(location, "/acs/3dsecure?PaReq="), "%3D", "=")
	if got := b.form(t, "/acs/3dsecure/decide", "PaReq", pareq, "choice", "confirm"); got.header.Get("Location") != "/pay/pay.cfm?CFSID="+token {
		t.Errorf("HTTP %d to %s", got.status, got.header.Get("Location"))
	}
	b.charged(t, "A-1", 1050)
	refused := b.payLink(t, "A-2")
	b.payOnPage(t, refused, "4000000000009995")
	b.get(t, "/pay/pay.cfm?CFSID="+refused).shows(t, 200, "The payment was declined", "AS102")
	b.soap(t, "orderresult", "ordernumber", "A-2").want(t, "orderstate", "Declined", "responsecode", "AS102")
}

func TestPayRequest_TimeRunsOut(t *testing.T) {
	b := start(t)
	token := b.payLink(t, "A-1")
	b.Clock().Advance(15*time.Minute + time.Second)
	b.payOnPage(t, token, "4111111111111111")
	b.get(t, "/pay/pay.cfm?CFSID="+token).shows(t, 200, "The time to pay this order is over")
	b.soap(t, "orderresult", "ordernumber", "A-1").want(t, "orderstate", "Timeout")
	b.charged(t, "A-1", 0)
	b.payOnPage(t, b.payLink(t, "A-1"), "4111111111111111")
	b.charged(t, "A-1", 1050)
}

func TestPayRequest_CheckValueAuthenticates(t *testing.T) {
	b := start(t)
	send := func(checkvalue string) reply {
		return b.send(t, "POST", "/pay/payrequest.cfm", "", "Merchant_ID=123456&OrderNumber=A-1&OrderAmount=10.50&OrderCurrency=RUB&Checkvalue="+checkvalue)
	}
	for wrong, codes := range map[string]string{"": "3/158", strings.Repeat("0", 32): "9/158"} {
		got := send(wrong)
		if got.status != 200 || got.body != `{"URL":"","expirationtime":"14.03.2026 12:00:00","orderstate":"Decline"}`+"\n" || got.reason == "" {
			t.Errorf("%q: HTTP %d %s", wrong, got.status, got.body)
		}
		if latest := b.Exchanges()[0]; latest.Refusal != codes {
			t.Errorf("%q: %s, want %s", wrong, latest.Refusal, codes)
		}
	}
	send(checkValue("TestSalt", "123456;A-1;10.50;RUB")).holds(t, `{"url":"http`, `"orderstate":"In Process"}`)
	send(checkValue("TestSalt", "123456;A-1;10.50;RUB")).holds(t, `"orderstate":"Decline"`) // it is open already
}

func TestGet3DSec_GoesOnAfterThePage(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4000000000003220")
	b.soap(t, "get3dsec", "billnumber", number).wantRefusal(t, "20/402", "has not decided")
	b.soap(t, "get3dsec", "billnumber", number, "pares", "AAAA").wantRefusal(t, "20/403", "does not belong")
	b.soap(t, "get3dsec", "billnumber", "5000000000000000").wantRefusal(t, "5/143", "no payment")
	b.soap(t, "get3dsec", "billnumber", b.pay(t, "A-2", "4111111111111111")).wantRefusal(t, "20/402", "does not wait")
	yes := base64.StdEncoding.EncodeToString([]byte("Y"))
	for range 2 { // called twice, money once
		b.soap(t, "get3dsec", "billnumber", number, "pares", yes).want(t, "responsecode", "AS000", "orderstate", "Approved", "billnumber", number)
	}
	b.charged(t, "A-1", 1050)
	refused := b.pay(t, "A-3", "4000000000003220")
	b.soap(t, "get3dsec", "billnumber", refused, "pares", base64.StdEncoding.EncodeToString([]byte("N"))).want(t, "responsecode", "AS100", "orderstate", "Declined")
}

func TestGet3DSecVer2_FollowsTheScenarioOfTheCardholder(t *testing.T) {
	for _, c := range []struct{ holder, code, state, challenge string }{
		{"FRICTIONLESS", "AS000", "Approved", "F"},
		{"frictionless refused", "AS100", "Declined", "F"},
		{"CHALLENGE", "AS110", "In Process", "C"},
		{"DECOUPLED", "AS300", "In Process", "D"},
	} {
		b := start(t)
		paid := b.post(t, pathSilent, silentPay("A-1", "4000000000003220", "cardholder", c.holder))
		paid.want(t, "responsecode", "AS110", "orderstate", "In Process", "pareq", "", "version", "2.0")
		paid.holds(t, "<threedsdata>", "/acs/method</threeDSMethodURL>")
		if got := b.form(t, "/acs/method", "threeDSMethodData", paid.value("threeDSMethodData")); got.status != 200 {
			t.Errorf("the hidden frame: HTTP %d", got.status)
		}
		number := paid.value("billnumber")
		b.soap(t, "get3dsecver2", "billnumber", number, "threedsservertransid", "x").wantRefusal(t, "20/403", "threeDSServerTransID")
		got := b.soap(t, "get3dsecver2", "billnumber", number, "threedsservertransid", paid.value("threeDSServerTransID"))
		got.want(t, "responsecode", c.code, "orderstate", c.state, "challenge", c.challenge)
		switch c.challenge {
		case "C":
			b.form(t, "/acs/3dsecure", "creq", got.value("challengerequest")).shows(t, 200, "Confirm the payment")
			b.form(t, "/acs/3dsecure/decide", "PaReq", got.value("challengerequest"), "choice", "confirm")
		case "D":
			b.Clock().Advance(3 * time.Second)
		}
		if c.state == "In Process" {
			b.soap(t, "get3dsecver2", "billnumber", number).want(t, "responsecode", "AS000", "orderstate", "Approved", "eci", "5")
		}
	}
	b := start(t)
	b.soap(t, "get3dsecver2", "billnumber", b.pay(t, "A-1", "4000000000003220")).wantRefusal(t, "20/402", "3-D Secure 1")
}

func TestFiscalReceipt_BelongsToAnOperation(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	b.soap(t, "fiscalreceipt", "format", "4", "billnumber", number).want(t, "status", "New", "url", "", "total", "10.50")
	b.Clock().Advance(5 * time.Second)
	got := b.soap(t, "fiscalreceipt", "billnumber", number)
	got.want(t, "status", "Success", "billnumber", number+".1", "receipttype", "1", "payment_id", "A-1")
	got.holds(t, "<ws:result><fiscalreceipt>", "Payment for the order")
	b.get(t, strings.TrimPrefix(got.value("url"), b.server.URL)).shows(t, 200, "Fiscal receipt", "10.50", "A-1")
	b.soap(t, "fiscalreceipt", "fiscalreceipt_id", got.value("fiscalreceipt_id"), "full_receipt", "1").want(t, "merchant_name", "Sandbox shop")
	b.soap(t, "wscancel", "billnumber", number, "amount", "1.00", "currency", "RUB", "externalrefundid", "refund-0001").want(t)
	for _, key := range [][]string{{"billnumber", number + ".2"}, {"payment_id", "refund-0001"}} {
		b.soap(t, "fiscalreceipt", key...).want(t, "receipttype", "2", "total", "1.00", "status", "New")
	}
	b.soap(t, "fiscalreceipt", "billnumber", "5000000000000000").wantRefusal(t, "10/179", "no such receipt")
	b.soap(t, "fiscalreceipt").wantRefusal(t, "3/143", "one of")
	b.soap(t, "fiscalreceipt", "billnumber", b.pay(t, "A-2", "4000000000000002")).wantRefusal(t, "10/179", "no such receipt")
}

func TestFiscalReceipt_SaysWhatThePaymentAskedFor(t *testing.T) {
	b := start(t)
	items := `{"items":[{"id":1,"name":"Tea","price":5.25,"quantity":2,"amount":10.50,"tax":"vat20"}]}`
	pay := func(number string, more ...string) reply {
		return b.token(t, number, "1", `{"sandbox":"approved"}`, more...)
	}
	paid := pay("A-1", "chequeitems", items)
	paid.want(t)
	b.soap(t, "fiscalreceipt", "billnumber", paid.value("billnumber")).want(t, "chequeitems", strings.ReplaceAll(items, `"`, "&quot;"))
	pay("A-2", "chequeitems", strings.Replace(items, "10.50", "10.49", 1)).wantRefusal(t, "5/179", "add up to 10.49")
	pay("A-2", "chequeitems", `{"items":[{"id":1}]}`).wantRefusal(t, "4/179", "line 1 has no amount")
	pay("A-2", "generatereceipt", "0").want(t)
	b.soap(t, "fiscalreceipt", "payment_id", "A-2").want(t, "status", "NotNeeded")
	pay("A-3", "receiptline", "CreateError").want(t)
	b.soap(t, "fiscalreceipt", "payment_id", "A-3").want(t, "status", "CreateError")
}
