package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// TAP writes the report in version 14 of the Test Anything Protocol. Known failures are
// TODO, what was left out is SKIP.
func TAP(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	p.printf("TAP version 14\n1..%d\n", len(r.Results))
	for i := range r.Results {
		p.tapLine(i+1, &r.Results[i])
	}
	for _, s := range r.Stale {
		p.printf("# stale: %s\n", tapComment(s.String()))
	}
	for _, s := range r.Survivors {
		p.printf("# survivor: %s\n", tapComment(s.String()))
	}
	for _, d := range r.Drift {
		p.printf("# drift: %s\n", tapComment(d.String()))
	}
	return p.err
}

func (p *printer) tapLine(number int, r *conformance.Result) {
	word, directive := "ok", ""
	switch v := r.Verdict; {
	case v.Red() || v == conformance.UnexpectedPass:
		word = "not ok"
	case v == conformance.KnownFail:
		word, directive = "not ok", " # TODO "+tapText(knownText(r))
	case v == conformance.Skip:
		directive = " # SKIP " + tapText(r.Reason)
	}
	p.printf("%s %d - %s: %s%s\n", word, number, tapText(r.Case.Name), tapText(r.Case.Title), directive)
	if !r.Verdict.Red() && !r.Failed() && r.Verdict != conformance.UnexpectedPass {
		return
	}
	p.printf("  ---\n  verdict: %s\n", r.Verdict)
	if r.Reason != "" {
		p.printf("  message: %s\n", strconv.QuoteToASCII(r.Reason))
	}
	if r.Failed() {
		p.printf("  differences:\n")
		for _, step := range r.Steps {
			for _, d := range step.Differences {
				p.printf("    - %s\n", strconv.QuoteToASCII(step.Name+": "+d.String()))
			}
		}
	}
	p.printf("  ...\n")
}

// tapText escapes what would begin a directive, and keeps a description on its line.
func tapText(text string) string {
	return strings.NewReplacer(`\`, `\\`, "#", `\#`).Replace(tapComment(text))
}

func tapComment(text string) string { return strings.Join(strings.Fields(printable(text)), " ") }
