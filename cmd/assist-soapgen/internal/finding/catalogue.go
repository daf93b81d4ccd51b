package finding

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteCatalogue lists rules: what they are called, how much they matter, which way of
// the message and which layers they are about, and what a finding says.
func WriteCatalogue(w io.Writer, rules []*Rule, language Language) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintln(out, strings.Join(r.Row(language), "\t"))
	}
	return out.Flush()
}

// Row is a rule in words: id, severity, direction, layers, foreign number or mirror
// rule, text. What a rule does not have is "-".
func (r *Rule) Row(language Language) []string {
	words := []string{r.ID, severityNames[r.Severity].In(language), directionNames[r.Direction].In(language), r.Layers.In(language), r.Reference, r.Text.In(language)}
	if r.Reference == "" {
		words[4] = r.Mirror
	}
	for i, word := range words {
		if word == "" {
			words[i] = "-"
		}
	}
	return words
}
