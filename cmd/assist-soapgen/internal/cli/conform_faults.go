package cli

import (
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/chaos"
)

// faultTable is the matrix of faults and required verdicts, for the report.
func faultTable() conformance.Table {
	matrix := chaos.NewTable()
	t := conformance.Table{
		ID: "faults", Title: "Faults and the verdicts they require",
		Note: "every cell is tried by go test ./conformance/chaos; docs/faults.md says what the verdicts mean", Head: []string{"fault"},
	}
	for _, c := range matrix.Columns {
		t.Head = append(t.Head, string(c.Class)+": "+strings.Join(c.Operations, ", "))
	}
	t.Head = append(t.Head, "why")
	for _, row := range matrix.Rows {
		cells := []string{row.Fault + ": " + row.Summary}
		for _, v := range row.Verdicts {
			cells = append(cells, string(v))
		}
		t.Rows = append(t.Rows, append(cells, row.Why))
	}
	return t
}
