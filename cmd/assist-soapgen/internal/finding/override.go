package finding

import (
	"fmt"
	"slices"
	"strings"
)

// Override gives every finding of a rule another severity.
type Override struct {
	Rule     string
	Severity Severity
}

// ReadOverrides reads RULE=SEVERITY words and checks them against a catalogue. The error
// names every bad one.
func ReadOverrides(words []string, rules []*Rule) ([]Override, error) {
	var overrides []Override
	var problems []string
	for _, word := range words {
		id, name, _ := strings.Cut(word, "=")
		severity := slices.IndexFunc(severityNames[:], func(t Text) bool { return t.EN != "" && t.EN == name })
		switch {
		case !slices.ContainsFunc(rules, func(r *Rule) bool { return r.ID == id }):
			problems = append(problems, fmt.Sprintf("--severity %s: there is no rule %q; --rules lists them", word, id))
		case severity < 0:
			problems = append(problems, fmt.Sprintf("--severity %s: write RULE=info, warning, error or breaking", word))
		default:
			overrides = append(overrides, Override{id, Severity(severity)})
		}
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return overrides, nil
}

// Override changes the severities of findings and sorts them again.
func (r *Report) Override(overrides []Override) {
	for _, o := range overrides {
		for _, f := range r.Findings {
			if f.Rule.ID == o.Rule {
				f.Severity = o.Severity
			}
		}
	}
	r.Sort()
}
