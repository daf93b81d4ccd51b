package report

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/coverage"
)

// everything is a report with every verdict and every section.
func everything() *conformance.Report {
	r := sample()
	add := func(v conformance.Verdict, name string, step conformance.StepResult) {
		r.Results = append(r.Results, conformance.Result{
			Case: &conformance.Case{Name: "more/" + name, Title: "Title # of " + name}, Verdict: v, Reason: "the reason of " + name, Runs: 3, Failures: 1,
			Steps: []conformance.StepResult{step, {Name: "last", Started: time.Millisecond, Duration: time.Millisecond}},
		})
	}
	difference := []conformance.Difference{{Path: "a|b", Text: `want "1,2", got "50%"`}}
	add(conformance.Warn, "warn", conformance.StepResult{Name: "one", Warnings: difference})
	add(conformance.KnownFail, "known", conformance.StepResult{Name: "one", Known: difference})
	add(conformance.UnexpectedPass, "passes", conformance.StepResult{Name: "one"})
	add(conformance.Flaky, "flaky", conformance.StepResult{Name: "one", Differences: difference, Explanation: "1 merchant\n2 login"})
	add(conformance.UnknownOutcome, "unknown", conformance.StepResult{Name: "one", Differences: difference})
	add(conformance.NotRun, "not-run", conformance.StepResult{Name: "one"})
	r.Root = "conformance/cases"
	r.Drift = []conformance.Drift{{Rule: "answer-schema", Service: "s", Operation: "o", Path: "/a", Text: "unexpected <x>", Times: 2, Cases: []string{"more/warn"}}}
	r.Stale = []conformance.Stale{{Entry: &conformance.KnownEntry{Case: "more/passes", Step: "one", Path: "p", Owner: "me", Line: 3}, Place: "known.txt:3", Why: "it is stale"}}
	r.Replay = []string{"more/x: the recorded request of step a was not sent"}
	r.Evidence = []string{"allowed by both"}
	r.Mutants, r.Survivors = 7, []conformance.Survivor{{Case: "more/warn", Step: "one", What: "output, a changed"}}
	row := coverage.Row{Name: "s", Classes: map[coverage.Class]coverage.Count{coverage.Request: {Reached: 1, Live: 1, Goals: 2}}, Sum: coverage.Count{Reached: 1, Live: 1, Goals: 2}}
	total := row
	total.Name = "total"
	goal := coverage.Goal{Service: "s", Operation: "o", Class: coverage.Request, Name: "field"}
	r.Coverage = &coverage.Summary{Rows: []coverage.Row{row}, Total: total, Missing: []coverage.Goal{goal}, CannedOnly: []coverage.Goal{goal}}
	return r
}

func TestText_UnexpectedFirstThenTheSections(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return Text(b, everything()) })
	last := -1
	for _, want := range []string{
		"FAIL   createbill/fail", "UNKNOWN more/unknown", "ERROR  silentpay/error", "FLAKY  more/flaky", "         | 1 merchant\n         | 2 login\n",
		"PASSES more/passes: the reason", "NOTRUN more/not-run", "WARN   more/warn", "one: warning: a|b", "KNOWN  more/known", "one: known: a|b", "SKIP   silentpay/skip",
		"\nsuite ", "Stale entries", "known.txt:3: more/passes one p: it is stale", "Recordings:", "Changed expectations that nobody noticed:", "more/warn, step one: output, a changed", "Drift from the descriptions:", "answer-schema s.o /a: unexpected <x> (2 times; more/warn)",
		"Decisions:", "\ncoverage    request        all     %  live\ns               1/2        1/2   50%     1\ntotal           1/2        1/2   50%     1\n", "sandbox & friends: ",
	} {
		at := strings.Index(text, want)
		if at < last {
			t.Errorf("%q is at %d, the one before at %d:\n%s", want, at, last, text)
		}
		last = at
	}
}

// The decoder below is the part of SARIF 2.1.0 that servers demand.
func TestSARIF_IsWhatServersRead(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return SARIF(b, everything()) })
	var log sarifLog
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || !strings.Contains(log.Schema, "sarif-2.1.0") {
		t.Fatalf("got %+v", log)
	}
	run := log.Runs[0]
	var got []string
	prints := map[string]bool{}
	for _, res := range run.Results {
		if run.Tool.Driver.Rules[res.RuleIndex].ID != res.RuleID || res.Message.Text == "" || !slices.Contains([]string{"error", "warning", "note"}, res.Level) {
			t.Errorf("got %+v", res)
		}
		for _, l := range res.Locations {
			if strings.HasPrefix(l.Physical.Artifact.URI, "/") || l.Physical.Region.StartLine < 1 {
				t.Errorf("place %+v", l)
			}
		}
		prints[res.Fingerprints["assistSoapgen/v1"]] = true
		got = append(got, res.RuleID+" "+strconv.Itoa(len(res.Suppressions)))
	}
	want := []string{
		"conform-difference 0", "conform-difference 0", "conform-unknown-outcome 0", "conform-difference 0", "conform-error 0", "conform-flaky 0", "conform-difference 0",
		"conform-unexpected-pass 0", "conform-not-run 0", "conform-difference 1", "conform-stale-entry 0", "conform-survivor 0", "answer-schema 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(prints) != len(got) {
		t.Errorf("%d fingerprints of %d results", len(prints), len(got))
	}
}

var tapLine = regexp.MustCompile(`^(not ok|ok) (\d+) - (?:[^#\\]|\\.)+(?: # (SKIP|TODO) .*)?$`)

