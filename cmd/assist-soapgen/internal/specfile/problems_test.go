package specfile

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// smallCommon is the least that the sidecars of these tests refer to.
const smallCommon = `sources:
  S0: a seed
  K1: {title: an SDK, sure: sdk}
`

// smallSidecar is a sidecar without problems; wrong files are made from it.
const smallSidecar = `service: makebill
title: {en: Bills, ru: Счета}
path: {value: /bill/makebill.cfm, source: S0}
wsdl: {value: /bill/makebill.wsdl, source: S0}
operations:
  make:
    wsdl: MakeBill
    title: {en: Make a bill, ru: Создать счёт}
    source: S0
    repeat: {safe: false, ask: makebill.make, by: bill, source: S0}
    request:
      fields:
        bill: {param: Bill, role: order-key, doc: {en: Number, ru: Номер}, source: S0}
        sum: {param: Sum, format: amount, currency: cur, doc: {en: Sum, ru: Сумма}, source: S0}
        cur: {param: Cur, doc: {en: Currency, ru: Валюта}, source: S0}
        check: {param: Check, doc: {en: Check value, ru: Код проверки}, source: S0}
      conditions:
        - {rule: one-of, fields: [bill, sum], doc: {en: One, ru: Одно}, source: S0}
      digests:
        - kind: checkvalue
          field: check
          variants:
            - {name: base, doc: all, delimiter: ";", terms: [bill, sum], source: S0}
            - {name: more, doc: more, like: base, append: [cur], empty: sent, source: S0}
    response:
      wrapper: {name: BillResponse, source: S0}
      fields:
        Hash: {param: Hash, doc: {en: Token, ru: Токен}, source: S0}
      echo: {Hash: bill}
    outcome:
      - {is: succeeded, when: {Hash: "+"}, source: S0}
contested:
  - {id: name, subject: {en: Name, ru: Имя}, readings: [{text: a, source: S0}, {text: b, source: S0}], default: a}
`

// wrongSidecars change smallSidecar in one place and say what is to be reported.
var wrongSidecars = []struct{ name, old, new, want string }{
	{
		"unknown key", "wsdl: MakeBill", "wdsl: MakeBill",
		`7:5: make: unknown key "wdsl"; known are forms, limit, note, outcome, repeat, request, response, source, sure, title, wsdl
7:5: make: key "wsdl" is missing`,
	},
	{
		"repeated key", "    source: S0\n    repeat", "    source: S0\n    source: S0\n    repeat",
		`10:5: make: key "source" is there twice, first in line 9`,
	},
	{
		"unknown source", "wsdl, source: S0", "wsdl, source: S9",
		`4:44: wsdl: source: "S9" is not in the source table of common.yaml`,
	},
	{
		"unknown role", "role: order-key", "role: orderkey",
		`13:35: make.request.bill: role: "orderkey" is not known; known are merchant, login, password, order-key, gateway-key, amount, currency, state, response-code, test-mode, packet-date, checkvalue, signature, token, cardholder, card-expiry, personal, format, masked-pan, notice, link, bill-state, operation-state, operation-type, means, cheque-state`,
	},
	{
		"unknown certainty", "wsdl, source: S0", "wsdl, source: S0, sure: unstated",
		`4:54: wsdl: sure: "unstated" is not known; known are documented, sample, sdk, third-party, inferred, conflict`,
	},
	{
		"no Russian", "{en: Number, ru: Номер}", "Number",
		`13:51: make.request.bill: doc: both languages are needed: {en: …, ru: …}`,
	},
	{
		"half a title", "{en: Bills, ru: Счета}", "{en: Bills}",
		`2:8: title: key "ru" is missing`,
	},
	{
		"empty English", "{en: Bills, ru: Счета}", `{en: " ", ru: Счета}`,
		`2:13: title: en: the text is empty`,
	},
	{
		"no source of a field", "ru: Токен}, source: S0", "ru: Токен}",
		`28:15: make.response.Hash: key "source" is missing`,
	},
	{
		"currency missing", "format: amount, currency: cur", "format: amount",
		`14:35: make.request.sum: an amount needs the field of its currency: currency: …`,
	},
	{
		"currency unknown", "currency: cur", "currency: curr",
		`14:53: make.request has no field "curr"`,
	},
	{
		"term unknown", "terms: [bill, sum]", "terms: [bill, summ]",
		`23:68: make.request has no field "summ"`,
	},
	{
		"no terms", "terms: [bill, sum]", "terms: []",
		`23:61: make.request: digest: variant base: term: the list is empty`,
	},
	{
		"like unknown", "like: base", "like: basis",
		`24:45: make.request: digest: variant more: like: there is no earlier variant "basis"`,
	},
	{
		"no delimiter", `delimiter: ";", `, "",
		`23:15: make.request: digest: variant base: delimiter is missing; write "" for none`,
	},
	{
		"term from the request in a request", "append: [cur]", "append: [{field: cur, from: request}]",
		`24:68: make.request: term "cur": only an answer can take a term from the request`,
	},
	{
		"variant twice", "name: more", "name: base",
		`24:22: make.request: digest: variant "base" is there twice`,
	},
	{
		"echo of nothing", "echo: {Hash: bill}", "echo: {hash: bil}",
		`29:14: make.response has no field "hash"
29:20: make.request has no field "bil"`,
	},
	{
		"outcome of nothing", `when: {Hash: "+"}`, `when: {hash: "+"}`,
		`31:32: make.response has no field "hash"`,
	},
	{
		"asked by nothing", "by: bill", "by: number",
		`10:51: make.request has no field "number"`,
	},
	{
		"ask without by", ", by: bill", "",
		`10:13: make: repeat: ask and by belong together`,
	},
	{
		"condition of one", "fields: [bill, sum]", "fields: bill",
		`18:18: make.request: condition one-of needs at least 2 fields`,
	},
	{
		"number where text is meant", "delimiter: \";\"", "delimiter: 0.0",
		`23:15: make.request: digest: variant base: delimiter is missing; write "" for none
23:49: make.request: digest: variant: delimiter: YAML reads 0.0 as float; put it in quotes`,
	},
	{
		"word where a truth is meant", "safe: false", "safe: no",
		`10:20: make: repeat: safe: true or false is needed, not "no"`,
	},
	{
		"one reading", "{text: a, source: S0}, ", "",
		`33:56: contested: readings: one reading is no contest`,
	},
	{
		"path", "/bill/makebill.cfm", "bill/makebill.cfm",
		`3:15: path: "bill/makebill.cfm" must be a path that begins with /`,
	},
	{
		"fields are a list", "Hash: {param: Hash, doc: {en: Token, ru: Токен}, source: S0}", "[Hash]",
		`28:9: make.response: fields: a mapping is needed, not a list
29:14: make.response has no field "Hash"
31:32: make.response has no field "Hash"`,
	},
	{
		"anchor", "ru: Счета", "ru: &x Счета",
		`2:24: title: ru: anchors and aliases are not allowed; write the value out`,
	},
	{
		"no YAML", "title: {en", "title: [{en",
		`3:1: YAML: did not find expected ',' or ']'`,
	},
	{
		"alias of another field", "param: Cur,", "param: Cur, aliases: [bill],",
		`15:37: make.request.cur: alias "bill" is another field or alias of this message`,
	},
	{
		"form", "    request:\n", "    forms: [{request: fax, answers: [2], default: 1, source: S0}]\n    request:\n",
		`11:23: make: form: request: "fax" is not known; known are soap, post, json
11:38: make: form: answers: 2 is no format; known are 1, 3, 4, 5
11:51: make: form: default: 1 is not among the answers`,
	},
}

