package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/soapclient/journal/journaltest"
	"github.com/assist-soap/toolkit/soapclient/journal/sqlite"
)

func TestMain(m *testing.M) {
	if code, child := journaltest.Child(kind()); child {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func TestJournal_KeepsThePromisesOfAJournal(t *testing.T) { journaltest.Run(t, kind()) }

func kind() journaltest.Kind {
	return journaltest.Kind{
		Name:   "sqlite",
		Make:   func(t testing.TB) string { return filepath.Join(t.TempDir(), "a journal?#%.db") },
		Open:   func(place string) (journaltest.Book, error) { return sqlite.Open(place) },
		Stored: stored,
		Shared: true,
	}
}

// stored is the database with what SQLite keeps beside it.
func stored(t testing.TB, place string) (all []byte) {
	files, err := os.ReadDir(filepath.Dir(place))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(place), file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return all
}

func TestOpen_MakesWhatOnlyItsOwnerReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	if _, err = j.Begin(t.Context(), journaltest.Intent("A-1")); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
}

func TestOpen_RefusesWhatItDoesNotKnow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.SetVersion(99); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	if _, err := sqlite.Open(path); err == nil || !strings.Contains(err.Error(), "version 99") {
		t.Error(err)
	}
	if err := os.WriteFile(path, []byte("assist-journal 1\n"+strings.Repeat("x", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(path); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Error(err)
	}
	if _, err := sqlite.Open(filepath.Join(path, "journal.db")); err == nil {
		t.Error("it opens below a file")
	}
}
