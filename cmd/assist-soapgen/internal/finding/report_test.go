package finding

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files of testdata")

// sample is a report with something of everything.
func sample(t *testing.T) *Report {
	t.Helper()
	renamed := &Rule{
		ID: "request-field-renamed", Mirror: "request-field-renamed", Severity: Breaking, Direction: Request, Layers: Wire | Source,
		Text: Text{"{old} is now called {new}.", "Поле {old} теперь называется {new}."}, Fix: Text{"Regenerate.", "Сгенерировать заново."},
	}
	value := &Rule{ID: "response-enum-value-added", Severity: Warning, Direction: Response, Layers: Wire, Text: Text{"Values were added: {new}.", "Добавлены значения: {new}."}}
	doc := &Rule{ID: "documentation-changed", Severity: Info, Text: Text{"The documentation changed.", "Изменилось описание."}, Reference: "WS-I BP 1.1 R0000"}
	field := Subject{Service: "shop", Operation: "Pay", Message: RequestMessage, Path: "Order/sum|total"}
	r := &Report{
		Check: "diff", Inputs: []string{"old.wsdl", "new.wsdl"}, Release: "major", Rules: []*Rule{renamed, value, doc},
		Calm: Text{"no differences that matter", "существенных различий нет"},
		Findings: []*Finding{
			{Rule: doc, Severity: Info, New: Pos{"new.wsdl", 3, 5}, Subject: Subject{Component: "type Order"}},
			{Rule: value, Severity: Warning, Layers: Wire, Old: Pos{"old.wsdl", 7, 1}, Subject: Subject{Service: "shop", Operation: "Pay", Message: ResponseMessage, Path: "state"}, Values: []Value{{"new", `"<b>"`}}},
			{
				Rule: renamed, Severity: Breaking, Layers: Wire | Source | CheckValue, Old: Pos{"old.wsdl", 7, 3}, New: Pos{"new.wsdl", 9, 3}, Subject: field,
				Also:   []Subject{{Service: "shop", Operation: "Refund", Message: RequestMessage, Path: "Order/sum"}, {Port: "P"}, {Block: "H", Message: RequestHeader}, {Message: FaultMessage}, {}},
				Values: []Value{{"old", "sum"}, {"new", "total"}}, Notes: []Text{{"It enters the check value.", "Оно входит в контрольное значение."}},
				Impact: []Impact{{Symbol, "Sum", Text{"Go field", "поле Go"}}, {Caller, "shop/pay.go:3:5", Text{"uses .Sum", "использует .Sum"}}},
			},
			{Rule: value, Severity: Warning, Layers: Wire, New: Pos{"new.wsdl", 8, 1}, Subject: Subject{Service: "shop", Operation: "Refund", Message: ResponseMessage}, Values: []Value{{"new", "x"}}},
		},
	}
	for _, f := range r.Findings {
		f.Fingerprint = Fingerprint(f.Rule.ID, f.Subject.String(), f.Values)
	}
	r.Sort()
	approvals, err := ReadApprovals("approvals.txt", fmt.Sprintf("# reviewed\n%s 2030-01-31 a.owner agreed with the shop\n\n%s 2020-01-31 a.owner too old\n000000000000 2030-01-31 a.owner gone\n",
		Fingerprint("response-enum-value-added", "service shop, operation Refund, response", []Value{{"new", "x"}}), r.Findings[0].Fingerprint))
	if err != nil {
		t.Fatal(err)
	}
	r.Approve(approvals, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	return r
}

func written(t *testing.T, r *Report, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReport_EveryFormatIsAsRecorded(t *testing.T) {
	for _, language := range []Language{English, Russian} {
		for _, format := range Formats() {
			r := sample(t)
			r.Language = language
			got := written(t, r, format)
			name := filepath.Join("testdata", string(format)+"."+string(language))
			if *update {
				if os.Getenv("CI") != "" {
					t.Fatal("-update is refused under CI: a person must read what it changes")
				}
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s (-want +got); go test -update rewrites it\n%s", name, diff)
			}
		}
	}
}

func TestReport_NothingFoundIsCalm(t *testing.T) {
	r := &Report{Check: "diff", Inputs: []string{"a", "b"}, Calm: Text{"no differences that matter", ""}, Release: "none"}
	if got := string(written(t, r, TextFormat)); got != "no differences that matter\n" {
		t.Errorf("%q", got)
	}
	if got := string(written(t, r, JUnitFormat)); !strings.Contains(got, `tests="1" failures="0"`) {
		t.Errorf("no test case stands for it: %s", got)
	}
	validate(t, written(t, r, JSONFormat))
}

func TestJSON_FollowsThePublishedSchema(t *testing.T) {
	validate(t, written(t, sample(t), JSONFormat))
	published, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "docs", "schemas", "finding.schema.json"))
	if err != nil || string(published) != Schema {
		t.Errorf("docs/schemas/finding.schema.json is not the embedded schema: %v", err)
	}
}

