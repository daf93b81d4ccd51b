package batch

import (
	"context"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// pace keeps payments apart.
type pace struct {
	every time.Duration
	clock soapclient.Clock

	mu   sync.Mutex
	next time.Time
}

// newPace takes the longer of what the plan and the description want.
func newPace(p Plan) *pace {
	every := max(p.Every, time.Duration(p.operation().Limit.MinInterval)*time.Second)
	return &pace{every: every, clock: p.Client.Clock()}
}

// wait returns when the next payment may start.
func (p *pace) wait(ctx context.Context) error {
	if p.every == 0 {
		return ctx.Err()
	}
	p.mu.Lock()
	now := p.clock.Now()
	start := now
	if p.next.After(now) {
		start = p.next
	}
	p.next = start.Add(p.every)
	p.mu.Unlock()
	if start.After(now) {
		return p.clock.Sleep(ctx, start.Sub(now))
	}
	return ctx.Err()
}
