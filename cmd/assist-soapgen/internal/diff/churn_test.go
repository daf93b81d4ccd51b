package diff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// between cuts text out: what stands between two marks, marks included.
func between(t testing.TB, text, from, to string) string {
	t.Helper()
	start := strings.Index(text, from)
	end := strings.Index(text[max(start, 0):], to)
	if start < 0 || end < 0 {
		t.Fatalf("no text between %q and %q", from, to)
	}
	return text[start : start+end+len(to)]
}

// churns are rewritings of base that mean the same.
func churns(t testing.TB) map[string]fstest.MapFS {
	schema := between(t, base, "<xs:schema", "</xs:schema>")
	line := between(t, base, `<xs:complexType name="Line">`, "</xs:complexType>\n")
	currency := between(t, base, `<xs:simpleType name="Currency">`, "</xs:simpleType>\n")
	service := between(t, base, `<service name="S">`, "</service>\n")
	head := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"`
	split := edited(t, base, line, "", `<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>`, `<xs:include schemaLocation="sub/line.xsd"/><xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>`)
	return map[string]fstest.MapFS{
		"prefixes":        files(edited(t, base, "t:", "zz:", "urn:zz:", "urn:t:", "xmlns:t=", "xmlns:zz=", "xs:", "schema:", "xmlns:xs=", "xmlns:schema=")),
		"white space":     files(strings.ReplaceAll(edited(t, base, "    <", "\t<"), "><", ">\n\n  <")),
		"comments":        files(edited(t, base, "<xs:element", "<!-- a comment --><xs:element", "<message", "<?pi?><message")),
		"quotes":          files(edited(t, base, `name="amount"`, `name='amount'`)),
		"included schema": files(edited(t, base, schema, `<xs:schema targetNamespace="urn:t"><xs:include schemaLocation="all.xsd"/></xs:schema>`), "all.xsd", head+strings.TrimPrefix(schema, "<xs:schema")),
		"split schema":    files(split, "sub/line.xsd", head+` targetNamespace="urn:t" elementFormDefault="qualified">`+line+`</xs:schema>`),
		"imported WSDL": files(`<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t"><import namespace="urn:t" location="rest.wsdl"/>`+service+`</definitions>`,
			"rest.wsdl", edited(t, base, service, "")),
		"order of types":      files(edited(t, base, currency, "", line, currency+line)),
		"order of messages":   files(edited(t, base, `<message name="AskIn"><part name="body" element="t:Ask"/></message>`, "", `<message name="PutIn">`, `<message name="AskIn"><part name="body" element="t:Ask"/></message><message name="PutIn">`)),
		"order of services":   files(edited(t, base, service, "", "</definitions>", service+"</definitions>")),
		"message names":       files(edited(t, base, `t:AskIn"`, `t:AskRequest"`, `message name="AskIn"`, `message name="AskRequest"`)),
		"document parts":      files(edited(t, base, `part name="body"`, `part name="parameters"`)),
		"element by ref":      files(edited(t, base, `<xs:element name="comment" type="xs:string" minOccurs="0"/>`, `<xs:element ref="t:comment" minOccurs="0"/>`, `<xs:element name="Contact"`, `<xs:element name="comment" type="xs:string"/><xs:element name="Contact"`)),
		"nested sequence":     files(edited(t, base, `<xs:element name="amount" type="xs:int"/>`, `<xs:sequence><xs:element name="amount" type="xs:int"/></xs:sequence>`)),
		"model group":         files(edited(t, base, `<xs:element name="amount" type="xs:int"/>`, `<xs:group ref="t:G"/>`, `<xs:element name="Contact"`, `<xs:group name="G"><xs:sequence><xs:element name="amount" type="xs:int"/></xs:sequence></xs:group><xs:element name="Contact"`)),
		"attribute group":     files(edited(t, base, `<xs:attribute name="mode" type="xs:string"/>`, `<xs:attributeGroup ref="t:A"/>`, `<xs:element name="Contact"`, `<xs:attributeGroup name="A"><xs:attribute name="mode" type="xs:string"/></xs:attributeGroup><xs:element name="Contact"`)),
		"stated defaults":     files(edited(t, base, `<xs:element name="amount" type="xs:int"/>`, `<xs:element name="amount" type="xs:int" minOccurs="1" maxOccurs="1" nillable="false" form="qualified"/>`)),
		"order of values":     files(edited(t, base, `<xs:enumeration value="RUB"/><xs:enumeration value="USD"/>`, `<xs:enumeration value="USD"/><xs:enumeration value="RUB"/>`)),
		"order in all":        files(edited(t, base, `<xs:element name="what" type="xs:string"/><xs:element name="count" type="xs:int"/>`, `<xs:element name="count" type="xs:int"/><xs:element name="what" type="xs:string"/>`)),
		"order of branches":   files(edited(t, base, `<xs:element name="card" type="xs:string"/><xs:element name="wallet" type="xs:long"/>`, `<xs:element name="wallet" type="xs:long"/><xs:element name="card" type="xs:string"/>`)),
		"order of attributes": files(edited(t, base, `<xs:attribute name="mode" type="xs:string"/>`, "", `<xs:attribute name="id" type="xs:string" use="required"/>`, `<xs:attribute name="mode" type="xs:string"/><xs:attribute name="id" type="xs:string" use="required"/>`)),
		"documentation":       files(edited(t, base, "Asks.", "Asks politely.")),
		"unused types":        files(edited(t, base, `<xs:element name="Contact"`, `<xs:complexType name="Unused"><xs:sequence><xs:element name="u" type="xs:string"/></xs:sequence></xs:complexType><xs:element name="Contact"`)),
	}
}

