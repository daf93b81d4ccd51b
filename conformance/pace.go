package conformance

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Pace says how fast a target may be asked. The zero Pace hurries.
type Pace struct {
	// Limits has the rate limits of the descriptions kept: an operation is asked no more
	// often than its documents allow.
	Limits bool
	// Gap is the least time between any two requests.
	Gap time.Duration
	// Patience is the longest time that a request waits for a limit; a case that would
	// have to wait longer is skipped, and says so.
	Patience time.Duration
}

// pacer keeps the pace of a run for all its cases.
type pacer struct {
	pace Pace
	now  func() time.Time

	mu   sync.Mutex
	free time.Time            // when the next request may leave
	next map[string]time.Time // when an operation may be asked again
}

func newPacer(t *Target) *pacer {
	return &pacer{pace: t.Pace, now: t.Now, next: map[string]time.Time{}}
}

// limitError says that a request would have to wait too long for a rate limit.
type limitError struct {
	call string
	wait time.Duration
}

func (e *limitError) Error() string {
	return fmt.Sprintf("the rate limit of %s would make it wait %s; a longer --max-wait allows it", e.call, e.wait.Round(time.Second))
}

// reserve takes the next free moment for a request and returns how long it is until
// then. A request that would wait too long takes none.
func (p *pacer) reserve(call string, limit time.Duration) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	at := now
	if p.pace.Gap > 0 && p.free.After(at) {
		at = p.free
	}
	if p.pace.Limits && p.next[call].After(at) {
		at = p.next[call]
		if wait := at.Sub(now); wait > p.pace.Patience {
			return 0, &limitError{call, wait}
		}
	}
	p.free, p.next[call] = at.Add(p.pace.Gap), at.Add(limit)
	return at.Sub(now), nil
}

// ready waits until a request for an operation may leave.
func (r *caseRun) ready(ctx context.Context, s *service.Service, op *service.Operation) error {
	wait, err := r.plan.pacer.reserve(s.Name+"."+op.Name, time.Duration(op.Limit.MinInterval)*time.Second)
	if err != nil || wait <= 0 {
		return err
	}
	return r.plan.Target.pause(ctx, wait)
}
