package wiretest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// corpusFolder holds WSDLs of other projects; it is not part of the repository.
const corpusFolder = "../../../../../../shared/wsdl-corpus"

type corpusFile struct{ project, path string }

// closedCorpus lists the files whose imports all resolve locally.
func closedCorpus(t *testing.T) []corpusFile {
	t.Helper()
	index, err := os.ReadFile(filepath.Join(corpusFolder, "INDEX.tsv"))
	if err != nil {
		t.Skip("there is no corpus beside the repository")
	}
	var files []corpusFile
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) == 5 && columns[4] == "1" {
			files = append(files, corpusFile{columns[0], columns[1]})
		}
	}
	return files
}

func isEmpty(r *service.Record) bool {
	return !slices.ContainsFunc(r.Values(), func(v service.Value) bool { return v.State != service.Absent })
}

func sameRecord(want, got *service.Record) error {
	for i, f := range want.Fields() {
		if err := sameValue(&want.Values()[i], &got.Values()[i]); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if len(got.Extras) > 0 {
		return fmt.Errorf("extras %v", got.Extras)
	}
	return nil
}

func sameValue(want, got *service.Value) error {
	if want.Text != got.Text || want.State != got.State || len(want.Items) != len(got.Items) || (want.Record == nil) != (got.Record == nil) {
		return fmt.Errorf("%+v became %+v", *want, *got)
	}
	for i := range want.Items {
		if err := sameValue(&want.Items[i], &got.Items[i]); err != nil {
			return err
		}
	}
	if want.Record == nil {
		return nil
	}
	return sameRecord(want.Record, got.Record)
}
