package conformance

import (
	"cmp"
	"fmt"
	"regexp"
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
	Live        bool   // the target was asked; else the case answered, or nothing was sent
	Started     time.Duration
	Duration    time.Duration

	Mutants int // changed expectations that were tried, with Plan.Mutate

	drift     []Drift
	observed  *observed
	survivors []string
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
	Target    string
	Root      string // directory of the case files, for reports that point into them
	Command   string // what runs it again, without what selects cases; "" for the embedded sandbox
	Started   time.Time
	Duration  time.Duration
	Results   []Result
	Coverage  *coverage.Summary // of the descriptions, by what the cases really exercised
	Drift     []Drift           // of the target from the descriptions; canned replies do not count
	Stale     []Stale           // entries of the known failures list that have to go
	Replay    []string          // recordings that nobody asked for, and the reverse
	Mutants   int               // changed expectations that were tried, with Plan.Mutate
	Survivors []Survivor        // those of them that nobody noticed
	// Evidence are decisions that somebody took about this run and that a reader must
	// know of: a production host that was meant.
	Evidence []string
	Tables   []Table // that readers of the HTML report are shown beside it
}

// Table is a table that the run did not make and that belongs to what it is read with.
type Table struct {
	ID, Title, Note string
	Head            []string
	Rows            [][]string
}

// Again returns the command that runs one case of the report again, without secrets.
func (r *Report) Again(c *Case) string {
	return fmt.Sprintf("%s --run '^%s$'", cmp.Or(r.Command, "assist-soapgen conform"), regexp.QuoteMeta(c.Name))
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
	return good > 0 && len(r.Replay) == 0 && len(r.Survivors) == 0
}

// Outdated reports whether the list of known failures no longer says what is so.
func (r *Report) Outdated() bool { return r.Count(UnexpectedPass) > 0 || len(r.Stale) > 0 }

// Live reports whether any step asked the target: a case that only reads replies of its
// own exercises the client, and says nothing about the target.
func (r *Result) Live() bool {
	for i := range r.Steps {
		if r.Steps[i].Live {
			return true
		}
	}
	return false
}

// Mutants returns how many changed expectations were tried, with Plan.Mutate.
func (r *Result) Mutants() int {
	n := 0
	for i := range r.Steps {
		n += r.Steps[i].Mutants
	}
	return n
}

// countMutants collects them over the run.
func (r *Report) countMutants() {
	for i := range r.Results {
		res := &r.Results[i]
		r.Mutants += res.Mutants()
		for _, step := range res.Steps {
			for _, what := range step.survivors {
				r.Survivors = append(r.Survivors, Survivor{res.Case.Name, step.Name, what})
			}
		}
	}
}
