package chaos

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// TableRow is a line of the printed matrix.
type TableRow struct {
	Fault    string
	Summary  string
	Verdicts []Verdict // by operation, in the order of Operations; two where confirmed differs
	Why      string
}

// Rows returns the matrix for printing: the operations of its columns and the rows.
func Rows() (operations []string, rows []TableRow) {
	summaries := map[string]string{}
	for _, kind := range sandbox.FaultKinds() {
		summaries[kind.Name] = kind.Summary
	}
	for _, op := range Operations() {
		operations = append(operations, op.Name)
	}
	for _, c := range Cells() {
		kind, _, _ := strings.Cut(c.Fault, "=")
		if len(rows) == 0 || rows[len(rows)-1].Fault != c.Fault {
			rows = append(rows, TableRow{Fault: c.Fault, Summary: summaries[kind], Why: c.Why})
		}
		row := &rows[len(rows)-1]
		last := len(row.Verdicts) - 1
		switch {
		case !c.Confirmed:
			row.Verdicts = append(row.Verdicts, c.Required)
		case row.Verdicts[last] != c.Required:
			row.Verdicts[last] += Verdict(" (confirmed: " + string(c.Required) + ")")
		}
	}
	return operations, rows
}

// WriteText prints the matrix as a table.
func WriteText(w io.Writer) {
	operations, rows := Rows()
	fmt.Fprintf(w, "%-18s", "fault")
	for _, name := range operations {
		fmt.Fprintf(w, "  %-29s", name)
	}
	fmt.Fprintln(w)
	for _, row := range rows {
		fmt.Fprintf(w, "%-18s", row.Fault)
		for _, v := range row.Verdicts {
			fmt.Fprintf(w, "  %-29s", v)
		}
		fmt.Fprintln(w)
	}
}

// WriteHTML prints the matrix as an HTML table, for the report.
func WriteHTML(w io.Writer) error {
	operations, rows := Rows()
	return template.Must(template.New("matrix").Parse(matrixPage)).Execute(w, map[string]any{"Operations": operations, "Rows": rows})
}

const matrixPage = `<table class="matrix"><thead><tr><th>fault</th>{{range .Operations}}<th>{{.}}</th>{{end}}<th>why</th></tr></thead><tbody>
{{range .Rows}}<tr><th title="{{.Summary}}">{{.Fault}}</th>{{range .Verdicts}}<td>{{.}}</td>{{end}}<td>{{.Why}}</td></tr>
{{end}}</tbody></table>
`
