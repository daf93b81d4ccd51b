package conformance

import (
	"time"

	"github.com/assist-soap/toolkit/conformance/coverage"
)

// Verdict is what became of a case.
type Verdict string

// The verdicts. Error means that the case could not be carried out; everything but
// Pass and Skip turns a run red.
const (
	Pass  Verdict = "pass"
	Fail  Verdict = "fail"
	Error Verdict = "error"
	Skip  Verdict = "skip"
)

// Result is one case, run once.
type Result struct {
	Case     *Case
	Verdict  Verdict
	Reason   string // of a skip or an error
	Duration time.Duration
	Steps    []StepResult
}

// StepResult is one step of a case. Requests and replies are masked.
type StepResult struct {
	Name        string
	Call        string
	Differences []Difference
	Request     string
	Reply       string
	Status      int // HTTP status of the reply; 0 when nothing was exchanged
	Duration    time.Duration

	observed *observed
}

// Failed reports whether any step found a difference.
func (r *Result) Failed() bool {
	for i := range r.Steps {
		if len(r.Steps[i].Differences) > 0 {
			return true
		}
	}
	return false
}

// Report is a whole run.
type Report struct {
	Target   string
	Started  time.Time
	Duration time.Duration
	Results  []Result
	Coverage *coverage.Summary // of the descriptions, by what the cases really exercised
}

// Count returns how many cases ended in v.
func (r *Report) Count(v Verdict) int {
	n := 0
	for i := range r.Results {
		if r.Results[i].Verdict == v {
			n++
		}
	}
	return n
}

// Green reports whether the run proves anything good: something passed and nothing
// failed. A run in which nothing ran is not green.
func (r *Report) Green() bool {
	return r.Count(Pass) > 0 && r.Count(Fail) == 0 && r.Count(Error) == 0
}
