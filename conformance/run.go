package conformance

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/coverage"
	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/xsdcheck"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

// Plan is what to run.
type Plan struct {
	Cases    []*Case
	Target   Target
	Services []*service.Service // normally catalog.Services()
	Select   Selection          // of the cases; zero: all
	Seed     string             // makes bill and order numbers of this run unique
	Workers  int                // cases at a time; 0: 4
	// Observe is told of every finished case, one at a time; nil: nobody.
	Observe func(done, total int, r *Result)

	// Tape records the run, or answers instead of the target; nil: neither.
	Tape *recording.Tape
	// Repeat runs every case this often; one that does not end the same way each time is
	// flaky. 0: once.
	Repeat int
	// Root is where the case files lie, for reports that point into them.
	Root string
	// Command is what a person types to run the plan, for reports that say how to run a
	// case again; it holds no secret.
	Command string
	// Known are failures that are expected. They run like all others.
	Known *Known
	// TestCards are card numbers that may be sent beside those of the sandbox and those
	// that payment systems publish for tests.
	TestCards []string
	// Mutate changes every expectation of every case in every way it knows, and reports
	// what nobody noticed: cases that do not assert what they seem to.
	Mutate bool
	// WSDL holds the files whose schemas all messages are checked against; nil: those of
	// the toolkit. A service without a WSDL there is not checked.
	WSDL fs.FS

	meter   *coverage.Meter // this and what follows are made by Run
	checker *xsdcheck.Checker
	pacer   *pacer
	started time.Time
}

// Run carries out a plan. The error is about the plan; what became of the cases is in
// the report, which holds them in order whatever order they ran in.
func Run(ctx context.Context, plan Plan) (*Report, error) {
	chosen, err := plan.Choose()
	if err != nil {
		return nil, err
	}
	if err := plan.Target.check(); err != nil {
		return nil, err
	}
	all, err := plan.expand()
	if err != nil {
		return nil, err
	}
	if err := plan.Known.begin(all); err != nil {
		return nil, err
	}
	codecs, err := plan.codecs(chosen)
	if err != nil {
		return nil, err
	}
	plan.prepare()
	report := &Report{Target: plan.Target.Name, Root: plan.Root, Command: plan.Command, Started: plan.started, Results: make([]Result, len(chosen))}
	plan.each(ctx, chosen, func(i int) { report.Results[i] = plan.runRepeated(ctx, codecs, chosen[i]) }, report)
	report.Duration = time.Since(report.Started)
	report.Coverage = plan.meter.Summary()
	report.Drift = mergeDrift(report.Results)
	report.Stale = plan.Known.stale(report)
	report.countMutants()
	if err := plan.finishTape(report); err != nil {
		return report, err
	}
	return report, ctx.Err()
}

func (p *Plan) prepare() {
	p.meter = coverage.NewMeter(p.Services)
	files := p.WSDL
	if files == nil {
		files = wsdl.Files
	}
	p.checker = xsdcheck.New(p.Services, files)
	p.pacer = newPacer(&p.Target)
	p.started = time.Now()
}

// codecs are made once for all steps, of the services that cases call: they compile the
// descriptions, which takes longer than most cases do.
func (p *Plan) codecs(cases []*Case) (map[*service.Service]*envelope.Codec, error) {
	codecs := make(map[*service.Service]*envelope.Codec, len(p.Services))
	for _, s := range p.Services {
		if !slices.ContainsFunc(cases, (&Selection{Operations: []string{s.Name}}).calls) {
			continue
		}
		codec, err := envelope.New(s, envelope.Options{})
		if err != nil {
			return nil, err
		}
		codecs[s] = codec
	}
	return codecs, nil
}

// Choose selects the cases. To choose none is an error: a run that proves nothing must
// not look like one that found nothing.
func (p *Plan) Choose() ([]*Case, error) {
	all, err := p.expand()
	if err != nil {
		return nil, err
	}
	chosen, err := p.Select.from(all, p.Services)
	if err != nil {
		return nil, err
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no case is selected out of %d; conform --list shows their names", len(all))
	}
	return chosen, nil
}

func (p *Plan) runCase(ctx context.Context, codecs map[*service.Service]*envelope.Codec, c *Case, turn int) Result {
	started := time.Now()
	r := Result{Case: c, Verdict: Pass, Started: started.Sub(p.started), Runs: 1}
	if ctx.Err() != nil {
		r.Verdict, r.Reason = NotRun, "the run ended before its turn"
		return r
	}
	for _, need := range c.Needs {
		if !p.Target.offers(need) {
			r.Verdict, r.Reason = Skip, fmt.Sprintf("the target offers no %s", need)
			return r
		}
	}
	c, missing := p.Target.deal(c)
	if missing != "" {
		r.Verdict, r.Reason = Skip, missing
		return r
	}
	run := newCaseRun(p, codecs, c, turn)
	if err := run.define(c); err != nil {
		r.Verdict, r.Reason = Error, err.Error()
		return r
	}
	for i := range c.Steps {
		step, err := run.step(ctx, &c.Steps[i])
		r.Steps = append(r.Steps, step)
		if err != nil {
			r.Verdict, r.Reason = Error, fmt.Sprintf("step %s: %v", c.Steps[i].Name, err)
			if _, limited := errors.AsType[*limitError](err); limited {
				r.Verdict = Skip
			}
			break
		}
		if len(step.Differences) > 0 {
			r.Verdict = Fail
			break // later steps build on this one
		}
	}
	run.conclude(&r)
	if err := run.close(); err != nil {
		r.Verdict, r.Reason = Error, err.Error()
	}
	if ctx.Err() != nil && (r.Verdict == Fail || r.Verdict == Error) {
		r.Verdict, r.Reason = NotRun, "the run ended while it was under way" // an unknown outcome stays one
	}
	r.Duration = time.Since(started)
	return r
}

// unique makes the variable part of numbers: short, stable for a seed and a case, and
// within the alphabet of bill numbers.
func (p *Plan) unique(c *Case) string { return p.uniqueTurn(c, 0) }

// uniqueTurn gives every repetition of a case numbers of its own.
func (p *Plan) uniqueTurn(c *Case, turn int) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(p.Seed + "\x00" + c.Name))
	if turn > 0 {
		_, _ = h.Write([]byte{0, byte(turn), byte(turn >> 8)})
	}
	return strings.ToUpper(strconv.FormatUint(h.Sum64(), 36))
}
