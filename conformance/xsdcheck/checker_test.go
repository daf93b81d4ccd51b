package xsdcheck

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

func find(t *testing.T, name string) *service.Service {
	t.Helper()
	for _, s := range catalog.Services() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no service %s", name)
	return nil
}

const open = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/" xmlns:t="http://www.paysecure.ru/type/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><e:Body>`

const shut = `</e:Body></e:Envelope>`

func check(t *testing.T, name, body string) string {
	t.Helper()
	s := find(t, name)
	c := New(catalog.Services(), wsdl.Files)
	found, err := c.Check(t.Context(), s, []byte(open+body+shut), s.Operations[0].Request.Use == service.Encoded)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, v := range found {
		lines = append(lines, v.Code+" "+v.String())
	}
	return strings.Join(lines, "\n")
}

func TestCheck_X(t *testing.T) {
	bill := `<merchant_id xsi:type="xsd:string">1</merchant_id><login xsi:type="xsd:string">a</login><password>b</password><bill>B</bill><bill_amount>1.00</bill_amount><bill_currency>RUB</bill_currency>`
	cv := `<checkvalue>0123456789ABCDEF0123456789ABCDEF</checkvalue>`
	for _, b := range []string{
		`<ws:CreateBill e:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><Bill xsi:type="t:Bill">` + bill + cv + `</Bill></ws:CreateBill>`,
		`<ws:CreateBill><Bill>` + bill + `<foo/>` + cv + `</Bill></ws:CreateBill>`,
		`<ws:CreateBill><Bill>` + strings.Replace(bill, "1.00", "x", 1) + cv + `</Bill></ws:CreateBill>`,
		`<ws:CreateBill><Bill>` + bill + `</Bill></ws:CreateBill>`,
		`<ws:BillResponse><return xsi:type="t:SOAPStruct"><Hash>1</Hash></return></ws:BillResponse>`,
		`<ws:Bill><return xsi:type="t:SOAPStruct"><Hash>1</Hash></return></ws:Bill>`,
		`<e:Fault><faultcode>7</faultcode><faultstring>1</faultstring></e:Fault>`,
	} {
		t.Log(check(t, "createbill", b))
	}
	t.Log(check(t, "silentpay", `<ws:SilentPay><merchant_id>x</merchant_id></ws:SilentPay>`))
}