func TestJSON_SchemaCheckerFindsViolations(t *testing.T) {
	good := string(written(t, sample(t), JSONFormat))
	for name, edit := range map[string][2]string{
		"unknown key": {`"check":`, `"more": 1, "check":`}, "wrong word": {`"severity": "breaking"`, `"severity": "bad"`},
		"bad fingerprint": {`"fingerprint": "`, `"fingerprint": "Z`}, "missing key": {`"version": 1,`, ``}, "wrong type": {`"line": 7`, `"line": "7"`},
	} {
		if !strings.Contains(good, edit[0]) {
			t.Fatalf("%s: nothing to edit", name)
		}
		if problems := violations(t, []byte(strings.Replace(good, edit[0], edit[1], 1))); len(problems) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

func TestSARIF_RefersToRulesAndPlaces(t *testing.T) {
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
				PartialFingerprints map[string]string
			}
		}
	}
	if err := json.Unmarshal(written(t, sample(t), SARIFFormat), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != 4 {
		t.Fatalf("%+v", log)
	}
	for _, result := range log.Runs[0].Results {
		at := result.Locations[0].PhysicalLocation
		if log.Runs[0].Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID || at.ArtifactLocation.URI == "" || at.Region.StartLine < 1 ||
			at.Region.StartColumn < 1 || result.Message.Text == "" || len(result.PartialFingerprints) != 1 {
			t.Errorf("result %+v", result)
		}
		if l := result.Level; l != "error" && l != "warning" && l != "note" {
			t.Errorf("level %q", l)
		}
	}
}

func TestJUnit_IsWellFormedAndCountsAgree(t *testing.T) {
	text := written(t, sample(t), JUnitFormat)
	for dec := xml.NewDecoder(bytes.NewReader(text)); ; {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	var suites junitSuites
	if err := xml.Unmarshal(text, &suites); err != nil {
		t.Fatal(err)
	}
	s := suites.Suite
	if s.Tests != len(s.Cases) || s.Tests != 6 || s.Failures != 3 || s.Skipped != 1 || s.Errors != 0 {
		t.Errorf("tests %d of %d, failures %d, skipped %d", s.Tests, len(s.Cases), s.Failures, s.Skipped)
	}
}

// violations checks a document against the part of JSON Schema that the schema uses.
func violations(t *testing.T, document []byte) []string {
	t.Helper()
	var schema map[string]any
	var value any
	if err := errors.Join(json.Unmarshal([]byte(Schema), &schema), json.Unmarshal(document, &value)); err != nil {
		t.Fatal(err)
	}
	c := &schemaChecker{defs: schema["$defs"].(map[string]any)}
	c.check(schema, value, "$")
	return c.problems
}

func validate(t *testing.T, document []byte) {
	t.Helper()
	for _, p := range violations(t, document) {
		t.Error(p)
	}
}

type schemaChecker struct {
	defs     map[string]any
	problems []string
}

func (c *schemaChecker) check(schema map[string]any, value any, at string) {
	complain := func(format string, args ...any) {
		c.problems = append(c.problems, at+": "+fmt.Sprintf(format, args...))
	}
	for key, rule := range schema {
		switch key {
		case "$ref":
			c.check(c.defs[strings.TrimPrefix(rule.(string), "#/$defs/")].(map[string]any), value, at)
		case "const", "enum":
			words, ok := rule.([]any)
			if !ok {
				words = []any{rule}
			}
			if !slices.Contains(words, value) {
				complain("%v is none of %v", value, rule)
			}
		case "pattern":
			if s, ok := value.(string); ok && !regexp.MustCompile(rule.(string)).MatchString(s) {
				complain("%q does not match %s", s, rule)
			}
		case "minimum":
			if n, ok := value.(float64); ok && n < rule.(float64) {
				complain("%v is below %v", n, rule)
			}
		case "type":
			if !isOfType(value, rule.(string)) {
				complain("%v is no %s", value, rule)
			}
		case "items":
			list, _ := value.([]any)
			for i, item := range list {
				c.check(rule.(map[string]any), item, fmt.Sprintf("%s[%d]", at, i))
			}
		case "required":
			object, _ := value.(map[string]any)
			for _, name := range rule.([]any) {
				if _, ok := object[name.(string)]; !ok {
					complain("%s is missing", name)
				}
			}
		case "additionalProperties":
			c.properties(schema, value, rule, at)
		case "properties", "format", "description", "title", "$schema", "$defs":
		default:
			complain("the checker does not know %s", key)
		}
	}
}

func (c *schemaChecker) properties(schema map[string]any, value, others any, at string) {
	known, _ := schema["properties"].(map[string]any)
	object, _ := value.(map[string]any)
	for name, member := range object {
		here := at + "." + name
		if rule, ok := known[name].(map[string]any); ok {
			c.check(rule, member, here)
		} else if rule, ok := others.(map[string]any); ok {
			c.check(rule, member, here)
		} else {
			c.problems = append(c.problems, here+": unknown key")
		}
	}
}

func isOfType(value any, name string) bool {
	switch v := value.(type) {
	case string:
		return name == "string"
	case float64:
		return name == "number" || name == "integer" && v == float64(int(v))
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}
