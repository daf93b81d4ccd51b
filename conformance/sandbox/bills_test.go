package sandbox_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func TestBills_LifeCycleAsACurlUserWritesIt(t *testing.T) {
	b := start(t)

	created := b.post(t, pathCreate, newBill("A-1"))
	created.want(t)
	if token := created.value("Hash"); !regexp.MustCompile(`^[A-Za-z0-9]{20}$`).MatchString(token) {
		t.Errorf("token %q", token)
	}
	for _, part := range []string{"<SOAP-ENV:Envelope", "<ASS-NS:BillResponse>", `xsi:type="si:SOAPStruct"`, `<Hash xsi:type="xsd:string">`} {
		if !strings.Contains(created.body, part) {
			t.Errorf("the answer lacks %s\n%s", part, created.body)
		}
	}

	b.post(t, pathStatus, billStatus("A-1")).want(t,
		"merchant_id", "123456", "bill", "A-1", "bill_amount", "100.10", "bill_currency", "RUB",
		"bill_date", "14.03.2026 12:00:00", "bill_status", "Invoiced", "billNumber", "", "payment_amount", "0.00",
		"pay_until", "20260315T1200", "sendnotification", "0")

	b.post(t, pathRevoke, billRevoke("A-1")).want(t, "bill_status", "Deleted")
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "Deleted")
	b.post(t, pathRevoke, billRevoke("A-1")).wantRefusal(t, "15/190", "Deleted")
}

func TestBills_AnswerCarriesACheckValueOverAllRowsButTwo(t *testing.T) {
	b := start(t)
	b.post(t, pathCreate, newBill("A-1")).want(t)
	got := b.post(t, pathStatus, billStatus("A-1"))
	x := "123456;A-1;100.10;RUB;;14.03.2026 12:00:00;Invoiced;;;0.00;;;;;;;;;;;20260315T1200;"
	got.want(t, "checkValue", checkValue("TestSalt", x))
	if strings.Contains(got.body, "bill_type") {
		t.Errorf("no example of the documents shows bill_type\n%s", got.body)
	}
}

func TestBills_BillTypeIsShownAndDigestedWhenTheMerchantHasIt(t *testing.T) {
	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].BillType = true
	})
	b.post(t, pathCreate, newBill("A-1")).want(t)
	x := "123456;A-1;100.10;RUB;;14.03.2026 12:00:00;Invoiced;;;0.00;;;;;;;;;;;20260315T1200;1"
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_type", "1", "checkValue", checkValue("TestSalt", x))
}

func TestBills_DuplicateNumberIsRefusedPerMerchant(t *testing.T) {
	b := start(t)
	b.post(t, pathCreate, newBill("A-1")).want(t)
	b.post(t, pathCreate, newBill("A-1")).wantRefusal(t, "11/187", "exists already")

	second := strings.NewReplacer("123456", "654321", "sandbox_login", "second_login", "sandbox_pass1", "second_pass1").Replace(credentials)
	x := "654321;second_login;second_pass1;A-1;5;RUB;;;;;;;;;"
	b.post(t, pathCreate, envelope(`<ws:CreateBill><Bill>`+second+fields("bill", "A-1", "bill_amount", "5",
		"bill_currency", "RUB", "checkvalue", checkValue("OtherSalt", x))+`</Bill></ws:CreateBill>`)).want(t)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_amount", "100.10")
	if n := len(b.Ledger().Bills("654321")); n != 1 {
		t.Errorf("the second merchant has %d bills, want 1", n)
	}
}

func TestBills_WrongCheckValueIsRefusedWithX(t *testing.T) {
	b := start(t)
	wrong := strings.Replace(newBill("A-1"), "<bill_amount>100.10", "<bill_amount>100.11", 1)
	b.post(t, pathCreate, wrong).wantRefusal(t, "9/158", "X = 123456;sandbox_login;***;A-1;100.11;RUB;;;;;;;;;")
	if n := len(b.Ledger().Bills("123456")); n != 0 {
		t.Errorf("%d bills were made", n)
	}
}

func TestBills_ExpireByTheSandboxClock(t *testing.T) {
	b := start(t)
	b.post(t, pathCreate, newBill("A-1")).want(t)
	b.Clock().Advance(24 * time.Hour)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "Invoiced")
	b.Clock().Advance(time.Second)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_status", "Timed out")
	b.post(t, pathRevoke, billRevoke("A-1")).want(t, "bill_status", "Deleted")
}

