package finding

import (
	"fmt"
	"io"
	"strings"
)

// What a text report lists of one finding at most; the other formats list all.
const (
	maxAlso   = 3 // further places
	maxImpact = 6 // impacts of one kind
)

// groupTitles head the groups of the text and Markdown reports.
var groupTitles = map[Severity]Text{
	Breaking: {"Breaking", "Нарушает совместимость"},
	Error:    {"Errors", "Ошибки"},
	Warning:  {"Warnings", "Предупреждения"},
	Info:     {"Notes", "К сведению"},
}

// writeText writes for a person: grouped, the worst first, calm when there is nothing.
func (r *Report) writeText(w io.Writer) error {
	var b strings.Builder
	for _, severity := range r.severities() {
		r.textGroup(&b, groupTitles[severity].In(r.Language), r.group(severity, false))
	}
	r.textGroup(&b, Text{"Approved", "Согласовано"}.In(r.Language), r.group(0, true))
	for _, s := range r.Stale {
		fmt.Fprintf(&b, "%s: %s %s: %s\n", s.Pos, Text{"approval", "согласование"}.In(r.Language), s.Fingerprint, s.Why.In(r.Language))
	}
	if len(r.Findings) == 0 {
		fmt.Fprintln(&b, r.Calm.In(r.Language))
	} else {
		fmt.Fprintln(&b, r.Summary())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// group selects the findings of one severity, or the approved ones of any.
func (r *Report) group(s Severity, approved bool) []*Finding {
	var group []*Finding
	for _, f := range r.Findings {
		if (f.Approved != nil) == approved && (approved || f.Severity == s) {
			group = append(group, f)
		}
	}
	return group
}

func (r *Report) textGroup(b *strings.Builder, title string, group []*Finding) {
	if len(group) == 0 {
		return
	}
	fmt.Fprintf(b, "%s (%d)\n", title, len(group))
	for _, f := range group {
		r.textFinding(b, f)
	}
	b.WriteString("\n")
}

func (r *Report) textFinding(b *strings.Builder, f *Finding) {
	l := r.Language
	fmt.Fprintf(b, "\n  %s\n    %s\n", f.Subject.In(l), f.Text().In(l))
	for _, note := range f.Notes {
		fmt.Fprintf(b, "    ! %s\n", note.In(l))
	}
	if n := len(f.Also); n > 0 {
		for _, s := range f.Also[:min(n, maxAlso)] {
			fmt.Fprintf(b, "    %s %s\n", Text{"also:", "также:"}.In(l), s.In(l))
		}
		if n > maxAlso {
			fmt.Fprintf(b, "    %s\n", fmt.Sprintf(Text{"… and %d places more", "… и ещё мест: %d"}.In(l), n-maxAlso))
		}
	}
	r.textImpact(b, f)
	if fix := f.Fix().In(l); fix != "" {
		fmt.Fprintf(b, "    %s %s\n", Text{"do:", "что делать:"}.In(l), fix)
	}
	if a := f.Approved; a != nil {
		fmt.Fprintf(b, "    %s\n", fmt.Sprintf(Text{"approved by %s until %s: %s", "согласовал %s до %s: %s"}.In(l), a.Owner, a.Expires, a.Reason))
	}
	fmt.Fprintf(b, "    [%s]\n", strings.Join(r.tags(f), " · "))
}

func (r *Report) textImpact(b *strings.Builder, f *Finding) {
	l := r.Language
	for _, kind := range []ImpactKind{Symbol, Caller, Sidecar, Case} {
		n := 0
		for _, i := range f.Impact {
			if i.Kind != kind {
				continue
			}
			if n++; n <= maxImpact {
				fmt.Fprintf(b, "    %s %s: %s\n", Text{"touches", "затрагивает"}.In(l), i.Place, i.Text.In(l))
			}
		}
		if n > maxImpact {
			fmt.Fprintf(b, "    %s\n", fmt.Sprintf(Text{"touches %d places more of this kind", "затрагивает ещё мест этого вида: %d"}.In(l), n-maxImpact))
		}
	}
}

// tags are the facts in brackets below a finding.
func (r *Report) tags(f *Finding) []string {
	tags := []string{f.Rule.ID}
	if f.Rule.Reference != "" {
		tags = append(tags, f.Rule.Reference)
	}
	if layers := f.Layers.In(r.Language); layers != "" {
		tags = append(tags, layers)
	}
	tags = append(tags, r.place(f))
	return append(tags, f.Fingerprint)
}

// place writes old and new position.
func (r *Report) place(f *Finding) string {
	switch {
	case f.Old.Known() && f.New.Known():
		return f.Old.String() + " → " + f.New.String()
	case f.Old.Known():
		return Text{"was ", "было: "}.In(r.Language) + f.Old.String()
	}
	return f.New.String()
}
