package chaos

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Plan says how many schedules to run.
type Plan struct {
	Schedules int
	Seed      uint64 // of the first schedule; the others follow
	Workers   int    // 0: one for each processor
	Rules     Rules
	Folder    string // for journals; "": a temporary one
	First     bool   // stop at the first schedule that breaks a promise
	// Progress is called now and then with the number of schedules done; nil: nobody
	// looks.
	Progress func(done int)
}

// Report is what came of a run.
type Report struct {
	Schedules int
	Tally     *Tally
	Took      time.Duration
	Failures  []Failure // the first few
}

// Failure is a schedule that broke a promise, shrunk.
type Failure struct {
	Schedule *Schedule
	Wrong    []string
}

// Green reports whether every promise was kept and something was tried.
func (r *Report) Green() bool {
	return r.Schedules > 0 && len(r.Failures) == 0 && r.Tally.Duplicates+r.Tally.Lost+r.Tally.Wrong == 0
}

const maxFailures = 3

// Run carries out schedules on all processors.
func Run(ctx context.Context, p Plan) (*Report, error) {
	folder := p.Folder
	if folder == "" {
		made, err := os.MkdirTemp("", "chaos")
		if err != nil {
			return nil, err
		}
		defer func() { _ = os.RemoveAll(made) }()
		folder = made
	}
	if p.Workers == 0 {
		p.Workers = runtime.GOMAXPROCS(0)
	}
	run := &running{plan: p, report: &Report{Tally: newTally()}}
	started := time.Now()
	var group sync.WaitGroup
	for worker := range p.Workers {
		group.Go(func() { run.work(ctx, folder+"/"+strconv.Itoa(worker)) })
	}
	group.Wait()
	run.report.Took = time.Since(started)
	return run.report, errors.Join(run.err, ctx.Err())
}

type running struct {
	plan   Plan
	next   atomic.Int64
	faults Faults
	mu     sync.Mutex
	report *Report
	err    error
}

func (r *running) work(ctx context.Context, folder string) {
	for ctx.Err() == nil {
		n := r.next.Add(1) - 1
		if n >= int64(r.plan.Schedules) || r.plan.First && r.failed() {
			return
		}
		s := NewSchedule(r.plan.Seed + uint64(n))
		tally, wrong, err := Try(s, r.plan.Rules, &r.faults, folder)
		if len(wrong) > 0 {
			s, wrong = r.shrunk(s, folder, wrong)
		}
		r.note(s, tally, wrong, err)
		if err != nil {
			return
		}
	}
}

func (r *running) failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.report.Failures) > 0
}

func (r *running) shrunk(s *Schedule, folder string, wrong []string) (*Schedule, []string) {
	r.mu.Lock()
	enough := len(r.report.Failures) >= maxFailures
	r.mu.Unlock()
	if enough {
		return s, wrong
	}
	s = Shrink(s, func(shorter *Schedule) bool {
		_, still, err := Try(shorter, r.plan.Rules, &r.faults, folder)
		if err == nil && len(still) > 0 {
			wrong = still
		}
		return err == nil && len(still) > 0
	})
	return s, wrong
}

func (r *running) note(s *Schedule, tally *Tally, wrong []string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.err = errors.Join(r.err, fmt.Errorf("schedule of seed %d: %w", s.Seed, err))
		return
	}
	r.report.Schedules++
	r.report.Tally.add(tally)
	if len(wrong) > 0 && len(r.report.Failures) < maxFailures {
		r.report.Failures = append(r.report.Failures, Failure{s, wrong})
	}
	if r.plan.Progress != nil && r.report.Schedules%500 == 0 {
		r.plan.Progress(r.report.Schedules)
	}
}

// Try carries out one schedule in an empty folder and returns what broke a promise.
func Try(s *Schedule, rules Rules, faults *Faults, folder string) (*Tally, []string, error) {
	if err := os.RemoveAll(folder); err != nil {
		return nil, nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, nil, err
	}
	return carryOut(s, rules, faults, folder)
}

// Write prints the figures.
func (r *Report) Write(w io.Writer) {
	t := r.Tally
	fmt.Fprintf(w, "schedules run        %d in %v\n", r.Schedules, r.Took.Round(time.Millisecond))
	faults := 0
	for _, n := range t.Faults {
		faults += n
	}
	fmt.Fprintf(w, "faults injected      %d: %s\n", faults, kindsOf(t.Faults))
	fmt.Fprintf(w, "crashes, restarts    %d restarts; crashes: %s\n", t.Restarts, kindsOf(t.Crashes))
	fmt.Fprintf(w, "writes sent          %d, of them money operations %d\n", t.Writes, t.Money)
	fmt.Fprintf(w, "outcomes resolved    %d\n", t.Resolved)
	fmt.Fprintf(w, "duplicates           %d\nlost                 %d\nwrong verdicts       %d\n", t.Duplicates, t.Lost, t.Wrong)
	for _, failure := range r.Failures {
		fmt.Fprintf(w, "\nfailed: %s", failure.Schedule)
		for _, wrong := range failure.Wrong {
			fmt.Fprintf(w, "    %s\n", wrong)
		}
	}
}

// kindsOf lists the names of a count in order.
func kindsOf(count map[string]int) string {
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		list = append(list, fmt.Sprintf("%s %d", kind, count[kind]))
	}
	return strings.Join(list, ", ")
}
