package diff

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
)

// A complex type that has another name and the same shape is one rename: no field of it
// is reported, and what changes in Go is the name of its struct, wherever it is written.
func TestImpact_OfATypeRenamedIsItsStruct(t *testing.T) {
	after := edited(t, base, `t:Trouble"/>
    <xs:complexType name="Trouble"`, `t:Problem"/><xs:complexType name="Problem"`)
	report := compare(t, load(t, files(base)), load(t, files(after)), Options{
		GoName: gen.GoName,
		Callers: fstest.MapFS{
			"go.mod":  {Data: []byte("module example.test/shop\n")},
			"shop.go": {Data: []byte("package shop\n\nvar trouble *stub.Trouble\n\nvar other stub.Problem\n")},
		},
	})
	if len(report.Findings) != 1 || report.Findings[0].Rule.ID != "type-renamed" {
		t.Fatal(printed(report))
	}
	want := []finding.Impact{
		{Kind: finding.Symbol, Place: "Trouble", Text: text("Go type, will be Problem", "тип Go, станет Problem")},
		{Kind: finding.Caller, Place: "shop.go:3:19", Text: text("uses .Trouble", "использует .Trouble")},
	}
	if diff := cmp.Diff(want, report.Findings[0].Impact); diff != "" {
		t.Error(diff)
	}
}
