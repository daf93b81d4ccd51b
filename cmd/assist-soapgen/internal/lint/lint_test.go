package lint

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// clean is a WSDL nobody has anything to say about. Each fixture changes one thing.
const clean = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" name="Test" targetNamespace="urn:t">
  <types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
    <xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>
    <xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/><xs:element name="note" type="xs:string" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>
    <xs:element name="Answer" type="t:Answer"/>
    <xs:element name="Token" type="xs:string"/>
    <xs:element name="Trouble" type="xs:string"/>
    <xs:complexType name="Answer"><xs:annotation><xs:documentation>An answer.</xs:documentation></xs:annotation><xs:sequence><xs:element name="state" type="xs:string"/></xs:sequence></xs:complexType>
  </xs:schema></types>
  <message name="AskIn"><part name="body" element="t:Ask"/></message>
  <message name="AskOut"><part name="body" element="t:Answer"/></message>
  <message name="Token"><part name="token" element="t:Token"/></message>
  <message name="Trouble"><part name="detail" element="t:Trouble"/></message>
  <portType name="PT"><operation name="Ask"><documentation>Asks.</documentation><input message="t:AskIn"/><output message="t:AskOut"/><fault name="Trouble" message="t:Trouble"/></operation></portType>
  <binding name="B" type="t:PT"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction="urn:t:ask"/>
      <input><soap:header message="t:Token" part="token" use="literal"/><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output>
      <fault name="Trouble"><soap:fault name="Trouble" use="literal"/></fault>
    </operation></binding>
  <service name="S"><port name="P" binding="t:B"><soap:address location="http://localhost/s"/></port></service>
</definitions>
`

// fixture changes the clean WSDL and names the rule that must object, and where.
type fixture struct {
	rule string
	line int      // of the finding; 0: any
	edit []string // old, new, old, new, …
	more []string // path, text, path, text, …
}

const rpcBody = `<soap:body use="literal" namespace="urn:t"/>`

// rpc makes the clean WSDL an rpc/literal one.
func rpc(edit ...string) []string {
	return append([]string{
		`style="document"`, `style="rpc"`, `<part name="body" element="t:Ask"/>`, `<part name="body" type="xs:string"/>`,
		`<part name="body" element="t:Answer"/>`, `<part name="body" type="t:Answer"/>`,
		`<soap:body use="literal"/>`, rpcBody,
	}, edit...)
}

const xsdFile = `<?xml version="1.0" encoding="UTF-8"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x"><xs:element name="X" type="xs:string"/></xs:schema>`

const wsdlFile = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:other"/>`

