package conformance

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// poll is how often and how long a step asks again: the options until, every, within and
// backoff.
//
//	until: orderstate=Approved
//	every: 3s
//	within: 1m
//	backoff: 2
type poll struct {
	until         string // "" asks once
	every, within time.Duration
	backoff       float64 // what the pause grows by each time
}

// The pause and the limit of a step that names none.
const (
	defaultEvery  = 3 * time.Second
	defaultWithin = time.Minute
)

func (st *Step) poll() (poll, error) {
	p := poll{until: st.Options.Key("until", ""), every: defaultEvery, within: defaultWithin, backoff: 1}
	for name, into := range map[string]*time.Duration{"every": &p.every, "within": &p.within} {
		if text := st.Options.Key(name, ""); text != "" {
			d, err := time.ParseDuration(text)
			if err != nil || d <= 0 {
				return p, fmt.Errorf("option %s: write %q as 90s or 10m", name, text)
			}
			*into = d
		}
	}
	if text := st.Options.Key("backoff", ""); text != "" {
		var err error
		if p.backoff, err = strconv.ParseFloat(text, 64); err != nil || p.backoff < 1 {
			return p, fmt.Errorf("option backoff: %q is no number from 1", text)
		}
	}
	return p, nil
}

// polls reports whether a step of the case waits for something.
func (c *Case) polls() bool {
	return slices.ContainsFunc(c.Steps, func(st Step) bool { return st.Options.Key("until", "") != "" })
}

// asking repeats a step until what it waits for has come or its time is over, which the
// pauses alone count: a slow target does not shorten them. The last answer is the step's.
// late says what it still waited for, or is "".
func (r *caseRun) asking(ctx context.Context, st *Step, once func() (outcome, error)) (got outcome, late string, err error) {
	p, err := st.poll()
	if err != nil {
		return outcome{}, "", err
	}
	var waited time.Duration
	for asked := 1; ; asked++ {
		if got, err = once(); err != nil || p.until == "" {
			return got, "", err
		}
		why := r.awaited(p.until, got)
		if why == "" {
			return got, "", nil
		}
		if waited+p.every > p.within {
			return got, fmt.Sprintf("it has not come after %d answers within %s: %s", asked, waited, why), nil
		}
		if err := r.plan.Target.pause(ctx, p.every); err != nil {
			return got, "", err
		}
		waited += p.every
		p.every = time.Duration(float64(p.every) * p.backoff)
	}
}

// awaited holds an answer against a condition, "field=value" or "outcome=value", whose
// value may hold placeholders. It returns "" or what is there instead.
func (r *caseRun) awaited(condition string, got outcome) string {
	name, want, _ := strings.Cut(condition, "=")
	if got.answer == nil {
		return cmp.Or(errorText(got.err), "there is no answer")
	}
	text, ok := got.known()[name]
	if !ok {
		text = got.answer.Text(name) // of repeated records the last one
	}
	if why := r.scope.clone().Match(want, text); why != "" {
		return name + ": " + why
	}
	return ""
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// pause lets time go by at the target: its clock is moved where there is one, else it is
// waited for.
func (t *Target) pause(ctx context.Context, d time.Duration) error {
	if t.Advance != nil {
		t.Advance(d)
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
