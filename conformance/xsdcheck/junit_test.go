package xsdcheck_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jacoelho/xsd"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/report"
)

// junitEngine compiles the schema of JUnit reports; the validator lives in this package.
func junitEngine(t *testing.T) *xsd.Engine {
	t.Helper()
	text, err := os.ReadFile("testdata/junit.xsd")
	if err != nil {
		t.Fatal(err)
	}
	engine, err := xsd.Compile(t.Context(), xsd.Bytes("junit.xsd", text))
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func validate(t *testing.T, engine *xsd.Engine, text []byte) error {
	t.Helper()
	session, err := engine.NewSession(xsd.ValidateOptions{MaxErrors: 10, MaxInstanceBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return session.Validate(t.Context(), bytes.NewReader(text))
}

// everyVerdict is a report with a case for each verdict there is.
func everyVerdict() *conformance.Report {
	r := &conformance.Report{Target: "a <target>", Started: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC), Duration: time.Second}
	for i, v := range conformance.Verdicts() {
		r.Results = append(r.Results, conformance.Result{
			Case: &conformance.Case{Name: strings.Repeat("s", i%3+1) + "/" + string(v), Title: `"Title" <&> of ` + string(v)}, Verdict: v, Reason: "because\x01",
			Duration: time.Duration(i) * time.Millisecond,
			Steps:    []conformance.StepResult{{Name: "call", Differences: []conformance.Difference{{Path: "a", Text: "want <1>, got \x02"}}}},
		})
	}
	return r
}

func TestJUnit_IsValidForEveryVerdict(t *testing.T) {
	engine := junitEngine(t)
	for name, r := range map[string]*conformance.Report{"every verdict": everyVerdict(), "nothing": {}} {
		var out bytes.Buffer
		if err := report.JUnit(&out, r); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, engine, out.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out.String())
		}
		for _, change := range []struct{ old, now string }{{` tests="`, ` test="`}, {`timestamp="2026-`, `timestamp="26-`}, {`<testsuite `, `<testsuite color="red" `}, {`</testcase>`, `<note/></testcase>`}} {
			if broken := strings.ReplaceAll(out.String(), change.old, change.now); broken != out.String() && validate(t, engine, []byte(broken)) == nil {
				t.Errorf("%s: a report with %s is valid, too", name, change.now)
			}
		}
	}
}
