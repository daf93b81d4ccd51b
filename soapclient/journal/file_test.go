package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func intentOf(order string) soapclient.Intent {
	return soapclient.Intent{
		Service: "toy", Operation: "pay", Merchant: "123456", Key: soapclient.Key{Field: "ordernumber", Value: order},
		Amount: "100.10", Currency: "RUB", Started: noon, Deadline: noon.Add(time.Minute),
	}
}

func open(t testing.TB, path string, options ...journal.Option) *journal.File {
	t.Helper()
	j, err := journal.Open(path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func begin(t testing.TB, j *journal.File, order string) string {
	t.Helper()
	entry, err := j.Begin(t.Context(), intentOf(order))
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func end(t testing.TB, j *journal.File, entry string, outcome service.Outcome) {
	t.Helper()
	if err := j.End(t.Context(), entry, soapclient.Ending{Outcome: outcome, How: soapclient.Answered, At: noon}); err != nil {
		t.Fatal(err)
	}
}

func orders(list []soapclient.Intent) string {
	var all []string
	for _, i := range list {
		all = append(all, i.Key.Value)
	}
	return strings.Join(all, " ")
}

func TestFile_RemembersOverARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path)
	end(t, j, begin(t, j, "paid"), service.Succeeded)
	end(t, j, begin(t, j, "declined"), service.Refused)
	begin(t, j, "open")
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = open(t, path)
	list := j.Unsettled()
	want := intentOf("open")
	if want.Entry = "5"; len(list) != 1 || list[0] != want {
		t.Fatalf("open: %+v", list)
	}
	for order, isOpen := range map[string]bool{"paid": false, "open": true} {
		_, err := j.Begin(t.Context(), intentOf(order))
		if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); !ok || duplicate.Open != isOpen || duplicate.Intent.Key.Value != order {
			t.Errorf("%s: %v", order, err)
		}
	}
	begin(t, j, "declined") // a new attempt under the same number is legal
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}

func TestFile_RefusesAKeyThatIsOpenOrDone(t *testing.T) {
	j := open(t, filepath.Join(t.TempDir(), "journal"))
	first := begin(t, j, "A-1")
	if _, err := j.Begin(t.Context(), intentOf("A-1")); err == nil || !strings.Contains(err.Error(), "outcome is open; resolve it") {
		t.Error(err)
	}
	end(t, j, first, service.Succeeded)
	if _, err := j.Begin(t.Context(), intentOf("A-1")); err == nil || !strings.Contains(err.Error(), "has succeeded") {
		t.Error(err)
	}
	other := intentOf("A-1")
	other.Merchant = "654321"
	if _, err := j.Begin(t.Context(), other); err != nil {
		t.Errorf("another merchant's order: %v", err)
	}
	other = intentOf("A-1")
	other.Operation = "cancel"
	if _, err := j.Begin(t.Context(), other); err != nil {
		t.Errorf("another operation: %v", err)
	}
}

// TestFile_SurvivesAWriteCutAnywhere: a crash leaves any beginning of what was being
// written, perhaps followed by zeros.
func TestFile_SurvivesAWriteCutAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path)
	end(t, j, begin(t, j, "A-1"), service.Succeeded)
	begin(t, j, "A-2")
	_ = j.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) {
		for _, tail := range [][]byte{nil, make([]byte, 512)} {
			if err := os.WriteFile(path, append(bytes.Clone(whole[:cut]), tail...), 0o600); err != nil {
				t.Fatal(err)
			}
			j, err := journal.Open(path)
			if err != nil {
				t.Fatalf("cut at %d, %d zeros: %v", cut, len(tail), err)
			}
			lines := bytes.Count(whole[:cut], []byte("\n")) - 1
			_, again := j.Begin(t.Context(), intentOf("A-1"))
			_, again2 := j.Begin(t.Context(), intentOf("A-2"))
			if (again != nil) != (lines >= 1) || (again2 != nil) != (lines >= 3) {
				t.Fatalf("cut at %d, after %d lines: %v, %v", cut, lines, again, again2)
			}
			if err = j.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := journal.Read(path); err != nil {
				t.Fatalf("cut at %d: written on: %v", cut, err)
			}
		}
	}
}

