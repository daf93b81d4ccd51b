package model

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// corpusRow is one WSDL of the shared corpus, which lies beside the repository
// and is no part of it.
type corpusRow struct {
	project, path string
	closed        bool
}

func (r corpusRow) String() string { return r.project + "/" + r.path }

// corpus finds the shared corpus; the test is skipped without it.
func corpus(t testing.TB) (dir string, rows []corpusRow) {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir = here; ; dir = filepath.Dir(dir) {
		candidate := filepath.Join(dir, "..", "shared", "wsdl-corpus")
		if _, err := os.Stat(filepath.Join(candidate, "INDEX.tsv")); err == nil {
			dir = candidate
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("shared WSDL corpus is not here")
		}
	}
	index, err := os.ReadFile(filepath.Join(dir, "INDEX.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(index)), "\n") {
		f := strings.Split(line, "\t")
		if i > 0 && len(f) == 5 {
			rows = append(rows, corpusRow{f[0], f[1], f[4] == "1"})
		}
	}
	return dir, rows
}

func loadRow(t testing.TB, dir string, row corpusRow) (*Definitions, error) {
	t.Helper()
	root, err := os.OpenRoot(filepath.Join(dir, row.project))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	return Load(row.path, Options{Root: root.FS()})
}

// brokenInThemselves are the closed WSDLs of the corpus that mean nothing,
// most of them on purpose. They must be refused, and for this reason.
var brokenInThemselves = map[string]Code{
	"axis1/test/wsdl/import2/interface1/interface2/importinterface.wsdl": CodeNotImportable, // <schema> of no namespace
	"zeep/tests/wsdl_files/soap_transport_err.wsdl":                      CodeDuplicate,     // two bindings of one name
}

// openButFine are WSDLs indexed as open whose only network import is built in.
var openButFine = map[string]bool{
	"zeep/tests/wsdl_files/soap_import_main.wsdl": true, // SOAP encoding
}

func TestCorpus_ClosedLoadsAndOpenIsRefused(t *testing.T) {
	dir, rows := corpus(t)
	closed, loaded, refused, failed := 0, 0, 0, []string{}
	started := time.Now()
	for _, row := range rows {
		d, err := loadRow(t, dir, row)
		reason, broken := brokenInThemselves[row.String()]
		switch {
		case err == nil:
			checkComplete(t, d)
			if broken || !row.closed && !openButFine[row.String()] {
				t.Errorf("%s loads and must not", row)
			}
		case broken:
			refused++
			if !hasCode(err, reason) {
				t.Errorf("%s: want code %s, got\n%v", row, reason, err)
			}
		case row.closed:
			failed = append(failed, row.String()+"\n"+err.Error())
		}
		if row.closed {
			closed++
			if err == nil {
				loaded++
			}
		}
	}
	t.Logf("%d of %d closed WSDLs load, %d are broken in themselves; %v for %d", loaded, closed, refused, time.Since(started), len(rows))
	if meaningful := closed - refused; loaded*100 < meaningful*99 {
		t.Errorf("only %d of %d meaningful WSDLs load", loaded, meaningful)
	}
	if len(failed) > 0 {
		t.Logf("not loaded:\n%s", strings.Join(failed, "\n"))
	}
}

func hasCode(err error, code Code) bool {
	ds, _ := errors.AsType[Diagnostics](err)
	for _, d := range ds {
		if d.Code == code && d.Severity == Error {
			return true
		}
	}
	return false
}

func TestCorpus_LoadingTwiceGivesTheSame(t *testing.T) {
	dir, rows := corpus(t)
	for _, row := range rows {
		first, err1 := loadRow(t, dir, row)
		second, err2 := loadRow(t, dir, row)
		if diff := cmp.Diff(listing(first, err1), listing(second, err2)); diff != "" {
			t.Errorf("%s differs (-first +second):\n%s", row, diff)
		}
	}
}

// listing writes down operations, types and diagnostics in the order the model
// has them.
func listing(d *Definitions, err error) []string {
	if err != nil {
		return strings.Split(err.Error(), "\n")
	}
	var out []string
	for _, b := range d.Bindings {
		for _, op := range b.Operations {
			out = append(out, fmt.Sprint(b.Name, op.Name, op.Pos, op.Style, op.SOAPAction, op.Operation.Pos))
		}
	}
	for _, t := range d.AllTypes() {
		out = append(out, fmt.Sprint(t.Name, t.Pos, outline(t.ContentModel()), attributeNames(t.AllAttributes())))
		for _, sub := range t.AllDerived() {
			out = append(out, fmt.Sprint("< ", sub.Name, sub.Pos))
		}
	}
	for _, e := range d.AllElements() {
		out = append(out, fmt.Sprint(e.Name, e.Pos, len(e.Members)))
	}
	return append(out, d.Warnings.Error())
}
