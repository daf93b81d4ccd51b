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
	stood  time.Time // when it was stopped, by its source; zero: it runs
	fixed  bool      // its source does not move
}

// NewClock returns a clock that stands at start and moves only by [Clock.Advance].
func NewClock(start time.Time) *Clock {
	return &Clock{source: func() time.Time { return start }, fixed: true}
}

// WallClock returns a clock that runs with the computer's and can be advanced.
func WallClock() *Clock { return &Clock{source: time.Now} }

// ClockFrom returns a clock that runs as fast as the computer's, from start.
func ClockFrom(start time.Time) *Clock {
	return &Clock{source: time.Now, ahead: time.Until(start)}
}

// Now returns the time in UTC; the gateway writes GMT everywhere (S0).
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now().Add(c.ahead).UTC()
}

func (c *Clock) now() time.Time {
	if !c.stood.IsZero() {
		return c.stood
	}
	return c.source()
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

// Stop makes the clock stand still; [Clock.Advance] still moves it.
func (c *Clock) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stood = c.now()
}

// Run lets a stopped clock go on from where it stands. A clock of [NewClock] has nothing
// to go on with.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stood.IsZero() {
		c.ahead -= c.source().Sub(c.stood)
		c.stood = time.Time{}
	}
}

// Stands reports whether the clock moves only when it is advanced.
func (c *Clock) Stands() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fixed || !c.stood.IsZero()
}
