package envelope_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// hostileReplies are replies that encoding/xml or etree accept or read otherwise, by the
// row of docs/hostile-input.md. § marks the byte that the refusal names and is not sent.
func hostileReplies() []struct{ row, body, rule string } {
	answer := payResponse(`<amount>1.00</amount><message>ok</message>`)
	before := func(at, mark string) string { return strings.Replace(answer, at, mark+at, 1) }
	return []struct{ row, body, rule string }{
		{"D2-1", answer + "§<x/>", "second-root"},
		{"D2-1", answer + "§" + strings.TrimSpace(answer), "second-root"},
		{"D2-1", answer + "\n§tail", "text-outside-root"},
		{"D2-1", "§x" + answer, "text-outside-root"},
		{"D2-2", payResponse(`<§y:amount>1.00</y:amount>`), "unbound-prefix"},
		{"D2-2", strings.Replace(answer, `<ws:SilentPayResponse>`, `§<y:SilentPayResponse xmlns:y="urn:evil">`, 1), envelope.RuleWrongElement},
		{"D2-3", payResponse(`<amount>1.00</amount>§<amount>9.00</amount>`), envelope.RuleRepeated},
		{"D2-3", payResponse(`<amount>1.00</amount>§<AMOUNT>9.00</AMOUNT>`), envelope.RuleRepeated},
		{"D2-3", payResponse(`<packetdate>1</packetdate>§<paketdate>2</paketdate>`), envelope.RuleRepeated},
		{"D2-5", `§<!DOCTYPE x>` + answer, "doctype"},
		{"D2-5", `§<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>` + answer, "doctype"},
		{"D2-5", `§<!DOCTYPE x SYSTEM "file:///etc/hostname">` + answer, "doctype"},
		{"D2-5", payResponse(`<amount>§&a;</amount>`), "undefined-entity"},
		{"D2-6", payResponse(`<amount a="1" §a="2">1.00</amount>`), "duplicate-attribute"},
		{"D2-6", strings.Replace(answer, `<return>`, `<return xmlns:p="urn:x" xmlns:q="urn:x" p:a="1" §q:a="2">`, 1), "duplicate-attribute"},
		{"D2-7", payResponse(`<amount>1<!--c-->2§<x>3</x></amount>`), "child-in-leaf"},
		{"D2-7", payResponse(`<amount>1.00</amount>§4`), ""},
		{"D2-8", payResponse("<amount>1§\x00</amount>"), "illegal-character"},
		{"D2-8", payResponse("<amount>1§&#0;</amount>"), "illegal-reference"},
		{"D2-13", payResponse(strings.Repeat("<x>", 60) + "§<x>"), "limit-depth"},
		{"D2-14", strings.Replace(answer, `http://www.paysecure.ru/ws/`, `urn:other`, 1), envelope.RuleWrongElement},
		{"D2-14", strings.Replace(answer, `http://schemas.xmlsoap.org/soap/envelope/`, `urn:other`, 1), envelope.RuleEnvelope},
		{"D2-18", "<!-- nothing else -->§", "empty-document"},
		{"D2-19", before("<ws:SilentPayResponse>", "<ws:SilentPayResponse><return><amount>1.00</amount></return></ws:SilentPayResponse>§"), envelope.RuleSecondElement},
		{"D2-19", strings.Replace(answer, "</soapenv:Envelope>", "§<soapenv:Body/></soapenv:Envelope>", 1), envelope.RuleEnvelope},
	}
}

func TestHostile_ReadersDisagreeAndWeRefuse(t *testing.T) {
	s, c := gateway(t)
	for _, h := range hostileReplies() {
		at := strings.Index(h.body, "§")
		body := strings.Replace(h.body, "§", "", 1)
		r, err := c.Decode(s.Operation("pay"), reply(body))
		var offset int
		var rule string
		if malformed, ok := errors.AsType[*envelope.MalformedError](err); ok {
			rule, offset = malformed.Rule, malformed.Offset
		} else if _, strange := errors.AsType[*envelope.NotSOAPError](err); strange {
			rule, offset = h.rule, at // refused as no XML at all, which has no place
		}
		if r != nil || err == nil || rule == "" {
			t.Errorf("%s: %.200q is accepted: %v", h.row, body, err)
			continue
		}
		if h.rule != "" && rule != h.rule || at >= 0 && offset != at {
			t.Errorf("%s: %s at %d, want %s at %d: %v", h.row, rule, offset, h.rule, at, err)
		}
	}
}