func TestBills_PayUntilInThePastIsABadValue(t *testing.T) {
	b := start(t)
	x := "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;;;;;;;;;20260314T1200"
	b.post(t, pathCreate, envelope(`<ws:CreateBill><Bill>`+credentials+fields("bill", "A-1", "bill_amount", "1",
		"bill_currency", "RUB", "pay_until", "20260314T1200", "checkvalue", checkValue("TestSalt", x))+
		`</Bill></ws:CreateBill>`)).wantRefusal(t, "5/104", "is over")
}

func TestBills_UnknownBillIsRefused(t *testing.T) {
	b := start(t)
	b.post(t, pathStatus, billStatus("A-9")).wantRefusal(t, "10/187", "no such bill")
	b.post(t, pathRevoke, billRevoke("A-9")).wantRefusal(t, "10/187", "no such bill")
	b.post(t, pathStatus, billStatus("")).wantRefusal(t, "3/187", "bill, billnumber")
}

func TestBills_NumberIsMandatoryWithoutAutomaticNumbering(t *testing.T) {
	without := envelope(`<ws:CreateBill><Bill>` + credentials + fields("bill_amount", "1", "bill_currency", "RUB",
		"checkvalue", checkValue("TestSalt", "123456;sandbox_login;sandbox_pass1;;1;RUB;;;;;;;;;")) + `</Bill></ws:CreateBill>`)
	b := start(t)
	b.post(t, pathCreate, without).wantRefusal(t, "3/187", "bill is mandatory")

	b = start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].AutoNumber = true
	})
	b.post(t, pathCreate, without).want(t)
}

func TestBills_NewParametersJoinXOnlyWhenTheMerchantIsConfiguredSo(t *testing.T) {
	request := func(x string) string {
		return envelope(`<ws:CreateBill><Bill>` + credentials + fields("bill", "A-1", "bill_amount", "1", "bill_currency", "RUB",
			"url_return", "https://shop.example/back", "checkvalue", checkValue("TestSalt", x)) + `</Bill></ws:CreateBill>`)
	}
	base := "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;;;;;;;;;"
	start(t).post(t, pathCreate, request(base)).want(t)
	sent := base + ";https://shop.example/back"
	start(t).post(t, pathCreate, request(sent)).wantRefusal(t, "9/158", "fits the reading sent-only")

	b := start(t, func(c *sandbox.Config) {
		c.Merchants = sandbox.DefaultMerchants()
		c.Merchants[0].Variants = map[string][]string{"createbill.create.request.checkvalue": {"sent-only"}}
	})
	b.post(t, pathCreate, request(sent)).want(t)
}

func TestBills_CharactersTheGatewayRemovesChangeX(t *testing.T) {
	request := func(number, comment, x string) string {
		return envelope(`<ws:CreateBill><Bill>` + credentials + fields("bill", number, "bill_amount", "1", "bill_currency", "RUB",
			"bill_comment", comment, "checkvalue", checkValue("TestSalt", x)) + `</Bill></ws:CreateBill>`)
	}
	b := start(t)
	b.post(t, pathCreate, request("A-1", "a=b", "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;a=b;;;;;;;;")).
		wantRefusal(t, "9/158", "before the gateway removed characters")
	b.post(t, pathCreate, request("A-1", "a=b", "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;ab;;;;;;;;")).want(t)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_comment", "ab")
}

func TestBills_SendNotificationTellsWhetherANoticeWasSent(t *testing.T) {
	for _, c := range []struct{ asked, email, mobile, shown string }{
		{"0", "a@shop.example", "", "0"},
		{"1", "a@shop.example", "", "10"},
		{"1", "", "79990000000", "1"},
		{"2", "", "79990000000", "10"},
		{"2", "a@shop.example", "", "1"},
		{"3", "", "79990000000", "1"},
		{"3", "a@shop.example", "", "10"},
	} {
		b := start(t)
		x := "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;;;;;" + c.email + ";;" + c.mobile + ";;"
		b.post(t, pathCreate, envelope(`<ws:CreateBill><Bill>`+credentials+fields("bill", "A-1", "bill_amount", "1", "bill_currency", "RUB",
			"customer_email", c.email, "customer_mobile", c.mobile, "sendnotification", c.asked,
			"checkvalue", checkValue("TestSalt", x))+`</Bill></ws:CreateBill>`)).want(t)
		b.post(t, pathStatus, billStatus("A-1")).want(t, "sendnotification", c.shown)
	}
}
