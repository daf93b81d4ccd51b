package sandbox

import (
	"context"
	"sync"
	"time"
)

// Clock is the sandbox's time: expiry of bills and settlement of slow payments
// follow it. It is safe for concurrent use.
type Clock struct {
	mu     sync.Mutex
	source func() time.Time
	ahead  time.Duration
}

// NewClock returns a clock that stands at start and moves only by [Clock.Advance].
func NewClock(start time.Time) *Clock {
	return &Clock{source: func() time.Time { return start }}
}

// WallClock returns a clock that runs with the computer's and can be advanced.
func WallClock() *Clock { return &Clock{source: time.Now} }

// Now returns the time in UTC; the gateway writes GMT everywhere (S0).
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.source().Add(c.ahead).UTC()
}

// Advance moves the clock forward; a negative duration is ignored, because bills
// that have timed out do not come back.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += max(d, 0)
}

// Sleep advances the clock instead of waiting: a client that goes by it
// (soapclient.WithClock) waits for nothing, and meets the gateway at the time it wants.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.Advance(d)
	return ctx.Err()
}
