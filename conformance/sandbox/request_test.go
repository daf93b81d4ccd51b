package sandbox_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func TestRequest_EveryDocumentedShapeIsRead(t *testing.T) {
	x := "123456;sandbox_login;sandbox_pass1;A-1"
	inner := credentials + fields("bill", "A-1", "checkvalue", " "+checkValue("TestSalt", x))
	for name, body := range map[string]string{
		"prefix":            envelope(`<ws:BillRevoke><Bill>` + inner + `</Bill></ws:BillRevoke>`),
		"wrapper unbound":   envelope(`<BillRevoke><Bill>` + inner + `</Bill></BillRevoke>`),
		"old wrapper":       envelope(`<WSBillRevoke><Bill>` + inner + `</Bill></WSBillRevoke>`),
		"no envelope space": `<Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><Header/><Body><BillRevoke><Bill>` + inner + `</Bill></BillRevoke></Body></Envelope>`,
		"default space":     `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><BillRevoke xmlns="http://www.paysecure.ru/ws/"><Bill xmlns="">` + inner + `</Bill></BillRevoke></Body></Envelope>`,
		"other order":       envelope(`<ws:BillRevoke><Bill>` + fields("checkvalue", checkValue("TestSalt", x), "bill", "A-1") + credentials + `</Bill></ws:BillRevoke>`),
		"comment in value":  envelope(`<ws:BillRevoke><Bill>` + strings.Replace(inner, ">A-1<", ">A<!-- x -->-1<", 1) + `</Bill></ws:BillRevoke>`),
		"character data":    envelope(`<ws:BillRevoke><Bill>` + strings.Replace(inner, ">A-1<", "><![CDATA[A-1]]><", 1) + `</Bill></ws:BillRevoke>`),
		"reference":         envelope(`<ws:BillRevoke><Bill href="#b"/></ws:BillRevoke><multiRef id="b">` + inner + `</multiRef>`),
		"byte order mark":   "\ufeff" + envelope(`<ws:BillRevoke><Bill>`+inner+`</Bill></ws:BillRevoke>`),
		"unknown parameter": envelope(`<ws:BillRevoke><Bill>` + inner + `<colour>red</colour></Bill></ws:BillRevoke>`),
		"nil":               envelope(`<ws:BillRevoke><Bill>` + inner + `<sendnotification xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Bill></ws:BillRevoke>`),
	} {
		b := start(t)
		b.post(t, pathCreate, newBill("A-1")).want(t)
		got := b.send(t, "POST", pathRevoke, "application/x-www-form-urlencoded", body) // as the vendor's iOS SDK labels it
		if got.value("bill_status") != "Deleted" {
			t.Errorf("%s: HTTP %d, %s\n%s", name, got.status, got.reason, got.body)
		}
	}
}

func TestRequest_MalformedOnesAreRefusedWithAReason(t *testing.T) {
	inner := credentials + fields("bill", "A-1")
	for _, c := range []struct{ name, body, codes, reason string }{
		{"empty", "", "1/1", "empty"},
		{"unclosed", envelope(`<ws:BillStatus><Bill>`), "4/215", "not well-formed"},
		{"doctype", `<!DOCTYPE a>` + envelope(""), "4/215", "DOCTYPE"},
		{"two roots", envelope("") + "<a/>", "4/215", "root elements"},
		{"trailing text", envelope("") + "tail", "4/215", "outside the Envelope"},
		{"comments alone", `<!-- nothing -->`, "4/215", "0 root elements"},
		{"blanks alone", " \n ", "1/1", "empty"},
		{"7 MB of nesting", strings.Repeat("<a>", 7<<20/3), "17/215", "larger"},
		{"no body", `<Envelope/>`, "4/215", "no Body"},
		{"no envelope", `<html/>`, "4/215", "root element is html"},
		{"empty body", envelope(""), "4/215", "holds 0 elements"},
		{"two bodies", `<Envelope><Body/><Body/></Envelope>`, "4/215", "unexpected Body"},
		{"other operation", envelope(`<ws:CreateBill/>`), "1/1", "takes BillStatus"},
		{"no inner element", envelope(`<ws:BillStatus>` + inner + `</ws:BillStatus>`), "4/215", "exactly one element Bill"},
		{"repeated", envelope(`<ws:BillStatus><Bill>` + inner + fields("bill", "A-2") + `</Bill></ws:BillStatus>`), "4/187", "twice"},
		{"repeated in another case", envelope(`<ws:BillStatus><Bill>` + inner + fields("Bill", "A-2") + `</Bill></ws:BillStatus>`), "4/187", "twice"},
		{"nested", envelope(`<ws:BillStatus><Bill>` + credentials + `<bill><x/></bill></Bill></ws:BillStatus>`), "4/215", "holds elements"},
		{"deep", strings.Repeat("<a>", 200), "4/215", "not well-formed"},
		{"large", envelope(strings.Repeat(" ", 1<<20)), "17/215", "larger"},
		{"not utf-8", strings.Replace(envelope(`<ws:BillStatus><Bill>`+inner+`</Bill></ws:BillStatus>`), "A-1", "A\xff", 1), "4/215", "not well-formed"},
	} {
		got := start(t).post(t, pathStatus, c.body)
		if got.codes() != c.codes || !strings.Contains(got.reason, c.reason) {
			t.Errorf("%s: codes %s, reason %q; want %s, %q", c.name, got.codes(), got.reason, c.codes, c.reason)
		}
	}
}

