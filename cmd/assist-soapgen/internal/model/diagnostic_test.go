package model

import (
	"errors"
	"strings"
	"testing"
)

// diagnosticCase is an input and exactly the lines Load has to say about it.
type diagnosticCase struct {
	name  string
	files []string // path, text, …; one string alone is a.wsdl
	want  string
}

func TestDiagnostics_ExactTextAndPosition(t *testing.T) {
	covered := map[Code]bool{CodeFetchFailed: true} // in TestNetwork
	for _, cases := range [][]diagnosticCase{documentCases, schemaCases, wsdlCases} {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				ds := diagnose(t, c.files)
				for _, d := range ds {
					covered[d.Code] = true
				}
				if got := ds.Error(); got != c.want {
					t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
				}
			})
		}
	}
	for _, info := range Codes() {
		if !covered[info.Code] {
			t.Errorf("no case for code %s", info.Code)
		}
	}
}

// diagnose gives all diagnostics of a load, and checks that errors and success
// exclude each other.
func diagnose(t *testing.T, pairs []string) Diagnostics {
	t.Helper()
	if len(pairs) == 1 {
		pairs = []string{"a.wsdl", pairs[0]}
	}
	limits := Limits{DocumentBytes: 20_000, Depth: 30, Particles: 200, Documents: 5}
	d, err := Load("a.wsdl", Options{Root: files(pairs...), Limits: limits})
	if err == nil {
		return d.Warnings
	}
	ds, ok := errors.AsType[Diagnostics](err)
	if !ok {
		t.Fatalf("error is no Diagnostics: %v", err)
	}
	if d != nil || len(ds.Errors()) == 0 {
		t.Errorf("result %v with errors %v", d, ds.Errors())
	}
	return ds
}

func TestStrict_MakesErrorsOfWhatIsOtherwiseRepaired(t *testing.T) {
	root := files("a.wsdl", withSchema(`<xs:element name="e" type="tns:Missing"/>`))
	if _, err := Load("a.wsdl", Options{Root: root}); err != nil {
		t.Errorf("lenient: %v", err)
	}
	_, err := Load("a.wsdl", Options{Root: root, Strict: true})
	if ds, _ := errors.AsType[Diagnostics](err); len(ds.Errors()) != 1 || ds[0].Code != CodeUnresolvedType {
		t.Errorf("strict: %v", err)
	}
}

func TestCatalogue_IsCompleteAndWellFormed(t *testing.T) {
	if len(Codes()) != len(catalogue) || len(catalogue) < 30 {
		t.Errorf("%d codes, %d in the catalogue", len(Codes()), len(catalogue))
	}
	for _, info := range Codes() {
		if info.Code == "" || strings.Trim(string(info.Code), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("code %q is not kebab-case", info.Code)
		}
		if info.Severity == 0 || !strings.HasSuffix(info.Description, ".") {
			t.Errorf("%s: severity %d, description %q", info.Code, info.Severity, info.Description)
		}
		if info.Strict && info.Severity != Warning {
			t.Errorf("%s is strict and an error already", info.Code)
		}
	}
}
