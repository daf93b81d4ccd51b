package model

import (
	"slices"
	"strings"
)

// Severity tells problems that prevent generating from those that do not.
type Severity int

// Severities.
const (
	Warning Severity = iota + 1
	Error
)

// String is "warning" or "error".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Diagnostic is one problem of the input.
type Diagnostic struct {
	Code     Code
	Severity Severity
	Pos      Pos
	Message  string // names the construct and the remedy, one line
}

// String writes file:line:col: message [code].
func (d Diagnostic) String() string {
	return d.Pos.String() + ": " + d.Message + " [" + string(d.Code) + "]"
}

// Diagnostics are all problems found, by document in the order of reading and by
// position in it. As an error it holds at least one of severity Error.
type Diagnostics []Diagnostic

// Error writes one problem per line.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// Errors are the problems of severity Error.
func (ds Diagnostics) Errors() Diagnostics { return ds.only(Error) }

// Warnings are the problems of severity Warning.
func (ds Diagnostics) Warnings() Diagnostics { return ds.only(Warning) }

func (ds Diagnostics) only(s Severity) Diagnostics {
	var out Diagnostics
	for _, d := range ds {
		if d.Severity == s {
			out = append(out, d)
		}
	}
	return out
}

// reporter collects diagnostics of one Load.
type reporter struct {
	strict bool
	list   Diagnostics
	seen   map[Diagnostic]bool
	files  map[string]int // order in which documents were read
}

func newReporter(strict bool) *reporter {
	return &reporter{strict: strict, seen: map[Diagnostic]bool{}, files: map[string]int{}}
}

// report adds a problem with the severity its code has in the catalogue.
func (r *reporter) report(code Code, pos Pos, parts ...string) {
	info := catalogue[code]
	if info.Strict && r.strict {
		info.Severity = Error
	}
	r.add(code, info.Severity, pos, strings.Join(parts, ""))
}

// reportAs is report for the codes whose severity depends on the case.
func (r *reporter) reportAs(sev Severity, code Code, pos Pos, parts ...string) {
	r.add(code, sev, pos, strings.Join(parts, ""))
}

func (r *reporter) add(code Code, sev Severity, pos Pos, message string) {
	d := Diagnostic{code, sev, pos, oneLine(message)}
	if r.seen[d] {
		return // a chameleon document is read once per target namespace
	}
	r.seen[d] = true
	r.list = append(r.list, d)
}

// sorted puts the problems in order of document and position.
func (r *reporter) sorted() Diagnostics {
	slices.SortStableFunc(r.list, func(a, b Diagnostic) int {
		if c := r.files[a.Pos.File] - r.files[b.Pos.File]; c != 0 {
			return c
		}
		if c := a.Pos.Line - b.Pos.Line; c != 0 {
			return c
		}
		return a.Pos.Col - b.Pos.Col
	})
	return r.list
}

func (r *reporter) failed() bool {
	return slices.ContainsFunc(r.list, func(d Diagnostic) bool { return d.Severity == Error })
}

// oneLine keeps hostile names from breaking the line format.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 {
			return ' '
		}
		return c
	}, s)
}
