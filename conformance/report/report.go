// Package report writes what a conformance run found: for people at a terminal, for a
// browser, for build servers and for programs. Wire texts in a report were masked
// before they came here.
package report

import (
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// Suite is the part of a report that belongs to one folder of cases.
type Suite struct {
	Name    string
	Results []conformance.Result
}

// Count returns how many cases of the suite ended in v.
func (s *Suite) Count(v conformance.Verdict) int {
	n := 0
	for i := range s.Results {
		if s.Results[i].Verdict == v {
			n++
		}
	}
	return n
}

// Suites groups the results by the first part of the case name, in order of appearance.
func Suites(r *conformance.Report) []Suite {
	var suites []Suite
	for i := range r.Results {
		name, _, _ := strings.Cut(r.Results[i].Case.Name, "/")
		if n := len(suites); n == 0 || suites[n-1].Name != name {
			suites = append(suites, Suite{Name: name})
		}
		s := &suites[len(suites)-1]
		s.Results = append(s.Results, r.Results[i])
	}
	return suites
}

// verdicts in the order tables show them.
var verdicts = []conformance.Verdict{conformance.Pass, conformance.Fail, conformance.Error, conformance.Skip}
