package chaos

import (
	"bytes"
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
	var text, page bytes.Buffer
	WriteText(&text)
	if err := WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"redirect=307", "silentpay.pay", "believed (confirmed: unknown)", "not sent or unknown"} {
		if !strings.Contains(text.String(), want) || !strings.Contains(page.String(), want) {
			t.Errorf("%q is not printed", want)
		}
	}
	t.Log("\n" + text.String())
}
