package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// change is an edit of base and exactly the rules it must give; "field-renamed" means
// both twins. The opposite edit must give exactly the mirrors.
type change struct {
	name string
	want []string
	edit []string
	// asymmetric says why the opposite edit gives something else; no mirror is checked.
	asymmetric string
}

var changes = []change{
	{name: "service added", want: []string{"service-added"}, edit: []string{`</definitions>`, `<service name="New"><port name="N" binding="t:B"><soap:address location="http://localhost/s"/></port></service></definitions>`}},
	{name: "second service removed", want: []string{"service-removed"}, edit: []string{`<service name="Q"><port name="RP" binding="t:R"><soap:address location="http://localhost/q"/></port></service>`, ""}},
	{name: "service renamed", want: []string{"service-renamed"}, edit: []string{`service name="S"`, `service name="Questions"`}},
	{name: "port added", want: []string{"port-added"}, edit: []string{`</port></service>
  <service name="Q">`, `</port><port name="P2" binding="t:B"><soap:address location="http://localhost/2"/></port></service><service name="Q">`}},
	{name: "port removed", want: []string{"port-removed"}, edit: []string{`<port name="RP" binding="t:R"><soap:address location="http://localhost/q"/></port>`, ""}},
	{name: "port renamed", want: []string{"port-renamed"}, edit: []string{`port name="P"`, `port name="Other"`}},
	{name: "address", want: []string{"address-changed"}, edit: []string{"http://localhost/s", "http://localhost/other"}},
	{name: "transport", want: []string{"transport-changed"}, edit: []string{`style="document" transport="http://schemas.xmlsoap.org/soap/http"`, `style="document" transport="urn:mail"`}},
	{name: "SOAP version", want: []string{"protocol-changed"}, edit: []string{`<soap:`, `<soap12:`}},
	{name: "style of one binding", want: []string{"style-changed", "response-wrapper-renamed", "field-added-required", "field-removed-required", "elements-unqualified"}, edit: []string{`style="document"`, `style="rpc"`}, asymmetric: "the part that rpc puts around the record makes other names in the other direction"},
	{name: "use", want: []string{"use-changed"}, edit: []string{`use="encoded"`, `use="literal"`}},
	{name: "encoding style", want: []string{"encoding-style-changed"}, edit: []string{`encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"`, `encodingStyle="urn:enc"`}},
	{name: "SOAPAction of the second service", want: []string{"soap-action-changed"}, edit: []string{`"urn:t:put"`, `"urn:t:putting"`}},
	{name: "operation removed", want: []string{"operation-removed"}, edit: []string{`<operation name="Put"><input message="t:PutIn"/><output message="t:PutOut"/></operation>`, "", `<operation name="Put"><soap:operation soapAction="urn:t:put"/>
      <input><soap:body use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></input>
      <output><soap:body use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></output>
    </operation>`, ""}},
	{name: "operation renamed", want: []string{"operation-renamed"}, edit: []string{`operation name="Ask"`, `operation name="Question"`}},
	{name: "rpc operation renamed", want: []string{"operation-renamed", "wrapper-renamed"}, edit: []string{`operation name="Put"`, `operation name="Store"`}},
	{name: "one-way", want: []string{"exchange-pattern-changed"}, edit: []string{`<output message="t:PutOut"/>`, ""}},
	{name: "fault removed", want: []string{"fault-removed"}, edit: []string{`<fault name="Trouble" message="t:Trouble"/>`, "", `<fault name="Trouble"><soap:fault name="Trouble" use="literal"/></fault>`, ""}},
	{name: "fault renamed", want: []string{"fault-renamed"}, edit: []string{`fault name="Trouble"`, `fault name="Problem"`}},
	{name: "fault detail", want: []string{"response-field-retyped"}, edit: []string{`name="reason" type="xs:string"`, `name="reason" type="xs:date"`}},
	{name: "fault use", want: []string{"response-use-changed"}, edit: []string{`<soap:fault name="Trouble" use="literal"/>`, `<soap:fault name="Trouble" use="encoded"/>`}},

	{name: "target namespace", want: []string{"namespace-moved"}, edit: []string{`"urn:t"`, `"urn:t2"`}},
	{name: "target namespace of the WSDL alone", want: []string{"target-namespace-moved"}, edit: []string{
		`xmlns:t="urn:t" name="Test" targetNamespace="urn:t"`, `xmlns:t="urn:t" xmlns:w="urn:w" name="Test" targetNamespace="urn:w"`, `message="t:`, `message="w:`, `type="t:PT"`, `type="w:PT"`, `type="t:RPC"`, `type="w:RPC"`, `binding="t:`, `binding="w:`,
	}},
	{name: "unqualified", want: []string{"elements-unqualified"}, edit: []string{`elementFormDefault="qualified"`, ""}},
	{name: "complex type renamed", want: []string{"type-renamed"}, edit: []string{`t:Trouble"/>
    <xs:complexType name="Trouble"`, `t:Problem"/><xs:complexType name="Problem"`}},
	{name: "simple type renamed", want: []string{"value-type-renamed"}, edit: []string{`"t:Currency"`, `"t:Money"`, `name="Currency"`, `name="Money"`}},
	{name: "type inlined", want: []string{"type-inlined"}, edit: []string{
		`<xs:element name="number" type="t:Number"/>`, `<xs:element name="number"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="20"/><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType></xs:element>`,
	}},

	{name: "wrapper", want: []string{"request-wrapper-renamed"}, edit: []string{`t:Ask"`, `t:AskNow"`, `element name="Ask"`, `element name="AskNow"`}},
	{name: "wrapper of the answer", want: []string{"response-wrapper-renamed"}, edit: []string{`t:Answer"`, `t:Reply"`, `element name="Answer"`, `element name="Reply"`}},
	{name: "second body part", want: []string{"body-part-added"}, edit: []string{`<part name="body" element="t:Ask"/>`, `<part name="body" element="t:Ask"/><part name="more" element="t:Contact"/>`, `<part name="body" element="t:Answer"/>`, `<part name="body" element="t:Answer"/><part name="more" element="t:Contact"/>`}},
	{name: "part by type", want: []string{"part-kind-changed"}, edit: []string{`<part name="first" type="xs:string"/>`, `<part name="first" element="t:Token"/>`, `<part name="return" type="xs:string"/>`, `<part name="return" element="t:Token"/>`}},
	{name: "attachment", want: []string{"attachments-changed"}, edit: []string{
		`<soap:header message="t:Token" part="token" use="literal"/><soap:body use="literal"/>`,
		`<mime:multipartRelated><mime:part><soap:header message="t:Token" part="token" use="literal"/><soap:body use="literal"/></mime:part><mime:part><mime:content type="image/png"/></mime:part></mime:multipartRelated>`,
	}},
	{name: "addressing", want: []string{"addressing-action-changed"}, edit: []string{`"urn:t:in"`, `"urn:t:in2"`, `"urn:t:out"`, `"urn:t:out2"`}},
	{name: "header removed", want: []string{"header-removed"}, edit: []string{`<soap:header message="t:Token" part="token" use="literal"/>`, ""}},
	{name: "header required", want: []string{"header-became-required"}, edit: []string{`part="token" use="literal"/>`, `part="token" use="literal" wsdl:required="true"/>`}},
	{name: "header element renamed", want: []string{"wrapper-renamed"}, edit: []string{`element="t:Token"`, `element="t:Pass"`, `element name="Token"`, `element name="Pass"`}},
	{name: "header use", want: []string{"use-changed"}, edit: []string{`part="token" use="literal"/>`, `part="token" use="encoded"/>`}},

	{name: "required field", want: []string{"field-added-required"}, edit: []string{`<xs:element name="amount"`, `<xs:element name="zone" type="xs:short"/><xs:element name="amount"`}},
	{name: "optional field", want: []string{"field-added-optional"}, edit: []string{`<xs:element name="amount"`, `<xs:element name="zone" type="xs:short" minOccurs="0"/><xs:element name="amount"`}},
	{name: "required attribute", want: []string{"field-added-required"}, edit: []string{`<xs:attribute name="id"`, `<xs:attribute name="zone" type="xs:short" use="required"/><xs:attribute name="id"`}},
	{name: "attribute became required", want: []string{"field-became-required"}, edit: []string{`<xs:attribute name="mode" type="xs:string"/>`, `<xs:attribute name="mode" type="xs:string" use="required"/>`}},
	{name: "field renamed", want: []string{"field-renamed"}, edit: []string{`name="amount"`, `name="orderAmount"`}},
	{name: "rpc part renamed", want: []string{"request-field-renamed"}, edit: []string{`part name="second"`, `part name="secondDate"`}},
	{name: "rpc parts swapped", want: []string{"request-field-reordered"}, edit: []string{`<part name="first" type="xs:string"/><part name="second" type="xs:date"/>`, `<part name="second" type="xs:date"/><part name="first" type="xs:string"/>`}},
	{name: "field moved", want: []string{"field-reordered"}, edit: []string{"        <xs:element name=\"amount\" type=\"xs:int\"/>\n", "", `<xs:choice>`, `<xs:element name="amount" type="xs:int"/><xs:choice>`}},
	{name: "field moved and retyped", want: []string{"field-reordered", "field-retyped"}, edit: []string{"        <xs:element name=\"amount\" type=\"xs:int\"/>\n", "", `<xs:choice>`, `<xs:element name="amount" type="xs:date"/><xs:choice>`}},
	{name: "field retyped", want: []string{"field-retyped"}, edit: []string{`name="amount" type="xs:int"`, `name="amount" type="xs:boolean"`}},
	{name: "field widened", want: []string{"field-type-widened"}, edit: []string{`name="amount" type="xs:int"`, `name="amount" type="xs:decimal"`}},
	{name: "field of any type", want: []string{"field-type-widened"}, edit: []string{`name="amount" type="xs:int"`, `name="amount"`}},
	{name: "field required", want: []string{"field-became-required"}, edit: []string{`name="comment" type="xs:string" minOccurs="0"`, `name="comment" type="xs:string"`}},
	{name: "field repeated", want: []string{"field-became-list"}, edit: []string{`name="amount" type="xs:int"`, `name="amount" type="xs:int" maxOccurs="unbounded"`}},
	{name: "fewer times", want: []string{"occurrence-narrowed"}, edit: []string{`maxOccurs="10"`, `maxOccurs="5"`}},
	{name: "nillable", want: []string{"field-became-nillable"}, edit: []string{`name="amount" type="xs:int"`, `name="amount" type="xs:int" nillable="true"`}},
	{name: "default removed", want: []string{"default-removed"}, edit: []string{` default="2020-01-01"`, ""}},
	{name: "default changed", want: []string{"default-changed"}, edit: []string{`default="2020-01-01"`, `default="2021-01-01"`}},
	{name: "fixed removed", want: []string{"fixed-removed"}, edit: []string{` fixed="k"`, ""}},
	{name: "fixed changed", want: []string{"fixed-changed"}, edit: []string{`fixed="k"`, `fixed="l"`}},

	{name: "enumeration value", want: []string{"enum-value-added"}, edit: []string{`<xs:enumeration value="USD"/>`, `<xs:enumeration value="USD"/><xs:enumeration value="EUR"/>`}},
	{name: "enumeration dropped", want: []string{"facet-loosened"}, edit: []string{`<xs:enumeration value="RUB"/><xs:enumeration value="USD"/>`, ""}},
	{name: "shorter", want: []string{"facet-tightened"}, edit: []string{`maxLength value="20"`, `maxLength value="10"`}},
	{name: "another pattern", want: []string{"facet-changed"}, edit: []string{`[0-9]+`, `[0-9a-f]+`}},
	{name: "white space", want: []string{"facet-changed"}, edit: []string{`<xs:maxLength value="20"/>`, `<xs:maxLength value="20"/><xs:whiteSpace value="collapse"/>`}},

	{name: "choice branch", want: []string{"choice-branch-added"}, edit: []string{`<xs:element name="wallet" type="xs:long"/>`, `<xs:element name="wallet" type="xs:long"/><xs:element name="cash" type="xs:boolean"/>`}},
	{name: "choice dissolved", want: []string{"field-left-choice"}, edit: []string{`<xs:choice>`, "", `</xs:choice>`, ""}},
	{name: "choice optional", want: []string{"field-became-optional"}, edit: []string{`<xs:choice>`, `<xs:choice minOccurs="0">`}},
	{name: "order", want: []string{"order-fixed"}, edit: []string{`<xs:all>`, `<xs:sequence>`, `</xs:all>`, `</xs:sequence>`}},
	{name: "wildcard removed", want: []string{"wildcard-removed"}, edit: []string{`<xs:any namespace="urn:a urn:b" processContents="lax" minOccurs="0"/>`, ""}},
	{name: "wildcard widened", want: []string{"wildcard-widened"}, edit: []string{`namespace="urn:a urn:b"`, `namespace="##any"`}},
	{name: "wildcard stricter", want: []string{"wildcard-narrowed"}, edit: []string{`processContents="lax"`, `processContents="strict"`}},
	{name: "any attribute", want: []string{"wildcard-added"}, edit: []string{`<xs:attribute name="id"`, `<xs:anyAttribute/><xs:attribute name="id"`}},
	{name: "mixed", want: []string{"text-allowed"}, edit: []string{`<xs:complexType name="Record">`, `<xs:complexType name="Record" mixed="true">`}},
	{name: "abstract", want: []string{"type-became-abstract"}, edit: []string{`complexType name="Line"`, `complexType name="Line" abstract="true"`}},
	{name: "derived type", want: []string{"subtype-removed"}, edit: []string{`<xs:complexType name="LongLine"><xs:complexContent><xs:extension base="t:Line"><xs:attribute name="length" type="xs:int"/></xs:extension></xs:complexContent></xs:complexType>`, ""}},
	{name: "attribute of a derived type", want: []string{"field-retyped"}, edit: []string{`name="length" type="xs:int"`, `name="length" type="xs:date"`}},
	{name: "substitute", want: []string{"substitute-removed"}, edit: []string{`<xs:element name="Mail" type="xs:string" substitutionGroup="t:Contact"/>`, ""}},
	{name: "array dimensions", want: []string{"array-shape-changed"}, edit: []string{`xs:string[]`, `xs:string[,]`}},
	{name: "array items", want: []string{"field-retyped"}, edit: []string{`xs:string[]`, `xs:date[]`}},
}

