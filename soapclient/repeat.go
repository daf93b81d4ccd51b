package soapclient

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// The pause before repeat n is between half and the whole of firstPause doubled n-1
// times: long enough to let a restarted server breathe, short enough for a person.
const (
	firstPause = 200 * time.Millisecond
	maxPause   = 5 * time.Second
)

// mayRepeat decides whether a failed exchange is followed by another, and after
// which pause. Money operations are not repeated, not even when nothing was sent:
// that is the caller's decision, who can tell by TransportError.Sent.
func (c *Client) mayRepeat(ctx context.Context, k *call, x *Exchange, err error) (again bool, pause time.Duration) {
	switch {
	case err == nil || !k.op.Repeat.Safe || k.attempts > k.repeats || !passing(x, err):
		return false, 0
	case k.op.Limit.MinInterval > 0 && x.Sent: // the gateway would refuse the second as too early
		return false, 0
	}
	pause = min(firstPause<<(k.attempts-1), maxPause)
	pause = pause/2 + rand.N(pause/2)
	if end, ok := ctx.Deadline(); ok && c.config.clock.Now().Add(pause).After(end) || ctx.Err() != nil {
		return false, 0
	}
	return c.budget.take(), pause
}

// passing reports whether a failure may be gone at the next attempt.
func passing(x *Exchange, err error) bool {
	if why, ok := errors.AsType[*reason](err); ok {
		return !why.permanent
	}
	if x.Status < 500 {
		return false
	}
	// An overloaded server or the proxy before it: an error page, or no answer to
	// speak of. A Fault is an answer, whatever its status.
	if _, ok := errors.AsType[*NotSOAPError](err); ok {
		return true
	}
	_, ok := errors.AsType[*MalformedError](err)
	return ok
}

// repeatBudget keeps repeats from multiplying the load on a gateway that is down:
// ten repeats are free, then one for every ten calls that went well.
type repeatBudget struct{ spent atomic.Int64 } // in tenths of a repeat

const (
	repeatCost  = 10
	budgetLimit = 10 * repeatCost
)

func (b *repeatBudget) take() bool {
	if b.spent.Add(repeatCost) <= budgetLimit {
		return true
	}
	b.spent.Add(-repeatCost)
	return false
}

func (b *repeatBudget) earn() {
	if b.spent.Load() > 0 {
		b.spent.Add(-1)
	}
}
