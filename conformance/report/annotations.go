package report

import (
	"io"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
)

// Annotations writes workflow commands of GitHub Actions, which show each failure
// beside the case file. GitHub shows the first ten, so what nobody expected is first.
func Annotations(w io.Writer, r *conformance.Report) error {
	p := &printer{w: w}
	list := remarks(r)
	for i := range list {
		m := &list[i]
		level := m.level
		if m.known {
			level = "notice"
		}
		file, line := place(r, m)
		p.printf("::%s file=%s,line=%d,title=%s::%s\n", level, property(file), line, property(m.rule), message(m.sentence()))
	}
	for _, s := range r.Stale {
		p.printf("::error title=conform-stale-entry::%s\n", message(s.String()))
	}
	for _, s := range r.Survivors {
		p.printf("::error title=conform-survivor::%s\n", message(s.String()))
	}
	for _, d := range r.Drift {
		p.printf("::warning title=%s::%s\n", property(d.Rule), message(d.String()))
	}
	return p.err
}

// message escapes the text of a workflow command, property one of its properties.
func message(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(printable(text))
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(message(text))
}
