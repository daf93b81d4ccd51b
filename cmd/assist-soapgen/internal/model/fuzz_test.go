package model

import (
	"errors"
	"testing"
)

// FuzzLoad demands an answer for any bytes: a model without gaps, or
// diagnostics with a position.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(head + echo))
	f.Add([]byte(syntheticWSDL(2, 2)))
	for _, cases := range [][]diagnosticCase{documentCases, schemaCases, wsdlCases} {
		for _, c := range cases {
			if len(c.files) == 1 {
				f.Add([]byte(c.files[0]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Load("a.wsdl", Options{Root: files("a.wsdl", string(data)), Limits: Limits{Depth: 50, DocumentBytes: 1 << 16}})
		if err == nil {
			checkComplete(t, d)
			return
		}
		ds, ok := errors.AsType[Diagnostics](err)
		if !ok || len(ds.Errors()) == 0 {
			t.Fatalf("error without diagnostics: %v", err)
		}
		for _, one := range ds {
			if one.Pos.Line < 1 || one.Pos.Col < 1 || one.Message == "" {
				t.Errorf("diagnostic without position or text: %+v", one)
			}
		}
	})
}
