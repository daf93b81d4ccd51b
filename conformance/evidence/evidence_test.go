package evidence

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/generated/catalog"
)

const reportText = `{"target":"a target","green":true,"counts":{"pass":2,"fail":0}}`

func run() Run {
	return Run{
		Tool: "assist-soapgen v1", Go: "go1", Command: "assist-soapgen conform", Target: "a target",
		Started: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC), Green: true, Counts: map[string]int{"pass": 2, "fail": 0},
	}
}

// packed is a bundle with a report, an empty recording and a case.
func packed(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	tape, err := recording.Record(dir, catalog.Services(), recording.Info{Target: "a target", Made: "now"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tape.Finish(nil); err != nil {
		t.Fatal(err)
	}
	b := &Bundle{}
	b.Add(ReportFile, []byte(reportText))
	b.Add(Cases+"/a/b.txtar", []byte("title: T\n"))
	if err := b.AddAll(Recording, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := b.Write(&out, run()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func verify(archive []byte, secrets ...string) (*Verified, error) {
	return Verify(bytes.NewReader(archive), int64(len(archive)), catalog.Services(), secrets)
}

func TestVerify_AnIntactBundle(t *testing.T) {
	archive := packed(t)
	v, err := verify(archive)
	if err != nil || len(v.Problems) > 0 {
		t.Fatalf("%v, %v", err, v)
	}
	if v.Target != "a target" || !v.Green || v.Counts["pass"] != 2 || len(v.Files) != 3 || len(v.Digest) != 64 {
		t.Errorf("got %+v", v)
	}
	if !bytes.Equal(archive, packed(t)) {
		t.Error("the same bundle gives other bytes")
	}
}

// repacked writes a bundle again with its files changed, and its manifest as it was.
func repacked(t *testing.T, archive []byte, change func(files map[string]string)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range r.File {
		text, err := fs.ReadFile(r, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	change(files)
	names := slices.Sorted(maps.Keys(files))
	slices.SortStableFunc(names, func(a, _ string) int {
		if a == manifestName {
			return -1
		}
		return 0
	})
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		f, err := w.Create(strings.TrimSuffix(name, "?")) // to give a name twice
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestVerify_FindsEveryChange(t *testing.T) {
	for want, change := range map[string]func(map[string]string){
		"cases/a/b.txtar was changed":     func(f map[string]string) { f["cases/a/b.txtar"] += " " },
		"cases/a/b.txtar is missing":      func(f map[string]string) { delete(f, "cases/a/b.txtar") },
		"cases/c.txtar is not in the":     func(f map[string]string) { f["cases/c.txtar"] = "" },
		"cases/a/b.txtar is in it twice":  func(f map[string]string) { f["cases/a/b.txtar?"] = f["cases/a/b.txtar"] },
		"reports/report.json was changed": func(f map[string]string) { f[ReportFile] = strings.Replace(reportText, "2", "3", 1) },
		"says something else of the run than": func(f map[string]string) {
			f[manifestName] = strings.Replace(f[manifestName], `"pass": 2`, `"pass": 3`, 1)
		},
		"manifest.json: its schema is": func(f map[string]string) { f[manifestName] = strings.Replace(f[manifestName], schemaName, "other", 1) },
		"unknown field":                func(f map[string]string) { f[manifestName] = strings.Replace(f[manifestName], `"go"`, `"gone"`, 1) },
		"it has no manifest.json":      func(f map[string]string) { delete(f, manifestName) },
		"recording/recording.json was": func(f map[string]string) { f["recording/recording.json"] += "\n" },
	} {
		v, err := verify(repacked(t, packed(t), change))
		told := ""
		switch {
		case err != nil:
			told = err.Error()
		default:
			told = strings.Join(v.Problems, "\n")
		}
		if !strings.Contains(told, want) {
			t.Errorf("want %q, got %q", want, told)
		}
	}
}

func TestVerify_RefusesWhatIsNoArchive(t *testing.T) {
	archive := packed(t)
	for _, part := range [][]byte{nil, []byte("PK"), archive[:len(archive)/2], bytes.Repeat([]byte{0}, 100)} {
		if _, err := verify(part); err == nil {
			t.Errorf("%d bytes are a bundle", len(part))
		}
	}
}

// A bundle is handed to others: what stands in its reports is looked at once more.
func TestVerify_FindsCardsAndSecrets(t *testing.T) {
	for _, text := range []string{"paid with 4111 1111 1111 1111", "the word is a-secret-word"} {
		b := &Bundle{}
		b.Add(ReportFile, []byte(reportText))
		b.Add(Reports+"/report.txt", []byte(text))
		b.Add(Cases+"/a.txtar", []byte("cardnumber=4111111111111111")) // a test card of the suite's own
		var out bytes.Buffer
		if _, err := b.Write(&out, run()); err != nil {
			t.Fatal(err)
		}
		v, err := verify(out.Bytes(), "a-secret-word")
		if err != nil || len(v.Problems) != 1 || !strings.HasPrefix(v.Problems[0], "reports/report.txt holds ") {
			t.Errorf("%q: %v, %+v", text, err, v.Problems)
		}
	}
}

func TestBundle_TellsWhatCannotBeRead(t *testing.T) {
	b := &Bundle{}
	if err := b.AddAll("x", os.DirFS("no such folder")); err == nil {
		t.Error("a folder that is not there is packed")
	}
	if err := b.AddReport("x", func(io.Writer) error { return io.ErrShortWrite }); err == nil || !strings.HasPrefix(err.Error(), "x: ") {
		t.Errorf("got %v", err)
	}
	if err := b.AddAll("x", fstest.MapFS{"a/b": {Data: []byte("1")}}); err != nil || string(b.files["x/a/b"]) != "1" {
		t.Errorf("%v, %v", err, b.files)
	}
}
