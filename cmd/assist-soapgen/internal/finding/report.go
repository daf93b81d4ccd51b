package finding

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Report is all a check found, ready for a writer.
type Report struct {
	Check    string   // "diff" or "lint"
	Inputs   []string // what was checked; for diff the old and the new document
	Language Language
	Findings []*Finding
	Rules    []*Rule // the whole catalogue, for formats that carry it
	// Release is the suggested release level of a change: none, patch, minor, major.
	// Empty for checks that suggest none.
	Release string
	// Calm is the sentence for a report without findings.
	Calm Text
	// Stale are entries of the approvals file that match nothing or have expired.
	Stale []StaleApproval
}

// Sort puts findings in order: the worst first, then by subject, place and rule.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Findings, func(a, b *Finding) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Subject.Service, b.Subject.Service),
			cmp.Compare(a.Subject.Operation, b.Subject.Operation), cmp.Compare(a.Subject.Message, b.Subject.Message),
			cmp.Compare(a.At().File, b.At().File), cmp.Compare(a.At().Line, b.At().Line), cmp.Compare(a.At().Col, b.At().Col),
			strings.Compare(a.Rule.ID, b.Rule.ID), strings.Compare(a.Fingerprint, b.Fingerprint))
	})
}

// Below places the files of positions below the folders the documents were read from,
// as a person who reads the report would name them.
func (r *Report) Below(oldFolder, newFolder string) {
	for _, f := range r.Findings {
		f.Old.File = below(oldFolder, f.Old.File)
		f.New.File = below(newFolder, f.New.File)
	}
}

func below(folder, file string) string {
	if file == "" || strings.Contains(file, "://") {
		return file
	}
	return path.Join(folder, file)
}

// FailOn is the level from which findings fail a run.
type FailOn string

// Levels. FailTop means breaking changes, or errors.
const (
	FailNone     FailOn = "none"
	FailAny      FailOn = "any"
	FailWarning  FailOn = "warning"
	FailError    FailOn = "error"
	FailBreaking FailOn = "breaking"
)

var failFrom = map[FailOn]Severity{FailAny: Info, FailWarning: Warning, FailError: Error, FailBreaking: Error}

// Fails reports whether a finding that nobody approved reaches the level.
func (r *Report) Fails(level FailOn) bool {
	from, ok := failFrom[level]
	return ok && slices.ContainsFunc(r.Findings, func(f *Finding) bool { return f.Approved == nil && f.Severity >= from })
}

// count tells how many unapproved findings have the severity.
func (r *Report) count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s && f.Approved == nil {
			n++
		}
	}
	return n
}

func (r *Report) approved() int {
	n := 0
	for _, f := range r.Findings {
		if f.Approved != nil {
			n++
		}
	}
	return n
}

// severities lists those that the report's rules can give, the worst first.
func (r *Report) severities() []Severity {
	top := Error
	if r.Check == "diff" {
		top = Breaking
	}
	return []Severity{top, Warning, Info}
}

var countNames = map[Severity][2]Text{
	Breaking: {{"breaking change", "нарушает совместимость"}, {"breaking changes", "нарушают совместимость"}},
	Error:    {{"error", "ошибок"}, {"errors", "ошибок"}},
	Warning:  {{"warning", "предупреждений"}, {"warnings", "предупреждений"}},
	Info:     {{"note", "к сведению"}, {"notes", "к сведению"}},
}

// Summary is the one line of counts.
func (r *Report) Summary() string {
	var parts []string
	for _, s := range r.severities() {
		n, names := r.count(s), countNames[s]
		if r.Language == Russian {
			parts = append(parts, fmt.Sprintf("%s: %d", names[1].RU, n))
			continue
		}
		name := names[1].EN
		if n == 1 {
			name = names[0].EN
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, name))
	}
	if n := r.approved(); n > 0 {
		parts = append(parts, fmt.Sprintf(Text{"%d approved", "согласовано: %d"}.In(r.Language), n))
	}
	line := strings.Join(parts, ", ")
	if r.Release != "" {
		line += fmt.Sprintf(Text{"; suggested release: %s", "; предлагаемый выпуск: %s"}.In(r.Language), r.Release)
	}
	return line
}
