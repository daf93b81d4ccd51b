package diff

import (
	"slices"
	"testing"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// hole is something the one WSDL differ there was did not find.
type hole struct {
	name string
	edit []string
	want []string // rules that must be among the findings
}

var holes = []hole{
	{"only the first service was compared", []string{"http://localhost/q", "http://localhost/other", `"urn:t:put"`, `"urn:t:putting"`}, []string{"address-changed", "soap-action-changed"}},
	{"exchange patterns were not compared", []string{`<output message="t:PutOut"/>`, ""}, []string{"exchange-pattern-changed"}},
	{"shared faults were never compared", []string{`name="reason" type="xs:string"`, `name="reason" type="xs:date"`}, []string{"response-field-retyped"}},
	{"a changed namespace ended the comparison", []string{`"urn:t"`, `"urn:t2"`, `name="amount" type="xs:int"`, `name="amount" type="xs:date"`, `maxLength value="20"`, `maxLength value="10"`}, []string{"namespace-moved", "request-field-retyped", "request-facet-tightened"}},
	{"a moved element hid what changed in it", []string{"        <xs:element name=\"line\" type=\"t:Line\" minOccurs=\"0\" maxOccurs=\"10\"/>\n", "", `<xs:choice>`, `<xs:element name="line" type="t:Line" minOccurs="0" maxOccurs="10"/><xs:choice>`, `name="count" type="xs:int"`, `name="count" type="xs:date"`}, []string{"request-field-reordered", "request-field-retyped"}},
	{"an inserted element hid what changed after it", []string{`<xs:element name="number"`, `<xs:element name="zone" type="xs:short"/><xs:element name="number"`, `name="amount" type="xs:int"`, `name="amount" type="xs:date"`}, []string{"request-field-added-required", "request-field-retyped"}},
	{"style was not compared", []string{`style="document"`, `style="rpc"`}, []string{"style-changed"}},
	{"use was not compared", []string{`use="encoded"`, `use="literal"`}, []string{"request-use-changed", "response-use-changed"}},
	{"SOAPAction was not compared", []string{`"urn:t:ask"`, `"urn:t:asking"`}, []string{"soap-action-changed"}},
}

func TestDiff_FindsWhatTheKnownDifferMissed(t *testing.T) {
	old := load(t, files(base))
	for _, h := range holes {
		got := ruleIDs(compare(t, old, load(t, files(edited(t, base, h.edit...))), Options{}))
		for _, id := range h.want {
			if !slices.Contains(got, id) {
				t.Errorf("%s, still: want %s, got %v", h.name, id, got)
			}
		}
	}
}

func TestDiff_SplitsByDirectionAndFailsOnTheIncompatibleOnly(t *testing.T) {
	old := load(t, files(base))
	report := compare(t, old, load(t, files(edited(t, base, `<xs:enumeration value="USD"/>`, `<xs:enumeration value="USD"/><xs:enumeration value="EUR"/>`))), Options{})
	severities := map[finding.Direction]finding.Severity{}
	for _, f := range report.Findings {
		severities[f.Rule.Direction] = f.Severity
	}
	if severities[finding.Request] != finding.Info || severities[finding.Response] != finding.Warning {
		t.Errorf("a new value: %v", severities)
	}
	if report.Fails(finding.FailBreaking) || !report.Fails(finding.FailAny) || report.Fails(finding.FailNone) {
		t.Error("levels are not kept apart")
	}
}

// One change of a type that many messages use is one finding for each direction.
func TestDiff_OneChangeIsOneFindingAtSeveralPlaces(t *testing.T) {
	edit := []string{`<xs:element name="record" type="t:Record"/>`, `<xs:element name="record" type="t:Record"/><xs:element name="second" type="t:Record"/>`}
	old := edited(t, base, edit...)
	report := compare(t, load(t, files(old)), load(t, files(edited(t, old, `name="amount" type="xs:int"`, `name="amount" type="xs:date"`))), Options{})
	if len(report.Findings) != 2 {
		t.Fatalf("want one for each direction:\n%s", printed(report))
	}
	for _, f := range report.Findings {
		if len(f.Also) != 1 || f.Also[0].Path != f.Subject.Path[:3]+f.Also[0].Path[3:] || f.Also[0] == f.Subject {
			t.Errorf("places %v and %v", f.Subject, f.Also)
		}
	}
}
