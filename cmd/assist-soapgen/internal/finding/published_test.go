package finding

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/jacoelho/xsd"
)

// conformanceFile is a schema that the reports of conform are held against, too.
func conformanceFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "conformance", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// ways are the reports there are: with everything, in both languages, and with nothing.
func ways(t *testing.T) map[string]*Report {
	t.Helper()
	russian := sample(t)
	russian.Language = Russian
	quiet := &Report{Check: "lint", Inputs: []string{"a.wsdl"}, Calm: Text{"nothing to say", "замечаний нет"}, Rules: russian.Rules}
	stale := &Report{Check: "diff", Inputs: []string{"a", "b"}}
	approvals, err := ReadApprovals("approvals.txt", "000000000000 2030-01-31 a.owner gone\n")
	if err != nil {
		t.Fatal(err)
	}
	stale.Approve(approvals, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	return map[string]*Report{"everything": sample(t), "in Russian": russian, "nothing": quiet, "stale": stale}
}

func TestSARIF_IsValidAgainstTheSchemaOfConform(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(conformanceFile(t, "report/testdata/sarif.schema.json"), &schema); err != nil {
		t.Fatal(err)
	}
	problems := func(text []byte) []string {
		var value any
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		c := &schemaChecker{defs: schema["$defs"].(map[string]any)}
		c.check(schema, value, "$")
		return c.problems
	}
	for name, r := range ways(t) {
		text := written(t, r, SARIFFormat)
		for _, problem := range problems(text) {
			t.Errorf("%s: %s", name, problem)
		}
		for _, change := range [][2]string{{`"version": "2.1.0"`, `"version": "2"`}, {`"runs"`, `"run"`}, {`"level": "warning"`, `"level": "bad"`}, {`"ruleId"`, `"rule"`}} {
			broken := bytes.ReplaceAll(text, []byte(change[0]), []byte(change[1]))
			if !bytes.Equal(broken, text) && len(problems(broken)) == 0 {
				t.Errorf("%s: a log with %s is valid, too", name, change[1])
			}
		}
	}
}

func TestJUnit_IsValidAgainstTheSchemaOfConform(t *testing.T) {
	engine, err := xsd.Compile(t.Context(), xsd.Bytes("junit.xsd", conformanceFile(t, "xsdcheck/testdata/junit.xsd")))
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text []byte) error {
		session, err := engine.NewSession(xsd.ValidateOptions{MaxErrors: 10, MaxInstanceBytes: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		return session.Validate(t.Context(), bytes.NewReader(text))
	}
	for name, r := range ways(t) {
		text := written(t, r, JUnitFormat)
		if err := validate(text); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		for _, change := range [][2]string{{` tests="`, ` test="`}, {`<testsuite `, `<testsuite color="red" `}, {`</testcase>`, `<note/></testcase>`}} {
			broken := bytes.ReplaceAll(slices.Clone(text), []byte(change[0]), []byte(change[1]))
			if !bytes.Equal(broken, text) && validate(broken) == nil {
				t.Errorf("%s: a report with %s is valid, too", name, change[1])
			}
		}
	}
}
