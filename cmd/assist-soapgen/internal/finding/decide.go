package finding

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Decision is what a person decides about findings: that they may stay for a while.
type Decision struct {
	Fingerprints []string // "all" stands for every finding that is not approved
	Expires      string   // YYYY-MM-DD
	Owner        string
	Reason       string
}

// Check returns everything that is wrong with a decision, or nil.
func (d *Decision) Check(now time.Time) []string {
	var problems []string
	if _, err := time.Parse(dateForm, d.Expires); err != nil {
		problems = append(problems, fmt.Sprintf("--until %q: write the last day it holds as YYYY-MM-DD", d.Expires))
	} else if d.Expires < now.UTC().Format(dateForm) {
		problems = append(problems, fmt.Sprintf("--until %s is past", d.Expires))
	}
	if len(strings.Fields(d.Owner)) != 1 {
		problems = append(problems, "--owner: say in one word who decides")
	}
	if strings.TrimSpace(d.Reason) == "" {
		problems = append(problems, "--reason: say why")
	}
	for _, print := range d.Fingerprints {
		if print != everything && !fingerprintForm.MatchString(print) {
			problems = append(problems, fmt.Sprintf("--approve %q is no fingerprint; one has 12 hexadecimal digits, as the report prints it", print))
		}
	}
	return problems
}

const everything = "all"

// Enter returns the text of an approvals file with a line for each finding decided about.
// A line for the same finding that has expired is replaced. The error names fingerprints
// that no finding has.
func (d *Decision) Enter(text string, r *Report) (string, error) {
	decided, err := d.findings(r)
	if err != nil {
		return "", err
	}
	if text == "" {
		text = "# fingerprint  expires     owner     reason\n"
	}
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) == 0 || !slices.Contains(decided, words[0]) {
			kept.WriteString(strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	for _, print := range decided {
		fmt.Fprintf(&kept, "%s   %s  %s  %s\n", print, d.Expires, d.Owner, strings.Join(strings.Fields(d.Reason), " "))
	}
	return kept.String(), nil
}

// findings lists the fingerprints to enter, each once.
func (d *Decision) findings(r *Report) ([]string, error) {
	var there, decided []string
	for _, f := range r.Findings {
		if !slices.Contains(there, f.Fingerprint) {
			there = append(there, f.Fingerprint)
		}
		if f.Approved == nil && slices.Contains(d.Fingerprints, everything) && !slices.Contains(decided, f.Fingerprint) {
			decided = append(decided, f.Fingerprint)
		}
	}
	for _, print := range d.Fingerprints {
		switch {
		case print == everything || slices.Contains(decided, print):
		case !slices.Contains(there, print):
			return nil, fmt.Errorf("--approve %s: no finding has this fingerprint", print)
		default:
			decided = append(decided, print)
		}
	}
	return decided, nil
}
