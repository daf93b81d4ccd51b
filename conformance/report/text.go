package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// Text writes what nobody expected first, then the table of suites, then drift and
// stale entries, the coverage, the verdict.
func Text(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	for _, res := range byAttention(r) {
		p.result(r, res)
	}
	p.table(r)
	p.list("Stale entries of the list of known failures:", lines(r.Stale))
	p.list("Recordings:", r.Replay)
	p.list("Changed expectations that nobody noticed:", lines(r.Survivors))
	p.list("Drift from the descriptions:", driftLines(r.Drift))
	p.list("Decisions:", r.Evidence)
	p.coverage(r.Coverage)
	if r.Mutants > 0 {
		p.printf("\nmutants: %d changed expectations, %d not noticed\n", r.Mutants, len(r.Survivors))
	}
	p.printf("\n%s: %s in %s\n", r.Target, tally(r), r.Duration.Round(time.Millisecond))
	return p.err
}

// printer remembers the first write error, so that layout code reads as layout.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// heads are the words before a case, of those verdicts that are shown one by one.
var heads = map[conformance.Verdict]string{
	conformance.Fail: "FAIL  ", conformance.Error: "ERROR ", conformance.Skip: "SKIP  ", conformance.Warn: "WARN  ",
	conformance.KnownFail: "KNOWN ", conformance.UnexpectedPass: "PASSES", conformance.Flaky: "FLAKY ",
	conformance.UnknownOutcome: "UNKNOWN", conformance.NotRun: "NOTRUN",
}

func (p *printer) result(report *conformance.Report, r *conformance.Result) {
	head, shown := heads[r.Verdict]
	if !shown {
		return
	}
	switch r.Verdict {
	case conformance.Skip, conformance.NotRun, conformance.UnexpectedPass:
		p.printf("%s %s: %s\n", head, r.Case.Name, r.Reason)
		return
	}
	p.printf("%s %s: %s\n", head, r.Case.Name, r.Case.Title)
	if r.Reason != "" {
		p.printf("       %s\n", r.Reason)
	}
	for _, step := range r.Steps {
		for _, d := range step.Differences {
			p.printf("       %s: %s\n", step.Name, d)
		}
		for _, d := range step.Known {
			p.printf("       %s: known: %s\n", step.Name, d)
		}
		for _, d := range step.Warnings {
			p.printf("       %s: warning: %s\n", step.Name, d)
		}
		p.explanation(step.Explanation)
	}
	if r.Verdict.Red() && r.Verdict != conformance.Error {
		p.printf("       again: %s\n", report.Again(r.Case))
	}
}

func (p *printer) explanation(text string) {
	if text == "" {
		return
	}
	for line := range strings.Lines(text) {
		p.printf("         | %s\n", strings.TrimRight(line, "\n"))
	}
}

func (p *printer) table(r *conformance.Report) {
	suites, verdicts := Suites(r), verdictsOf(r)
	width := len("suite")
	for _, s := range suites {
		width = max(width, len(s.Name))
	}
	p.printf("\n%-*s", width, "suite")
	for _, v := range verdicts {
		p.printf("%*s", columnWidth(v), v)
	}
	p.printf("%8s%8s\n", "cases", "live")
	for _, s := range suites {
		p.printf("%-*s", width, s.Name)
		for _, v := range verdicts {
			p.printf("%*s", columnWidth(v), count(s.Count(v)))
		}
		p.printf("%8d%8s\n", len(s.Results), count(s.Live()))
	}
}

func columnWidth(v conformance.Verdict) int { return max(7, len(v)+2) }

// count prints nothing much for nothing, so that the numbers that matter stand out.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

func (p *printer) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.printf("\n%s\n", title)
	for _, line := range lines {
		p.printf("  %s\n", line)
	}
}

func lines[T fmt.Stringer](list []T) []string {
	var out []string
	for _, item := range list {
		out = append(out, item.String())
	}
	return out
}

func driftLines(list []conformance.Drift) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s (%d times; %s)", d, d.Times, strings.Join(d.Cases, " ")))
	}
	return out
}
