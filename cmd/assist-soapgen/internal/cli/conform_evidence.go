package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/evidence"
	"github.com/assist-soap/toolkit/conformance/report"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/wsdl"
)

// writeEvidence packs the run into one archive, and hands it out only if it verifies and
// nothing in it looks like a card number or a secret of the merchants.
func (f *conformFlags) writeEvidence(out io.Writer, plan *conformance.Plan, r *conformance.Report) error {
	bundle, err := f.bundle(r)
	if err != nil {
		return err
	}
	var archive bytes.Buffer
	digest, err := bundle.Write(&archive, evidenceRun(r))
	if err != nil {
		return err
	}
	verified, err := evidence.Verify(bytes.NewReader(archive.Bytes()), int64(archive.Len()), plan.Services, plan.Target.Secrets())
	if err != nil {
		return err
	}
	if len(verified.Problems) > 0 {
		return &exitError{exitSafety, fmt.Errorf("--evidence is not written:\n%s", joined(verified.Problems))}
	}
	if err := os.WriteFile(f.evidence, archive.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "evidence: %s, %d files, manifest SHA-256 %s\n", f.evidence, len(verified.Files), digest)
	return err
}

// bundle gathers what the archive holds.
func (f *conformFlags) bundle(r *conformance.Report) (*evidence.Bundle, error) {
	b := &evidence.Bundle{}
	for _, format := range append(f.formats(), written{"", "report.txt", report.Text}, written{"", "report.ndjson", report.NDJSON}) {
		if err := b.AddReport(path.Join(evidence.Reports, format.name), func(w io.Writer) error { return format.write(w, r) }); err != nil {
			return nil, err
		}
	}
	trees := map[string]fs.FS{"contracts": wsdl.Files}
	if f.replay == "" {
		trees[evidence.Recording] = os.DirFS(f.record)
	}
	for folder, tree := range trees {
		if err := b.AddAll(folder, tree); err != nil {
			return nil, err
		}
	}
	if err := f.bundleCases(b, r); err != nil {
		return nil, err
	}
	return b, f.bundleSettings(b)
}

func (f *conformFlags) bundleCases(b *evidence.Bundle, r *conformance.Report) error {
	files, err := f.caseFiles()
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for i := range r.Results {
		names[r.Results[i].Case.Origin()+".txtar"] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		b.Add(path.Join(evidence.Cases, name), text)
	}
	return nil
}

// bundleSettings adds the list of known failures, and the file of --config without
// secrets.
func (f *conformFlags) bundleSettings(b *evidence.Bundle) error {
	if f.known != "" {
		text, err := os.ReadFile(f.known)
		if err != nil {
			return err
		}
		b.Add("known.txt", text)
	}
	if f.config != "" {
		text, err := os.ReadFile(f.config)
		if err != nil {
			return err
		}
		b.Add("config.txt", []byte(publicConfig(string(text))))
	}
	return nil
}

func evidenceRun(r *conformance.Report) evidence.Run {
	run := evidence.Run{
		Tool: "assist-soapgen (unknown)", Go: runtime.Version(), Command: r.Command, Target: r.Target,
		Started: r.Started.UTC(), Green: r.Green(), Counts: report.Counts(r), Decisions: r.Evidence,
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		run.Tool = "assist-soapgen " + info.Main.Version
	}
	return run
}

// verifyEvidence says what a bundle is and whether it is what it says.
func verifyEvidence(out io.Writer, file string) error {
	archive, err := os.Open(file)
	if err != nil {
		return usageError("--verify: %v", err)
	}
	defer archive.Close()
	info, err := archive.Stat()
	if err != nil {
		return err
	}
	v, err := evidence.Verify(archive, info.Size(), catalog.Services(), nil)
	if err != nil {
		return &exitError{exitFindings, fmt.Errorf("%s: %w", file, err)}
	}
	if len(v.Problems) > 0 {
		return &exitError{exitFindings, fmt.Errorf("%s is not what it was:\n%s", file, joined(v.Problems))}
	}
	verdict := "does not conform"
	if v.Green {
		verdict = "conforms"
	}
	fmt.Fprintf(out, "%s is intact: %d files\n  %s %s: %s\n  %s, %s, %s\n", file, len(v.Files), v.Target, verdict, tallied(v.Counts), v.Started.Format("2006-01-02 15:04:05 MST"), v.Tool, v.Go)
	for _, decision := range v.Decisions {
		fmt.Fprintln(out, "  decision:", decision)
	}
	_, err = fmt.Fprintf(out, "manifest SHA-256 %s: compare it with what the run printed\n", v.Digest)
	return err
}

// tallied tells how many cases came to each verdict, leaving out those of none.
func tallied(counts map[string]int) string {
	var parts []string
	for _, verdict := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[verdict]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, verdict))
		}
	}
	return strings.Join(parts, ", ")
}

// openBundle returns a folder of an evidence bundle.
func openBundle(file, folder string) (fs.FS, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if _, err := archive.Open(folder); err != nil {
		return nil, fmt.Errorf("%s holds no %s", file, folder)
	}
	return fs.Sub(archive, folder)
}

func joined(list []string) string { return strings.Join(list, "\n") }
