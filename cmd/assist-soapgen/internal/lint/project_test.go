package lint

import (
	"io/fs"
	"testing"

	"github.com/assist-soap/toolkit/wsdl"
)

// The gateway's older services speak rpc/encoded; that is the only thing the profile
// may hold against our WSDLs.
func TestLint_ProjectHasOnlyItsDocumentedDialect(t *testing.T) {
	names, err := fs.Glob(wsdl.Files, "*.wsdl")
	if err != nil || len(names) < 4 {
		t.Fatalf("WSDLs %v: %v", names, err)
	}
	for _, name := range names {
		report, err := Check(name, Options{Root: wsdl.Files})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Findings {
			if f.Rule.ID != "wsi-r2706" {
				t.Errorf("%s: %s: %s", f.New, f.Rule.ID, f.Text().EN)
			}
		}
	}
}
