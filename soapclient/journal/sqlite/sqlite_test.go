package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal/sqlite"
)

func intentOf(order string) soapclient.Intent {
	noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	return soapclient.Intent{
		Service: "toy", Operation: "pay", Merchant: "123456", Key: soapclient.Key{Field: "ordernumber", Value: order},
		Amount: "100.10", Currency: "RUB", Started: noon, Deadline: noon.Add(time.Minute),
	}
}

func open(t *testing.T, path string) *sqlite.Journal {
	t.Helper()
	j, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func begin(t *testing.T, j *sqlite.Journal, order string) string {
	t.Helper()
	entry, err := j.Begin(t.Context(), intentOf(order))
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func end(t *testing.T, j *sqlite.Journal, entry string, outcome service.Outcome) {
	t.Helper()
	if err := j.End(t.Context(), entry, soapclient.Ending{Outcome: outcome, How: soapclient.Answered}); err != nil {
		t.Fatal(err)
	}
}

func TestJournal_RemembersOverARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a journal?.db")
	j := open(t, path)
	end(t, j, begin(t, j, "paid"), service.Succeeded)
	end(t, j, begin(t, j, "declined"), service.Refused)
	begin(t, j, "open")
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = open(t, path)
	list, err := j.Unsettled(t.Context())
	want := intentOf("open")
	if want.Entry = "3"; err != nil || len(list) != 1 || list[0] != want {
		t.Fatalf("open: %+v, %v", list, err)
	}
	for order, isOpen := range map[string]bool{"paid": false, "open": true} {
		_, err := j.Begin(t.Context(), intentOf(order))
		if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); !ok || duplicate.Open != isOpen || duplicate.Intent.Key.Value != order {
			t.Errorf("%s: %v", order, err)
		}
	}
	begin(t, j, "declined") // a new attempt under the same number is legal
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestJournal_EndsWhatIsOpenOnce(t *testing.T) {
	j := open(t, filepath.Join(t.TempDir(), "journal.db"))
	entry := begin(t, j, "A-1")
	for _, bad := range []struct {
		entry   string
		outcome service.Outcome
	}{{"77", service.Refused}, {"x", service.Refused}, {entry, service.Pending}, {entry, service.Unknown}} {
		if err := j.End(t.Context(), bad.entry, soapclient.Ending{Outcome: bad.outcome}); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
	end(t, j, entry, service.Succeeded)
	end(t, j, entry, service.Succeeded)
	if err := j.End(t.Context(), entry, soapclient.Ending{Outcome: service.Refused}); err == nil {
		t.Error("a success became a refusal")
	}
}

func TestJournal_OneKeyFromTwoProcessesIsBegunOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	books := []*sqlite.Journal{open(t, path), open(t, path)} // two handles, as two processes have
	for round := range 10 {
		var group sync.WaitGroup
		var won atomic.Int64
		for n := range 8 {
			group.Go(func() {
				_, err := books[n%2].Begin(context.Background(), intentOf(fmt.Sprint(round)))
				switch _, duplicate := errors.AsType[*soapclient.DuplicateError](err); {
				case err == nil:
					won.Add(1)
				case !duplicate:
					t.Error(err)
				}
			})
		}
		if group.Wait(); won.Load() != 1 {
			t.Fatalf("round %d: %d may send", round, won.Load())
		}
	}
}

func TestJournal_RefusesANewerVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j := open(t, path)
	if err := j.SetVersion(99); err != nil {
		t.Fatal(err)
	}
	_ = j.Close()
	if _, err := sqlite.Open(path); err == nil || !strings.Contains(err.Error(), "version 99") {
		t.Error(err)
	}
}
