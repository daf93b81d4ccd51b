package chaos

import (
	"fmt"
	"io"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Table is the matrix for printing: operations whose required verdicts are the same share
// a column.
type Table struct {
	Columns []Column
	Rows    []TableRow
}

// Column is one or several operations.
type Column struct {
	Operations []string
	Class      Class
}

// TableRow is a fault with the required verdict of each column.
type TableRow struct {
	Fault    string
	Summary  string
	Verdicts []Verdict // "x (confirmed: y)" where WithConfirmedAnswers makes a difference
	Why      string
}

// NewTable returns the whole matrix.
func NewTable() *Table {
	t, summaries := &Table{}, map[string]string{}
	for _, kind := range sandbox.FaultKinds() {
		summaries[kind.Name] = kind.Summary
	}
	for _, c := range IncomingCells() {
		kind, _, _ := strings.Cut(c.Fault, "=")
		t.Rows = append(t.Rows, TableRow{Fault: c.Fault, Summary: summaries[kind], Why: c.Why})
	}
	verdicts := map[string]map[string]Verdict{} // operation -> fault -> verdict
	for _, c := range append(Cells(), IncomingCells()...) {
		if verdicts[c.Operation] == nil {
			verdicts[c.Operation] = map[string]Verdict{}
		}
		switch plain := verdicts[c.Operation][c.Fault]; {
		case !c.Confirmed:
			verdicts[c.Operation][c.Fault] = c.Required
		case plain != c.Required:
			verdicts[c.Operation][c.Fault] = Verdict(fmt.Sprintf("%s (confirmed: %s)", plain, c.Required))
		}
	}
	known := map[string]int{} // verdicts of a column -> its place
	for _, op := range Operations() {
		t.add(op.Name, op.Class, verdicts[op.Name], known)
	}
	for _, name := range incoming() {
		t.add(name, Incoming, verdicts[name], known)
	}
	return t
}

// add puts an operation into its column.
func (t *Table) add(name string, class Class, verdicts map[string]Verdict, known map[string]int) {
	all := ""
	for i := range t.Rows {
		all += string(verdicts[t.Rows[i].Fault]) + "\n"
	}
	if at, found := known[all]; found {
		t.Columns[at].Operations = append(t.Columns[at].Operations, name)
		return
	}
	known[all] = len(t.Columns)
	t.Columns = append(t.Columns, Column{[]string{name}, class})
	for i := range t.Rows {
		t.Rows[i].Verdicts = append(t.Rows[i].Verdicts, verdicts[t.Rows[i].Fault])
	}
}

// WriteText prints the matrix for a terminal.
func (t *Table) WriteText(w io.Writer) {
	for i, c := range t.Columns {
		fmt.Fprintf(w, "[%d] %s: %s\n", i+1, c.Class, strings.Join(c.Operations, ", "))
	}
	fmt.Fprintf(w, "\n%-17s", "fault")
	for i := range t.Columns {
		fmt.Fprintf(w, " %-29s", fmt.Sprintf("[%d]", i+1))
	}
	fmt.Fprintln(w)
	for _, row := range t.Rows {
		fmt.Fprintf(w, "%-17s", row.Fault)
		for _, v := range row.Verdicts {
			fmt.Fprintf(w, " %-29s", v)
		}
		fmt.Fprintln(w)
	}
}
