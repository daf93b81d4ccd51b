package conformance

import (
	"strings"
	"testing"
)

// steps runs one case made of sections on the sandbox and returns what was found.
func steps(t *testing.T, head, sections string) string {
	t.Helper()
	return findings(&carryOut(t, mustParse(t, "x/case", "title: T\ncall: silentpay.pay\n"+head+"\n"+sections)).Results[0])
}

func TestStep_EveryKindOfExpectationCanFail(t *testing.T) {
	input, reply := "-- input --\n"+payInput, "-- reply.xml --\n"+approved()
	fault := "-- reply.xml --\n" + `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>7</faultcode><faultstring>141</faultstring></e:Fault></e:Body></e:Envelope>` + "\n"
	for _, c := range []struct{ name, sections, want string }{
		{"output", input + reply + "-- output --\n" + approvedOutput, "pass"},
		{"outcome", input + reply + "-- output --\n" + strings.Replace(approvedOutput, "succeeded", "refused", 1), `fail
call: outcome: want "refused", got "succeeded"`},
		{"value", input + reply + "-- output --\n" + strings.Replace(approvedOutput, "AS000", "AS100", 1), `fail
call: responsecode: want "AS100", got "AS000"`},
		{"field missing", input + reply + "-- output --\n" + approvedOutput + "message=x\n", `fail
call: message: it is absent, want "x"`},
		{"field unexpected", input + reply + "-- output --\n" + strings.Replace(approvedOutput, "responsecode=AS000\n", "", 1), `fail
call: responsecode: nobody expects it, got "AS000"`},
		{"unknown key", input + reply + "-- output --\nresult: x\n" + approvedOutput, `fail
call: result: the key is unknown here; known are outcome, testmode, verified`},
		{"answer for an error", input + reply + "-- error --\nkind: gateway\n", `fail
call: error: want an error of kind gateway, got an answer with outcome succeeded`},
		{"error", input + fault + "-- error --\nkind: gateway\nfirst: 7\nsecond: 141\nsent: false\n", "pass"},
		{"code", input + fault + "-- error --\nkind: gateway\nfirst: 7\nsecond: 100\n", `fail
call: second: want "100", got "141"`},
		{"kind", input + fault + "-- error --\nkind: echo\nsent: true\n", `fail
call: kind: want "echo", got "gateway"
call: sent: want "true", got "false"`},
		{"part of the text", input + fault + "-- error --\nkind: gateway\ncontains: nothing\n", `fail
call: error: want a message with "nothing", got "silentpay.pay: the gateway refused: 7/141 authentication error: parameters Login and/or Password (check login and password of the merchant)"`},
		{"key of another kind", input + fault + "-- error --\nkind: gateway\nrule: doctype\n", `fail
call: rule: the key is unknown here; known are first, kind, second, sent, text`},
		{"field of a problem", strings.Replace(input, "cvc2=123", "cvc2=1", 1) + "-- error --\nkind: invalid-request\nproblems: 1\nfield: cvc2:cvc cardnumber\n", `fail
call: error: want a problem with field cardnumber, got "silentpay.pay: request not sent: cvc2: a card verification code is three or four digits"`},
		{"error for an output", input + fault + "-- output --\noutcome: succeeded\n", `fail
call: error: nobody expects one, got silentpay.pay: the gateway refused: 7/141 authentication error: parameters Login and/or Password (check login and password of the merchant)`},
		{"status", "-- options --\nexpect-status: 500\n" + input + reply + "-- output --\n" + approvedOutput, `fail
call: status: want 500, got 200`},
		{"answer as XML", input + reply + "-- answer.xml --\n" + payReply("<ordernumber>O-{{unique}}</ordernumber><responsecode>AS000</responsecode><orderstate>Delayed</orderstate>"), `fail
call: /Envelope/Body/SilentPayResponse/return/orderstate: want "Delayed", got "Approved"`},
	} {
		if got := steps(t, "", c.sections); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestStep_RequestIsComparedAlsoWhenTheGatewayRefuses(t *testing.T) {
	got := steps(t, "", "-- input --\n"+strings.Replace(payInput, "100.10", "0.00", 1)+"-- request.xml --\n<a/>\n-- error --\nkind: gateway\nfirst: 5\nsecond: 108\n")
	if want := "fail\ncall: /a: want element a, got {http://schemas.xmlsoap.org/soap/envelope/}Envelope"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestStep_ARequestThatWasNotSentIsADifference(t *testing.T) {
	got := steps(t, "", "-- input --\n"+strings.Replace(payInput, "cvc2=123", "cvc2=1", 1)+"-- request.xml --\n<a/>\n-- error --\nkind: invalid-request\n")
	if want := "fail\ncall: /: want XML, got something else: EOF"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestStep_WhatCannotBeCarriedOutIsAnErrorWithTheReason(t *testing.T) {
	for _, c := range []struct{ sections, want string }{
		{"-- options --\ncall: nobody.pay\n-- input --\na=b\n-- output --\na=b\n", `error
step call: there is no service "nobody"`},
		{"-- options --\ncall: silentpay.refund\n-- input --\na=b\n-- output --\na=b\n", `error
step call: service silentpay has no operation "refund"`},
		{"-- input --\nordernumbr=1\n-- output --\na=b\n", `error
step call: line 5: silentpay has no field "ordernumbr"`},
		{"-- input --\nordernumber={{nobody}}\n-- output --\na=b\n", `error
step call: line 5: ordernumber: placeholder {{nobody}} stands for nothing here; known are endpoint, future, login, merchant, other.login, other.merchant, other.password, password, signing.login, signing.merchant, signing.password, signing2.login, signing2.merchant, signing2.password, signing3.login, signing3.merchant, signing3.password, soon, unique`},
		{"-- options --\nmerchant: third\n-- input --\nordernumber=1\n-- output --\na=b\n", `error
step call: merchant "third" is unknown; there are other, signing, signing2 …`},
		{"-- options --\nstatus: ok\n-- input --\nordernumber=1\n-- reply.txt --\n-- output --\na=b\n", `error
step call: status: strconv.Atoi: parsing "ok": invalid syntax`},
		{"-- options --\ncharset: koi8-r\n-- input --\nordernumber=1\n-- reply.txt --\nx\n-- output --\na=b\n", `error
step call: charset "koi8-r" is unknown to the harness; utf-8 and windows-1251 are known`},
		{"-- input --\nordernumber=1\n-- reply.txt --\n{{nobody}}\n-- output --\na=b\n", `error
step call: line 7: placeholder {{nobody}} stands for nothing here; known are endpoint, future, login, merchant, other.login, other.merchant, other.password, password, signing.login, signing.merchant, signing.password, signing2.login, signing2.merchant, signing2.password, signing3.login, signing3.merchant, signing3.password, soon, unique`},
	} {
		if got := steps(t, "", c.sections); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
	}
	if got := steps(t, "needs: clock\n", "-- options --\nadvance: tomorrow\n"); got != "error\nstep call: advance: time: invalid duration \"tomorrow\"" {
		t.Errorf("got %s", got)
	}
}

func TestStep_LaterStepsAreLeftOutAfterADifference(t *testing.T) {
	c := mustParse(t, "x/case", caseHead+"-- one/input --\n"+payInput+"-- one/reply.xml --\n"+approved()+"-- one/output --\noutcome: refused\n"+
		"-- two/input --\n"+payInput+"-- two/reply.xml --\n"+approved()+"-- two/output --\n"+approvedOutput)
	r := carryOut(t, c).Results[0]
	if r.Verdict != Fail || len(r.Steps) != 1 {
		t.Errorf("%d steps: %s", len(r.Steps), findings(&r))
	}
}

func TestStep_CapturesReachLaterStepsOfTheirCaseOnly(t *testing.T) {
	pays := "-- one/input --\n" + payInput + "-- one/reply.xml --\n" + payReply("<responsecode>AS000</responsecode><billnumber>5000000000000001</billnumber>") +
		"-- one/output --\noutcome: succeeded\nresponsecode=AS000\nbillnumber={{paid:billnumber}}\n"
	again := "-- two/input --\n" + payInput + "-- two/reply.xml --\n" + payReply("<responsecode>AS000</responsecode><billnumber>{{paid}}</billnumber>") +
		"-- two/output --\noutcome: succeeded\nresponsecode=AS000\nbillnumber={{paid}}\n"
	report := carryOut(t, mustParse(t, "x/whole", caseHead+pays+again), mustParse(t, "x/alone", caseHead+again))
	if report.Results[0].Verdict != Pass || report.Results[1].Verdict != Error {
		t.Errorf("%s\n%s", findings(&report.Results[0]), findings(&report.Results[1]))
	}
}

func TestStep_DifferencesHoldNoPasswordAndNoCardNumber(t *testing.T) {
	request := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><w:SilentPay xmlns:w="http://www.paysecure.ru/ws/">` +
		`<merchant_id>{{merchant}}</merchant_id><login>{{login}}</login><password>x</password><ordernumber>O-{{unique}}</ordernumber><orderamount>100.10</orderamount><ordercurrency>RUB</ordercurrency>` +
		`<cardnumber>4000000000000002</cardnumber><expiremonth>12</expiremonth><expireyear>2040</expireyear><cvc2>123</cvc2></w:SilentPay></e:Body></e:Envelope>`
	got := steps(t, "", "-- input --\n"+payInput+"-- request.xml --\n"+request+"\n-- reply.xml --\n"+approved())
	want := `fail
call: /Envelope/Body/SilentPay/password: want "x", got "***"
call: /Envelope/Body/SilentPay/cardnumber: want "************0002", got "************1111"`
	if got != want {
		t.Errorf("got %s", got)
	}
	got = steps(t, "", "-- options --\npassword: a-secret-of-the-case\n-- input --\n"+payInput+"-- request.xml --\n"+request+"\n-- reply.xml --\n"+approved())
	if strings.Contains(got, "a-secret-of-the-case") || !strings.Contains(got, `got "***"`) {
		t.Errorf("got %s", got)
	}
}

func TestStep_WireTextsOfAResultAreMasked(t *testing.T) {
	report := carryOut(t, mustParse(t, "x/case", caseHead+"-- input --\n"+payInput+"cardholder=TEST HOLDER\n-- reply.xml --\n"+approved()+"-- output --\n"+approvedOutput))
	step := report.Results[0].Steps[0]
	for _, secret := range []string{"4111111111111111", "sandbox_pass1", "TEST HOLDER", ">123<", ">2040<"} {
		if strings.Contains(step.Request+step.Reply, secret) {
			t.Errorf("%q stands in what reports show", secret)
		}
	}
	if !strings.Contains(step.Request, "<ws:SilentPay>") || !strings.Contains(step.Reply, "AS000") || step.Status != 200 {
		t.Errorf("there is little to see: %+v", step)
	}
}

func TestFormBody_KeepsOrderAndEncodesOnce(t *testing.T) {
	got := formBody("# comment\nB=1\nA=a b&c=d+ё\nno pair\nEmpty=\n")
	if want := "B=1&A=a+b%26c%3Dd%2B%D1%91&Empty="; got != want {
		t.Errorf("got %s", got)
	}
}
