package conformance

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Known is a list of failures that are expected: one entry for one assertion.
//
//	# The endpoint answers with the old wrapper since 2026-03.
//	case: createbill/duplicate
//	step: second
//	path: /Envelope/Body/BillResponse
//	reason: the provider renames it with the next release, ticket 4711
//	owner: payments-team
//	expires: 2026-12-31
//
// Entries are separated by empty lines. In case, step and path a * stands for any text.
// The cases of the list run like all others; an entry whose assertion holds again makes
// the run red, so that the list cannot outlive its reasons.
type Known struct {
	File    string
	Entries []*KnownEntry
}

// KnownEntry is one expected failure.
type KnownEntry struct {
	Case, Step, Path string // patterns
	Reason, Owner    string
	Expires          time.Time // the last day on which the entry counts
	Line             int

	used bool
}

// ErrorPath is the path of an entry for a case that cannot be carried out.
const ErrorPath = "(error)"

const dayLayout = "2006-01-02"

// knownKeys are the keys of an entry; all of them are needed.
var knownKeys = []string{"case", "step", "path", "reason", "owner", "expires"}

// ParseKnown reads a list. It reports all defects at once, as Problems.
func ParseKnown(file string, text []byte) (*Known, error) {
	k := &Known{File: file}
	var problems Problems
	var values map[string]string
	first := 0
	finish := func() {
		if values == nil {
			return
		}
		entry, found := newKnownEntry(file, first, values)
		problems = append(problems, found...)
		k.Entries = append(k.Entries, entry)
		values = nil
	}
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			finish()
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !slices.Contains(knownKeys, key) {
			problems = append(problems, Problem{file, i + 1, 1, fmt.Sprintf("%q is no line of an entry; the keys are %s", clip(line), strings.Join(knownKeys, ", "))})
			continue
		}
		if values == nil {
			values, first = map[string]string{}, i+1
		}
		if _, twice := values[key]; twice {
			problems = append(problems, Problem{file, i + 1, 1, key + " is given twice; entries are separated by an empty line"})
		}
		values[key] = strings.TrimSpace(value)
	}
	finish()
	if len(problems) > 0 {
		return nil, problems
	}
	return k, nil
}

func newKnownEntry(file string, line int, values map[string]string) (*KnownEntry, Problems) {
	var problems Problems
	for _, key := range knownKeys {
		if values[key] == "" {
			problems = append(problems, Problem{file, line, 1, "the entry lacks " + key})
		}
	}
	e := &KnownEntry{
		Case: values["case"], Step: values["step"], Path: values["path"],
		Reason: values["reason"], Owner: values["owner"], Line: line,
	}
	if values["expires"] != "" {
		var err error
		if e.Expires, err = time.Parse(dayLayout, values["expires"]); err != nil {
			problems = append(problems, Problem{file, line, 1, "expires is a day as 2026-12-31"})
		}
	}
	return e, problems
}

// check reports entries whose case pattern fits no case at all: a list that speaks of
// nothing is a mistake, not an expectation.
func (k *Known) check(cases []*Case) error {
	var problems Problems
	for _, e := range k.Entries {
		if !slices.ContainsFunc(cases, func(c *Case) bool { return fits(e.Case, c.Name) }) {
			problems = append(problems, Problem{k.File, e.Line, 1, fmt.Sprintf("no case is called %s; conform --list shows their names", e.Case)})
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// fits compares a text with a pattern in which * stands for any text.
func fits(pattern, text string) bool {
	if !strings.Contains(pattern, "*") {
		return pattern == text
	}
	parts := strings.Split(pattern, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, ".*") + "$").MatchString(text)
}

// expired reports whether the entry's last day is over.
func (e *KnownEntry) expired(now time.Time) bool { return now.After(e.Expires.AddDate(0, 0, 1)) }

// entry returns the entry that covers an assertion, or nil; an exact one before a pattern.
func (k *Known) entry(name, step, path string) *KnownEntry {
	var found *KnownEntry
	for _, e := range k.Entries {
		if !fits(e.Case, name) || !fits(e.Step, step) || !fits(e.Path, path) {
			continue
		}
		if found == nil || strings.Count(e.Case+e.Step+e.Path, "*") < strings.Count(found.Case+found.Step+found.Path, "*") {
			found = e
		}
	}
	return found
}
