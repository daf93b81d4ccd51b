package conformance

import (
	"fmt"
	"strings"
	"time"
)

// Renew makes a list of what fails now: entries that still hold stay as they are,
// with their reasons; what fails beside them gets a new entry; stale ones go. It is for
// a person who will write the reasons; callers refuse it under CI.
func (k *Known) Renew(report *Report, owner string, expires time.Time) *Known {
	renewed := &Known{}
	if k != nil {
		renewed.File = k.File
		stale := map[*KnownEntry]bool{}
		for _, s := range report.Stale {
			stale[s.Entry] = true
		}
		for _, e := range k.Entries {
			if !stale[e] {
				renewed.Entries = append(renewed.Entries, e)
			}
		}
	}
	for i := range report.Results {
		r := &report.Results[i]
		for _, step := range r.Steps {
			for _, d := range step.Differences {
				renewed.add(r.Case.Name, step.Name, d.Path, owner, expires, d.Text)
			}
		}
		if r.Verdict == Error {
			renewed.add(r.Case.Name, lastStep(r), ErrorPath, owner, expires, r.Reason)
		}
	}
	return renewed
}

func (k *Known) add(name, step, path, owner string, expires time.Time, why string) {
	if k.entry(name, step, path) != nil {
		return
	}
	k.Entries = append(k.Entries, &KnownEntry{
		Case: name, Step: step, Path: path, Owner: owner, Expires: expires,
		Reason: "not examined yet: " + strings.Join(strings.Fields(why), " "),
	})
}

// String writes the list as ParseKnown reads it.
func (k *Known) String() string {
	var b strings.Builder
	b.WriteString("# Known failures of a conformance run; docs/conformance.md describes the format.\n")
	for _, e := range k.Entries {
		fmt.Fprintf(&b, "\ncase: %s\nstep: %s\npath: %s\nreason: %s\nowner: %s\nexpires: %s\n",
			e.Case, e.Step, e.Path, e.Reason, e.Owner, e.Expires.Format(dayLayout))
	}
	return b.String()
}
