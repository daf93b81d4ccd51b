package report

import (
	"io"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/coverage"
)

// most bounds the list of failures in a Markdown report, which people paste into merge
// requests.
const most = 50

// Markdown writes the report for a merge request or a job summary.
func Markdown(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	word := "does not conform"
	if r.Green() {
		word = "conforms"
	}
	p.printf("## Conformance: %s %s\n\n%s in %s\n", escape(r.Target), word, tally(r), r.Duration.Round(time.Millisecond))
	p.markdownRemarks(r)
	p.markdownList("Stale entries of the list of known failures", lines(r.Stale))
	p.markdownList("Recordings", r.Replay)
	p.markdownDrift(r.Drift)
	p.markdownList("Changed expectations that nobody noticed", lines(r.Survivors))
	p.markdownList("Decisions", r.Evidence)
	p.markdownSuites(r)
	p.markdownCoverage(r.Coverage)
	return p.err
}

func (p *printer) markdownRemarks(r *conformance.Report) {
	list := remarks(r)
	if len(list) == 0 {
		return
	}
	p.printf("\n### Failures\n\n| Case | Step | Where | What |\n|---|---|---|---|\n")
	for i := range list {
		if i == most {
			p.printf("\nand %d more\n", len(list)-most)
			return
		}
		m := &list[i]
		what := escape(m.text)
		if m.known {
			what = "known: " + what
		}
		p.printf("| %s | %s | %s | %s |\n", escape(m.result.Case.Name), escape(m.step), escape(m.path), what)
	}
}

func (p *printer) markdownList(title string, list []string) {
	if len(list) == 0 {
		return
	}
	p.printf("\n### %s\n\n", title)
	for _, line := range list {
		p.printf("- %s\n", escape(line))
	}
}

func (p *printer) markdownDrift(list []conformance.Drift) {
	if len(list) == 0 {
		return
	}
	p.printf("\n### Drift from the descriptions\n\n| Rule | Operation | Where | What | Times |\n|---|---|---|---|--:|\n")
	for _, d := range list {
		p.printf("| %s | %s | %s | %s | %d |\n", escape(d.Rule), escape(d.Service+"."+d.Operation), escape(d.Path), escape(d.Text), d.Times)
	}
}

func (p *printer) markdownSuites(r *conformance.Report) {
	verdicts := verdictsOf(r)
	p.printf("\n### Suites\n\n| suite |")
	for _, v := range verdicts {
		p.printf(" %s |", v)
	}
	p.printf(" cases |\n|---|%s--:|\n", strings.Repeat("--:|", len(verdicts)))
	for _, s := range Suites(r) {
		p.printf("| %s |", escape(s.Name))
		for _, v := range verdicts {
			p.printf(" %s |", count(s.Count(v)))
		}
		p.printf(" %d |\n", len(s.Results))
	}
}

func (p *printer) markdownCoverage(s *coverage.Summary) {
	if s == nil {
		return
	}
	classes := classesOf(s)
	p.printf("\n### Coverage\n\n| service |")
	for _, c := range classes {
		p.printf(" %s |", c)
	}
	p.printf(" all | %% |\n|---|%s--:|--:|\n", strings.Repeat("--:|", len(classes)))
	for _, row := range coverageRows(s) {
		p.printf("| %s |", escape(row.Name))
		for _, c := range classes {
			p.printf(" %s |", row.Classes[c])
		}
		p.printf(" %s | %d |\n", row.Sum, row.Sum.Percent())
	}
}

// escape keeps texts of a target from becoming markup.
func escape(text string) string {
	text = strings.Join(strings.Fields(printable(text)), " ")
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", "`", "'", "*", `\*`, "_", `\_`, "[", `\[`).Replace(text)
}
