package workload

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// Pair is one child element.
type Pair struct{ Name, Text string }

// RequestPairs returns the 40 children of the request in wire order: Cyrillic in six,
// & < > in two, one long base64 value.
func RequestPairs() []Pair {
	return []Pair{
		{"merchant_id", merchantID},
		{"login", login},
		{"password", password},
		{"ordernumber", "W-2026-000042"},
		{"orderamount", "1250.00"},
		{"ordercurrency", "RUB"},
		{"ordercomment", "Заказ & доставка по адресу покупателя, позвонить за час до приезда"},
		{"delay", "0"},
		{"language", "RU"},
		{"clientip", "192.0.2.17"},
		{"cardtype", "1"},
		{"cardnumber", "4111111111111111"},
		{"cardholder", "SANDBOX HOLDER"},
		{"expiremonth", "12"},
		{"expireyear", "2030"},
		{"cvc2", "123"},
		{"lastname", "Иванов"},
		{"firstname", "Иван"},
		{"middlename", "Иванович"},
		{"email", "payer@example.org"},
		{"address", "ул. Садовая-Кудринская, <1>"},
		{"homephone", "84951234567"},
		{"workphone", "84951234568"},
		{"mobilephone", "89161234567"},
		{"fax", "84951234569"},
		{"country", "RUS"},
		{"state", "77"},
		{"city", "Москва"},
		{"zip", "101000"},
		{"isconvert", "0"},
		{"testmode", "1"},
		{"format", "4"},
		{"signature", strings.Repeat("QUJDRUZHSElKS0xNTk9Q", 8)},
		{"recurringindicator", "1"},
		{"recurringminamount", "100.00"},
		{"recurringmaxamount", "1000.00"},
		{"recurringperiod", "30"},
		{"recurringmaxdate", "31.12.2030"},
		{"savecard", "0"},
		{"disable3ds", "0"},
	}
}

// Request returns the request as a record, ready to be encoded.
func Request(s *service.Service) *service.Record {
	r := service.NewRecord(s, s.Operations[0].Request.Type)
	for _, p := range RequestPairs() {
		if err := r.Set(p.Name, p.Text); err != nil {
			panic(err)
		}
	}
	return r
}

// Typed returns the request as a caller writes it: without the sealed fields.
func Typed(s *service.Service) *silentpay.PayRequest {
	var layouts service.Layouts
	typed := new(silentpay.PayRequest)
	if err := layouts.Store(Request(s), typed); err != nil {
		panic(err)
	}
	return typed
}

// BillNumber is the gateway's number in the answer, which no two answers share.
const BillNumber = "5775486650107611"

// ResponsePairs returns the 40 children of the answer in wire order; two hold
// references, six Cyrillic.
func ResponsePairs() []Pair {
	pairs := []Pair{
		{"ordernumber", "W-2026-000042"},
		{"responsecode", "AS000"},
		{"recommendation", "Платёж принят"},
		{"message", "Операция выполнена & подтверждена"},
		{"ordercomment", "Заказ & доставка"},
		{"orderdate", "21.11.2026 12:00:00"},
		{"amount", "1250.00"},
		{"currency", "RUB"},
		{"meantypename", "VISA"},
		{"meannumber", "411111****1111"},
		{"lastname", "Иванов"},
		{"firstname", "Иван"},
		{"middlename", "Иванович"},
		{"issuebank", "SANDBOX BANK"},
		{"email", "payer@example.org"},
		{"bankcountry", "RUS"},
		{"rate", "1"},
		{"approvalcode", "123456"},
		{"meansubtype", "Classic"},
		{"cardholder", "SANDBOX HOLDER"},
		{"cardexpirationdate", "12/30"},
		{"ipaddress", "192.0.2.17"},
		{"protocoltypename", "NET"},
		{"testmode", "1"},
		{"customermessage", "Спасибо"},
		{"orderstate", "Approved"},
		{"processingname", "Sandbox"},
		{"operationtype", "100"},
		{"billnumber", BillNumber},
		{"orderamount", "1250.00"},
		{"ordercurrency", "RUB"},
		{"packetdate", "21.11.2026 12:00:01"},
		{"signature", ""},
		{"pareq", strings.Repeat("QUJDRUZHSElKS0xNTk9Q", 8)},
		{"ascurl", "https://acs.example.org/pareq"},
		{"fastpayurl", "https://pay.example.org/W-2026-000042"},
		{"fastpaytimeout", "300"},
		{"fastpaytype", "SBP"},
		{"errorcode", "0"},
		{"errorcategory", "NONE"},
	}
	text := map[string]string{}
	for _, p := range pairs {
		text[p.Name] = p.Text
	}
	x := strings.Join([]string{merchantID, text["ordernumber"], text["orderamount"], text["ordercurrency"], text["orderstate"]}, ";")
	for i := range pairs {
		if pairs[i].Name == "signature" {
			pairs[i].Text = checkvalue.Compute(service.NewSecret(secretWord), x)
		}
	}
	return pairs
}

// Response returns the answer as the gateway would print it: namespaces on the
// envelope, xsi:type on every child.
func Response() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + responseHead)
	for _, p := range ResponsePairs() {
		fmt.Fprintf(&b, "<%s xsi:type=\"xsd:string\">%s</%[1]s>", p.Name, escape(p.Text))
	}
	b.WriteString(responseTail)
	return []byte(b.String())
}

const (
	responseHead = `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:ws="http://www.paysecure.ru/ws/"><SOAP-ENV:Body><ws:SilentPayResponse><return>`
	responseTail = `</return></ws:SilentPayResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`
)

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