func TestDiff_ChurnGivesNoFindings(t *testing.T) {
	old := load(t, files(base))
	for name, root := range churns(t) {
		new := load(t, root)
		for _, report := range []*finding.Report{compare(t, old, new, Options{}), compare(t, new, old, Options{})} {
			if len(report.Findings) > 0 || report.Release != "none" {
				t.Errorf("%s: release %s\n%s", name, report.Release, printed(report))
			}
		}
	}
}

// manyChanges are made at once, to see that none hides another and that churn on top
// of them changes no fingerprint.
var manyChanges = []string{
	`name="amount"`, `name="orderAmount"`, `maxLength value="20"`, `maxLength value="10"`, `<xs:enumeration value="USD"/>`, "",
	`<xs:attribute name="mode" type="xs:string"/>`, "", `"urn:t:put"`, `"urn:t:putting"`, `name="reason" type="xs:string"`, `name="reason" type="xs:date"`,
}

func TestFingerprint_SurvivesReformatting(t *testing.T) {
	old := load(t, files(base))
	want := prints(compare(t, old, load(t, files(edited(t, base, manyChanges...))), Options{}))
	if len(want) < 9 {
		t.Fatalf("only %d findings", len(want))
	}
	for name, root := range churns(t) {
		changed := fstest.MapFS{}
		skip := false
		for file, content := range root {
			text := string(content.Data)
			for i := 0; i+1 < len(manyChanges); i += 2 {
				text = strings.ReplaceAll(text, manyChanges[i], manyChanges[i+1])
				text = strings.ReplaceAll(text, strings.ReplaceAll(manyChanges[i], "xs:", "schema:"), strings.ReplaceAll(manyChanges[i+1], "xs:", "schema:"))
			}
			skip = skip || strings.Contains(text, `name='amount'`) // the edits do not find it
			changed[file] = &fstest.MapFile{Data: []byte(text)}
		}
		if skip {
			continue
		}
		got := prints(compare(t, old, load(t, changed), Options{}))
		for print, rule := range want {
			if got[print] == "" {
				t.Errorf("%s: fingerprint of %s is lost", name, rule)
			}
		}
		for print, rule := range got {
			if want[print] == "" {
				t.Errorf("%s: %s has a new fingerprint", name, rule)
			}
		}
	}
}

func prints(r *finding.Report) map[string]string {
	all := map[string]string{}
	for _, f := range r.Findings {
		all[f.Fingerprint] = f.Rule.ID + " at " + f.Subject.String()
	}
	return all
}

func TestDiff_NoWSDLOfTheCorpusDiffersFromItself(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "..", "shared", "wsdl-corpus")
	index, err := os.ReadFile(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Skip("shared WSDL corpus is not here")
	}
	compared := 0
	var before *model.Definitions
	for _, line := range strings.Split(string(index), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 5 || f[4] != "1" {
			continue
		}
		options := model.Options{Root: os.DirFS(filepath.Join(dir, f[0]))}
		old, err := model.Load(f[1], options)
		if err != nil {
			continue // the model's own test says which and why
		}
		new, err := model.Load(f[1], options)
		if err != nil {
			t.Fatal(err)
		}
		compared++
		if report := compare(t, old, new, Options{Documentation: true}); len(report.Findings) > 0 {
			t.Errorf("%s differs from itself:\n%s", f[1], printed(report))
		}
		if before != nil { // two strangers: nothing to expect but findings that are sound
			checkFindings(t, compare(t, before, new, Options{Documentation: true, GoName: strings.ToTitle}))
		}
		before = new
	}
	t.Logf("%d WSDLs compared", compared)
	if compared < 100 {
		t.Errorf("only %d WSDLs compared", compared)
	}
}
