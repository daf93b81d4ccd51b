package reading

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/wsdl"
)

// corpusFolder holds WSDLs of other projects; it is not part of the repository.
const corpusFolder = "../../../../../../shared/wsdl-corpus"

func TestCheck_ProjectWSDLsReadTheSame(t *testing.T) {
	entries, err := wsdl.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".wsdl") {
			continue
		}
		v, err := CheckIn(wsdl.Files, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Differences)+len(v.Gaps) > 0 {
			t.Errorf("%s: %q %q", e.Name(), v.Differences, v.Gaps)
		}
	}
}

// TestCheck_CorpusReadsTheSame demands a name for every difference in foreign WSDLs.
func TestCheck_CorpusReadsTheSame(t *testing.T) {
	index, err := os.ReadFile(filepath.Join(corpusFolder, "INDEX.tsv"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("there is no corpus beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	same, gapped := 0, map[string]int{}
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) != 5 || columns[4] != "1" {
			continue
		}
		v, err := CheckIn(os.DirFS(filepath.Join(corpusFolder, columns[0])), columns[1])
		if found, refused := errors.AsType[model.Diagnostics](err); refused && len(found) > 0 {
			continue // broken WSDLs are refused by our reader, with positions
		}
		if err != nil {
			t.Errorf("%s/%s: %v", columns[0], columns[1], err)
			continue
		}
		for _, d := range v.Differences {
			t.Errorf("%s/%s: %s", columns[0], columns[1], d)
		}
		if len(v.Differences)+len(v.Gaps) == 0 {
			same++
		}
		for _, g := range v.Gaps {
			gapped[g]++
		}
	}
	t.Logf("%d WSDLs read the same; known gaps: %v", same, gapped)
}
