package envelope_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Every refusal of the formats beside SOAP: rule and the place where it was seen, marked
// by § in the text.
func TestFormats_EveryRefusalHasARuleAndAPlace(t *testing.T) {
	s, c := lookup(t)
	deep := strings.Repeat(`{"a":`, 70)
	for _, tc := range []struct {
		op     string
		format envelope.Format
		rule   string
		text   string
	}{
		// The documents' broken samples (S1, D32).
		{"list", envelope.JSON, "json-quote", `{"order":[{"message":" ,"§recommendation":""}]}`},
		{"list", envelope.JSON, "json-missing-comma", `{"order":[{"fraud_state":"" §"fraud_reason":"" "checkvalue":""}]}`},
		{"list", envelope.JSON, "json-quote", `{"order":[{"message":"", " "§recommendation":"x"}]}`},
		{"list", envelope.JSON, "json-value", `{"items":[{"tax":"vat10"}, "hscode"§: "x"]}`},

		{"list", envelope.JSON, "json-member-name", `{"order":[],§}`},
		{"list", envelope.JSON, "json-member-name", `{§'order':[]}`},
		{"list", envelope.JSON, "json-missing-colon", `{"order" §, []}`},
		{"list", envelope.JSON, "json-value", `{"order":[§,]}`},
		{"list", envelope.JSON, "json-value", `{"order":§}`},
		{"list", envelope.JSON, "json-value", `{"order":§nul}`},
		{"list", envelope.JSON, "json-number", `{"order":[{"orderamount":§01}]}`},
		{"list", envelope.JSON, "json-number", `{"order":[{"orderamount":§1.}]}`},
		{"list", envelope.JSON, "json-number", `{"order":[{"orderamount":§-x}]}`},
		{"list", envelope.JSON, "json-number", `{"order":[{"orderamount":§1e+}]}`},
		{"list", envelope.JSON, "json-string", "{\"order\":[{\"message\":\"a§\nb\"}]}"},
		{"list", envelope.JSON, "json-string", `{"order":[{"message":"a§\x"}]}`},
		{"list", envelope.JSON, "json-string", `{"order":[{"message":"§\ud800"}]}`},
		{"list", envelope.JSON, "json-string", `{"order":[{"message":"§\u12g4"}]}`},
		{"list", envelope.JSON, "illegal-character", `{"order":[{"message":"§a\u0000"}]}`},
		{"list", envelope.JSON, "duplicate-key", `{"order":[{"ordernumber":"1",§"ordernumber":"2"}]}`},
		{"list", envelope.JSON, "repeated-element", `{"order":[{"ordernumber":"1","OrderNumber":§"2"}]}`},
		{"list", envelope.JSON, "repeated-element", `{"order":[{"ordernumber":"1"}],"orders":§[{"ordernumber":"2"}]}`},
		{"list", envelope.JSON, "json-trailing", `{"order":[]}§}`},
		{"list", envelope.JSON, "truncated", `{"order":[{"ordernumber":"1§`},
		{"list", envelope.JSON, "truncated", `{"order":[{"orderamount":1.§`},
		{"list", envelope.JSON, "limit-depth", strings.Repeat(`{"a":`, 64) + `§{` + deep},
		{"list", envelope.JSON, "wrong-element", `§[{"ordernumber":"1"}]`},
		{"list", envelope.JSON, "unexpected-value", `{"order":[§"x"]}`},
		{"list", envelope.JSON, "unexpected-value", `{"order":[§null]}`},
		{"list", envelope.JSON, "unexpected-value", `{"order":[{"ordernumber":§["1"]}]}`},
		{"list", envelope.JSON, "unexpected-value", `{"order":[{"ordernumber":§{"a":"1"}}]}`},
		{"one", envelope.JSON, "repeated-element", `{"order":[{"ordernumber":"1"},§{"billnumber":"2"}]}`},
		{"one", envelope.JSON, "repeated-element", `{"order":{"ordernumber":"1"},"checkdata":{"checkvalue":"a"},"Checkdata":§{"packetdate":"2"}}`},
		{"one", envelope.JSON, "unexpected-value", `{"order":[§"x"]}`},
		{"nested", envelope.JSON, "repeated-element", `{"order":[{"ordernumber":"1"},§{"ordernumber":"2"}]}`},
		{"list", envelope.JSON, "nothing-known", `{"novelty":1}`},
		{"list", envelope.JSON, "charset", "{\"order\":[{\"message\":\"§\xff\"}]}"},

		{"list", envelope.XML, "repeated-element", `<result><orders><order/></orders>§<orders><order/></orders></result>`},
		{"one", envelope.XML, "repeated-element", `<result><orders><order><ordernumber>1</ordernumber></order>§<order><billnumber>2</billnumber></order></orders></result>`},
		{"one", envelope.XML, "repeated-element", `<result><order><ordernumber>1</ordernumber>§<OrderNumber>2</OrderNumber></order></result>`},
		{"list", envelope.XML, "doctype-entity", `<!DOCTYPE result [§<!ENTITY a "b">]><result/>`},
		{"list", envelope.XML, "doctype-external", `<!DOCTYPE result §SYSTEM "x"><result/>`},
		{"list", envelope.XML, "undefined-entity", `<result><order><ordernumber>§&nbsp;</ordernumber></order></result>`},
		{"list", envelope.XML, "unclosed-element", `<result firstcode='0' secondcode='0'><order>§`},
		{"list", envelope.XML, "nothing-known", `<result firstcode='0' secondcode='0'><x/></result>`},

		{"list", envelope.CSV, "csv-columns", "Order Number;Bill Number\r\n§1\r\n"},
		{"list", envelope.CSV, "csv-columns", "Order Number;Bill Number\r\n1;2\r\n§1;2;3\r\n"},
		{"list", envelope.CSV, "csv-quote", "Order Number;Bill Number\r\n1;§\"2\r\n"},
		{"list", envelope.CSV, "csv-quote", "Order Number;Bill Number\r\n§\"1\"x;2\r\n"},
		{"list", envelope.CSV, "repeated-element", "§Order Number;ordernumber\r\n1;2\r\n"},
		{"one", envelope.CSV, "repeated-element", "ordernumber;billnumber\r\n1;2\r\n§3;4\r\n"},
		{"one", envelope.CSV, "repeated-element", "§ordernumber:1;orderstate:Approved;ordercomment:x;orderstate:Declined"},
		{"one", envelope.CSV, "csv-line", "ordernumber:1;orderstate:Approved\r\n§ordernumber:2"},
		{"list", envelope.CSV, "illegal-character", "Order Number\r\n§\x01\r\n"},
		{"list", envelope.CSV, "nothing-known", "§Novelty;Other\r\n1;2\r\n"},
	} {
		want := strings.Index(tc.text, "§")
		body := strings.Replace(tc.text, "§", "", 1)
		r, err := c.Decode(s.Operation(tc.op), envelope.Reply{Format: tc.format, Body: []byte(body)})
		e := as[*envelope.MalformedError](err)
		if e == nil || e.Rule != tc.rule || want >= 0 && e.Offset != want || r != nil {
			t.Errorf("%s\n want %s at %d, got %v %+v", tc.text, tc.rule, want, err, e)
			continue
		}
		if text := e.Error(); strings.ContainsAny(text, "\n\r") || !strings.HasPrefix(text, "lookup."+tc.op+": ") {
			t.Errorf("%q", text)
		}
	}
}

