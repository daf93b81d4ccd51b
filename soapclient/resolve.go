package soapclient

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Resolution is what [Client.Resolve] found out.
type Resolution struct {
	// Outcome is the truth about the operation:
	// Succeeded: the gateway's books have it. Refused: nothing happened and nothing
	// can any more; a new attempt is legal. Pending, ActionRequired: the books have
	// it undecided; resolve again later. Unknown: nobody could say yet; Err says why.
	Outcome service.Outcome
	// Found reports whether the gateway's books know the key at all.
	Found bool
	// Foreign reports that the record under the key has another amount or currency: it is
	// somebody else's, and ours was not carried out.
	Foreign bool
	// Reply is the last verified answer that shows the record; nil when none did.
	Reply *Reply
	// Asked is how many questions were sent.
	Asked int
	// Err says why the outcome is not known; nil when it is.
	Err error
}

// Settled reports whether the outcome is final.
func (r *Resolution) Settled() bool {
	return r.Outcome == service.Succeeded || r.Outcome == service.Refused
}

const (
	// defaultBudget is longer than the longest wait for the last moment.
	defaultBudget = 10 * time.Minute
	// defaultGrace: no document says how long a request may lie in a buffer, a proxy
	// or a queue before it is carried out. Common proxies give up after one minute;
	// five err on the long side (inferred).
	defaultGrace = 5 * time.Minute
	firstAsk     = time.Second
	maxAskPause  = 30 * time.Second
)

// resolving are the choices of one Resolve.
type resolving struct {
	budget, grace time.Duration
}

// ResolveOption changes one [Client.Resolve].
type ResolveOption func(*resolving)

// Budget bounds how long Resolve goes on asking; the default is 10 minutes. An
// earlier deadline of the context wins.
func Budget(d time.Duration) ResolveOption { return func(r *resolving) { r.budget = d } }

// Grace is how long after the deadline of the call a request may still be carried
// out: until then "not found" and "refused" are not believed. The default is
// 5 minutes. A shorter grace may declare dead what arrives afterwards.
func Grace(d time.Duration) ResolveOption { return func(r *resolving) { r.grace = d } }

// Resolve finds out what became of an operation whose outcome is unknown: the Intent
// of an [OutcomeUnknownError], or one that a journal has open. It asks the operation
// that the description names, by the key it names, with growing pauses that respect
// the documented rate limit, until the answer is final or the budget is over; it
// never sends the operation itself. The descriptions come from [WithServices].
//
// A settled outcome ends the intent's journal entry. The error is nil also when the
// outcome is still Unknown or Pending: the Resolution says so. It is not nil when
// asking makes no sense (no description, no key, credentials refused), when the context
// ended, or when the journal failed; the Resolution then holds what is known.
// docs/worst-day.md states when which answer is believed.
func (c *Client) Resolve(ctx context.Context, intent Intent, options ...ResolveOption) (*Resolution, error) {
	r := resolving{budget: defaultBudget, grace: defaultGrace}
	for _, option := range options {
		option(&r)
	}
	q, err := c.question(intent, r.grace)
	if err != nil {
		return &Resolution{Err: err}, err
	}
	q.dated = true
	found, err := c.ask(ctx, q, r.budget)
	if err != nil || !found.Settled() || intent.Entry == "" || c.config.journal == nil {
		return found, err
	}
	ending := Ending{Outcome: found.Outcome, How: Asked, At: c.config.clock.Now()}
	if err = c.config.journal.End(context.WithoutCancel(ctx), intent.Entry, ending); err != nil {
		err = &JournalError{intent.Service, intent.Operation, err}
	}
	return found, err
}

// ask repeats the question until its answer is final.
func (c *Client) ask(ctx context.Context, q *question, budget time.Duration) (*Resolution, error) {
	end := c.config.clock.Now().Add(budget)
	found := &Resolution{}
	for pause := firstAsk; ; pause = min(2*pause, maxAskPause) {
		wait := c.pace(q, end)
		if wait < 0 {
			found.Err = fmt.Errorf("%s may be asked every %d s only, and the budget ends before that", q.name(), q.op.Limit.MinInterval)
			return found, nil
		}
		if err := c.sleep(ctx, wait); err != nil {
			found.Err = err
			return found, err
		}
		reply, err := c.Call(ctx, q.service, q.op, q.record(c.config.clock.Now()))
		found.Asked++
		if q.weigh(found, reply, err, c.config.clock.Now()) {
			return found, nil
		}
		if permanent(err) {
			return found, fmt.Errorf("%s.%s %s: cannot be resolved: %w", q.intent.Service, q.intent.Operation, q.intent.Key.Field, err)
		}
		wait = q.pause(pause, c.config.clock.Now())
		if !c.config.clock.Now().Add(wait).Before(end) {
			return found, nil
		}
		if err := c.sleep(ctx, wait); err != nil {
			return found, err
		}
	}
}

func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	return c.config.clock.Sleep(ctx, d)
}

// pause is a jittered pause; the last moment is not slept through.
func (q *question) pause(longest time.Duration, now time.Time) time.Duration {
	d := longest/2 + rand.N(longest/2)
	if last := q.lastMoment.Sub(now); last > 0 && last < d {
		return last
	}
	return d
}

// pace reserves the next moment at which the question's rate limit lets us ask and
// returns how far away it is; negative: it lies beyond the end.
func (c *Client) pace(q *question, end time.Time) time.Duration {
	interval := time.Duration(q.op.Limit.MinInterval) * time.Second
	if interval == 0 {
		return 0
	}
	c.asked.mu.Lock()
	defer c.asked.mu.Unlock()
	now := c.config.clock.Now()
	next := now
	if last, ok := c.asked.last[q.op]; ok && last.Add(interval).After(now) {
		next = last.Add(interval)
	}
	if next.After(end) {
		return -1
	}
	if c.asked.last == nil {
		c.asked.last = map[*service.Operation]time.Time{}
	}
	c.asked.last[q.op] = next
	return next.Sub(now)
}

// permanent reports whether asking again would end the same way: the question itself
// is wrong, or the gateway does not let us ask.
func permanent(err error) bool {
	if gateway, ok := errors.AsType[*GatewayError](err); ok {
		return refused(err) && gateway.First != limitExceeded && !absent(err)
	}
	passes := isError[*TransportError](err) || isError[*MalformedError](err) || isError[*NotSOAPError](err) ||
		isError[*MismatchError](err) || isError[*EchoError](err) || isError[*UnverifiedError](err)
	return err != nil && !passes
}

func isError[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
