package conformance

import (
	"context"
	"slices"
	"sync"
)

// each runs the cases on a few workers. Cases that move the target's clock run after
// the others, alone.
func (p *Plan) each(ctx context.Context, chosen []*Case, run func(int), report *Report) {
	var together, alone []int
	for i, c := range chosen {
		if slices.Contains(c.Needs, "clock") || c.polls() && p.Target.Advance != nil {
			alone = append(alone, i)
		} else {
			together = append(together, i)
		}
	}
	done := 0
	var mu sync.Mutex
	finish := func(i int) {
		mu.Lock()
		defer mu.Unlock()
		p.Known.expect(&report.Results[i], report.Started)
		if done++; p.Observe != nil {
			p.Observe(done, len(chosen), &report.Results[i])
		}
	}
	waiting := newQueue(chosen, together)
	var workers sync.WaitGroup
	for range max(1, min(len(together), cmpOr(p.Workers, 4))) {
		workers.Go(func() {
			for i, ok := waiting.take(); ok; i, ok = waiting.take() {
				run(i)
				finish(i)
				waiting.done(i)
			}
		})
	}
	workers.Wait()
	for _, i := range alone {
		run(i)
		finish(i)
	}
}

func cmpOr(n, other int) int {
	if n > 0 {
		return n
	}
	return other
}

// queue hands out cases in their order, but none while another that shares a lock with it
// is under way.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	cases   []*Case
	waiting []int
	held    map[string]bool
}

func newQueue(cases []*Case, waiting []int) *queue {
	q := &queue{cases: cases, waiting: waiting, held: map[string]bool{}}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// take returns the first case that may run now, and waits for one if it must; ok is
// false when none is left.
func (q *queue) take() (i int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) > 0 {
		if at := slices.IndexFunc(q.waiting, q.free); at >= 0 {
			i = q.waiting[at]
			q.waiting = slices.Delete(q.waiting, at, at+1)
			q.hold(i, true)
			return i, true
		}
		q.changed.Wait()
	}
	return 0, false
}

func (q *queue) done(i int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.hold(i, false)
	q.changed.Broadcast()
}

func (q *queue) free(i int) bool {
	return !slices.ContainsFunc(q.cases[i].Locks, func(name string) bool { return q.held[name] })
}

func (q *queue) hold(i int, held bool) {
	for _, name := range q.cases[i].Locks {
		q.held[name] = held
	}
}
