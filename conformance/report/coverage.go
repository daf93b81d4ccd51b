package report

import (
	"fmt"
	"io"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/coverage"
)

// coverage prints the table of what was exercised. Classes without goals have no column.
func (p *printer) coverage(s *coverage.Summary) {
	if s == nil {
		return
	}
	classes := classesOf(s)
	rows := coverageRows(s)
	width := len("coverage")
	for _, row := range rows {
		width = max(width, len(row.Name))
	}
	p.printf("\n%-*s", width, "coverage")
	for _, c := range classes {
		p.printf("%11s", c)
	}
	p.printf("%11s%6s%6s\n", "all", "%", "live")
	for _, row := range rows {
		p.printf("%-*s", width, row.Name)
		for _, c := range classes {
			p.printf("%11s", row.Classes[c])
		}
		p.printf("%11s%5d%%%6d\n", row.Sum, row.Sum.Percent(), row.Sum.Live)
	}
}

func coverageRows(s *coverage.Summary) []coverage.Row {
	return append(append([]coverage.Row{}, s.Rows...), s.Total)
}

func classesOf(s *coverage.Summary) []coverage.Class {
	var classes []coverage.Class
	for _, c := range coverage.Classes() {
		if s.Total.Classes[c].Goals > 0 {
			classes = append(classes, c)
		}
	}
	return classes
}

// Uncovered writes what a run did not exercise, one goal on a line, and then what only
// canned replies did.
func Uncovered(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	if s := r.Coverage; s != nil {
		p.printf("# %s of %d goals not reached, %d reached by canned replies only\n", fmt.Sprint(len(s.Missing)), s.Total.Sum.Goals, len(s.CannedOnly))
		for _, g := range s.Missing {
			p.printf("missing %s\n", g)
		}
		for _, g := range s.CannedOnly {
			p.printf("canned  %s\n", g)
		}
	}
	return p.err
}
