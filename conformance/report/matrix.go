package report

import (
	"io"

	"github.com/assist-soap/toolkit/conformance"
)

// Matrix writes the verdicts of several targets beside one another, for the cases on
// which they do not agree, and how many they agree on.
func Matrix(w io.Writer, reports []*conformance.Report) error {
	if len(reports) < 2 {
		return nil
	}
	p := &printer{w: w}
	var names []string
	verdicts := map[string][]conformance.Verdict{}
	for i, r := range reports {
		p.printf("\n%d: %s: %s", i+1, r.Target, tally(r))
		for j := range r.Results {
			name := r.Results[j].Case.Name
			if verdicts[name] == nil {
				names = append(names, name)
				verdicts[name] = make([]conformance.Verdict, len(reports))
			}
			verdicts[name][i] = r.Results[j].Verdict
		}
	}
	alike, width := 0, len("case")
	var differ []string
	for _, name := range names {
		if agree(verdicts[name]) {
			alike++
			continue
		}
		differ, width = append(differ, name), max(width, len(name))
	}
	p.printf("\n\n%-*s", width, "case")
	for i := range reports {
		p.printf("  %-15d", i+1)
	}
	for _, name := range differ {
		p.printf("\n%-*s", width, name)
		for _, v := range verdicts[name] {
			p.printf("  %-15s", v)
		}
	}
	p.printf("\n%d cases ended alike, %d did not\n", alike, len(differ))
	return p.err
}

func agree(verdicts []conformance.Verdict) bool {
	for _, v := range verdicts {
		if v != verdicts[0] {
			return false
		}
	}
	return true
}
