package handbook

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/diff"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/lint"
)

// findingRules is the page of all rules by which WSDLs are compared and checked.
func findingRules() []byte {
	m := newPage("Rules")
	m.paragraph("What `assist-soapgen diff` and `fetch` say about a change, and `lint` about a WSDL. A rule keeps its id; approvals name findings by fingerprints that are made of it. `diff --rules` and `lint --rules` print the same lists, also in Russian. docs/wsdl-change.md says how to work with them.")
	m.heading(2, "Changes")
	m.paragraph("`{name}` stands for what changed. The opposite change gives the mirror rule.")
	m.rules([]string{"rule", "severity", "direction", "layers", "mirror", "says"}, diff.Rules())
	m.heading(2, "Checks of one WSDL")
	m.rules([]string{"rule", "severity", "reference", "says"}, lint.Rules())
	return m.bytes()
}

// rules writes as many columns of the catalogue as there are heads: with four, what
// only changes have is left out.
func (m *markdown) rules(head []string, rules []*finding.Rule) {
	rows := make([][]string, len(rules))
	for i, r := range rules {
		row := r.Row(finding.English)
		row[0] = code(row[0])
		if len(head) == 4 {
			row = []string{row[0], row[1], row[4], row[5]}
		}
		rows[i] = row
	}
	m.table(head, rows)
}
