package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/evidence"
)

// schema is the part of JSON Schema that the published schema uses.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Const      any                `json:"const"`
	Enum       []any              `json:"enum"`
	Minimum    *float64           `json:"minimum"`
	Required   []string           `json:"required"`
	Properties map[string]*schema `json:"properties"`
	Additional json.RawMessage    `json:"additionalProperties"`
	Names      *schema            `json:"propertyNames"`
	Items      *schema            `json:"items"`
	Defs       map[string]*schema `json:"$defs"`
	Format     string             `json:"format"`
	Text       string             `json:"description"`
	Schema     string             `json:"$schema"`
	ID         string             `json:"$id"`
	Title      string             `json:"title"`
}

func publishedSchema(t *testing.T) *schema { return schemaCalled(t, "conform-report") }

// schemaCalled reads one of the schemas that are published in docs/schemas.
func schemaCalled(t *testing.T, name string) *schema {
	t.Helper()
	file, err := os.Open("../../docs/schemas/" + name + ".schema.json")
	if errors.Is(err, os.ErrNotExist) {
		file, err = os.Open("testdata/" + name + ".schema.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var s schema
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// validate returns everything that a value has against the schema.
func (s *schema) validate(root *schema, path string, value any) []string {
	if s.Ref != "" {
		return root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")].validate(root, path, value)
	}
	var found []string
	complain := func(format string, args ...any) { found = append(found, path+": "+fmt.Sprintf(format, args...)) }
	if s.Const != nil && value != s.Const || s.Enum != nil && !slices.Contains(s.Enum, value) {
		complain("%v is not allowed", value)
	}
	switch v := value.(type) {
	case map[string]any:
		if s.Type != "object" {
			complain("an object stands where a %s should", s.Type)
		}
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				complain("%s is missing", name)
			}
		}
		for name, member := range v {
			found = append(found, s.member(root, path, name, member)...)
		}
	case []any:
		if s.Type != "array" {
			complain("an array stands where a %s should", s.Type)
			break
		}
		for i, item := range v {
			found = append(found, s.Items.validate(root, fmt.Sprintf("%s[%d]", path, i), item)...)
		}
	case float64:
		if s.Type != "integer" || v != float64(int64(v)) || s.Minimum != nil && v < *s.Minimum {
			complain("%v is no %s in range", v, s.Type)
		}
	case string:
		if s.Type != "string" && s.Const == nil && s.Enum == nil {
			complain("a text stands where a %s should", s.Type)
		}
	case bool:
		if s.Type != "boolean" {
			complain("a boolean stands where a %s should", s.Type)
		}
	default:
		complain("%v is of no type", v)
	}
	return found
}

func (s *schema) member(root *schema, path, name string, value any) []string {
	var found []string
	if s.Names != nil {
		found = s.Names.validate(root, path+"."+name+" (name)", name)
	}
	if known := s.Properties[name]; known != nil {
		return append(found, known.validate(root, path+"."+name, value)...)
	}
	var others schema
	switch {
	case string(s.Additional) == "false":
		return append(found, path+": "+name+" is unknown")
	case len(s.Additional) > 0 && json.Unmarshal(s.Additional, &others) == nil:
		return append(found, others.validate(root, path+"."+name, value)...)
	}
	return found
}

func TestJSON_IsValidAgainstThePublishedSchema(t *testing.T) {
	published := publishedSchema(t)
	for name, r := range map[string]*conformance.Report{"everything": everything(), "nothing": {}, "green": green(2)} {
		var value any
		if err := json.Unmarshal([]byte(render(t, func(b *strings.Builder) error { return JSON(b, r) })), &value); err != nil {
			t.Fatal(err)
		}
		for _, complaint := range published.validate(published, "$", value) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
}

// valid holds a JSON text against a published schema.
func valid(t *testing.T, name, text string) {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s := schemaCalled(t, name)
	for _, complaint := range s.validate(s, "$", value) {
		t.Errorf("%s: %s", name, complaint)
	}
}

func TestCases_AllBuiltInAreValidAgainstThePublishedSchema(t *testing.T) {
	list, err := conformance.Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	valid(t, "conform-case", render(t, func(b *strings.Builder) error { return Cases(b, list) }))
	valid(t, "conform-case", render(t, func(b *strings.Builder) error { return Cases(b, nil) }))
}

func TestStream_EveryLineIsValidAgainstThePublishedSchema(t *testing.T) {
	for _, r := range []*conformance.Report{everything(), green(2), {}} {
		text := render(t, func(b *strings.Builder) error { return NDJSON(b, r) })
		for line := range strings.Lines(text) {
			valid(t, "conform-event", line)
		}
	}
}

func TestSARIF_IsValid(t *testing.T) {
	for _, r := range []*conformance.Report{everything(), sample(), green(2), {}} {
		valid(t, "sarif", render(t, func(b *strings.Builder) error { return SARIF(b, r) }))
	}
}

func TestEvidence_ManifestIsValidAgainstThePublishedSchema(t *testing.T) {
	b := &evidence.Bundle{}
	b.Add("reports/report.txt", []byte("text"))
	var out bytes.Buffer
	run := evidence.Run{Tool: "t", Go: "go", Target: "x", Counts: Counts(everything()), Decisions: []string{"d"}}
	if _, err := b.Write(&out, run); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := fs.ReadFile(archive, "manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	valid(t, "conform-evidence", string(manifest))
}

func TestContrast_IsValidAgainstThePublishedSchema(t *testing.T) {
	c := &conformance.Comparison{Left: green(1), Right: green(1)}
	for _, class := range conformance.ContrastClasses() {
		c.Found = append(c.Found, conformance.Contrast{Class: class, Case: "a/b", Step: "call", Path: "x", Left: "1", Right: "2"})
	}
	valid(t, "conform-contrast", render(t, func(b *strings.Builder) error { return ContrastJSON(b, c) }))
}

func TestSchema_RefusesWhatTheReportNeverSays(t *testing.T) {
	published := publishedSchema(t)
	for _, change := range []struct{ old, now string }{
		{`"verdict": "flaky"`, `"verdict": "maybe"`},
		{`"green": false`, `"green": "no"`},
		{`"path": "a|b",`, ``},
		{`"times": 2`, `"times": 0`},
		{`"producer"`, `"maker"`},
		{`"results": [`, `"results": [1,`},
		{`"answer-schema"`, `"answer"`},
	} {
		text := render(t, func(b *strings.Builder) error { return JSON(b, everything()) })
		var value any
		if err := json.Unmarshal([]byte(strings.Replace(text, change.old, change.now, 1)), &value); err != nil {
			t.Fatal(change.old, err)
		}
		if len(published.validate(published, "$", value)) == 0 {
			t.Errorf("%s is accepted instead of %s", change.now, change.old)
		}
	}
}
