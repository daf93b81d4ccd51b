package journal_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
	"github.com/assist-soap/toolkit/soapclient/journal/journaltest"
)

func TestMain(m *testing.M) {
	if code, child := journaltest.Child(kind()); child {
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}

func TestFile_KeepsThePromisesOfAJournal(t *testing.T) { journaltest.Run(t, kind()) }

func kind() journaltest.Kind {
	return journaltest.Kind{
		Name: "file",
		Make: func(t testing.TB) string { return filepath.Join(t.TempDir(), "journal") },
		Open: func(place string) (journaltest.Book, error) {
			j, err := journal.Open(place, journal.CompactAt(2000)) // small, so that it is written anew
			return bound{j}, err
		},
		Stored: func(t testing.TB, place string) []byte {
			data, err := os.ReadFile(place)
			if err != nil {
				t.Fatal(err)
			}
			return data
		},
	}
}

type bound struct{ *journal.File }

func (b bound) Unsettled(context.Context) ([]soapclient.Intent, error) {
	return b.File.Unsettled(), nil
}
