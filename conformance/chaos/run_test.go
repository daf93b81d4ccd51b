package chaos

import (
	"bytes"
	"os"
	"testing"
	"time"
)

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

// TestSchedules_FindABrokenPromise: a proof that cannot fail proves nothing. Each of
// these clients is wrong in one way, and a few schedules find it.
func TestSchedules_FindABrokenPromise(t *testing.T) {
	for name, rules := range map[string]Rules{
		"not found is believed at once":             {Grace: time.Nanosecond},
		"there is no journal":                       {NoJournal: true},
		"the journal is lost with the program":      {Forget: true},
		"what is not answered is sent again":        {Resend: true},
		"answers are believed without proof":        {Credulous: true},
		"what stood there before is not remembered": {Blind: true},
	} {
		t.Run(name, func(t *testing.T) {
			report, err := Run(t.Context(), Plan{Schedules: 1000, Seed: 1, Rules: rules, First: true, Folder: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			if report.Green() || len(report.Failures) == 0 {
				t.Fatalf("not found in %d schedules", report.Schedules)
			}
			failure := report.Failures[0]
			if len(failure.Schedule.Steps) > 4 {
				t.Errorf("not shrunk: %s", failure.Schedule)
			}
			t.Logf("found after %d schedules, shrunk to: %s%q", report.Schedules, failure.Schedule, failure.Wrong)
		})
	}
}