func TestDiff_EveryChangeGivesItsRulesAndTheOppositeItsMirrors(t *testing.T) {
	old := load(t, files(base))
	byID := catalogueByID()
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			new := load(t, files(edited(t, base, c.edit...)))
			there := compare(t, old, new, Options{})
			want := expand(c.want)
			if diff := cmp.Diff(want, ruleIDs(there)); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s", diff, printed(there))
			}
			checkFindings(t, there)
			if c.asymmetric != "" {
				return
			}
			var mirrors []string
			for _, id := range want {
				mirrors = append(mirrors, byID[id].Mirror)
			}
			slices.Sort(mirrors)
			back := compare(t, new, old, Options{})
			if diff := cmp.Diff(slices.Compact(mirrors), ruleIDs(back)); diff != "" {
				t.Errorf("the opposite change (-want +got)\n%s\n%s", diff, printed(back))
			}
		})
	}
}

const encodedBase = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:y="urn:y" targetNamespace="urn:t">
<types><xs:schema targetNamespace="urn:y"><xs:complexType name="Bill"><xs:sequence><xs:element name="sum" type="y:Sum"/></xs:sequence></xs:complexType><xs:simpleType name="Sum"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema></types>
<message name="In"><part name="bill" type="y:Bill"/></message><message name="Out"><part name="bill" type="y:Bill"/></message>
<portType name="PT"><operation name="Put"><input message="t:In"/><output message="t:Out"/></operation></portType>
<binding name="B" type="t:PT"><soap:binding style="rpc" transport="urn:http"/><operation name="Put"><soap:operation soapAction=""/><input><soap:body use="encoded" namespace="urn:t"/></input><output><soap:body use="encoded" namespace="urn:t"/></output></operation></binding>
<binding name="G" type="t:PT"><http:binding verb="GET"/><operation name="Put"><http:operation location="/put"/><input><http:urlEncoded/></input></operation></binding>
</definitions>`

var encodedChanges = []change{
	{name: "type namespace", want: []string{"type-namespace-moved"}, edit: []string{"urn:y", "urn:z"}},
	{name: "type name", want: []string{"type-renamed", "xsi-type-changed"}, edit: []string{`Bill"`, `Invoice"`}},
	{name: "simple type name", want: []string{"value-type-renamed", "xsi-type-changed"}, edit: []string{`Sum"`, `Total"`}},
	{name: "location", want: []string{"http-location-changed"}, edit: []string{`"/put"`, `"/store"`}},
	{name: "form", want: []string{"request-attachments-changed"}, edit: []string{`<http:urlEncoded/>`, `<http:urlReplacement/>`}},
}

func TestDiff_EncodedMessagesCarryTypeNames(t *testing.T) {
	old := load(t, files(encodedBase))
	for _, c := range encodedChanges {
		report := compare(t, old, load(t, files(edited(t, encodedBase, c.edit...))), Options{})
		if diff := cmp.Diff(expand(c.want), ruleIDs(report)); diff != "" {
			t.Errorf("%s (-want +got)\n%s\n%s", c.name, diff, printed(report))
		}
		checkFindings(t, report)
	}
}

func TestDiff_DocumentationOnRequest(t *testing.T) {
	old, new := load(t, files(base)), load(t, files(edited(t, base, "Asks.", "Asks politely.")))
	if report := compare(t, old, new, Options{}); len(report.Findings) > 0 {
		t.Errorf("not asked for:\n%s", printed(report))
	}
	if got := ruleIDs(compare(t, old, new, Options{Documentation: true})); !slices.Equal(got, []string{"documentation-changed"}) {
		t.Errorf("asked for: %v", got)
	}
}

// checkFindings checks what must hold of every finding.
func checkFindings(t *testing.T, r *finding.Report) {
	t.Helper()
	prints := map[string]bool{}
	for _, f := range r.Findings {
		if !f.At().Known() {
			t.Errorf("%s has no place", f.Rule.ID)
		}
		if prints[f.Fingerprint] {
			t.Errorf("fingerprint %s is there twice", f.Fingerprint)
		}
		prints[f.Fingerprint] = true
		if s := f.Text(); strings.Contains(s.EN+s.RU, "{") {
			t.Errorf("%s: unfilled text %v", f.Rule.ID, s)
		}
	}
}

func TestDiff_EveryRuleIsExercised(t *testing.T) {
	byID := catalogueByID()
	seen := map[string]bool{"documentation-changed": true} // TestDiff_DocumentationOnRequest
	for _, c := range append(slices.Clone(changes), encodedChanges...) {
		for _, id := range expand(c.want) {
			seen[id] = true
			if c.asymmetric == "" {
				seen[byID[id].Mirror] = true
			}
		}
	}
	for id := range byID {
		if !seen[id] {
			t.Errorf("rule %s is in no fixture", id)
		}
	}
}

func TestRules_EachHasItsMirrorAndTwin(t *testing.T) {
	byID := catalogueByID()
	if len(byID) != len(Rules()) {
		t.Error("an id is there twice")
	}
	opposites := [][2]string{{"-added", "-removed"}, {"-required", "-optional"}, {"-narrowed", "-widened"}, {"-tightened", "-loosened"}, {"-allowed", "-forbidden"}}
	for id, r := range byID {
		mirror := byID[r.Mirror]
		if mirror == nil || mirror.Mirror != id {
			t.Errorf("%s: its mirror %q does not look back", id, r.Mirror)
			continue
		}
		if mirror.Direction != r.Direction && r.Direction != finding.None && mirror.Direction != finding.None {
			t.Errorf("%s and its mirror have different directions", id)
		}
		for _, o := range opposites {
			if strings.HasSuffix(id, o[0]) && r.Mirror == id {
				t.Errorf("%s has no opposite %s", id, o[1])
			}
		}
		if rest, ok := strings.CutPrefix(id, "request-"); ok && byID["response-"+rest] == nil {
			t.Errorf("%s has no twin", id)
		}
		if rest, ok := strings.CutPrefix(id, "response-"); ok && byID["request-"+rest] == nil {
			t.Errorf("%s has no twin", id)
		}
	}
}

// A rule of one direction without a twin says why here.
var withoutTwin = map[string]string{
	"soap-action-changed":   "only requests carry the header",
	"http-location-changed": "only requests go to a location",
	"fault-added":           "only answers are faults",
	"fault-removed":         "only answers are faults",
}

func TestRules_AreCompleteInBothLanguages(t *testing.T) {
	for _, r := range Rules() {
		if r.Severity == 0 || r.Text.EN == "" || r.Text.RU == "" || r.Fix.EN == "" || r.Fix.RU == "" {
			t.Errorf("%s is incomplete", r.ID)
		}
		en, ru := finding.Placeholders(r.Text.EN), finding.Placeholders(r.Text.RU)
		slices.Sort(en)
		slices.Sort(ru)
		if diff := cmp.Diff(en, ru); diff != "" {
			t.Errorf("%s: values differ by language\n%s", r.ID, diff)
		}
		twin := strings.HasPrefix(r.ID, "request-") || strings.HasPrefix(r.ID, "response-")
		if oneWay := r.Direction == finding.Request || r.Direction == finding.Response; oneWay && !twin && withoutTwin[r.ID] == "" {
			t.Errorf("%s is about one direction and has no twin; waive it with a reason", r.ID)
		}
		if r.Severity == finding.Breaking && !r.Layers.Has(finding.Wire) && !r.Layers.Has(finding.Source) {
			t.Errorf("%s breaks nothing", r.ID)
		}
	}
}
