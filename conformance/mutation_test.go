package conformance

import (
	"flag"
	"fmt"
	"slices"
	"testing"
)

func TestSuite_PassesOnTheEmbeddedSandbox(t *testing.T) {
	report := carryOut(t, builtIn(t)...)
	for i := range report.Results {
		if r := &report.Results[i]; r.Verdict != Pass {
			t.Errorf("%s: %s", r.Case.Name, findings(r))
		}
	}
}

func TestSuite_RefusedRequestsNeverReachTheWire(t *testing.T) {
	report := carryOut(t, refusing(sampled(t))...)
	refused := 0
	for _, r := range report.Results {
		for i := range r.Steps {
			if st := &r.Case.Steps[i]; st.Error.Key("kind", "") == "invalid-request" {
				refused++
				if r.Steps[i].Status != 0 || r.Steps[i].Request != "" {
					t.Errorf("%s, step %s: a request was sent", r.Case.Name, st.Name)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no case refuses a request")
	}
}

// refusing are the cases with a step that must not be sent.
func refusing(all []*Case) []*Case {
	return slices.DeleteFunc(all, func(c *Case) bool {
		return !slices.ContainsFunc(c.Steps, func(st Step) bool { return st.Error.Key("kind", "") == "invalid-request" })
	})
}

// All expectations of all cases, changed in every way, held against what the cases
// brought.
func TestSuite_NoMutantSurvives(t *testing.T) {
	p := plan(embedded(t), sampled(t)...)
	p.Mutate = true
	report := judged(t, p)
	for _, s := range report.Survivors {
		t.Errorf("nobody notices it: %s", s)
	}
	for i := range report.Results {
		if r := &report.Results[i]; r.Mutants() == 0 {
			t.Errorf("%s: it asserts nothing that could be changed", r.Case.Name)
		}
	}
	if report.Mutants < 50_000 && !underRace {
		t.Errorf("only %d mutants", report.Mutants)
	}
	t.Logf("%d mutants", report.Mutants)
}

// A check that finds no survivor has to be one that would: here the changed value
// happens to fit, too.
func TestMutants_ASurvivorIsReportedAndRed(t *testing.T) {
	c := mustParse(t, "x/loose", caseHead+"-- input --\n"+payInput+"-- reply.xml --\n"+
		payReply("<responsecode>AS000</responsecode><customermessage>a~</customermessage>")+
		"-- output --\noutcome: succeeded\nresponsecode=AS000\ncustomermessage={{:line}}\n")
	p := plan(answering(t, same("")), c)
	p.Mutate = true
	report := judged(t, p)
	if len(report.Survivors) != 1 || report.Survivors[0].String() != "x/loose, step call: output, customermessage changed" || report.Green() {
		t.Errorf("got %v of %d, %s", report.Survivors, report.Mutants, findings(&report.Results[0]))
	}
}

// perCase bounds the mutants of a case that are sent for real: the gate tries a few,
// -mutants=0 all of them.
var perCase = flag.Int("mutants", 1, "mutants sent of each built-in case; 0: all")

func TestSuite_NoChangedExpectationPasses(t *testing.T) {
	var list []*Case
	what := map[string]string{} // by name: axes make copies
	for i, c := range sampled(t) {
		all := changedCases(c)
		if len(all) == 0 {
			t.Errorf("%s: it asserts nothing that could be changed", c.Name)
		}
		control := *c
		for n, m := range append(sample(all, *perCase, i), changedCase{"control", &control}) {
			m.c.Name = fmt.Sprintf("%s#%d", c.Name, n) // order and bill numbers of its own
			what[m.c.Name] = m.what
			list = append(list, m.c)
		}
	}
	report := carryOut(t, list...)
	for i := range report.Results {
		r, want := &report.Results[i], Fail
		if what[r.Case.Origin()] == "control" {
			want = Pass // the mutants fail for their change and for nothing else
		}
		if r.Verdict != want {
			t.Errorf("%s: %s: %s", r.Case.Name, what[r.Case.Origin()], findings(r))
		}
	}
	t.Logf("%d mutants and controls", len(list))
}

// sample takes at most n mutants, spread over all of them, others for another case.
func sample(all []changedCase, n, shift int) []changedCase {
	if n <= 0 || len(all) <= n {
		return all
	}
	var out []changedCase
	for i := range n {
		out = append(out, all[(i*len(all)/n+shift)%len(all)])
	}
	return out
}

// changedCase is a case with one asserted value changed.
type changedCase struct {
	what string
	c    *Case
}

// changedCases changes every asserted value of a case, one at a time.
func changedCases(c *Case) []changedCase {
	var made []changedCase
	for i := range c.Steps {
		for _, m := range mutants(&c.Steps[i]) {
			copied := *c
			copied.Steps = slices.Clone(c.Steps)
			copied.Steps[i] = m.step
			made = append(made, changedCase{m.step.Name + ": " + m.what, &copied})
		}
	}
	return made
}
