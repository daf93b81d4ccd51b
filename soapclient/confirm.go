package soapclient

import (
	"context"
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/service"
)

var errUnconfirmed = errors.New("the answer carries nothing that proves who wrote it, and the query does not confirm it")

// errContradicted: the books show what the answer denies.
var errContradicted = errors.New("the gateway refused, and the query says that it was carried out")

// confirmPatience: the books of the gateway may lag behind its answers by a moment.
const confirmPatience = 3

// conclude is what follows the last exchange of a call: an answer that nothing proves
// is confirmed, if the client was told to, and the journal learns the outcome.
func (c *Client) conclude(ctx context.Context, k *call, reply *Reply, err error) (*Reply, error) {
	switch {
	case err == nil && reply != nil && c.unproven(k, reply):
		if err = c.confirm(ctx, k, reply); err != nil {
			reply = nil
		}
	case c.config.confirm && !k.op.Repeat.Safe && refused(err):
		err = c.confirmRefusal(ctx, k, err)
	}
	c.end(ctx, k, reply, err)
	return reply, err
}

// unproven reports whether an answer needs confirmation: it claims the end of an
// operation that must not be repeated, and no digest in it was verified.
func (c *Client) unproven(k *call, reply *Reply) bool {
	claims := reply.Result.Outcome == service.Succeeded || reply.Result.Outcome == service.Refused
	return c.config.confirm && !k.op.Repeat.Safe && claims && reply.Result.Verified == ""
}

// confirm asks the query of the description, whose answers are verified, whether it
// tells the same as the answer.
func (c *Client) confirm(ctx context.Context, k *call, reply *Reply) error {
	q, err := c.question(k.intent, 0)
	if err != nil {
		return outcomeUnknown(k.intent, k.op, err)
	}
	q.lastMoment = c.config.clock.Now() // what the books do not show now contradicts the answer
	for try := range confirmPatience {
		if try > 0 && c.sleep(ctx, firstAsk) != nil {
			break
		}
		var found *Resolution
		found, err = c.ask(ctx, q, 0)
		if err == nil && found.Found && found.Outcome == reply.Result.Outcome && found.Reply.Result.Verified != "" {
			reply.Result.Verified = q.name() + " " + found.Reply.Result.Verified
			return nil
		}
	}
	if err != nil {
		return outcomeUnknown(k.intent, k.op, fmt.Errorf("%w: %w", errUnconfirmed, err))
	}
	return outcomeUnknown(k.intent, k.op, errUnconfirmed)
}

// confirmRefusal asks the books whether what a Fault denies was carried out all the
// same: no Fault carries a check value. Books that show nothing confirm it; a question
// that is refused too does not.
func (c *Client) confirmRefusal(ctx context.Context, k *call, refusal error) error {
	q, err := c.question(k.intent, 0)
	if err != nil {
		return refusal // there is nothing to ask by
	}
	q.lastMoment = c.config.clock.Now()
	found, _ := c.ask(ctx, q, 0)
	switch found.Outcome {
	case service.Refused:
		return refusal
	case service.Unknown:
		return outcomeUnknown(k.intent, k.op, fmt.Errorf("%w: %w", errUnconfirmed, refusal))
	}
	return outcomeUnknown(k.intent, k.op, fmt.Errorf("%w: %w", errContradicted, refusal))
}