var fixtures = []fixture{
	{"doctype", 2, []string{"?>\n<definitions", "?>\n<!DOCTYPE definitions>\n<definitions"}, nil},
	{"wsi-r2001", 3, []string{"  <types>", `<import namespace="urn:x" location="x.xsd"/><types>`}, []string{"x.xsd", xsdFile}},
	{"wsi-r2003", 3, []string{"  <types>", `<types><xs:import namespace="urn:x" schemaLocation="x.xsd"/>`}, []string{"x.xsd", xsdFile}},
	{"wsi-r2005", 3, []string{"  <types>", `<import namespace="urn:x" location="o.wsdl"/><types>`}, []string{"o.wsdl", wsdlFile}},
	{"wsi-r2010", 1, []string{`<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>`, `<xs:import namespace="urn:x" schemaLocation="x.xsd"/>`}, []string{"x.xsd", strings.Replace(xsdFile, "UTF-8", "windows-1251", 1)}},
	{"wsi-r2022", 11, []string{`  <message name="AskIn">`, `<import namespace="urn:other" location="o.wsdl"/><message name="AskIn">`}, []string{"o.wsdl", wsdlFile}},
	{"wsi-r2023", 3, []string{`  <types>`, `<message name="Early"/><types>`}, nil},
	{"wsi-r2026", 0, []string{`<soap:operation soapAction="urn:t:ask"/>`, `<soap:operation soapAction="urn:t:ask" wsdl:required="true"/>`}, nil},
	{"wsi-r2028", 0, []string{`<soap:address`, `<wsdl:address/><soap:address`}, nil},
	{"wsi-r2101", 0, []string{`message="t:Trouble"/></operation>`, `message="t:Missing"/></operation>`}, nil},
	{"wsi-r2102", 0, []string{`name="state" type="xs:string"`, `name="state" type="t:Missing"`}, nil},
	{"wsi-r2105", 3, []string{`targetNamespace="urn:t" elementFormDefault`, `elementFormDefault`, `"t:Ask"`, `"Ask"`, `"t:Answer"`, `"Answer"`, `"t:Token" part`, `"t:Token"  part`}, nil},
	{"wsi-r2110", 9, []string{`<xs:sequence><xs:element name="state" type="xs:string"/></xs:sequence>`, `<xs:complexContent><xs:restriction base="enc:Array"><xs:sequence><xs:element name="s" type="xs:string"/></xs:sequence></xs:restriction></xs:complexContent>`}, nil},
	{"wsi-r2111", 9, []string{`<xs:sequence><xs:element name="state" type="xs:string"/></xs:sequence>`, `<xs:complexContent><xs:restriction base="enc:Array"><xs:attribute ref="enc:arrayType" wsdl:arrayType="xs:string[]"/></xs:restriction></xs:complexContent>`}, nil},
	{"wsi-r2112", 9, []string{`name="state"`, `name="ArrayOfState"`}, nil},
	{"wsi-r2201", 18, []string{`<part name="body" element="t:Ask"/>`, `<part name="body" element="t:Ask"/><part name="more" element="t:Token"/>`, `use="literal"/><soap:body use="literal"/>`, `use="literal"/><soap:body parts="body more" use="literal"/>`}, nil},
	{"wsi-r2203", 11, rpc(`<part name="body" type="xs:string"/>`, `<part name="body" element="t:Ask"/>`), nil},
	{"wsi-r2204", 11, []string{`<part name="body" element="t:Ask"/>`, `<part name="body" type="xs:string"/>`}, nil},
	{"wsi-r2205", 18, []string{`<part name="token" element="t:Token"/>`, `<part name="token" type="xs:string"/>`}, nil},
	{"wsi-r2209", 11, []string{`<part name="body" element="t:Ask"/>`, `<part name="body" element="t:Ask"/><part name="more" element="t:Token"/>`, `use="literal"/><soap:body use="literal"/>`, `use="literal"/><soap:body parts="body" use="literal"/>`}, nil},
	{"wsi-r2210", 18, []string{`<part name="body" element="t:Ask"/>`, `<part name="body" element="t:Ask"/><part name="more" element="t:Token"/>`}, nil},
	{"wsi-r2303", 15, []string{`<input message="t:AskIn"/><output message="t:AskOut"/>`, `<output message="t:AskOut"/><input message="t:AskIn"/>`}, nil},
	{"wsi-r2304", 15, []string{`</operation></portType>`, `</operation><operation name="Ask"><input name="Other" message="t:Token"/></operation></portType>`}, nil},
	{"wsi-r2305", 15, rpc(`<part name="body" type="t:Answer"/>`, `<part name="body" type="t:Answer"/><part name="b" type="xs:string"/><part name="c" type="xs:string"/>`, `<operation name="Ask"><documentation>`, `<operation name="Ask" parameterOrder="c"><documentation>`), nil},
	{"wsi-r2306", 11, []string{`<part name="body" element="t:Ask"/>`, `<part name="body" element="t:Ask" type="xs:string"/>`}, nil},
	{"wsi-r2401", 16, []string{`<soap:`, `<soap12:`}, nil},
	{"wsi-r2701", 16, []string{` transport="http://schemas.xmlsoap.org/soap/http"`, ""}, nil},
	{"wsi-r2702", 16, []string{`transport="http://schemas.xmlsoap.org/soap/http"`, `transport="http://schemas.xmlsoap.org/soap/smtp"`}, nil},
	{"wsi-r2705", 16, []string{`</operation></portType>`, `</operation><operation name="Two"><documentation>Two.</documentation><input message="t:Token"/></operation></portType>`, `</operation></binding>`, `</operation><operation name="Two"><soap:operation soapAction="urn:2" style="rpc"/><input><soap:body use="literal" namespace="urn:t"/></input></operation></binding>`}, nil},
	{"wsi-r2706", 18, rpc(rpcBody, `<soap:body use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/>`), nil},
	{"wsi-r2710", 22, []string{`</operation></portType>`, `</operation><operation name="Two"><documentation>Two.</documentation><input message="t:AskIn"/></operation></portType>`, `</operation></binding>`, "</operation>\n<operation name=\"Two\"><soap:operation soapAction=\"urn:2\"/><input><soap:body use=\"literal\"/></input></operation></binding>"}, nil},
	{"wsi-r2711", 23, []string{`</port>`, "</port>\n" + `<port name="P2" binding="t:B"><soap:address location="http://localhost/s"/></port>`}, nil},
	{"wsi-r2716", 18, []string{`<soap:body use="literal"/>`, rpcBody}, nil},
	{"wsi-r2717", 18, rpc(rpcBody, `<soap:body use="literal" namespace="relative"/>`), nil},
	{"wsi-r2718", 16, []string{`</operation></portType>`, `</operation><operation name="Two"><documentation>Two.</documentation><input message="t:Token"/></operation></portType>`}, nil},
	{"wsi-r2720", 18, []string{` part="token"`, ""}, nil},
	{"wsi-r2721", 20, []string{`<soap:fault name="Trouble"`, `<soap:fault`}, nil},
	{"wsi-r2726", 18, rpc(`part="token" use="literal"`, `part="token" use="literal" namespace="urn:t"`), nil},
	{"wsi-r2740", 17, []string{`<fault name="Trouble"><soap:fault name="Trouble" use="literal"/></fault>`, ""}, nil},
	{"wsi-r2744", 17, []string{`soapAction="urn:t:ask"`, `soapAction="&quot;urn:t:ask&quot;"`}, nil},
	{"wsi-r2749", 18, []string{` part="token"`, ` parts="token"`}, nil},
	{"wsi-r2754", 20, []string{`<soap:fault name="Trouble"`, `<soap:fault name="Other"`}, nil},
	{"wsi-r2801", 0, []string{`xmlns:xs="http://www.w3.org/2001/XMLSchema"`, `xmlns:xs="http://www.w3.org/1999/XMLSchema"`}, nil},
	{"wsi-r2803", 3, []string{"  <types>", `<import namespace="other" location="o.wsdl"/><types>`}, []string{"o.wsdl", strings.Replace(wsdlFile, "urn:other", "other", 1)}},
	{"wsi-r4003", 1, []string{"UTF-8", "windows-1251"}, nil},
	{"wsi-r4005", 2, []string{`name="Test"`, `name="Test" xmlns:xml="http://www.w3.org/XML/1998/namespace"`}, nil},

	{"amount-as-float", 9, []string{`name="state" type="xs:string"`, `name="orderAmount" type="xs:double"`}, nil},
	{"amount-without-fraction-digits", 9, []string{`name="state" type="xs:string"`, `name="bill_sum" type="xs:decimal"`}, nil},
	{"soap-action-missing", 17, []string{`<soap:operation soapAction="urn:t:ask"/>`, `<soap:operation/>`}, nil},
	{"form-default-unstated", 3, []string{` elementFormDefault="qualified"`, ""}, nil},
	{"form-default-mixed", 4, []string{`<types>`, "<types><xs:schema targetNamespace=\"urn:first\" elementFormDefault=\"unqualified\"><xs:element name=\"F\"><xs:complexType><xs:sequence><xs:element name=\"f\" type=\"xs:string\"/></xs:sequence></xs:complexType></xs:element></xs:schema>\n"}, nil},
	{"missing-documentation", 15, []string{`<documentation>Asks.</documentation>`, ""}, nil},
	{"everything-optional", 5, []string{`name="id" type="xs:string"`, `name="id" type="xs:string" minOccurs="0"/><xs:element name="k" type="xs:string" minOccurs="0"`}, nil},
	{"untyped-field", 9, []string{`name="state" type="xs:string"`, `name="state"`}, nil},
	{"unreferenced-type", 10, []string{"\n  </xs:schema>", "\n" + `<xs:simpleType name="Lost"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema>`}, nil},
	{"deep-anonymous-type", 9, []string{`<xs:element name="state" type="xs:string"/>`, `<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b"><xs:complexType><xs:sequence><xs:element name="c" type="xs:string"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>`}, nil},
	{"unbounded-list", 9, []string{`name="state" type="xs:string"`, `name="state" type="xs:string" maxOccurs="unbounded"`}, nil},
	{"go-name-clash", 9, []string{`name="state" type="xs:string"/>`, `name="state" type="xs:string"/><xs:element name="STATE" type="xs:string"/>`}, nil},
}

