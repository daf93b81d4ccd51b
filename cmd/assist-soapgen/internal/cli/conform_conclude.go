package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/report"
)

// watcher shows a run while it goes on.
type watcher struct {
	stream *report.Stream
	file   *os.File
}

// watch lets the plan report its progress, and the stream of --ndjson if there is one.
func (f *conformFlags) watch(s *session, plan *conformance.Plan) (*watcher, error) {
	progress := report.Progress(s.stderr, isTerminal(s.stderr))
	plan.Observe = progress
	w := &watcher{}
	switch f.ndjson {
	case "":
		return w, nil
	case "-":
		w.stream = report.NewStream(s.stdout)
	default:
		var err error
		if w.file, err = os.Create(f.ndjson); err != nil {
			return nil, err
		}
		w.stream = report.NewStream(w.file)
	}
	plan.Observe = func(done, total int, r *conformance.Result) {
		progress(done, total, r)
		w.stream.Case(done, total, r)
	}
	return w, nil
}

// end closes the stream; r is nil when the run could not begin.
func (w *watcher) end(r *conformance.Report) error {
	var err error
	if w.stream != nil && r != nil {
		err = w.stream.End(r)
	}
	if w.file != nil {
		if closed := w.file.Close(); err == nil {
			err = closed
		}
	}
	return err
}

// conclude writes what was asked for and turns the verdict into an exit code.
func (f *conformFlags) conclude(s *session, plan *conformance.Plan, r *conformance.Report) error {
	out := s.stdout
	if f.ndjson == "-" {
		out = s.stderr // text in between would spoil the stream
	}
	if err := report.Text(out, r); err != nil {
		return err
	}
	if f.github {
		if err := report.Annotations(out, r); err != nil {
			return err
		}
	}
	r.Tables = append(r.Tables, faultTable())
	if err := f.writeReports(r); err != nil {
		return err
	}
	if f.capsules != "" {
		if err := f.writeCapsules(out, plan, r); err != nil {
			return err
		}
	}
	if f.evidence != "" {
		if err := f.writeEvidence(out, plan, r); err != nil {
			return err
		}
	}
	if f.update {
		changed, err := conformance.Update(f.cases, r)
		for _, file := range changed {
			fmt.Fprintln(out, "rewritten:", filepath.ToSlash(file))
		}
		if err != nil {
			return err
		}
	}
	if f.writeKnown {
		if err := f.renewKnown(s, plan, r); err != nil {
			return err
		}
	}
	return f.verdict(out, r)
}

// written is a report in one of its formats.
type written struct {
	path  string // where the flags want it; "" for nowhere
	name  string // in an evidence bundle
	write func(io.Writer, *conformance.Report) error
}

func (f *conformFlags) formats() []written {
	return []written{
		{f.html, "index.html", report.HTML},
		{f.junit, "junit.xml", report.JUnit},
		{f.json, "report.json", report.JSON},
		{f.sarif, "report.sarif", report.SARIF},
		{f.tap, "report.tap", report.TAP},
		{f.markdown, "report.md", report.Markdown},
		{f.coverage, "uncovered.txt", report.Uncovered},
	}
}

func (f *conformFlags) writeReports(r *conformance.Report) error {
	for _, format := range f.formats() {
		if format.path == "" {
			continue
		}
		if err := writeFile(format.path, func(w io.Writer) error { return format.write(w, r) }); err != nil {
			return err
		}
	}
	return nil
}

// verdict says why a run is not all well, the gravest first, and returns its exit code.
func (f *conformFlags) verdict(w io.Writer, r *conformance.Report) error {
	code := exitOK
	say := func(bad int, format string, args ...any) {
		if format != "" {
			fmt.Fprintf(w, format+"\n", args...)
		}
		if code == exitOK || bad < code {
			code = bad
		}
	}
	if !r.Conforms() {
		say(exitFindings, "")
	}
	if percent := r.Coverage.Total.Sum.Percent(); percent < f.coverageFloor {
		say(exitFindings, "coverage: %d%% of the descriptions were exercised, the floor is %d%%; --coverage FILE lists what was not", percent, f.coverageFloor)
	}
	if r.Outdated() {
		say(exitStale, "the list of known failures is out of date")
	}
	if f.failOnDrift && len(r.Drift) > 0 {
		say(exitStale, "the answers depart from the descriptions in %s", counted(len(r.Drift), "way", "ways"))
	}
	if code != exitOK {
		return &exitError{code, nil}
	}
	return nil
}

func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}

// isTerminal reports whether w is a character device that a person may be looking at.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("CI") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