// D2-4: nothing vanishes.
func TestHostile_UnknownElementsAreReported(t *testing.T) {
	s, c := gateway(t)
	r, err := c.Decode(s.Operation("pay"), reply(payResponse(`<amount>1.00</amount><amount2>9.00</amount2>`)))
	if err != nil || len(r.Extras) != 1 || r.Extras[0].Path != "amount2" || r.Extras[0].Text != "9.00" {
		t.Errorf("%v, %v", r, err)
	}
}

// D2-8 and D2-9: what is digested is what is sent and what another reader reads.
func TestHostile_TextsAreSentAsTheyWereDigestedOrNotAtAll(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("create")
	illegal := []string{"\x00", "a\x01b", "a\x0b", "\ufffe", "\uffff", "\xff", "\xed\xa0\x80"}
	for at := range 16 { // texts are looked at eight bytes at a time
		for _, c := range []byte{0, 0x1f, 0x80, 0x9f, 0xa0, 0xff} {
			text := bytes.Repeat([]byte("x"), 16)
			text[at] = c
			illegal = append(illegal, string(text))
		}
	}
	for _, text := range illegal {
		r := record(t, s, typeBill, "bill", "1", "bill_amount", "1.00", "bill_currency", "RUB", "bill_comment", text)
		if err := c.Seal(op, r, credentials()); err == nil {
			t.Errorf("%q was sealed", text)
		}
		if _, err := c.Encode(nil, op, r); err == nil {
			t.Errorf("%q was written", text)
		}
	}
	for _, text := range []string{"a\rb", "a\nb", "a\tb", "a\r\nb", " a ", "]]>", "a&b<c>\"d'"} {
		r := record(t, s, typeBill, "bill", "1", "bill_amount", "1.00", "bill_currency", "RUB", "bill_comment", text)
		out, err := c.Encode(nil, op, r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := c.DecodeRequest(op, reply(string(out)))
		if err != nil || back.Text("bill_comment") != text {
			t.Errorf("%q came back as %q, %v", text, back.Text("bill_comment"), err)
		}
	}
}

// D2-10: absent, empty and nil are three things on the wire.
func TestHostile_AbsentEmptyAndNilAreThreeThings(t *testing.T) {
	s, c := gateway(t)
	for body, want := range map[string]service.State{"": service.Absent, "<message/>": service.Present, "<message></message>": service.Present} {
		r, err := c.Decode(s.Operation("pay"), reply(payResponse(`<amount>1.00</amount>`+body)))
		if err != nil {
			t.Fatal(err)
		}
		if _, state := r.Get("message"); state != want {
			t.Errorf("%q is %v", body, state)
		}
	}
}

// D2-11 and D2-21: prefixes are names for namespaces and nothing else, and the record
// that was verified is the one that is used: there is no second reading.
func TestHostile_PrefixesChangeNothing(t *testing.T) {
	s, c := gateway(t)
	answer := payResponse(`<amount>1.00</amount><message>xmlns:ws</message>`)
	want, err := c.Decode(s.Operation("pay"), reply(answer))
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range []string{"a", "_xmlns", "SOAP-ENV", "ns-1.2", "ж"} {
		other := strings.NewReplacer("<ws:", "<"+prefix+":", "</ws:", "</"+prefix+":", "xmlns:ws=", "xmlns:"+prefix+"=").Replace(answer)
		got, err := c.Decode(s.Operation("pay"), reply(other))
		if err != nil || got.Text("amount") != want.Text("amount") || got.Text("message") != "xmlns:ws" || len(got.Extras) != 0 {
			t.Errorf("%s: %v, %v", prefix, got, err)
		}
	}
}

// D2-17: 7 MB of nesting cost etree 167 MB; memory is bounded by the document here,
// whatever the document is.
func TestHostile_MemoryIsBoundedByTheDocument(t *testing.T) {
	s, c := gateway(t)
	for name, body := range map[string]string{
		"nesting":    payResponse(strings.Repeat("<a>", 7<<20/3)),
		"siblings":   payResponse(strings.Repeat("<a/>", 7<<20/4)),
		"attributes": payResponse("<a" + strings.Repeat(" b='1'", 7<<20/6) + "/>"),
		"text":       payResponse("<amount>" + strings.Repeat("1", 7<<20) + "</amount>"),
		"comments":   payResponse(strings.Repeat("<!---->", 1<<20)),
		"tags":       strings.Repeat("<", 7<<20),
		"JSON":       strings.Repeat("[", 7<<20),
		"CSV":        strings.Repeat(";", 7<<20),
	} {
		for _, format := range []envelope.Format{envelope.SOAP, envelope.XML, envelope.JSON, envelope.CSV} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, err := c.Decode(s.Operation("pay"), envelope.Reply{Format: format, Body: []byte(body)})
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Errorf("%s as %v is accepted: %.100v", name, format, r)
			}
			if perByte := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(body)); perByte > 32 {
				t.Errorf("%s as %v: %.1f bytes allocated for each of the document", name, format, perByte)
			}
		}
	}
}

