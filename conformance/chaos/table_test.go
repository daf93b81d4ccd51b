package chaos

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestMatrix_HasNoEmptyCell(t *testing.T) {
	var names []string
	for _, s := range catalog.Services() {
		for i := range s.Operations {
			names = append(names, s.Name+"."+s.Operations[i].Name)
		}
	}
	for _, missing := range CheckMatrix(names) {
		t.Error(missing)
	}
}

func TestMatrix_PrintsWhole(t *testing.T) {
	var text bytes.Buffer
	table := NewTable()
	table.WriteText(&text)
	for _, want := range []string{"redirect=307", "silentpay.pay", "notification.push", "believed (confirmed: unknown)", "not sent or unknown", "delivered once"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not printed", want)
		}
	}
	for _, row := range table.Rows {
		if len(row.Verdicts) != len(table.Columns) || slices.Contains(row.Verdicts, "") || row.Summary == "" || row.Why == "" {
			t.Errorf("%+v has an empty cell", row)
		}
	}
	t.Log("\n" + text.String())
}

// TestOperations_AreWhatTheDescriptionsSay: which operations are safe, and of which an
// order may have several, are facts of the descriptions.
func TestOperations_AreWhatTheDescriptionsSay(t *testing.T) {
	for _, op := range Operations() {
		_, described, err := described(Services(), op.Name)
		if err != nil {
			t.Fatal(err)
		}
		if described.Repeat.Safe != op.Class.Reads() || (described.Repeat.Among != "") != (op.Kind != 0) {
			t.Errorf("%s: %s, %+v", op.Name, op.Class, described.Repeat)
		}
	}
}
