package sandbox_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"
)

func TestFormats_SilentPayIsAnsweredInEach(t *testing.T) {
	b := start(t)
	pay := func(number, format string) reply {
		return b.postForm(t, "silentpay", "OrderNumber", number, "OrderAmount", "10.50", "OrderCurrency", "RUB", "OrderComment", "a; b & c",
			"Cardnumber", "4111111111111111", "Expiremonth", "12", "Expireyear", "2030", "Cvc2", "123", "Firstname", "Иван", "Format", format)
	}
	csv := pay("A-1", "") // the default of the service
	csv.holds(t, "ordernumber:A-1;responsecode:AS000;", "firstname:Иван;", "signature:;")
	if strings.Count(csv.body, "\n") != 1 || csv.header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%s %q", csv.header, csv.body)
	}
	pay("A-3", "3").holds(t, "<!DOCTYPE result [", "<!ATTLIST result", "<!ELEMENT result (orders?)>", "<!ELEMENT ordernumber (#PCDATA)>",
		`<result firstcode="0" secondcode="0" count="1"><orders><order><ordernumber>A-3</ordernumber>`, "a; b &amp; c")
	pay("A-4", "4").want(t, "responsecode", "AS000")
	got := pay("A-5", "5")
	got.holds(t, `{"silentpay":{"ordernumber":"A-5"`, `"orderamount":10.50`, `"testmode":1`, `"customer":{"lastname":"","firstname":"Иван"`, `"checkdata":{"packetdate":`)
	if !json.Valid([]byte(got.body)) || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("%s\n%s", got.header, got.body)
	}
	pay("A-6", "2").holds(t, "firstcode:5;secondcode:103;")
}

func TestFormats_ListsAreTablesArraysAndRepeatedElements(t *testing.T) {
	b := start(t)
	first := b.pay(t, "A-1", "4000000000000002")
	state := func(format string) reply { return b.postForm(t, "orderstate", "Ordernumber", "A-1", "Format", format) }
	x := checkValue("TestSalt", "123456A-110.50RUBDeclined")
	state("5").holds(t, `{"orderstate":{"ordernumber":"A-1","billnumber":"`+first+`","orderamount":10.50,`, `"checkdata":{"packetdate":"14.03.2026 12:00","signature":"","checkvalue":"`+x+`"}}}`)
	second := b.pay(t, "A-1", "4111111111111111")
	state("5").holds(t, `{"orderstate":{"orders":[{"ordernumber":"A-1"`, first, second)
	state("3").holds(t, "<!ELEMENT result (order*)>", `count="2"><order><ordernumber>A-1</ordernumber><billnumber>`+first, "</order><order>")
	if strings.Contains(state("3").body, "<!ELEMENT signature") { // the real DTD does not list it (T8)
		t.Error("the DTD declares signature")
	}
	lines := strings.Split(state("1").body, "\r\n")
	if len(lines) != 4 || lines[0] != "ordernumber;billnumber;orderamount;ordercurrency;orderstate;packetdate;signature;checkvalue" ||
		lines[1] != "A-1;"+first+";10.50;RUB;Declined;14.03.2026 12:00;;"+x {
		t.Errorf("%q", lines)
	}
	b.postForm(t, "orderresult", "Ordernumber", "A-1", "Format", "5").holds(t, `{"orderresult":{"orders":[{`, `"operations":[{"billnumber":"`+first+`.1"`, `"amount":10.50`, `"customer":{`, `"checkdata":{`)
	b.postForm(t, "orderresult", "Ordernumber", "A-1", "Format", "3").holds(t, "<operation><billnumber>"+first+".1</billnumber>", "</operation></order><order>")
	b.postForm(t, "orderresult", "Ordernumber", "A-1", "Format", "1").wantRefusal(t, "5/103", "there are 3 4 5")
	b.postForm(t, "orderresult", "Ordernumber", "A-1").want(t, "ordernumber", "A-1") // SOAP is its default
}

