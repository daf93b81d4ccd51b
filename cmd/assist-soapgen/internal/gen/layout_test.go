package gen

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// layoutProgram checks at run time that generated structs fit their tables: a record
// with a text in every field goes into the struct and comes back the same.
type layoutProgram struct {
	overlay map[string]string // path the go command sees -> path on disk
	folder  string            // scratch
	imports source
	checks  source
	count   int
}

// repository is the root of the checkout, as the go command sees it.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../../../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// add enters a package. With files nil it is one that lies in the repository.
func (p *layoutProgram) add(t *testing.T, d *description, importPath string, files map[string][]byte) {
	t.Helper()
	alias := fmt.Sprintf("p%d", p.count)
	p.count++
	p.imports.line("%s %q", alias, importPath)
	for name, content := range files {
		at := filepath.Join(p.folder, alias, name)
		if err := writeFile(at, content); err != nil {
			t.Fatal(err)
		}
		p.overlay[filepath.Join(repository(t), strings.TrimPrefix(importPath, "github.com/assist-soap/toolkit/"), name)] = at
	}
	service := alias + "." + d.services[0].prefix + "Service"
	p.checks.line("_ = &%s", service)
	for _, r := range d.rows {
		if r.isStruct() && r.goName != "" {
			p.checks.line("check(%q, &%s, %d, new(%s.%s), new(%s.%s))", importPath+"."+r.goName, service, r.id, alias, r.goName, alias, r.goName)
		}
	}
}

func (p *layoutProgram) run(t *testing.T) {
	t.Helper()
	frame, err := os.ReadFile("testdata/layoutcheck.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("\t// IMPORTS\n", p.imports.String(), "\t// CHECKS\n", p.checks.String()).Replace(string(frame))
	main := filepath.Join(p.folder, "main.go")
	if err := os.WriteFile(main, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	at := "cmd/assist-soapgen/internal/gen/layoutcheck"
	p.overlay[filepath.Join(repository(t), at, "main.go")] = main
	overlay, err := json.Marshal(map[string]any{"Replace": p.overlay})
	if err != nil {
		t.Fatal(err)
	}
	overlayFile := filepath.Join(p.folder, "overlay.json")
	if err := os.WriteFile(overlayFile, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "go", "run", "-overlay", overlayFile, "./"+at)
	run.Dir = repository(t)
	if out, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	} else {
		t.Logf("%s", out)
	}
}

func newLayoutProgram(t *testing.T) *layoutProgram {
	return &layoutProgram{overlay: map[string]string{}, folder: t.TempDir()}
}

// TestLayouts_FitEveryGeneratedStruct lays every struct of the project and of the
// golden cases beside its table.
func TestLayouts_FitEveryGeneratedStruct(t *testing.T) {
	p := newLayoutProgram(t)
	descriptions := projectDescriptions(t)
	for _, d := range descriptions {
		files, err := d.emit()
		if err != nil {
			t.Fatal(err)
		}
		p.add(t, d, "github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen/layoutcheck/"+d.pkg, files)
	}
	p.run(t)
}

// TestCorpus_LayoutsFit does the same for the corpus. It builds hundreds of packages
// and so runs only when GEN_CORPUS_BUILD is set.
func TestCorpus_LayoutsFit(t *testing.T) {
	if os.Getenv("GEN_CORPUS_BUILD") == "" {
		t.Skip("set GEN_CORPUS_BUILD=1 to build everything the corpus generates")
	}
	p := newLayoutProgram(t)
	for i, f := range closedCorpus(t) {
		options := ForeignOptions{Package: "stub"}
		options.Model.Root = os.DirFS(filepath.Join(corpusFolder, f.project))
		d, _, err := foreignDescription(f.path, options)
		if err != nil {
			continue
		}
		files, err := d.emit()
		if err != nil {
			t.Fatal(err)
		}
		p.add(t, d, fmt.Sprintf("github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen/layoutcheck/c%d", i), files)
	}
	p.run(t)
}