func TestFile_RefusesCorruptionInTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path)
	end(t, j, begin(t, j, "A-1"), service.Succeeded)
	begin(t, j, "A-2")
	_ = j.Close()
	whole, _ := os.ReadFile(path)
	for at := range len(whole) {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0x10
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := journal.Open(path)
		if at == len(whole)-1 && err == nil { // the last line has no end: it was never finished
			_ = j.Close()
			continue
		}
		corrupt, ok := errors.AsType[*journal.CorruptError](err)
		if !ok {
			t.Fatalf("bit at %d of %d: %v", at, len(whole), err)
		}
		if line := bytes.LastIndexByte(whole[:at], '\n') + 1; whole[at] != '\n' && corrupt.Offset != int64(line) {
			t.Errorf("bit at %d: offset %d, want %d", at, corrupt.Offset, line)
		}
		if kept, _ := os.ReadFile(path); !bytes.Equal(kept, damaged) {
			t.Fatal("a damaged file was changed")
		}
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	for name, mixed := range map[string][]byte{
		"lines swapped":   bytes.Join([][]byte{lines[0], lines[3], lines[1], lines[2]}, nil),
		"line doubled":    bytes.Join([][]byte{lines[0], lines[1], lines[1], lines[2]}, nil),
		"line taken out":  bytes.Join([][]byte{lines[0], lines[2], lines[3]}, nil),
		"newer version":   bytes.Replace(whole, []byte("journal 1"), []byte("journal 2"), 1),
		"something else":  []byte("<html>"),
		"unknown members": []byte("assist-journal 1\n00000010 d3a5b6ff {\"n\":1,\"x\":123}\n"),
	} {
		if err := os.WriteFile(path, mixed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(path); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFile_AnEndingLostToAPowerCutLeavesItOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path)
	entry := begin(t, j, "A-1")
	info, _ := os.Stat(path)
	end(t, j, entry, service.Succeeded)
	_ = j.Close()
	if err := os.Truncate(path, info.Size()); err != nil { // what was not forced is gone
		t.Fatal(err)
	}
	j = open(t, path)
	if got := orders(j.Unsettled()); got != "A-1" {
		t.Errorf("open: %q", got)
	}
	if _, err := j.Begin(t.Context(), intentOf("A-1")); err == nil {
		t.Error("the order may be sent again")
	}
}

func TestFile_ASecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	if other := os.Getenv("JOURNAL_TO_OPEN"); other != "" {
		_, err := journal.Open(other)
		fmt.Println("second process:", err)
		return
	}
	j := open(t, path)
	if _, err := journal.Open(path); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("the same process: %v", err)
	}
	try := func() string {
		command := exec.Command(os.Args[0], "-test.run", "^TestFile_ASecondProcessIsRefused$")
		command.Env = append(os.Environ(), "JOURNAL_TO_OPEN="+path)
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if out := try(); !strings.Contains(out, "in use by another process") {
		t.Errorf("%s", out)
	}
	begin(t, j, "A-1")
	if c, err := journal.Read(path); err != nil || orders(c.Open) != "A-1" {
		t.Errorf("a journal in use cannot be looked at: %+v, %v", c, err)
	}
	_ = j.Close()
	if out := try(); !strings.Contains(out, "second process: <nil>") {
		t.Errorf("%s", out)
	}
}

func TestFile_CompactsWhatWasRefusedAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path, journal.CompactAt(2000))
	end(t, j, begin(t, j, "paid"), service.Succeeded)
	begin(t, j, "open")
	for range 200 {
		end(t, j, begin(t, j, "declined"), service.Refused)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() > 4000 {
		t.Fatalf("%d bytes, %v", info.Size(), err)
	}
	last := begin(t, j, "last")
	_ = j.Close()
	j = open(t, path)
	if got := orders(j.Unsettled()); got != "open last" {
		t.Errorf("open: %q", got)
	}
	if _, err := j.Begin(t.Context(), intentOf("paid")); err == nil {
		t.Error("a paid order was forgotten")
	}
	if next := begin(t, j, "next"); next <= last && len(next) == len(last) {
		t.Errorf("entry %s after %s", next, last)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.new")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestFile_ForgetsSuccessesWhenToldTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path, journal.CompactAt(1000), journal.Keep(time.Hour)) // noon is long ago
	end(t, j, begin(t, j, "paid"), service.Succeeded)
	for range 20 {
		end(t, j, begin(t, j, "declined"), service.Refused)
	}
	if _, err := j.Begin(t.Context(), intentOf("paid")); err != nil {
		t.Error(err)
	}
}

func TestFile_CallersShareTheDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := open(t, path, journal.CompactAt(4000))
	var group sync.WaitGroup
	for worker := range 16 {
		group.Go(func() {
			for n := range 50 {
				entry, err := j.Begin(context.Background(), intentOf(fmt.Sprintf("%d-%d", worker, n)))
				if err != nil {
					t.Error(err)
					return
				}
				outcome := []service.Outcome{service.Succeeded, service.Refused, service.Unknown}[n%3]
				if outcome == service.Unknown {
					continue
				}
				if err = j.End(context.Background(), entry, soapclient.Ending{Outcome: outcome}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	_ = j.Close()
	j = open(t, path)
	if open := len(j.Unsettled()); open != 16*16 {
		t.Errorf("%d open, want %d", open, 16*16)
	}
	c, err := journal.Read(path)
	if err != nil || len(c.Succeeded) != 16*17 {
		t.Errorf("%d succeeded, want %d, %v", len(c.Succeeded), 16*17, err)
	}
}

// TestFile_SaysWhatAModelSays drives the file and a map with the same steps, with
// restarts and compactions at random.
func TestFile_SaysWhatAModelSays(t *testing.T) {
	folder := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		path := filepath.Join(folder, fmt.Sprint(runs))
		reopen := func() *journal.File {
			j, err := journal.Open(path, journal.CompactAt(600))
			if err != nil {
				t.Fatal(err)
			}
			return j
		}
		j := reopen()
		defer func() { _ = j.Close() }()
		type state struct {
			entry string
			done  bool
		}
		model := map[string]state{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			order := rapid.SampledFrom([]string{"a", "b", "c\n\x1f\"<", "д"}).Draw(t, "order")
			now := model[order]
			switch rapid.SampledFrom([]string{"begin", "begin", "succeed", "refuse", "restart"}).Draw(t, "step") {
			case "begin":
				entry, err := j.Begin(context.Background(), intentOf(order))
				if (err == nil) != (now == state{}) {
					t.Fatalf("begin %q in %+v: %v", order, now, err)
				}
				if err == nil {
					model[order] = state{entry: entry}
				}
			case "succeed", "refuse":
				if now.entry == "" || now.done {
					continue
				}
				if err := j.End(context.Background(), now.entry, soapclient.Ending{Outcome: service.Refused}); err != nil {
					t.Fatal(err)
				}
				delete(model, order)
			case "restart":
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				j = reopen()
			}
			if len(j.Unsettled()) != len(model) {
				t.Fatalf("%d open, model %d", len(j.Unsettled()), len(model))
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	path := filepath.Join(f.TempDir(), "journal")
	j := open(f, path)
	if _, err := j.Begin(context.Background(), intentOf("A-1")); err != nil {
		f.Fatal(err)
	}
	_ = j.Close()
	whole, _ := os.ReadFile(path)
	f.Add(whole)
	f.Add([]byte("assist-journal 1\n"))
	f.Add([]byte("assist-journal 1\n00000007 00000000 {\"n\":1}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "journal")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, read := journal.Read(path)
		j, err := journal.Open(path)
		if (read == nil) != (err == nil) {
			t.Fatalf("Read says %v, Open says %v", read, err)
		}
		if err != nil {
			return
		}
		_ = j.Close()
		if after, _ := os.ReadFile(path); !bytes.HasPrefix(after, []byte("assist-journal 1\n")) {
			t.Fatalf("%q", after)
		}
	})
}

func BenchmarkBegin(b *testing.B) {
	for _, parallel := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d callers", parallel), func(b *testing.B) {
			j := open(b, filepath.Join(b.TempDir(), "journal"), journal.CompactAt(1<<40))
			n := make(chan int, 1)
			n <- 0
			b.SetParallelism(parallel)
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					i := <-n
					n <- i + 1
					if _, err := j.Begin(context.Background(), intentOf(fmt.Sprint(i))); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