func TestCSV_PairsSplitByBlanksNeedKnownNames(t *testing.T) {
	s, c := lookup(t)
	for line, want := range map[string]map[string]string{
		"ordernumber:O 1 responsecode:AS000 message:All is well: done orderstate:In Process": {"ordernumber": "O 1", "message": "All is well: done", "orderstate": "In Process"},
		"Ordernumber:1;ordercomment:see https://x.y/?a=b;c and more;orderstate:;":            {"ordernumber": "1", "ordercomment": "see https://x.y/?a=b;c and more", "orderstate": ""},
		"ordernumber:1; orderstate:Approved; ":                                               {"ordernumber": "1", "orderstate": "Approved"},
		"ordernumber:1":                                                                      {"ordernumber": "1"},
		"ordernumber: 7 ;testmode: 1 ":                                                       {"ordernumber": " 7 ", "testmode": " 1 "},
	} {
		r, err := c.Decode(s.Operation("one"), envelope.Reply{Format: envelope.CSV, Body: []byte(line + "\r\n")})
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		for name, text := range want {
			if got := r.Text(name); got != text {
				t.Errorf("%s: %s is %q", line, name, got)
			}
		}
	}
	r, err := c.Decode(s.Operation("one"), envelope.Reply{Format: envelope.CSV, Body: []byte("ordernumber:1;novelty:x;firstcode:0;secondcode:0")})
	if err != nil || len(r.Extras) != 1 || r.Extras[0].Path != "novelty" {
		t.Errorf("%v %v", err, r)
	}
	_, err = c.Decode(s.Operation("one"), envelope.Reply{Format: envelope.CSV, Body: []byte("firstcode:3;secondcode:115")})
	if refusal := as[*envelope.GatewayError](err); refusal == nil || refusal.Second != 115 {
		t.Error(err)
	}
}

func TestCSV_TableKnowsUnknownAndQuotes(t *testing.T) {
	s, c := lookup(t)
	body := "Order Number;Order_Comment;Order Comment;Test Mode;Message;Novelty;\r\nO-1;;\"a;\"\"b\"\"\";UNKNOWN;don't \"stop\";7;\r\n\r\n"
	r, err := c.Decode(s.Operation("list"), envelope.Reply{Format: envelope.CSV, Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"order/ordernumber": "O-1", "order/ordercomment": `a;"b"`, "order/testmode": "", "order/operation/message": `don't "stop"`} {
		if got := r.Text(path); got != want {
			t.Errorf("%s is %q", path, got)
		}
	}
	if got := r.Extras; !slices.Equal(got, []service.Extra{{Path: "Order_Comment"}, {Path: "Novelty", Text: "7"}}) {
		t.Error(got)
	}
}

func TestJSON_KeepsNumbersNestedTextsAndUnknownMembers(t *testing.T) {
	s, c := lookup(t)
	body := `{"order":{"orderamount":101.50,"testmode":true,"rate":{"a":[1,"two",null]},"operations":[{"amount":1e2}]},"customer":{"lastname":"x"},` +
		`"chequeitems":{"items":[{"id": 1}]},"packetdate":null}`
	r, err := c.Decode(s.Operation("nested"), envelope.Reply{Format: envelope.JSON, Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"order/orderamount": "101.50", "order/testmode": "true", "order/operation/amount": "1e2",
		"customer/lastname": "x", "chequeitems": `{"items":[{"id": 1}]}`, "packetdate": "",
	} {
		if got := r.Text(path); got != want {
			t.Errorf("%s is %q", path, got)
		}
	}
	if got := r.Extras; !slices.Equal(got, []service.Extra{{Path: "order/rate/a", Text: "1"}, {Path: "order/rate/a", Text: "two"}, {Path: "order/rate/a"}}) {
		t.Error(got)
	}
}