// An empty element, object or row becomes a record with room for all its fields: what is
// not there must not cost a hundred times what is.
func TestHostile_RecordsOutOfNothingAreBounded(t *testing.T) {
	s, c := gateway(t)
	op := s.Operation("orders")
	const size = 8 << 20
	for format, body := range map[envelope.Format]string{
		envelope.SOAP: literalHead + `<ws:ordersResponse>` + strings.Repeat("<order/>", size/8) + `</ws:ordersResponse>` + literalTail,
		envelope.JSON: `{"order":[` + strings.Repeat("{},", size/3) + `{}]}`,
		envelope.CSV:  "ordernumber\n" + strings.Repeat("1\n", size/2),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := c.Decode(op, envelope.Reply{Format: format, Body: []byte(body)})
		runtime.ReadMemStats(&after)
		malformed, ok := errors.AsType[*envelope.MalformedError](err)
		if !ok || malformed.Rule != envelope.RuleLimitValues && malformed.Rule != "limit-nodes" || malformed.Offset == 0 {
			t.Errorf("%v: %v", format, err)
		}
		if spent := after.TotalAlloc - before.TotalAlloc; spent > 400<<20 {
			t.Errorf("%v: %d MB for %d", format, spent>>20, len(body)>>20)
		} else {
			t.Logf("%v: %d MB for %d", format, spent>>20, len(body)>>20)
		}
	}
}

// TestHostile_EveryRowHasItsTest reads docs/hostile-input.md: a row without a refusal or a
// test, or with a test that is not there, fails.
func TestHostile_EveryRowHasItsTest(t *testing.T) {
	text, err := os.ReadFile("../docs/hostile-input.md")
	if err != nil {
		t.Fatal(err)
	}
	reference := regexp.MustCompile("`([a-z/]+): (Test\\w+)`")
	rows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| D2-") {
			continue
		}
		if len(cells) != 4 {
			t.Fatalf("%s: %d cells", line, len(cells))
		}
		row := strings.TrimSpace(cells[0])
		rows[row] = true
		for i, cell := range cells {
			if strings.TrimSpace(cell) == "" {
				t.Errorf("%s: cell %d is empty", row, i+1)
			}
		}
		tests := reference.FindAllStringSubmatch(cells[3], -1)
		if len(tests) == 0 {
			t.Errorf("%s: no test", row)
		}
		for _, test := range tests {
			if !declared(t, test[1], test[2]) {
				t.Errorf("%s: %s has no %s", row, test[1], test[2])
			}
		}
	}
	for n := 1; n <= 21; n++ {
		if row := fmt.Sprintf("D2-%d", n); !rows[row] {
			t.Errorf("%s is missing", row)
		}
	}
	for _, h := range hostileReplies() {
		if !rows[h.row] {
			t.Errorf("%s is tested and not in the table", h.row)
		}
	}
}

// declared reports whether a test is declared in a folder of the repository.
func declared(t *testing.T, folder, test string) bool {
	files, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("%s: no tests", folder)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+test+"(t *testing.T)") {
			return true
		}
	}
	return false
}
