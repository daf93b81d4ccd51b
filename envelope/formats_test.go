package envelope_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// anOrder is one order, as pairs of names and texts.
func anOrder(state string) (order, operation []string) {
	check := digest("TestSalt", "123456O-1101.50RUB"+state)
	order = []string{
		"ordernumber", "O-1", "billnumber", "5775486650107611", "testmode", "1", "ordercomment", "Счёт «№ 7»; срочно & важно: да",
		"orderamount", "101.50", "ordercurrency", "RUB", "firstname", "Иван", "orderstate", state,
		"packetdate", "26.09.2016 23:08:37", "signature", "", "checkvalue", check,
	}
	operation = []string{
		"operationtype", "100", "operationstate", "Success", "amount", "101.50", "meannumber", "411111****1111",
		"responsecode", "AS000", "message", "Завершено успешно",
	}
	return order, operation
}

func elements(pairs []string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		b.WriteString("<" + pairs[i] + ">" + strings.NewReplacer("&", "&amp;").Replace(pairs[i+1]) + "</" + pairs[i] + ">\n")
	}
	return b.String()
}

// members writes JSON members; numbers makes numbers of what looks like one.
func members(pairs []string, numbers bool) string {
	var list []string
	for i := 0; i < len(pairs); i += 2 {
		value := fmt.Sprintf("%q", pairs[i+1])
		switch pairs[i] {
		case "orderamount", "amount", "testmode", "operationtype":
			if numbers {
				value = pairs[i+1]
			}
		}
		list = append(list, fmt.Sprintf("%q: %s", pairs[i], value))
	}
	return strings.Join(list, " ,")
}

func without(pairs []string, names ...string) (rest, taken []string) {
	for i := 0; i < len(pairs); i += 2 {
		if strings.Contains(" "+strings.Join(names, " ")+" ", " "+pairs[i]+" ") {
			taken = append(taken, pairs[i], pairs[i+1])
		} else {
			rest = append(rest, pairs[i], pairs[i+1])
		}
	}
	return rest, taken
}

