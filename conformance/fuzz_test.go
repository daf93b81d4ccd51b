package conformance

import (
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/assist-soap/toolkit/conformance/cases"
)

// FuzzParse: whatever a case file holds, its defects are named with a line that it has, and a
// file without defects says the same after it was written again.
func FuzzParse(f *testing.F) {
	names, err := fs.Glob(cases.Files, "*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for i := 0; i < len(names); i += 25 {
		text, err := fs.ReadFile(cases.Files, names[i])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("title: T\ncall: a.b\n\n-- input --\n=\n-- a/b/c --\n\"\n-- error --\nx=\"\\u"))
	f.Add([]byte("\r\n-- input --\r\na=b\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, problems := Parse("f", "f", text)
		lines := strings.Count(string(text), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines+1 || p.Text == "" {
				t.Errorf("%s: the file has %d lines", p, lines)
			}
		}
		if len(problems) > 0 {
			return
		}
		again, problems := Parse("f", "f", txtar.Format(c.file))
		if len(problems) > 0 || len(again.Steps) != len(c.Steps) || again.Title != c.Title {
			t.Errorf("written and read again: %v", problems)
		}
	})
}