func TestRequest_CredentialsAreCheckedFirst(t *testing.T) {
	b := start(t)
	for _, c := range []struct{ old, new, codes string }{
		{"<merchant_id>123456</merchant_id>", "", "3/100"},
		{"123456", "12x", "4/100"},
		{"123456", "999999", "10/100"},
		{"<login>sandbox_login</login>", "", "3/101"},
		{"<password>sandbox_pass1</password>", "", "3/102"},
		{"sandbox_login", "other_login", "7/141"},
		{"sandbox_pass1", "other_pass", "7/141"},
		{"123456", "654321", "7/141"},
	} {
		request := strings.Replace(newBill("A-1"), c.old, c.new, 1)
		got := b.post(t, pathCreate, strings.Replace(request, "100.10", "a lot", 1))
		if got.codes() != c.codes {
			t.Errorf("%s -> %s: %s, want %s", c.old, c.new, got.codes(), c.codes)
		}
		if strings.Contains(got.reason+fmt.Sprint(b.Exchanges()), "_pass") {
			t.Errorf("a password is shown")
		}
	}
}

func TestRequest_FormPostWithFormat4IsAnsweredInSOAP(t *testing.T) {
	b := start(t)
	x := "123456;sandbox_login;sandbox_pass1;A-1;1.00;RUB;Счёт;;;;;;;;"
	form := url.Values{
		"Merchant_ID": {"123456"}, "LOGIN": {"sandbox_login"}, "Password": {"sandbox_pass1"}, "Bill": {"A-1"},
		"Bill_amount": {"1.00"}, "Bill_currency": {"RUB"}, "Bill_comment": {"Счёт"}, "CheckValue": {checkValue("TestSalt", x)},
		"FORMAT": {"4"},
	}
	b.send(t, "POST", pathCreate, "application/x-www-form-urlencoded", form.Encode()).want(t)
	b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_comment", "Счёт")

	pay := url.Values{
		"Merchant_ID": {"123456"}, "Login": {"sandbox_login"}, "Password": {"sandbox_pass1"}, "OrderNumber": {"A-2"},
		"OrderAmount": {"22"}, "OrderCurrency": {"RUB"}, "Cardnumber": {"4111 1111 1111 1111"}, "Expiremonth": {"12"},
		"Expireyear": {"2030"}, "Cvc2": {"123"}, "Homephone": {"1"}, "TestMode": {"1"}, "Format": {"4"},
	}
	b.send(t, "POST", pathSilent, "", pay.Encode()).want(t, "responsecode", "AS000", "orderamount", "22", "amount", "22.00")
}

func TestRequest_BrokenFormsAreRefusedInTheFormatTheyAskFor(t *testing.T) {
	b := start(t)
	form := "Merchant_ID=123456&Login=sandbox_login&Password=sandbox_pass1&Bill=A-1"
	b.send(t, "POST", pathStatus, "", form+"&Bill=A-2&Format=4").wantRefusal(t, "4/187", "twice")
	b.send(t, "POST", pathStatus, "", form+"&Format=4&a=%zz").wantRefusal(t, "4/215", "url-encoded")
	b.send(t, "POST", pathStatus, "", form+"%00&Format=4").wantRefusal(t, "4/215", "control character")
	if got := b.send(t, "POST", pathStatus, "multipart/form-data; boundary=x", "--x"); got.body != "firstcode:4;secondcode:215;\r\n" {
		t.Errorf("multipart: %q", got.body)
	}
	for _, format := range []string{"2", "7", "x"} {
		got := b.send(t, "POST", pathStatus, "", form+"&Format="+format)
		if got.body != "firstcode:5;secondcode:103;\r\n" || !strings.Contains(got.reason, "there are 1 3 4") {
			t.Errorf("Format=%s: %q, %s", format, got.body, got.reason)
		}
	}
}

func TestRequest_Windows1251IsRead(t *testing.T) {
	x := "123456;sandbox_login;sandbox_pass1;A-1;1;RUB;Счёт;;;;;;;;"
	body := strings.Replace(envelope(`<ws:CreateBill><Bill>`+credentials+fields("bill", "A-1", "bill_amount", "1", "bill_currency", "RUB",
		"bill_comment", "Счёт", "checkvalue", checkValue("TestSalt", x))+`</Bill></ws:CreateBill>`), "UTF-8", "windows-1251", 1)
	_, undeclared, _ := strings.Cut(body, "?>")
	for contentType, text := range map[string]string{
		"text/xml":                       body,
		"text/xml; charset=windows-1251": undeclared,
	} {
		encoded, err := charmap.Windows1251.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		b := start(t)
		b.send(t, "POST", pathCreate, contentType, encoded).want(t)
		b.post(t, pathStatus, billStatus("A-1")).want(t, "bill_comment", "Счёт")
	}
}

func TestRequest_FaultStatusIsConfigurable(t *testing.T) {
	b := start(t, func(c *sandbox.Config) { c.FaultStatus = 200 })
	got := b.post(t, pathStatus, billStatus("A-1"))
	if got.status != 200 || got.codes() != "10/187" || !strings.Contains(got.body, "<detail/>") {
		t.Errorf("HTTP %d, %s\n%s", got.status, got.codes(), got.body)
	}
}

func TestRequest_ReasonsStayInTheRingMasked(t *testing.T) {
	b := start(t)
	b.post(t, pathSilent, strings.Replace(silentPay("A-1", "4111111111111111", "email", "someone@shop.example"), "10.50", "x", 1))
	got := b.Exchanges()
	if len(got) != 1 || got[0].Refusal != "4/108" || got[0].Operation != "silentpay.pay" || got[0].Merchant != "123456" {
		t.Fatalf("got %+v", got)
	}
	text := fmt.Sprint(got)
	for _, secret := range []string{"4111111111111111", "sandbox_pass1", "{cvc2 123}", "someone@"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is shown: %s", secret, text)
		}
	}
	if !strings.Contains(text, "411111****1111") {
		t.Errorf("the masked card number is missing: %s", text)
	}
}
