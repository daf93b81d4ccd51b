package handbook

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/conformance/chaos"
)

// faults is the matrix of what a call must end with under every fault.
func faults() []byte {
	m, table := newPage("Faults and the verdicts they require"), chaos.NewTable()
	m.paragraph("What a call of each operation must end with when a fault of the sandbox, or of the proxy, strikes it. " +
		"`go test ./conformance/chaos` tries every cell over a real connection, and cuts every answer at its structural boundaries; a fault or an operation without " +
		"a verdict fails it. The faults are those of `assist-soapgen sandbox --fault` and `assist-soapgen proxy --fault`; [worst-day.md](worst-day.md) says what follows.")
	m.heading(2, "Operations")
	m.paragraph("Operations whose verdicts are the same share a column. *Signed* answers carry a check value; in *bare* ones nothing proves who wrote them. " +
		"*Confirmed* is with `WithConfirmedAnswers`, where that makes a difference.")
	head := []string{"fault"}
	for i, c := range table.Columns {
		head = append(head, fmt.Sprintf("%d", i+1))
		m.item(fmt.Sprintf("**%d**, %s: %s", i+1, c.Class, strings.Join(c.Operations, ", ")))
	}
	m.end()
	m.heading(2, "Verdicts")
	for _, v := range chaos.Verdicts() {
		m.item("**" + string(v.Verdict) + "**: " + v.Meaning)
	}
	m.end()
	m.heading(2, "Matrix")
	var rows [][]string
	for _, row := range table.Rows {
		cells := []string{code(row.Fault)}
		for _, v := range row.Verdicts {
			cells = append(cells, string(v))
		}
		rows = append(rows, append(cells, row.Why))
	}
	m.table(append(head, "why"), rows)
	m.heading(2, "Faults")
	rows = nil
	for _, row := range table.Rows {
		rows = append(rows, []string{code(row.Fault), row.Summary})
	}
	m.table([]string{"fault", "what happens"}, rows)
	return m.bytes()
}