func TestFormats_ResultByDateInCSV(t *testing.T) {
	b := start(t)
	b.pay(t, "A;1", "4111111111111111") // the gateway removes the semicolon
	b.pay(t, "A-2", "4111111111111111", "ordercomment", `say "a; b"`)
	lines := strings.Split(b.postForm(t, "resultbydate", "TestMode", "1").body, "\r\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "ordernumber;responsecode;") || !strings.HasPrefix(lines[1], "A1;AS000;UNKNOWN;") ||
		!strings.Contains(lines[2], `;"say ""a; b""";`) {
		t.Errorf("%q", lines)
	}
	if got := b.postForm(t, "resultbydate", "TestMode", "1"); got.body != "error;17;3;\r\n" {
		t.Errorf("%q", got.body)
	}
	b.Clock().Advance(10 * time.Minute)
	b.postJSON(t, "resultbydate", `"testmode":1,"format":3`).holds(t, "<!ELEMENT result (payment*)>", `count="2"><payment><ordernumber>A1</ordernumber>`)
	b.Clock().Advance(10 * time.Minute)
	b.postJSON(t, "resultbydate", `"testmode":"0"`).holds(t, `{"resultbydate":{"payments":[]}}`)
}

func TestFormats_JSONRequestsAreRead(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1")
	b.postJSON(t, "charge", `"billnumber":"`+number+`","amount":4.00,"currency":"RUB","language":"EN"`).
		holds(t, `{"charge":{"ordernumber":"A-1"`, `"orderstate":"PartialDelayed"`, `"amount":4.00`)
	b.postJSON(t, "wscancel", `"BillNumber":"`+number+`","language":"EN"`).
		holds(t, `{"wscancel":{"order":{"billnumber":"`+number+`"`, `"customer":{"firstname":`, `"operations":[{"billnumber":"`+number+`.3"`, `"checkdata":{"packetdate":`)
	b.postJSON(t, "orderresult", `"ordernumber":"A-1","format":3`).holds(t, "<!DOCTYPE result", "<orderstate>Canceled</orderstate>")
	for _, c := range []struct{ members, codes, reason string }{
		{`"ordernumber":"A-1","Ordernumber":"A-2"`, "4/107", "twice"},
		{`"ordernumber":{"a":1}`, "4/215", "an object or an array"},
		{`"ordernumber":null`, "3/107", "one of"},
		{`"ordernumber":"A` + "\\u0000" + `"`, "4/215", "control character"},
		{`"ordernumber":"A-1","format":1`, "5/103", "there are 5 3"},
		{`"ordernumber":"A-9"`, "10/201", "no such order"},
	} {
		got := b.postJSON(t, "orderresult", c.members)
		first, second, _ := strings.Cut(c.codes, "/")
		if got.status != 200 || got.body != `{"firstcode":`+first+`,"secondcode":`+second+"}\n" || !strings.Contains(got.reason, c.reason) {
			t.Errorf("%s: HTTP %d %s %s", c.members, got.status, got.body, got.reason)
		}
	}
	b.send(t, "POST", pathSilent, "application/json", `{"merchant_id":123456}`).holds(t, `{"firstcode":5,"secondcode":103}`)
	b.send(t, "POST", wires["orderresult"][0], "application/json", `{"a":`).holds(t, `{"firstcode":4,"secondcode":215}`)
}

// TestFormats_RefusalsAreInTheFormatAskedFor: SOAP has a status of its own for them.
func TestFormats_RefusalsAreInTheFormatAskedFor(t *testing.T) {
	b := start(t)
	ask := func(service, format string) reply {
		return b.postForm(t, service, "Ordernumber", "A-1", "Billnumber", "5000000000000000", "Password", "wrong_pass1", "Format", format)
	}
	ask("orderstate", "4").wantRefusal(t, "7/141", "password")
	for format, want := range map[string]string{"1": "error;7;141;\r\n", "5": `{"firstcode":7,"secondcode":141}` + "\n"} {
		if got := ask("orderstate", format); got.status != 200 || got.body != want {
			t.Errorf("Format=%s: HTTP %d %q", format, got.status, got.body)
		}
	}
	if got := ask("charge", "1"); got.body != "firstcode:7;secondcode:141;\r\n" {
		t.Errorf("%q", got.body)
	}
	got := ask("orderstate", "3")
	got.holds(t, "<!DOCTYPE result [", `]>`+"\n"+`<result firstcode="7" secondcode="141" count="0"></result>`)
	if got.status != 200 {
		t.Errorf("HTTP %d", got.status)
	}
}

func TestFormats_XMLIsWellFormedForEveryService(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111", "delay", "1", "ordercomment", "&lt;a> &amp; &#13;\n b")
	for service, format := range map[string]string{"orderstate": "3", "orderresult": "3", "charge": "3", "wscancel": "3", "fiscalreceipt": "3"} {
		got := b.postForm(t, service, "Ordernumber", "A-1", "Billnumber", number, "Format", format)
		d := xml.NewDecoder(strings.NewReader(got.body))
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Errorf("%s: %v\n%s", service, err, got.body)
				}
				break
			}
		}
		got.holds(t, `firstcode="0"`)
	}
}
