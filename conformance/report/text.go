package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// Text writes the failures first, then the table of suites, then the verdict.
func Text(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	for i := range r.Results {
		p.failure(&r.Results[i])
	}
	p.table(Suites(r))
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

func (p *printer) failure(r *conformance.Result) {
	switch r.Verdict {
	case conformance.Fail:
		p.printf("FAIL   %s: %s\n", r.Case.Name, r.Case.Title)
	case conformance.Error:
		p.printf("ERROR  %s: %s\n       %s\n", r.Case.Name, r.Case.Title, r.Reason)
	case conformance.Skip:
		p.printf("SKIP   %s: %s\n", r.Case.Name, r.Reason)
	}
	for _, step := range r.Steps {
		for _, d := range step.Differences {
			p.printf("       %s: %s\n", step.Name, d)
		}
	}
	if r.Verdict == conformance.Fail {
		p.printf("       again: assist-soapgen conform --run '^%s$'\n", r.Case.Name)
	}
}

func (p *printer) table(suites []Suite) {
	width := len("suite")
	for _, s := range suites {
		width = max(width, len(s.Name))
	}
	p.printf("\n%-*s", width, "suite")
	for _, v := range verdicts {
		p.printf("%7s", v)
	}
	p.printf("%8s\n", "cases")
	for _, s := range suites {
		p.printf("%-*s", width, s.Name)
		for _, v := range verdicts {
			p.printf("%7s", count(s.Count(v)))
		}
		p.printf("%8d\n", len(s.Results))
	}
}

// count prints nothing much for nothing, so that the numbers that matter stand out.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

func tally(r *conformance.Report) string {
	var parts []string
	for _, v := range verdicts {
		if n := r.Count(v); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	return strings.Join(parts, ", ")
}
