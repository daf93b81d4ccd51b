package sandbox_test

import (
	"strings"
	"testing"
)

func TestCharge_WholeAmountIsTakenOnce(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.charged(t, "A-1", 0)
	for range 3 { // D23: confirming again draws no money
		b.soap(t, "charge", "billnumber", number, "language", "EN").want(t, "responsecode", "AS000", "orderstate", "Approved",
			"amount", "10.50", "operationtype", "200", "billnumber", number+".2", "ordernumber", "A-1")
	}
	b.charged(t, "A-1", 1050)
	b.soap(t, "charge", "billnumber", number, "amount", "10.50", "currency", "RUB").want(t, "responsecode", "AS000")
	b.soap(t, "charge", "billnumber", number, "amount", "1.00", "currency", "RUB").wantRefusal(t, "5/108", "more than is left")
	b.charged(t, "A-1", 1050)
}

func TestCharge_PartsAddUpToTheWhole(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	part := func(amount string) reply {
		return b.soap(t, "charge", "billnumber", number+".1", "amount", amount, "currency", "RUR")
	}
	part("4.00").want(t, "orderstate", "PartialDelayed", "amount", "4.00", "orderamount", "10.50", "billnumber", number+".2")
	b.charged(t, "A-1", 400)
	part("6.51").wantRefusal(t, "5/108", "6.50")
	part("6.50").want(t, "orderstate", "Approved", "billnumber", number+".3")
	b.charged(t, "A-1", 1050)
}

func TestCharge_RefusesWhatDoesNotFit(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	for _, c := range []struct {
		codes string
		pairs []string
	}{
		{"5/143", []string{"billnumber", "5000000000000000"}},
		{"5/143", []string{"billnumber", number + ".9"}},
		{"4/143", []string{"billnumber", "12345678901234"}},
		{"3/105", []string{"billnumber", number, "amount", "1.00"}},
		{"3/108", []string{"billnumber", number, "currency", "RUB"}},
		{"5/105", []string{"billnumber", number, "amount", "1.00", "currency", "EUR"}},
		{"5/108", []string{"billnumber", number, "amount", "0.00", "currency", "RUB"}},
		{"5/108", []string{"billnumber", number, "amount", "10.51", "currency", "RUB"}},
	} {
		if got := b.soap(t, "charge", c.pairs...); got.codes() != c.codes {
			t.Errorf("%v: %s (%s), want %s", c.pairs, got.codes(), got.reason, c.codes)
		}
	}
	b.charged(t, "A-1", 0)
	second := strings.Replace(envelope(`<ws:MakeCharge>`+credentials+fields("billnumber", number)+`</ws:MakeCharge>`), "123456", "654321", 1)
	second = strings.NewReplacer("sandbox_login", "second_login", "sandbox_pass1", "second_pass1").Replace(second)
	b.post(t, "/charge/charge.cfm", second).wantRefusal(t, "5/143", "654321")
}

func TestCharge_WhatIsNotHeldAnswersAS400(t *testing.T) {
	b := start(t)
	one := b.pay(t, "A-1", "4111111111111111")
	declined := b.pay(t, "A-2", "4000000000000002", "delay", "1")
	cancelled := b.pay(t, "A-3", "4111111111111111", "delay", "1")
	b.soap(t, "wscancel", "billnumber", cancelled).want(t)
	for number, state := range map[string]string{one: "Approved", declined: "Declined", cancelled: "Canceled"} {
		b.soap(t, "charge", "billnumber", number, "language", "EN").want(t, "responsecode", "AS400", "orderstate", state)
	}
	b.charged(t, "A-1", 1050)
	b.charged(t, "A-3", 0)
}

func TestCharge_AnswerIsInTheEncodedDialect(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.soap(t, "charge", "billnumber", number).holds(t, `SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"`,
		`<ASS-NS:MakeChargeResponse>`, `xsi:type="si:SOAPStruct"`, `<responsecode xsi:type="xsd:string">AS000</responsecode>`,
		"операция выполнена успешно") // Language is RU by default (D22)
}