func csvCell(text string) string {
	if strings.ContainsAny(text, `;"`) {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

func csvTable(pairs []string) string {
	var titles, cells []string
	for i := 0; i < len(pairs); i += 2 {
		title := pairs[i]
		switch title {
		case "ordernumber":
			title = "Order Number"
		case "packetdate":
			title = "Paket date"
		case "responsecode":
			title = "Response Code"
		}
		titles, cells = append(titles, title), append(cells, csvCell(pairs[i+1]))
	}
	return strings.Join(titles, ";") + "\r\n" + strings.Join(cells, ";") + "\r\n"
}

const resultDTD = "<!DOCTYPE result [\n<!ATTLIST result\n firstcode CDATA #REQUIRED>\n<!ELEMENT result (order*)>\n<!ELEMENT ordernumber (#PCDATA)>]>\n"

func xmlResult(content string) string {
	return "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n" + resultDTD + "<result firstcode='0' secondcode='0' count='1'>" + content + "</result>"
}

// inFormats writes the same order in every way the gateway has.
func inFormats(flat bool) map[string]envelope.Reply {
	order, operation := anOrder("Approved")
	all := append(append([]string(nil), order...), operation...)
	rest, check := without(order, "checkvalue", "signature", "packetdate")
	bare, name := without(rest, "firstname")
	nestedOrder := members(rest, true) + `,"operations":[{` + members(operation, false) + `}]`
	oneLine := ""
	for i := 0; i < len(all); i += 2 {
		oneLine += all[i] + ":" + all[i+1] + ";"
	}
	if !flat {
		xml := elements(order) + "<operation>" + elements(operation) + "</operation>"
		return map[string]envelope.Reply{
			"SOAP":              {Body: []byte(literalHead + "<ws:listResponse><list><order>" + xml + "</order></list></ws:listResponse>" + literalTail)},
			"XML":               {Format: envelope.XML, Body: []byte(xmlResult("<order>" + xml + "</order>"))},
			"XML, level orders": {Format: envelope.XML, Body: []byte(xmlResult("<orders>\n<order>" + xml + "</order></orders>"))},
			"CSV table":         {Format: envelope.CSV, Body: []byte(csvTable(all))},
			"JSON": {Format: envelope.JSON, Body: []byte(`{"order":[{` + members(order, false) + `,"operations":[{` + members(operation, false) +
				`}]}],"firstcode":"0","secondcode":0}`)},
			"JSON, numbers and levels": {Format: envelope.JSON, Body: []byte(`{"orderlist":{"orders":[{` + nestedOrder + `,"checkdata":{` + members(check, false) + `}}]}}`)},
			"JSON, one bare order":     {Format: envelope.JSON, Body: []byte(`{"orderlist":{"checkdata":{` + members(check, false) + `},` + nestedOrder2(bare, name, operation) + `}}`)},
		}
	}
	return map[string]envelope.Reply{
		"SOAP":                  {Body: []byte(literalHead + "<ws:oneResponse><one>" + elements(all) + "</one></ws:oneResponse>" + literalTail)},
		"XML":                   {Format: envelope.XML, Body: []byte(xmlResult("<orders><order>" + elements(all) + "</order></orders>"))},
		"XML without level":     {Format: envelope.XML, Body: []byte(xmlResult("<order>" + elements(all) + "</order>"))},
		"XML, frames of SOAP":   {Format: envelope.XML, Body: []byte(xmlResult("<return>" + elements(all) + "</return>"))},
		"CSV pairs":             {Format: envelope.CSV, Body: []byte(oneLine + "\r\n")},
		"CSV table":             {Format: envelope.CSV, Body: []byte(csvTable(all))},
		"JSON":                  {Format: envelope.JSON, Body: []byte(`{"one":{` + members(all, true) + `}}`)},
		"JSON with customer":    {Format: envelope.JSON, Body: []byte(`{"ORDERLIST":{` + members(bare, true) + `,` + members(operation, true) + `,"customer":{` + members(name, false) + `},"checkdata":{` + members(check, false) + "}}}\n")},
		"JSON as list":          {Format: envelope.JSON, Body: []byte(`{"order":[{` + members(all, false) + `}]}`)},
		"JSON without a level ": {Format: envelope.JSON, Body: []byte(`{` + members(all, true) + `}`)},
	}
}

func nestedOrder2(bare, name, operation []string) string {
	return members(bare, true) + `,"customer":{` + members(name, false) + `},"operations":[{` + members(operation, true) + `}]`
}

// charsets are the two charsets that the gateway writes, declared where the format and
// the transport allow.
func charsets(t *testing.T, reply envelope.Reply) map[string]envelope.Reply {
	t.Helper()
	body, err := charmap.Windows1251.NewEncoder().Bytes(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	converted, declared, marked := reply, reply, reply
	converted.Body, converted.ContentType = body, "text/plain; charset=windows-1251"
	marked.Body = append([]byte("\xef\xbb\xbf"), reply.Body...)
	all := map[string]envelope.Reply{"UTF-8": reply, "UTF-8 with mark": marked, "windows-1251": converted}
	if strings.HasPrefix(string(body), "<?xml") {
		declared.Body = []byte(strings.Replace(strings.Replace(string(body), "utf-8", "windows-1251", 1), "UTF-8", "windows-1251", 1))
		all["windows-1251 declared"] = declared
	}
	return all
}

// The proof of issue 3: one normaliser, one typed result, one verification.
func TestFormats_TheSameOrderIsTheSameRecordInAll(t *testing.T) {
	s, c := lookup(t)
	for _, name := range []string{"list", "one"} {
		op := s.Operation(name)
		var want *envelope.Answer
		replies := inFormats(name == "one")
		request := question(t, s, c, name)
		want, err := c.Open(op, request, replies["SOAP"], credentials())
		if err != nil {
			t.Fatal(err)
		}
		if r := want.Result; r.Outcome != service.Succeeded || !r.TestMode || !strings.HasPrefix(r.Verified, "checkvalue") {
			t.Fatalf("%+v", r)
		}
		for format, reply := range replies {
			for charset, reply := range charsets(t, reply) {
				got, err := c.Open(op, request, reply, credentials())
				if err != nil {
					t.Errorf("%s, %s, %s: %v", name, format, charset, err)
					continue
				}
				if dump(got.Record) != dump(want.Record) || !reflect.DeepEqual(got.Result, want.Result) {
					t.Errorf("%s, %s, %s:\n%s\n%s\n%+v\n%+v", name, format, charset, dump(got.Record), dump(want.Record), got.Result, want.Result)
				}
			}
		}
	}
}

// A change of one byte of what the digest covers is found in every format.
func TestFormats_AForgedAmountIsRefusedInAll(t *testing.T) {
	s, c := lookup(t)
	for _, name := range []string{"list", "one"} {
		for format, reply := range inFormats(name == "one") {
			reply.Body = []byte(strings.Replace(string(reply.Body), "101.50", "101.51", 1))
			if answer, err := c.Open(s.Operation(name), question(t, s, c, name), reply, credentials()); err == nil {
				t.Errorf("%s, %s: accepted as %s", name, format, dump(answer.Record))
			}
		}
	}
}

func TestFormats_OnlyARefusalMayComeInAnother(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	refusals := map[string]string{
		"SOAP": fault11("<faultcode>3</faultcode><faultstring>115</faultstring>"),
		"XML":  "<?xml version='1.0'?>" + resultDTD + "<result firstcode='3' secondcode='115' count='0'> </result>",
		"JSON": `{"firstcode":3,"secondcode":"115"}`, "JSON fault": `{"fault":{"faultcode":"3","faultstring":"115","detail":{"message":"x"}}}`,
		"JSON bare fault": `{"faultcode":3,"faultstring":115,"detail":""}`, "JSON, wrapped": `{"orderlist":{"firstcode":"3","secondcode":115}}`,
	}
	for _, asked := range []envelope.Format{0, envelope.CSV, envelope.XML, envelope.SOAP, envelope.JSON} {
		for shape, body := range refusals {
			for _, status := range []int{200, 400, 500} {
				_, err := c.Open(op, request, envelope.Reply{Status: status, Format: asked, Body: []byte(body)}, credentials())
				if refusal := as[*envelope.GatewayError](err); refusal == nil || refusal.First != 3 || refusal.Second != 115 || refusal.Meaning().EN == "" {
					t.Errorf("%v asked for, %s, status %d: %v", asked, shape, status, err)
				}
			}
		}
		_, err := c.Open(op, request, envelope.Reply{Format: asked, Body: []byte("ERROR:Неверный номер заказа\r\n")}, credentials())
		if refusal := as[*envelope.GatewayError](err); asked != envelope.CSV && as[*envelope.NotSOAPError](err) == nil ||
			asked == envelope.CSV && (refusal == nil || refusal.FaultString != "Неверный номер заказа") {
			t.Errorf("%v asked for, ERROR: %v", asked, err)
		}
		for format, reply := range inFormats(false) {
			of := reply.Format
			if reply.Format = asked; of == asked || of+asked == envelope.SOAP {
				continue
			}
			_, err := c.Open(op, request, reply, credentials())
			if strange := as[*envelope.NotSOAPError](err); strange == nil {
				t.Errorf("%v asked for, %s: %v", asked, format, err)
			} else if !strings.Contains(err.Error(), "no "+asked.String()+" answer") {
				t.Errorf("%v asked for, %s: the text does not say what was expected: %v", asked, format, err)
			}
		}
	}
}

func TestFormats_ContinueURLMakesTheMissingCVC2NoError(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("nested")
	for _, reply := range []envelope.Reply{
		{Format: envelope.JSON, Body: []byte(`{"order":[{"orderstate":"In Process","operations":[{"responsecode":"AS300"}]}],"firstcode":"3","secondcode":"115","continueurl":"https://x/"}`)},
		{Format: envelope.XML, Body: []byte(`<result firstcode="3" secondcode="115"><order><orderstate>In Process</orderstate><operation><responsecode>AS300</responsecode></operation></order><continueurl>https://x/</continueurl></result>`)},
	} {
		r, err := c.Decode(op, reply)
		if err != nil || r.Text("firstcode") != "3" || r.Text("continueurl") == "" || r.Text("order/operation/responsecode") != "AS300" {
			t.Errorf("%v: %v", reply.Format, err)
		}
		reply.Body = []byte(strings.Replace(string(reply.Body), "https://x/", "", 1))
		if _, err := c.Decode(op, reply); as[*envelope.GatewayError](err) == nil {
			t.Errorf("%v without link: %v", reply.Format, err)
		}
	}
}

func TestFormats_AnEmptyListIsNoErrorWhenTheAnswerSaysSo(t *testing.T) {
	s, c := lookup(t)
	op, request := s.Operation("list"), question(t, s, c, "list")
	for _, reply := range []envelope.Reply{
		{Body: []byte(literalHead + "<ws:listResponse><list/></ws:listResponse>" + literalTail)},
		{Format: envelope.XML, Body: []byte("<result firstcode='0' secondcode='0' count='0'></result>")},
		{Format: envelope.CSV, Body: []byte("Order Number;Order State\r\n")},
		{Format: envelope.JSON, Body: []byte(`{"orderlist":{"orders":[]}}`)},
	} {
		answer, err := c.Open(op, request, reply, credentials())
		if err != nil || answer.Result.Verified != "" || answer.Result.Outcome != service.Unknown {
			t.Errorf("%v: %v %+v", reply.Format, err, answer)
		}
	}
	for _, reply := range []envelope.Reply{
		{Format: envelope.XML, Body: []byte("<result/>")},
		{Format: envelope.JSON, Body: []byte(`{}`)},
		{Format: envelope.JSON, Body: []byte(`{"orderlist":{"novelty":1}}`)},
		{Format: envelope.CSV, Body: []byte("Novelty;Other\r\n1;2\r\n")},
		{Format: envelope.XML, Body: []byte("<result firstcode='0' secondcode='0'><novelty/></result>")},
		{Format: envelope.CSV, Body: []byte(" \r\n\t")},
	} {
		if answer, err := c.Open(op, request, reply, credentials()); err == nil {
			t.Errorf("%v: %s is accepted as %s", reply.Format, reply.Body, dump(answer.Record))
		}
	}
}

// as is errors.As with a nil for no.
func as[E error](err error) (found E) {
	found, _ = errors.AsType[E](err)
	return found
}
