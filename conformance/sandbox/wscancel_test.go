package sandbox_test

import "testing"

func TestWSCancel_HeldMoneyIsReleasedAndTakenMoneyRefunded(t *testing.T) {
	b := start(t)
	held, taken := b.pay(t, "A-1", "4111111111111111", "delay", "1"), b.pay(t, "A-2", "4111111111111111")
	for _, number := range []string{held, taken} {
		got := b.soap(t, "wscancel", "billnumber", number, "language", "EN", "cancelreason", "3")
		got.want(t, "orderstate", "Canceled", "responsecode", "AS000", "operationtype", "300", "operationstate", "Success",
			"amount", "10.50", "orderamount", "10.50")
		got.wantAll(t, "billnumber", number, number+".2")
		b.soap(t, "wscancel", "billnumber", number).wantRefusal(t, "15/308", "Canceled")
	}
	b.charged(t, "A-1", 0)
	b.charged(t, "A-2", 0)
}

func TestWSCancel_PartsAddUpToTheWhole(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	part := func(amount string) reply {
		return b.soap(t, "wscancel", "billnumber", number, "amount", amount, "currency", "RUB")
	}
	part("4.00").want(t, "orderstate", "PartialCanceled", "amount", "4.00")
	b.charged(t, "A-1", 650)
	part("6.51").wantRefusal(t, "5/108", "6.50")
	part("6.50").want(t, "orderstate", "Canceled")
	b.charged(t, "A-1", 0)
	part("0.01").wantRefusal(t, "15/308", "nothing to cancel")
	b.soap(t, "orderresult", "ordernumber", "A-1").wantAll(t, "operationtype", "100", "300", "300")
}

func TestWSCancel_OfAPartlyConfirmedPaymentReleasesFirst(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.soap(t, "charge", "billnumber", number, "amount", "4.00", "currency", "RUB").want(t)
	b.soap(t, "wscancel", "billnumber", number, "amount", "7.50", "currency", "RUB").want(t, "orderstate", "PartialCanceled")
	b.charged(t, "A-1", 300) // 6.50 was only held
	b.soap(t, "wscancel", "billnumber", number).want(t, "orderstate", "Canceled", "amount", "3.00")
	b.charged(t, "A-1", 0)
}

func TestWSCancel_ConfirmationCanBeNamed(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.soap(t, "charge", "billnumber", number, "amount", "4.00", "currency", "RUB").want(t)
	b.soap(t, "wscancel", "billnumber", number+".2", "amount", "4.01", "currency", "RUB").wantRefusal(t, "5/108", "4.00")
	b.soap(t, "wscancel", "billnumber", number+".2").want(t, "orderstate", "PartialCanceled", "amount", "4.00")
	b.charged(t, "A-1", 0)
	b.soap(t, "charge", "billnumber", number).want(t, "orderstate", "Approved", "amount", "6.50") // what is held still
	b.charged(t, "A-1", 650)
	b.soap(t, "wscancel", "billnumber", number+".3", "amount", "1.00", "currency", "RUB").wantRefusal(t, "15/308", "no payment")
}

func TestWSCancel_TwoPaymentsOfOneOrderAreCancelledTogether(t *testing.T) {
	b := start(t)
	link := b.payLink(t, "A-1", "ordermaxpoints", "3.00")
	b.form(t, "/pay/pay.cfm", "CFSID", link, "number", "4111111111111111", "expiry", "12/30", "cvc", "123")
	paid := b.soap(t, "orderresult", "ordernumber", "A-1")
	paid.wantAll(t, "amount", "7.50", "3.00")
	paid.wantAll(t, "meantypename", "VISA", "Discount")
	number := paid.value("billnumber")
	b.soap(t, "wscancel", "billnumber", number, "amount", "1.00", "currency", "RUB").wantRefusal(t, "15/308", "2 payments")
	b.soap(t, "wscancel", "billnumber", number+".2", "amount", "1.00", "currency", "RUB").want(t, "orderstate", "PartialCanceled")
	b.charged(t, "A-1", 950)
	got := b.soap(t, "wscancel", "billnumber", number)
	got.want(t, "orderstate", "Canceled")
	got.wantAll(t, "amount", "7.50", "2.00")
	b.charged(t, "A-1", 0)
}

func TestWSCancel_RefundNumberIsUniqueInTheOrder(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	refund := func(id string) reply {
		return b.soap(t, "wscancel", "billnumber", number, "amount", "1.00", "currency", "RUB", "externalrefundid", id)
	}
	refund("refund-0001").want(t)
	refund("refund-0001").wantRefusal(t, "11/301", "used for this order")
	refund("refund-0002").want(t)
	refund("short").wantRefusal(t, "4/301", "externalrefundid")
	b.charged(t, "A-1", 850)
}

func TestWSCancel_ExtendedNumberIsRefusedForOrdersWithCheque(t *testing.T) {
	b := start(t)
	items := `{"items":[{"id":1,"name":"Tea","price":10.50,"quantity":1,"amount":10.50,"tax":"vat20"}]}`
	got := b.soap(t, "tokenpay", "ordernumber", "A-1", "orderamount", "10.50", "ordercurrency", "RUB",
		"paymenttoken", `{"sandbox":"approved"}`, "chequeitems", items)
	got.want(t, "orderstate", "Approved")
	b.soap(t, "wscancel", "billnumber", got.value("billnumber")+".1").wantRefusal(t, "15/308", "cheque")
	b.soap(t, "wscancel", "billnumber", got.value("billnumber")).want(t, "orderstate", "Canceled")
}

func TestWSCancel_WithoutLanguageTheSentenceIsRussian(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	got := b.soap(t, "wscancel", "billnumber", number)
	got.want(t, "operationstate", "Завершено успешно.", "orderstate", "Canceled")
	got.holds(t, "<ws:WSCancelResponseParams><order>", "<customer>", "<packetdate>14.03.2026 12:00:00</packetdate>")
}
