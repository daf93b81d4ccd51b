package gen

import (
	"errors"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpusFolder holds WSDLs of other projects; it is not part of the repository.
const corpusFolder = "../../../../../shared/wsdl-corpus"

// corpusFile is a row of the corpus' index.
type corpusFile struct{ project, path, style, soap string }

// closedCorpus lists the files whose imports all resolve locally.
func closedCorpus(t testing.TB) []corpusFile { return corpus(t, "1") }

// corpus lists the files that are closed or not.
func corpus(t testing.TB, closed string) []corpusFile {
	t.Helper()
	index, err := os.ReadFile(filepath.Join(corpusFolder, "INDEX.tsv"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("there is no corpus beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	var files []corpusFile
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) == 5 && columns[4] == closed {
			files = append(files, corpusFile{columns[0], columns[1], columns[2], columns[3]})
		}
	}
	return files
}

func (f corpusFile) generate() (*Output, error) {
	return Foreign(os.DirFS(filepath.Join(corpusFolder, f.project)), f.path, ForeignOptions{Package: "stub"})
}

// brokenInput are codes of WSDLs that are wrong in themselves; refusing them is right.
var brokenInput = []string{"not-importable", "duplicate-definition"}

// notSupported are codes of constructs that this generator refuses.
var notSupported = []string{}

// TestCorpus_GeneratesAndCompiles holds the generator to its figures: everything that
// is generated compiles and has all operations; what is refused is refused by name.
func TestCorpus_GeneratesAndCompiles(t *testing.T) {
	checker := newTypeChecker()
	files := closedCorpus(t)
	generated, refused, broken, operations := 0, 0, 0, 0
	for _, f := range files {
		output, err := f.generate()
		switch {
		case err == nil:
			generated++
			pkg := f.mustCompile(t, checker, output.Files)
			operations += f.mustHaveOperations(t, pkg)
		case f.refusedFor(t, err, brokenInput):
			broken++
		case f.refusedFor(t, err, notSupported):
			refused++
			t.Logf("not supported: %s/%s: %v", f.project, f.path, err.(Problems).Errors()[0])
		default:
			t.Errorf("%s/%s: %v", f.project, f.path, err)
		}
	}
	t.Logf("%d closed WSDLs: %d generated (%.1f %%), all compile and have all of %d bound operations; %d refused as not supported; %d are wrong in themselves",
		len(files), generated, 100*float64(generated)/float64(len(files)), operations, refused, broken)
	if generated*100 < len(files)*99 {
		t.Errorf("only %d of %d closed WSDLs were generated", generated, len(files))
	}
}

func (f corpusFile) mustCompile(t *testing.T, checker *typeChecker, files Files) *types.Package {
	t.Helper()
	pkg, errs := checker.check(files)
	if len(errs) > 0 {
		t.Errorf("%s/%s does not compile: %v (and %d more)", f.project, f.path, errs[0], len(errs)-1)
	}
	return pkg
}

// refusedFor reports whether every error has a position and at least one has one of
// the codes.
func (f corpusFile) refusedFor(t *testing.T, err error, codes []string) bool {
	problems, ok := errors.AsType[Problems](err)
	if !ok {
		t.Errorf("%s/%s: refused without a position: %v", f.project, f.path, err)
		return false
	}
	found := false
	for _, p := range problems.Errors() {
		if p.Pos.Line == 0 {
			t.Errorf("%s/%s: no position: %v", f.project, f.path, p)
		}
		found = found || slices.Contains(codes, p.Code)
	}
	return found
}

// openButFine import over the network only what is built in.
var openButFine = []string{"tests/wsdl_files/soap_import_main.wsdl"}

// TestCorpus_MissingImportIsAnError: nothing is generated from half a description.
func TestCorpus_MissingImportIsAnError(t *testing.T) {
	missing := []string{"missing-document", "outside-root", "network-refused", "broken-xml", "undeclared-prefix"}
	for _, f := range corpus(t, "0") {
		_, err := f.generate()
		switch {
		case slices.Contains(openButFine, f.path):
		case err == nil:
			t.Errorf("%s/%s: generated without its imports", f.project, f.path)
		case !f.refusedFor(t, err, missing):
			t.Errorf("%s/%s: refused for another reason: %v", f.project, f.path, err)
		}
	}
}

// TestCorpus_TwentyRunsGiveTheSame asks for the same bytes, whatever the scheduler does.
func TestCorpus_TwentyRunsGiveTheSame(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	files := closedCorpus(t)
	for i := 0; i < len(files); i += 23 {
		var first *Output
		for run := range 20 {
			runtime.GOMAXPROCS(1 + run%2)
			output, err := files[i].generate()
			if err != nil {
				break
			}
			if first == nil {
				first = output
			}
			if diff := cmp.Diff(first.Files, output.Files); diff != "" {
				t.Fatalf("%s: run %d differs:\n%s", files[i].path, run, diff)
			}
		}
	}
}