func TestReadSidecar_ReportsEveryProblemWithItsPlace(t *testing.T) {
	common := mustReadCommon(t, smallCommon)
	if _, err := ReadSidecar("f", []byte(smallSidecar), common); err != nil {
		t.Fatalf("the file all others are made from is wrong:\n%v", err)
	}
	for _, test := range wrongSidecars {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(smallSidecar, test.old) {
				t.Fatalf("%q is not in the file", test.old)
			}
			_, err := ReadSidecar("f", []byte(strings.Replace(smallSidecar, test.old, test.new, 1)), common)
			compareProblems(t, err, test.want)
		})
	}
}

// wrongCommons are whole files.
var wrongCommons = []struct{ name, text, want string }{
	{"no sources", "hosts: {}\n", `1:1: common: key "sources" is missing`},
	{"source id", "sources: {s0: a}\n", `1:11: source: "s0" must be a capital letter and a number`},
	{
		"row without Russian", smallCommon + "means: {1: {en: VISA, source: S0}}\n",
		`4:12: means 1: key "ru" is missing`,
	},
	{
		"row without source", smallCommon + "means: {1: {en: VISA, ru: VISA}}\n",
		`4:12: means 1: key "source" is missing`,
	},
	{
		"number", smallCommon + "firstcodes: {01: {en: a, ru: б, source: S0}}\n",
		`4:14: firstcodes: a whole number is needed, not "01"`,
	},
	{
		"alias twice", smallCommon + "orderstates:\n  Approved: {en: a, ru: б, aliases: [X], source: S0}\n  x: {en: a, ru: б, source: K1}\n",
		`6:3: orderstates x: "x" is in the table already`,
	},
	{
		"minor digits missing", smallCommon + "currencies: {RUB: {en: a, ru: б, source: S0}}\n",
		`4:19: currencies RUB: key "minor" is missing`,
	},
	{
		"host", smallCommon + "hosts: {example: {production: 1, source: S0}}\n",
		`4:9: hosts: "example" must be a host name
4:31: host example: production: true or false is needed, not "1"`,
	},
	{
		"planned", smallCommon + "planned: {orderresult: {source: S0}}\n",
		`4:11: planned: "orderresult" must be service.operation`,
	},
	{"two documents", "a: 1\n---\nb: 1\n", `YAML: expected single document, found multiple`},
	{"nothing", "", `YAML: no documents in stream`},
	{"a text", "text", `1:1: common: a mapping is needed, not "text"`},
}

func TestReadCommon_ReportsEveryProblemWithItsPlace(t *testing.T) {
	for _, test := range wrongCommons {
		t.Run(test.name, func(t *testing.T) {
			_, err := ReadCommon("f", []byte(test.text))
			compareProblems(t, err, test.want)
		})
	}
}

// compareProblems compares line by line; want leaves the file name out.
func compareProblems(t *testing.T, err error, want string) {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("error %v, want problems", err)
	}
	var lines []string
	for line := range strings.SplitSeq(want, "\n") {
		separator := ": "
		if line != "" && line[0] >= '0' && line[0] <= '9' {
			separator = ":"
		}
		lines = append(lines, "f"+separator+line)
	}
	if diff := cmp.Diff(lines, strings.Split(problems.Error(), "\n")); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func mustReadCommon(t testing.TB, text string) *Common {
	t.Helper()
	common, err := ReadCommon("common.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return common
}
