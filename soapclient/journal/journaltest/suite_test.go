package journaltest_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
	"github.com/assist-soap/toolkit/soapclient/journal/journaltest"
)

const envFlaw = "JOURNALTEST_FLAW"

func TestMain(m *testing.M) {
	if code, child := journaltest.Child(flawed(os.Getenv(envFlaw))); child {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// TestRun_FindsEveryFlaw runs the suite over journals that each break one promise: in a
// process of its own, because it must fail.
func TestRun_FindsEveryFlaw(t *testing.T) {
	if flaw := os.Getenv(envFlaw); flaw != "" {
		journaltest.Run(t, flawed(flaw))
		return
	}
	for flaw, promise := range map[string]string{
		"none":            "",
		"forgets success": "a_key_that_is_open_or_done_is_refused",
		"ends anything":   "what_is_open_is_ended_once",
		"forgets all":     "it_remembers_over_a_restart",
		"blind":           "any_text_can_be_a_key",
		"late":            "a_killed_process_leaves_a_question",
		"two books":       "one_of_two_processes_may_send",
		"racing":          "one_of_many_callers_may_send",
		"leaking":         "no_secret_is_stored",
		"deaf":            "an_ended_context_begins_nothing",
		"undying":         "closed_means_closed",
	} {
		command := exec.Command(os.Args[0], "-test.run", "^TestRun_FindsEveryFlaw$/"+promise, "-test.v")
		command.Env = append(os.Environ(), envFlaw+"="+flaw)
		out, err := command.CombinedOutput()
		switch {
		case promise == "" && err != nil:
			t.Errorf("a journal without a flaw fails: %s", out)
		case promise != "" && !strings.Contains(string(out), "--- FAIL: TestRun_FindsEveryFlaw/"+promise):
			t.Errorf("a journal that is %q is not found out by %q:\n%s", flaw, promise, out)
		}
	}
}

// book is a journal in a file, with a flaw.
type book struct {
	*journal.File
	flaw string

	mu   sync.Mutex
	held []soapclient.Intent // not yet written
}

func flawed(flaw string) journaltest.Kind {
	return journaltest.Kind{
		Name: flaw,
		Make: func(t testing.TB) string { return filepath.Join(t.TempDir(), "journal") },
		Open: func(place string) (journaltest.Book, error) {
			if flaw == "two books" && os.Getenv("JOURNALTEST_TASK") != "" {
				place += strings.Repeat("x", os.Getpid()%100) // each process has its own
			}
			if flaw == "forgets all" {
				_ = os.Remove(place)
			}
			f, err := journal.Open(place)
			return &book{File: f, flaw: flaw}, err
		},
		Stored: func(t testing.TB, place string) []byte {
			data, err := os.ReadFile(place)
			if err != nil {
				t.Fatal(err)
			}
			if flaw == "leaking" {
				data = append(data, "pan=4111111111111111"...)
			}
			return data
		},
		Shared: flaw == "two books",
	}
}

func (b *book) Begin(ctx context.Context, i soapclient.Intent) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.flaw {
	case "deaf":
		ctx = context.WithoutCancel(ctx)
	case "blind":
		i.Key.Value = strings.ToLower(strings.TrimSpace(i.Key.Value))
	case "racing":
		if i.Key.Value == "3" {
			return "77", nil
		}
	case "late":
		if strings.HasPrefix(i.Key.Value, "life") { // written when the next one comes
			b.held = append(b.held, i)
			if len(b.held) < 3 {
				return "77", nil
			}
			for _, held := range b.held {
				_, _ = b.File.Begin(ctx, held)
			}
			b.held = nil
			return "77", nil
		}
	}
	entry, err := b.File.Begin(ctx, i)
	if b.flaw == "undying" && err != nil && strings.Contains(err.Error(), "closed") {
		return "77", nil
	}
	return entry, err
}

func (b *book) End(ctx context.Context, entry string, e soapclient.Ending) error {
	switch {
	case b.flaw == "forgets success":
		e.Outcome = service.Refused
	case b.flaw == "ends anything", b.flaw == "late" && entry == "77":
		_ = b.File.End(ctx, entry, e)
		return nil
	}
	return b.File.End(ctx, entry, e)
}

func (b *book) Unsettled(context.Context) ([]soapclient.Intent, error) {
	return b.File.Unsettled(), nil
}
