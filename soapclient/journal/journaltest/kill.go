package journaltest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// survivesKills kills a process (SIGKILL) after some of its steps, again and again over
// one journal. What it had reported is true afterwards; of the step that it had not
// reported yet, either is.
func survivesKills(t *testing.T, k Kind) {
	random := rand.New(rand.NewPCG(9, 9))
	place := k.Make(t)
	state := map[string]string{} // by order: the last that was reported
	unreported := map[string]int{}
	for life := range 6 {
		name := fmt.Sprintf("life%d", life)
		p := start(t, name, place)
		if got := p.line(); got != "ready" {
			t.Fatalf("life %d: %s", life, got)
		}
		p.release()
		steps := 1 + random.IntN(25)
		report := func(line string) {
			what, order, _ := strings.Cut(line, " ")
			state[order] = what
		}
		for range steps {
			report(p.line())
		}
		_ = p.command.Process.Kill()
		for _, line := range p.rest() {
			report(line)
		}
		if k.Quiet != nil {
			k.Quiet(t, place)
		}
		compare(t, k, place, state, unreported)
	}
}

// compare holds a journal against what its processes reported before they died. A life
// does one step at a time, so one of its steps may have been done without a report.
func compare(t *testing.T, k Kind, place string, state map[string]string, unreported map[string]int) {
	t.Helper()
	b := k.open(t, place)
	defer func() { _ = b.Close() }()
	open := map[string]bool{}
	for _, i := range unsettled(t, b) {
		open[i.Key.Value] = true
	}
	missed := func(order string) {
		life, _, _ := strings.Cut(order, "-")
		if unreported[life]++; unreported[life] > 1 {
			t.Errorf("%s: more than one step was done and not reported; the last is %s", life, order)
		}
	}
	for order := range open {
		if _, known := state[order]; !known {
			state[order] = "begun"
			missed(order)
		}
	}
	for order, what := range state {
		switch {
		case what == "begun" && !open[order]: // ended: nobody knows how
			delete(state, order)
			missed(order)
		case what == "begun":
			wantRefused(t, b, order, true)
		case open[order]:
			t.Errorf("%s: reported %q, and it is open", order, what)
		case what == "succeeded":
			wantRefused(t, b, order, false)
		}
	}
}
