package finding

import (
	"fmt"
	"io"
	"strings"
)

// writeMarkdown writes for a merge request: a table for each severity, the notes and
// impacts below it.
func (r *Report) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	l := r.Language
	title := map[string]Text{"diff": {"Changes", "Изменения"}, "lint": {"Lint", "Проверка"}}[r.Check]
	fmt.Fprintf(&b, "## %s: %s\n\n", title.In(l), strings.Join(escapeAll(r.Inputs), " → "))
	if len(r.Findings) == 0 {
		fmt.Fprintf(&b, "%s\n", r.Calm.In(l))
	} else {
		fmt.Fprintf(&b, "**%s**\n", r.Summary())
	}
	for _, severity := range r.severities() {
		r.markdownGroup(&b, groupTitles[severity].In(l), r.group(severity, false))
	}
	r.markdownGroup(&b, Text{"Approved", "Согласовано"}.In(l), r.group(0, true))
	if len(r.Stale) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n", Text{"Stale approvals", "Устаревшие согласования"}.In(l))
		for _, s := range r.Stale {
			fmt.Fprintf(&b, "- `%s` `%s`: %s\n", s.Pos, s.Fingerprint, escape(s.Why.In(l)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) markdownGroup(b *strings.Builder, title string, group []*Finding) {
	if len(group) == 0 {
		return
	}
	l := r.Language
	fmt.Fprintf(b, "\n### %s (%d)\n\n", title, len(group))
	head := Text{"| Where | What | To do | Layers | Rule | Fingerprint |", "| Где | Что | Что делать | Слои | Правило | Отпечаток |"}
	fmt.Fprintf(b, "%s\n|---|---|---|---|---|---|\n", head.In(l))
	for _, f := range group {
		rule := "`" + f.Rule.ID + "`"
		if f.Rule.Reference != "" {
			rule += " " + escape(f.Rule.Reference)
		}
		fmt.Fprintf(b, "| %s<br>`%s` | %s | %s | %s | %s | `%s` |\n", escape(f.Subject.In(l)), r.place(f),
			escape(r.sentence(f)), escape(f.Fix().In(l)), f.Layers.In(l), rule, f.Fingerprint)
	}
	r.markdownDetails(b, group)
}

// sentence is the text with its notes.
func (r *Report) sentence(f *Finding) string {
	parts := []string{f.Text().In(r.Language)}
	for _, n := range f.Notes {
		parts = append(parts, n.In(r.Language))
	}
	return strings.Join(parts, " ")
}

func (r *Report) markdownDetails(b *strings.Builder, group []*Finding) {
	for _, f := range group {
		if len(f.Impact) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n`%s` %s:\n\n", f.Fingerprint, Text{"touches", "затрагивает"}.In(r.Language))
		for _, i := range f.Impact {
			fmt.Fprintf(b, "- `%s`: %s\n", i.Place, escape(i.Text.In(r.Language)))
		}
	}
}

// escape keeps names of a foreign document from becoming markup.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", "`", "'", "*", `\*`, "_", `\_`, "[", `\[`).Replace(s)
}

func escapeAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = escape(s)
	}
	return out
}
