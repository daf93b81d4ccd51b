package chaos

import (
	"bytes"
	"os"
	"testing"
	"time"
)

// schedules is how many an ordinary run tries; make chaos runs the command instead.
const schedules = 250

// everything reports whether the tests are to try what an ordinary run samples.
func everything() bool { return os.Getenv("CHAOS_EVERYTHING") != "" }

func TestSchedules_NothingTwiceNothingLostNothingWrong(t *testing.T) {
	report, err := Run(t.Context(), Plan{Schedules: schedules, Seed: 1, Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var figures bytes.Buffer
	report.Write(&figures)
	t.Log("\n" + figures.String())
	if !report.Green() {
		t.Error(figures.String())
	}
}

func TestSchedules_AreTheSameForTheSameSeed(t *testing.T) {
	for seed := range uint64(20) {
		if a, b := NewSchedule(seed).String(), NewSchedule(seed).String(); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
		s := NewSchedule(seed)
		first, _, err := Try(s, Rules{}, new(Faults), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := Try(s, Rules{}, new(Faults), t.TempDir())
		if err != nil || first.Money != second.Money || kindsOf(first.Crashes) != kindsOf(second.Crashes) {
			t.Errorf("seed %d: %+v, %+v, %v", seed, first, second, err)
		}
	}
}

// TestSchedules_FindABrokenPromise: a proof that cannot fail proves nothing.
func TestSchedules_FindABrokenPromise(t *testing.T) {
	for name, test := range map[string]struct {
		rules Rules
		found func(*Tally) int
	}{
		"no grace":   {Rules{Grace: time.Nanosecond}, func(t *Tally) int { return t.Wrong + t.Lost }},
		"no journal": {Rules{NoJournal: true}, func(t *Tally) int { return t.Duplicates }},
	} {
		report, err := Run(t.Context(), Plan{Schedules: 100, Seed: 1, Rules: test.rules, Folder: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if test.found(report.Tally) == 0 || report.Green() || len(report.Failures) == 0 {
			t.Errorf("%s: not found in %d schedules", name, report.Schedules)
			continue
		}
		if steps := len(report.Failures[0].Schedule.Steps); steps > 4 {
			t.Errorf("%s: not shrunk: %s", name, report.Failures[0].Schedule)
		}
		t.Logf("%s: %s%v", name, report.Failures[0].Schedule, report.Failures[0].Wrong)
	}
}
