package chaos

import (
	"bytes"
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if IsVictim() {
		os.Exit(Victim())
	}
	goleak.VerifyTestMain(m)
}

func TestKill_NothingTwiceNothingLostNothingWrong(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	report, err := Kill(t.Context(), KillPlan{Kills: 10, Seed: 1, Program: program, Folder: t.TempDir()})
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
