package conformance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/recording"
)

func TestTape_ReplayOfTheSuitePasses(t *testing.T) {
	list := sampled(t)
	dir := filepath.Join(t.TempDir(), "rec")
	p := plan(embedded(t), list...)
	tape, err := recording.Record(dir, p.Services, recording.Info{Target: "embedded sandbox", Offers: p.Target.Offers})
	if err != nil {
		t.Fatal(err)
	}
	p.Tape = tape
	before := judged(t, p)
	if p.Tape, err = recording.Replay(dir, p.Services); err != nil {
		t.Fatal(err)
	}
	p.Target, p.Seed = Recorded(p.Tape, nil), "another seed"
	after := judged(t, p)
	for i := range after.Results {
		if a, b := before.Results[i].Verdict, after.Results[i].Verdict; a != b {
			t.Errorf("%s: %s when recorded, now %s", list[i].Name, a, findings(&after.Results[i]))
		}
	}
	if len(after.Replay) > 0 {
		t.Errorf("got %v", after.Replay)
	}
	leaks, err := recording.Scan(os.DirFS(dir), []string{"sandbox_pass1", "4111111111111111"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range leaks {
		if !strings.Contains(leak, "card number") { // without the gateway's numbers, one in ten of them is taken for one
			t.Error(leak)
		}
	}
}

func TestTape_AMissingRecordingTurnsTheRunRed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rec")
	p := plan(answering(t, same(approved())), paid(t, "x/a", strings.TrimPrefix(approvedOutput, "outcome: succeeded\n")))
	tape, err := recording.Record(dir, p.Services, recording.Info{})
	if err != nil {
		t.Fatal(err)
	}
	p.Tape = tape
	judged(t, p)
	if p.Tape, err = recording.Replay(dir, p.Services); err != nil {
		t.Fatal(err)
	}
	p.Cases = append(p.Cases, mustParse(t, "x/b", paysText()))
	p.Target = Recorded(p.Tape, nil)
	report := judged(t, p)
	if report.Green() || len(report.Replay) != 1 || !strings.Contains(report.Replay[0], "x/b: step call sends a request that was not recorded") {
		t.Errorf("got %v", report.Replay)
	}
}

// paysText is a case that pays.
func paysText() string {
	return caseHead + "-- input --\n" + payInput + "-- output --\n" + approvedOutput
}