func check(t *testing.T, text string, more ...string) *finding.Report {
	t.Helper()
	root := fstest.MapFS{"a.wsdl": {Data: []byte(text)}}
	for i := 0; i+1 < len(more); i += 2 {
		root[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	report, err := Check("a.wsdl", Options{Root: root, GoName: strings.ToTitle})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestLint_CleanDescriptionIsCalm(t *testing.T) {
	for name, text := range map[string]string{"document": clean, "rpc": edited(t, clean, rpc())} {
		report := check(t, text)
		for _, f := range report.Findings {
			t.Errorf("%s: %s %s: %s", name, f.New, f.Rule.ID, f.Text().EN)
		}
		var b strings.Builder
		if err := report.Write(&b, finding.TextFormat); err != nil || b.String() != "nothing to object to\n" {
			t.Errorf("report %q: %v", b.String(), err)
		}
	}
}

func edited(t *testing.T, text string, edit []string) string {
	t.Helper()
	for i := 0; i+1 < len(edit); i += 2 {
		if !strings.Contains(text, edit[i]) {
			t.Fatalf("fixture edits %q, which is not there", edit[i])
		}
		text = strings.ReplaceAll(text, edit[i], edit[i+1])
	}
	return text
}

func TestLint_EveryRuleHasAFixtureThatBreaksIt(t *testing.T) {
	exercised := map[string]bool{}
	for _, fx := range fixtures {
		t.Run(fx.rule, func(t *testing.T) {
			report := check(t, edited(t, clean, fx.edit), fx.more...)
			found := false
			for _, f := range report.Findings {
				if f.Rule.ID == fx.rule && (fx.line == 0 || f.New.Line == fx.line) && f.New.Line > 0 {
					found = true
				}
				if text := f.Text(); strings.Contains(text.EN+text.RU, "{") {
					t.Errorf("%s: unfilled text %q", f.Rule.ID, text)
				}
			}
			if !found {
				var b strings.Builder
				_ = report.Write(&b, finding.TextFormat)
				t.Errorf("not found in line %d:\n%s", fx.line, b.String())
			}
		})
		exercised[fx.rule] = true
	}
	for _, r := range Rules() {
		if !exercised[r.ID] {
			t.Errorf("rule %s has no fixture", r.ID)
		}
	}
}

func TestLint_RulesAreInBothLanguagesWithTheSameValues(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		if r.Text.EN == "" || r.Text.RU == "" || r.Fix.EN == "" || r.Fix.RU == "" || r.Severity == 0 {
			t.Errorf("%s is incomplete", r.ID)
		}
		if en, ru := finding.Placeholders(r.Text.EN), finding.Placeholders(r.Text.RU); !sameSet(en, ru) {
			t.Errorf("%s: values %v in English, %v in Russian", r.ID, en, ru)
		}
		if strings.HasPrefix(r.ID, "wsi-") != (r.Reference != "") {
			t.Errorf("%s: reference %q", r.ID, r.Reference)
		}
	}
}

func sameSet(a, b []string) bool {
	count := map[string]int{}
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		count[s]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// Nothing of a foreign WSDL may stop the linter.
func TestLint_CorpusIsLintedWithoutFailing(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "..", "shared", "wsdl-corpus")
	index, err := os.ReadFile(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Skip("shared WSDL corpus is not here")
	}
	linted := 0
	for _, line := range strings.Split(string(index), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 5 || f[4] != "1" {
			continue
		}
		report, err := Check(f[1], Options{Root: os.DirFS(filepath.Join(dir, f[0])), GoName: strings.ToTitle})
		if err != nil {
			continue // the model's own test says which and why
		}
		linted++
		for _, found := range report.Findings {
			if !found.New.Known() || strings.Contains(found.Text().EN, "{field}") {
				t.Errorf("%s: %s at %s: %s", f[1], found.Rule.ID, found.New, found.Text().EN)
			}
		}
	}
	t.Logf("%d WSDLs linted", linted)
	if linted < 100 {
		t.Errorf("only %d WSDLs linted", linted)
	}
}
