package report

import (
	"encoding/json"
	"io"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// Contrast writes what two targets made of the same cases, gravest first. Volatile
// values are counted and not listed: they have to differ.
func Contrast(w io.Writer, c *conformance.Comparison) error {
	p := &printer{w: w}
	p.printf("left:  %s: %s in %s\nright: %s: %s in %s\n",
		c.Left.Target, tally(c.Left), c.Left.Duration.Round(time.Millisecond),
		c.Right.Target, tally(c.Right), c.Right.Duration.Round(time.Millisecond))
	for _, class := range conformance.ContrastClasses() {
		p.printf("\n%s: %d\n", class, c.Count(class))
		for i := range c.Found {
			if c.Found[i].Class == class && class != conformance.Volatile {
				p.printf("  %s\n", printable(c.Found[i].String()))
			}
		}
	}
	return p.err
}

type jsonContrast struct {
	Class string `json:"class"`
	Case  string `json:"case"`
	Step  string `json:"step"`
	Path  string `json:"path"`
	Left  string `json:"left"`
	Right string `json:"right"`
}

// ContrastJSON writes all differences for programs.
func ContrastJSON(w io.Writer, c *conformance.Comparison) error {
	out := struct {
		Schema string         `json:"schema"`
		Left   string         `json:"left"`
		Right  string         `json:"right"`
		Alike  bool           `json:"alike"`
		Found  []jsonContrast `json:"found"`
	}{"assist-soapgen/contrast/1", c.Left.Target, c.Right.Target, c.Alike(), []jsonContrast{}}
	for _, f := range c.Found {
		out.Found = append(out.Found, jsonContrast{string(f.Class), f.Case, f.Step, f.Path, f.Left, f.Right})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}
