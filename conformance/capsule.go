package conformance

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Capsule is a failed case in one file that somebody else can run: what was answered
// stands in it as canned replies, and nothing in it is secret. Values that nobody may see
// have stand-ins of the same shape; check values of answers are computed again when it
// runs, with whatever secret word it runs with.
type Capsule struct {
	Case string
	Text []byte // a case file
	// Differs says how what the capsule brings differs from what the case brought; ""
	// when it fails in the same places.
	Differs string
}

// Capsules makes a capsule of every case of a report that failed with an exchange.
func (p *Plan) Capsules(ctx context.Context, report *Report) ([]Capsule, error) {
	var list []Capsule
	codecs, err := p.codecs(p.Cases)
	if err != nil {
		return nil, err
	}
	for i := range report.Results {
		r := &report.Results[i]
		if r.Verdict != Fail && r.Verdict != UnknownOutcome && r.Verdict != Flaky || !r.exchanged() {
			continue
		}
		c := &capsule{plan: p, codecs: codecs, result: r, target: report.Target, made: report.Started, stand: newStandIns(p)}
		text, err := c.write()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Case.Name, err)
		}
		differs, err := c.try(ctx, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Case.Name, err)
		}
		list = append(list, Capsule{r.Case.Name, text, differs})
	}
	return list, nil
}

func (r *Result) exchanged() bool {
	return slices.ContainsFunc(r.Steps, func(s StepResult) bool { return s.observed != nil })
}

// capsuleTarget is who runs capsules: the sandbox's merchants, and nobody to ask.
func capsuleTarget() Target {
	return Target{Name: "capsule", Endpoint: "https://capsule.invalid", Merchants: clientMerchants(nil), Signing: sandboxSigning(), Proofs: sandboxProofs(), Now: time.Now, Offers: []string{"sandbox"}}
}

// try runs a capsule and says in what it differs from the case it was made of.
func (c *capsule) try(ctx context.Context, text []byte) (string, error) {
	made, problems := Parse("capsule", c.result.Case.Name, text)
	if len(problems) > 0 {
		return "", problems
	}
	report, err := Run(ctx, Plan{Cases: []*Case{made}, Services: c.plan.Services, Target: capsuleTarget(), Seed: "capsule", WSDL: c.plan.WSDL})
	if err != nil {
		return "", err
	}
	got := &report.Results[0]
	if got.Verdict == Error {
		return got.Reason, nil
	}
	was, is := places(c.result), places(got)
	var lines []string
	for _, place := range slices.Sorted(maps.Keys(was)) {
		if !is[place] {
			lines = append(lines, "it does not fail at "+place)
		}
	}
	for _, place := range slices.Sorted(maps.Keys(is)) {
		if !was[place] {
			lines = append(lines, "it fails at "+place+", too")
		}
	}
	return strings.Join(lines, "; "), nil
}

// places lists where a case failed, without what is said there: values differ.
func places(r *Result) map[string]bool {
	found := map[string]bool{}
	for _, step := range r.Steps {
		for _, d := range append(slices.Clone(step.Differences), step.Known...) {
			found[step.Name+": "+d.Path] = true
		}
	}
	return found
}

// secretField reports whether nobody may see the values of a field.
func secretField(f *service.Field) bool {
	return f != nil && !expires(f) && (f.Facts.Secret() || f.Facts != nil && f.Facts.Role == service.RolePersonal)
}
