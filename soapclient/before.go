package soapclient

import (
	"context"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// before asks what stands under the key of an operation of which there may be several.
// It is asked for when somebody will want to know afterwards: with a journal, or when
// answers are confirmed. A query that fails means that nothing is sent. A payment that
// the query does not list, because it is too old, leaves Before unknown: the operation
// is sent, and Resolve knows less if it is ever needed.
func (c *Client) before(ctx context.Context, k *call) error {
	watched := c.config.journal != nil || c.config.confirm
	if k.op.Repeat.Among == "" || k.op.Repeat.Safe || !watched {
		return nil
	}
	q, err := c.question(k.intent, 0)
	if err != nil {
		return nil // nobody described the query
	}
	if wait := c.pace(q, k.intent.Deadline); wait < 0 || c.sleep(ctx, wait) != nil {
		err = fmt.Errorf("%s may not be asked in time", q.name())
	} else {
		var reply *Reply
		if reply, err = c.Call(ctx, q.service, q.op, q.record(c.config.clock.Now())); err == nil && q.shows(reply.Record) {
			k.intent.Before = q.numbers(reply.Record)
		}
	}
	if err == nil || absent(err) {
		return nil
	}
	return &TransportError{ // the cause is told, not wrapped: it speaks of another request
		Service: k.service.Name, Operation: k.op.Name, Host: k.port.url.Host,
		Err: fmt.Errorf("what stands under %s before it could not be asked: %s", k.intent.Key.Field, err),
	}
}

// orderOf is the key of an operation of which there may be several: the gateway's
// number of the payment. A request may name one operation of it, by a point and a
// running number (D24), which is then a part of its own.
func orderOf(op *service.Operation, key Key, part string) (Key, string) {
	number, running, named := strings.Cut(key.Value, ".")
	if op.Repeat.Among == "" || !named {
		return key, part
	}
	return Key{key.Field, number}, strings.TrimSpace("." + running + " " + part)
}
