package envelope_test

import (
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestRedact_MasksSecretsInEveryForm(t *testing.T) {
	_, c := gateway(t)
	for in, want := range map[string]string{
		`<password>secret</password><login>me</login>`:                    `<password>***</password><login>me</login>`,
		`<ws:Password xsi:type="a>b">se&amp;cret</ws:Password >x`:         `<ws:Password xsi:type="a>b">***</ws:Password >x`,
		`<password><![CDATA[a</b]]></password>`:                           `<password>***</password>`,
		`<password>cut off`:                                               `<password>***`,
		`<password>se</ password >z`:                                      `<password>***</ password >z`,
		`<password/><bill>1</bill>`:                                       `<password/><bill>1</bill>`,
		`<password-hint>x</password-hint>`:                                `<password-hint>x</password-hint>`,
		`&lt;password&gt;x&lt;/password&gt;`:                              `&lt;password&gt;***&lt;/password&gt;`,
		`Login=me&Password=sec%3Bret;x&Format=4`:                          `Login=me&Password=***&Format=4`,
		`<x password="sec ret" a="b"/>`:                                   `<x password="***" a="b"/>`,
		`{"Password": "se\"cret", "login":"me", "cvc2": 123}`:             `{"Password": "***", "login":"me", "cvc2": ***}`,
		`password:secret;bill:7`:                                          `password:***;bill:7`,
		`card 4111 1111 1111 1111, 5555555555554444 and 1234567890123456`: `card **** **** **** 1111, ************4444 and 1234567890123456`,
		`<customer_email>a@b</customer_email>`:                            `<customer_email>***</customer_email>`,
		// nested
		`<cvc2><a>1</a><b>23</b></cvc2><bill>1</bill>`:                       `<cvc2>***</cvc2><bill>1</bill>`,
		`<cvc2><w:cvc2>1</w:cvc2>23</cvc2>4`:                                 `<cvc2>***</cvc2>4`,
		`<cvc2><cvc2/><cvc2 a="b"/>23</cvc2>4`:                               `<cvc2>***</cvc2>4`,
		`<password><![CDATA[</password>]]>x<!-- </password> --></password>y`: `<password>***</password>y`,
		`<password>a</password-hint>b</password>c`:                           `<password>***</password>c`,
		`<password><password>never closed`:                                   `<password>***`,
		// JSON in JSON, values that are no texts
		`{"cvc2":{"a":[1,"}"],"b":2},"bill":"7"}`:          `{"cvc2":***,"bill":"7"}`,
		`{"cvc2":["1",["2"]],"bill":"7"}`:                  `{"cvc2":***,"bill":"7"}`,
		`{"cvc2":{"a":1`:                                   `{"cvc2":***`,
		`{"cvc2":null,"password":true}`:                    `{"cvc2":***,"password":***}`,
		`{"body":"{\"cvc2\":\"12\\\"3\",\"bill\":\"7\"}"}`: `{"body":"{\"cvc2\":\"***\",\"bill\":\"7\"}"}`,
		`{'cvc2': '123', 'bill': '7'}`:                     `{'cvc2': '***', 'bill': '7'}`,
		// forms
		`cvc2=123&customer_email=a%40b&bill=7`: `cvc2=***&customer_email=***&bill=7`,
		`CVC2=123`:                             `CVC2=***`,
		// tables
		"Order;Customer_Email;CVC2;Sum\r\nA;a@b;123;5\r\nB;\"x;\"\"y\";UNKNOWN;6\r\n": "Order;Customer_Email;CVC2;Sum\r\nA;***;***;5\r\nB;\"***\";UNKNOWN;6\r\n",
		"Order;Customer Email\nA;a@b":                "Order;Customer Email\nA;***",
		"\ufeffOrder;CUSTOMER_EMAIL;\nA;a@b;\nB;;\n": "\ufeffOrder;CUSTOMER_EMAIL;\nA;***;\nB;;\n",
		"cvc2;a\n\"1\n2\";x\n3;y":                    "cvc2;a\n\"***\";x\n***;y",
		"cvc2;a\n\"1;x\n3;y":                         "cvc2;a\n\"***\n***;y",
		"cvc2;a\n1;x;beyond the titles\n":            "cvc2;a\n***;x;***\n",
		"Order;Sum\nA;4111111111111111\n":            "Order;Sum\nA;************1111\n",
		`order:7;customer_email:"a;b ""c""";bill:8`:  `order:7;customer_email:"***";bill:8`,
		"": "",
	} {
		if got := string(c.Redact([]byte(in))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestRedact_Record(t *testing.T) {
	s, c := gateway(t)
	r := payment(t, s, "password", "secret")
	r.Extras = []service.Extra{{Path: "order/cvc2", Text: "999"}, {Path: "note", Text: "x 4111111111111111"}}
	out := c.RedactRecord(r)
	for field, want := range map[string]string{"password": "***", "cardnumber": "***", "cvc2": "***", "orderamount": "100.10"} {
		if got := out.Text(field); got != want {
			t.Errorf("%s is %q", field, got)
		}
	}
	if out.Extras[0].Text != "***" || out.Extras[1].Text != "x ************1111" {
		t.Errorf("%v", out.Extras)
	}
	if r.Text("password") != "secret" {
		t.Error("the original was changed")
	}
}
