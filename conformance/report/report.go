// Package report writes what a conformance run found: for people at a terminal, for a
// browser, for build servers and for programs. Wire texts in a report were masked
// before they came here.
package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// Suite is the part of a report that belongs to one folder of cases.
type Suite struct {
	Name    string
	Results []conformance.Result
}

// Count returns how many cases of the suite ended in one of the verdicts.
func (s *Suite) Count(verdicts ...conformance.Verdict) int {
	n := 0
	for i := range s.Results {
		if slices.Contains(verdicts, s.Results[i].Verdict) {
			n++
		}
	}
	return n
}

// Live returns how many cases of the suite asked the target.
func (s *Suite) Live() int {
	n := 0
	for i := range s.Results {
		if s.Results[i].Live() {
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

// always are the verdicts whose columns every table has; the others come when somebody
// got them.
var always = []conformance.Verdict{conformance.Pass, conformance.Fail, conformance.Error, conformance.Skip}

// verdictsOf lists the verdicts that a report shows, in order.
func verdictsOf(r *conformance.Report) []conformance.Verdict {
	return slices.DeleteFunc(conformance.Verdicts(), func(v conformance.Verdict) bool {
		return !slices.Contains(always, v) && r.Count(v) == 0
	})
}

// Counts returns how many cases ended in each verdict; the common ones are always there.
func Counts(r *conformance.Report) map[string]int {
	counts := map[string]int{}
	for _, v := range verdictsOf(r) {
		counts[string(v)] = r.Count(v)
	}
	return counts
}

// byAttention returns the results with what nobody expected first, else in order.
func byAttention(r *conformance.Report) []*conformance.Result {
	list := make([]*conformance.Result, len(r.Results))
	for i := range r.Results {
		list[i] = &r.Results[i]
	}
	slices.SortStableFunc(list, func(a, b *conformance.Result) int {
		return cmp.Compare(a.Verdict.Attention(), b.Verdict.Attention())
	})
	return list
}

// remark is one thing to be said of one assertion, by whatever writer.
type remark struct {
	result *conformance.Result
	step   string
	rule   string // stable id
	level  string // "error", "warning" or "note"
	path   string
	text   string
	known  bool
}

// rules are the ids of remarks that come from cases; those of drift follow in a report.
var rules = [][2]string{
	{"conform-difference", "The target did not do what a case expects."},
	{"conform-error", "A case could not be carried out."},
	{"conform-unknown-outcome", "A request may have been carried out, and no answer says so."},
	{"conform-flaky", "A case passed in some of its runs only."},
	{"conform-not-run", "A case was not run."},
	{"conform-unexpected-pass", "A case passed that the list of known failures says to fail."},
	{"conform-survivor", "A changed expectation was not noticed: the case does not assert what it seems to."},
	{"conform-stale-entry", "An entry of the list of known failures no longer says what is so."},
}

// remarks lists what is to be said of the cases, what nobody expected first.
func remarks(r *conformance.Report) []remark {
	var list []remark
	for _, res := range byAttention(r) {
		list = append(list, remarksOf(res)...)
	}
	return list
}

var verdictRules = map[conformance.Verdict]string{
	conformance.Error: "conform-error", conformance.UnknownOutcome: "conform-unknown-outcome", conformance.Flaky: "conform-flaky",
	conformance.NotRun: "conform-not-run", conformance.UnexpectedPass: "conform-unexpected-pass",
}

func remarksOf(res *conformance.Result) []remark {
	var list []remark
	if rule := verdictRules[res.Verdict]; rule != "" {
		step := ""
		if n := len(res.Steps); n > 0 {
			step = res.Steps[n-1].Name
		}
		list = append(list, remark{res, step, rule, "error", "", res.Reason, false})
	}
	for i := range res.Steps {
		s := &res.Steps[i]
		for _, d := range s.Differences {
			list = append(list, remark{res, s.Name, "conform-difference", "error", d.Path, d.Text, false})
		}
		for _, d := range s.Known {
			list = append(list, remark{res, s.Name, "conform-difference", "error", d.Path, d.Text, true})
		}
	}
	return list
}

// place returns file and line of a remark's step, with forward slashes.
func place(r *conformance.Report, m *remark) (file string, line int) {
	return path.Join(r.Root, m.result.Case.File()), m.result.Case.Line(m.step)
}

// sentence is a remark without its place.
func (m *remark) sentence() string {
	text := m.result.Case.Name
	if m.step != "" {
		text += ", step " + m.step
	}
	if m.path != "" {
		text += ", " + m.path
	}
	return text + ": " + m.text
}

func tally(r *conformance.Report) string {
	var parts []string
	for _, v := range conformance.Verdicts() {
		if n := r.Count(v); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	return strings.Join(parts, ", ")
}
