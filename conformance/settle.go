package conformance

import (
	"fmt"
	"time"
)

// Stale is an entry of the known failures list that no longer says what is so.
type Stale struct {
	Entry *KnownEntry
	Place string // file:line
	Why   string
}

// String writes the place, the assertion and why it is stale.
func (s Stale) String() string {
	return fmt.Sprintf("%s: %s %s %s: %s", s.Place, s.Entry.Case, s.Entry.Step, s.Entry.Path, s.Why)
}

// begin readies the list for a run. A nil list expects nothing.
func (k *Known) begin(cases []*Case) error {
	if k == nil {
		return nil
	}
	for _, e := range k.Entries {
		e.used = false
	}
	return k.check(cases)
}

// stale lists what the list says in vain, after a run.
func (k *Known) stale(report *Report) []Stale {
	if k == nil {
		return nil
	}
	var found []Stale
	for _, e := range k.Entries {
		if why := against(e, report, report.Started); why != "" {
			found = append(found, Stale{e, fmt.Sprintf("%s:%d", k.File, e.Line), why})
		}
	}
	return found
}

// expect moves the differences of a result that the list covers out of its failures.
func (k *Known) expect(r *Result, now time.Time) {
	if k == nil {
		return
	}
	covered := 0
	for i := range r.Steps {
		step := &r.Steps[i]
		var left []Difference
		for _, d := range step.Differences {
			if e := k.entry(r.Case.Name, step.Name, d.Path); e != nil {
				if e.used = true; !e.expired(now) {
					step.Known = append(step.Known, d)
					covered++
					continue
				}
			}
			left = append(left, d)
		}
		step.Differences = left
	}
	if r.Verdict == Error {
		if e := k.entry(r.Case.Name, lastStep(r), ErrorPath); e != nil {
			if e.used = true; !e.expired(now) {
				r.Verdict = KnownFail
			}
		}
	}
	if (r.Verdict == Fail || r.Verdict == UnknownOutcome) && covered > 0 && !r.Failed() {
		r.Verdict = KnownFail
	}
	if (r.Verdict == Pass || r.Verdict == Warn) && k.speaksOf(r.Case) {
		r.Verdict, r.Reason = UnexpectedPass, "the list of known failures says that it fails"
	}
}

// speaksOf reports whether an entry names the case itself; a pattern for many cases
// need not hold for each of them.
func (k *Known) speaksOf(c *Case) bool {
	for _, e := range k.Entries {
		if e.Case == c.Name {
			return true
		}
	}
	return false
}

func lastStep(r *Result) string {
	if len(r.Steps) == 0 {
		return ""
	}
	return r.Steps[len(r.Steps)-1].Name
}

// against says why an entry has to go, or "". Entries about cases that were not
// selected are left alone: nobody looked.
func against(e *KnownEntry, report *Report, now time.Time) string {
	ran, concerned := 0, 0
	for i := range report.Results {
		r := &report.Results[i]
		if !fits(e.Case, r.Case.Name) {
			continue
		}
		concerned++
		if r.Verdict != Skip && r.Verdict != NotRun {
			ran++
		}
	}
	switch {
	case concerned == 0:
		return ""
	case e.used && e.expired(now):
		return "it expired on " + e.Expires.Format(dayLayout) + " and still fails; " + e.Owner + " has to decide"
	case e.used:
		return ""
	case ran == 0:
		return "it is unused: its cases were skipped"
	case e.expired(now):
		return "it expired on " + e.Expires.Format(dayLayout) + " and nothing fails there any more; remove it"
	}
	return "it is stale: nothing fails there any more; remove it"
}
