package gen

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpusFolder holds WSDLs of other projects; it is not part of the repository.
const corpusFolder = "../../../../../shared/wsdl-corpus"

// corpusFile is a row of the corpus' index.
type corpusFile struct{ project, path, style, soap string }

// closedCorpus lists the files whose imports all resolve locally.
func closedCorpus(t testing.TB) []corpusFile {
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
		if len(columns) == 5 && columns[4] == "1" {
			files = append(files, corpusFile{columns[0], columns[1], columns[2], columns[3]})
		}
	}
	return files
}

func (f corpusFile) generate() (*Output, error) {
	return Foreign(os.DirFS(filepath.Join(corpusFolder, f.project)), f.path, ForeignOptions{Package: "stub"})
}

// TestCorpus_GeneratesAndCompiles holds the generator to the figures of issue 5: at
// least 99 % of foreign WSDLs are generated, everything generated compiles.
func TestCorpus_GeneratesAndCompiles(t *testing.T) {
	checker := newTypeChecker()
	generated, compiled := 0, 0
	files := closedCorpus(t)
	for _, f := range files {
		output, err := f.generate()
		if err != nil {
			if _, ok := errors.AsType[Problems](err); !ok {
				t.Errorf("%s/%s: refused without a position: %v", f.project, f.path, err)
			}
			t.Logf("refused %s/%s:\n%v", f.project, f.path, err)
			continue
		}
		generated++
		if _, errs := checker.check(output.Files); len(errs) > 0 {
			t.Errorf("%s/%s does not compile: %v (and %d more)", f.project, f.path, errs[0], len(errs)-1)
			continue
		}
		compiled++
	}
	t.Logf("%d closed WSDLs: %d generated (%.1f %%), %d of them compile", len(files), generated, 100*float64(generated)/float64(len(files)), compiled)
	if generated*100 < len(files)*99 {
		t.Errorf("fewer than 99 %% were generated")
	}
}
