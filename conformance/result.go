package conformance

import (
	"time"

	"github.com/assist-soap/toolkit/conformance/coverage"
)

// Result is one case and what became of it. With Plan.Repeat it is the worst of its runs.
type Result struct {
	Case     *Case
	Verdict  Verdict
	Reason   string // of every verdict that its differences do not explain
	Duration time.Duration
	Started  time.Duration // since the start of the run
	Runs     int           // how often it ran
	Failures int           // how many of the runs did not pass
	Steps    []StepResult
}

// StepResult is one step of a case. Requests and replies are masked.
type StepResult struct {
	Name        string
	Call        string
	Differences []Difference
	Warnings    []Difference // what the target does that its description does not say
	Known       []Difference // differences that the known failures list covers
	Request     string
	Reply       string
	Explanation string // of a check value that did not match; secrets masked
	Status      int    // HTTP status of the reply; 0 when nothing was exchanged
	Started     time.Duration
	Duration    time.Duration

	drift    []Drift
	observed *observed
}

// Failed reports whether any step found a difference that nobody knows of.
func (r *Result) Failed() bool {
	for i := range r.Steps {
		if len(r.Steps[i].Differences) > 0 {
			return true
		}
	}
	return false
}

func (r *Result) warned() bool {
	for i := range r.Steps {
		if len(r.Steps[i].Warnings) > 0 {
			return true
		}
	}
	return false
}

// Report is a whole run.
type Report struct {
	Target   string
	Root     string // directory of the case files, for reports that point into them
	Started  time.Time
	Duration time.Duration
	Results  []Result
	Coverage *coverage.Summary // of the descriptions, by what the cases really exercised
	Drift    []Drift           // of the target from the descriptions; canned replies do not count
	Stale    []Stale           // entries of the known failures list that have to go
	Replay   []string          // recordings that nobody asked for, and the reverse
	// Evidence are decisions that somebody took about this run and that a reader must
	// know of: a production host that was meant.
	Evidence []string
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
// failed. A run in which nothing ran is not green, nor is one whose list of known
// failures is stale.
func (r *Report) Green() bool { return r.Conforms() && !r.Outdated() }

// Conforms is Green without the list of known failures.
func (r *Report) Conforms() bool {
	good := 0
	for i := range r.Results {
		switch v := r.Results[i].Verdict; {
		case v.Red():
			return false
		case v == Pass, v == Warn, v == UnexpectedPass:
			good++
		}
	}
	return good > 0 && len(r.Replay) == 0
}

// Outdated reports whether the list of known failures no longer says what is so.
func (r *Report) Outdated() bool { return r.Count(UnexpectedPass) > 0 || len(r.Stale) > 0 }
