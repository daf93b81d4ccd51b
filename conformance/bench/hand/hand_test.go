package hand_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/bench/hand"
	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/envelope"
)

func codec(t *testing.T) *envelope.Codec {
	t.Helper()
	c, err := envelope.New(workload.Service(), envelope.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func request() *hand.Request {
	var texts []string
	for _, p := range workload.RequestPairs() {
		texts = append(texts, p.Text)
	}
	r := new(hand.Request)
	r.SetAll(texts)
	return r
}

func TestAppendRequest_WritesWhatTheCodecWrites(t *testing.T) {
	c := codec(t)
	op := &c.Service().Operations[0]
	want, err := c.Encode(nil, op, workload.Request(c.Service()))
	if err != nil {
		t.Fatal(err)
	}
	if got := hand.AppendRequest(nil, request()); string(got) != string(want) {
		t.Errorf("hand and codec differ:\n%s\n%s", got, want)
	}
}

func TestDecode_ReadsWhatTheCodecReads(t *testing.T) {
	c := codec(t)
	for _, doc := range []string{string(workload.Response()), variant()} {
		var r hand.Response
		if err := hand.Decode([]byte(doc), &r); err != nil {
			t.Fatal(err)
		}
		record, err := c.Decode(&c.Service().Operations[0], envelope.Reply{Body: []byte(doc)})
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range r.All() {
			if want := record.Values()[i].Text; text != want {
				t.Errorf("%s: %q, not %q", record.Fields()[i].Name, text, want)
			}
		}
	}
}

// variant is W written in every other way that XML allows.
func variant() string {
	return strings.NewReplacer(
		"W-2026-000042</ordernumber>", "W-<!-- number -->2026<?x y?>-<![CDATA[000042]]></ordernumber >",
		`<message xsi:type="xsd:string">`, "<message\n xsi:type = 'xsd:string' >",
		"AS000", "&#65;S&#x30;00", "Sandbox", "two\r\nlines",
		`<errorcode xsi:type="xsd:string">0</errorcode>`, `<errorcode xsi:type="xsd:string"/>`,
		"<return>", "<!-- begin -->\n<return  >",
	).Replace(string(workload.Response())) + "\n<!-- end -->"
}

// malformed is the set that a checked reader refuses, each made of the answer of W.
func malformed() map[string]string {
	w := string(workload.Response())
	put := func(old, with string) string {
		if !strings.Contains(w, old) {
			panic(old)
		}
		return strings.Replace(w, old, with, 1)
	}
	return map[string]string{
		"DTD":                  put("<SOAP-ENV:Envelope", "<!DOCTYPE a [<!ENTITY b 'c'>]><SOAP-ENV:Envelope"),
		"end tag differs":      put("</message>", "</massage>"),
		"undeclared prefix":    put("<message ", "<no:message "),
		"undeclared in attr":   put(`<message xsi:type`, `<message no:type`),
		"duplicate attribute":  put(`<message xsi:type="xsd:string"`, `<message xsi:type="xsd:string" xsi:type="xsd:string"`),
		"duplicate by space":   put(`<message xsi:type="xsd:string"`, `<message xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xsi:type="a" i:type="b"`),
		"attribute unquoted":   put(`<message xsi:type="xsd:string"`, `<message xsi:type=string`),
		"< in attribute":       put(`<message xsi:type="xsd:string"`, `<message xsi:type="<"`),
		"no space":             put(`<message xsi:type="xsd:string"`, `<message xsi:type="a"id="b"`),
		"unknown entity":       put("AS000", "&nbsp;"),
		"bare ampersand":       put("AS000", "A & S"),
		"reference to control": put("AS000", "&#1;"),
		"section end in text":  put("AS000", "]]>"),
		"control character":    put("AS000", "\x01"),
		"invalid UTF-8":        put("AS000", "\xc3\x28"),
		"noncharacter":         put("AS000", "\uFFFE"),
		"bad comment":          put("AS000", "<!-- a -- b -->"),
		"child in a leaf":      put("AS000", "<a></a>"),
		"text between":         put("<message ", "text<message "),
		"repeated field":       put("<message ", "<responsecode>AS000</responsecode><message "),
		"second root":          w + "<a></a>",
		"trailing text":        w + "text",
		"prefix unbound empty": put(`<message `, `<message xmlns:a="" `),
		"other envelope":       strings.ReplaceAll(w, "schemas.xmlsoap.org/soap/envelope", "example.org/envelope"),
	}
}

func TestDecode_RefusesTheMalformedSet(t *testing.T) {
	c := codec(t)
	for name, doc := range malformed() {
		if err := hand.Decode([]byte(doc), new(hand.Response)); err == nil {
			t.Errorf("hand reads %s", name)
		}
		if _, err := c.Decode(&c.Service().Operations[0], envelope.Reply{Body: []byte(doc)}); err == nil {
			t.Errorf("the codec reads %s", name)
		}
	}
}

func TestDecode_RefusesEveryTruncation(t *testing.T) {
	c := codec(t)
	w := workload.Response()
	for n := range len(w) {
		if hand.Decode(w[:n], new(hand.Response)) == nil {
			t.Fatalf("hand reads the first %d bytes", n)
		}
		if _, err := c.Decode(&c.Service().Operations[0], envelope.Reply{Body: w[:n]}); err == nil {
			t.Fatalf("the codec reads the first %d bytes", n)
		}
	}
}

// Whatever encoding/xml refuses of W with one byte changed, hand refuses too.
func TestDecode_RefusesWhatEncodingXMLRefuses(t *testing.T) {
	w := workload.Response()
	for at := 0; at < len(w); at++ {
		for _, c := range []byte("<>&/\"'=:! \x00\xff") {
			doc := append([]byte(nil), w...)
			doc[at] = c
			if wellFormed(doc) != nil && hand.Decode(doc, new(hand.Response)) == nil {
				t.Fatalf("with %q at %d encoding/xml refuses it and hand does not", c, at)
			}
		}
	}
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}