func TestTAP_IsVersion14(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return TAP(b, everything()) })
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "TAP version 14" || lines[1] != "1..10" {
		t.Fatalf("got %q", lines[:2])
	}
	var points []string
	inside := false
	for _, line := range lines[2:] {
		switch {
		case line == "  ---":
			inside = true
		case line == "  ...":
			inside = false
		case inside:
			if !strings.HasPrefix(line, "  ") || !regexp.MustCompile(`^ {2}(verdict|message|differences):|^ {4}- "`).MatchString(line) {
				t.Errorf("diagnostics line %q", line)
			}
		case strings.HasPrefix(line, "# "):
		default:
			m := tapLine.FindStringSubmatch(line)
			if m == nil || m[2] != strconv.Itoa(len(points)+1) {
				t.Fatalf("line %q", line)
			}
			points = append(points, strings.TrimSpace(m[1]+" "+m[3]))
		}
	}
	want := []string{"ok", "not ok", "not ok", "ok SKIP", "ok", "not ok TODO", "not ok", "not ok", "not ok", "not ok"}
	if diff := cmp.Diff(want, points); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdown_TablesAreWhole(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return Markdown(b, everything()) })
	bars := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "|") {
			bars = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if bars != 0 && n != bars {
			t.Errorf("%d cells where %d are: %s", n, bars, line)
		}
		bars = n
	}
	for _, want := range []string{`| more/flaky | one | a\|b | want "1,2", got "50%" |`, "known: want", "### Coverage", "| s | 1/2 | 1/2 | 50 |", `unexpected &lt;x>`} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %s:\n%s", want, text)
		}
	}
	if strings.Contains(text, "<script>") {
		t.Error("a value became markup")
	}
}

func TestAnnotations_EscapeWhatCommandsAreMadeOf(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return Annotations(b, everything()) })
	form := regexp.MustCompile(`^::(error|warning|notice) (file=[^,:]+,line=\d+,)?title=[a-z-]+::[^\n\r]+$`)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, line := range lines {
		if !form.MatchString(line) {
			t.Errorf("line %q", line)
		}
	}
	if len(lines) != 13 || !strings.HasPrefix(lines[0], "::error file=conformance/cases") || !strings.Contains(text, `got "50%25"`) || !strings.Contains(text, "::notice ") {
		t.Errorf("got\n%s", text)
	}
}

func TestStream_EveryLineIsAnEvent(t *testing.T) {
	r := everything()
	text := render(t, func(b *strings.Builder) error {
		s := NewStream(b)
		for i := range r.Results {
			s.Case(i+1, len(r.Results), &r.Results[i])
		}
		return s.End(r)
	})
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		if i == len(lines)-1 {
			var end streamEnd
			if err := decoder.Decode(&end); err != nil || end.Event != "end" || end.Green || end.Counts["flaky"] != 1 {
				t.Errorf("%v: %s", err, line)
			}
			continue
		}
		var c streamCase
		if err := decoder.Decode(&c); err != nil || c.Event != "case" || c.Done != i+1 || c.Total != len(r.Results) || c.Case != r.Results[i].Case.Name {
			t.Errorf("%v: %s", err, line)
		}
	}
	if err := NewStream(new(full)).End(r); err == nil {
		t.Error("a stream that was not written is no error")
	}
}

func TestJUnit_CountsWhatItHolds(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JUnit(b, everything()) })
	if !strings.Contains(text, `tests="10" failures="4" errors="2"`) || strings.Count(text, "<failure ") != 4 || strings.Count(text, "<error ") != 2 || strings.Count(text, "<skipped ") != 2 {
		t.Errorf("got\n%s", text)
	}
}

func TestHTML_ShowsEverySection(t *testing.T) {
	page := render(t, func(b *strings.Builder) error { return HTML(b, everything()) })
	_, text := elements(t, asXML(page))
	for _, want := range []string{
		"Needs attention", "7 changed expectations were tried, 1 were not noticed", "Decisions", "Stale entries", "Recordings", "Drift from the descriptions", "unexpected <x>", "Coverage of the descriptions", "1 not reached", "s.o request field",
		"Timeline", "how the check value comes about", "1 merchant\n2 login", "known: a|b", "warning: a|b",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !strings.Contains(page, `style="left:0%;width:`) {
		t.Error("the timeline has no bars")
	}
}

func TestUncovered_ListsGoals(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return Uncovered(b, everything()) })
	want := "# 1 of 2 goals not reached, 1 reached by canned replies only\nmissing s.o request field\ncanned  s.o request field\n"
	if text != want {
		t.Errorf("got %s", text)
	}
}

func TestContrast_TextAndJSON(t *testing.T) {
	c := &conformance.Comparison{Left: green(1), Right: green(1), Found: []conformance.Contrast{
		{Class: conformance.Contract, Case: "a/b", Step: "call", Path: "x", Left: "1", Right: "(absent)"}, {Class: conformance.Volatile, Case: "a/b", Step: "call", Path: "y", Left: "2", Right: "3"},
	}}
	text := render(t, func(b *strings.Builder) error { return Contrast(b, c) })
	if !strings.Contains(text, "contract: 1\n  a/b, step call, x: 1 | (absent)\n") || !strings.Contains(text, "volatile: 1\n\ntiming: 0\n") {
		t.Errorf("got %s", text)
	}
	var got struct {
		Schema, Left, Right string
		Alike               bool
		Found               []jsonContrast
	}
	text = render(t, func(b *strings.Builder) error { return ContrastJSON(b, c) })
	if err := json.Unmarshal([]byte(text), &got); err != nil || got.Alike || len(got.Found) != 2 {
		t.Errorf("%v: %s", err, text)
	}
}
