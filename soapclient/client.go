package soapclient

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Client carries out calls. It is immutable and safe for concurrent use; keep one
// per merchant and server, since it holds the connections. It implements
// [service.Invoker].
type Client struct {
	config      config
	credentials envelope.Credentials
	transport   http.RoundTripper
	close       func()
	budget      repeatBudget
	layouts     service.Layouts
	ports       sync.Map  // *service.Service -> *port
	buffers     sync.Pool // *[]byte, for messages
	records     sync.Pool // *service.Record, of typed calls
	asked       askedAt
	replays     replays
}

var _ service.Invoker = (*Client)(nil)

// New returns a client of the gateway at endpoint, which is the address of the
// server ("https://payments.t.paysecure.ru"); the paths of the services come from
// their descriptions and are appended. All that is wrong with the arguments is
// reported at once.
func New(endpoint string, merchant Merchant, options ...Option) (*Client, error) {
	c := config{timeout: defaultTimeout, maxBody: defaultMaxBody, maxConnections: defaultMaxConnections, repeats: defaultRepeats, clock: wallClock{}}
	for _, option := range options {
		option.apply(&c)
	}
	if err := c.settle(endpoint, merchant); err != nil {
		return nil, err
	}
	client := &Client{config: c, credentials: merchant.credentials(c.gatewayKey)}
	client.credentials.Messages = c.messages
	client.transport, client.close = c.newTransport()
	return client, nil
}

// Invoke carries out a typed call: request is a pointer to the request struct of
// the operation, response one to its response struct, filled in when the error is
// nil. See the package comment for the errors.
func (c *Client) Invoke(ctx context.Context, s *service.Service, op *service.Operation, request, response any, options ...service.CallOption) error {
	record, answer := c.record(), c.record()
	if err := c.layouts.LoadInto(record, s, op.Request.Type, request); err != nil {
		return fmt.Errorf("%s.%s: request not sent: %w", s.Name, op.Name, err)
	}
	reply, err := c.call(ctx, s, op, record, answer, options)
	if err != nil || op.OneWay {
		return typedFault(&c.layouts, err)
	}
	if err = c.layouts.Store(reply.Record, response); err == nil {
		err = c.layouts.StoreResult(s, op.Response.Type, response, reply.Result)
	}
	if err == nil {
		err = c.storeHeader(s, op, reply.Record, options)
	}
	if err != nil {
		return unusable(op, reply.intent, err)
	}
	c.release(record)
	c.release(answer)
	return nil
}

// Call is Invoke for records, for callers that know the operation at run time only.
// It seals the request in place: afterwards the record holds the credentials.
func (c *Client) Call(ctx context.Context, s *service.Service, op *service.Operation, request *service.Record, options ...service.CallOption) (*Reply, error) {
	return c.call(ctx, s, op, request, nil, options)
}

// call reads the answer into a record of its caller's, if there is one.
func (c *Client) call(ctx context.Context, s *service.Service, op *service.Operation, request, into *service.Record, options []service.CallOption) (reply *Reply, err error) {
	call, err := c.newCall(s, op, request, options)
	if err != nil {
		return nil, err
	}
	call.into = into
	ctx, cancel := context.WithTimeout(ctx, call.timeout)
	defer cancel()

	if err = c.seal(call); err != nil {
		return nil, err
	}
	body, err := c.encode(call)
	if err != nil {
		return nil, err
	}
	defer c.recycle(body)

	if err = c.begin(ctx, call); err != nil { // the intent is durable before a byte leaves
		return nil, err
	}
	defer func() { reply, err = c.conclude(ctx, call, reply, err) }()

	for {
		exchange := c.exchange(ctx, call, body)
		answer, err := call.open(exchange, &c.credentials)
		again, pause := c.mayRepeat(ctx, call, exchange, err)
		if !again {
			err = call.verdict(exchange, answer, err)
		}
		c.observe(ctx, exchange, answer, err)
		c.forget(exchange)
		switch {
		case !again && err != nil:
			return nil, err
		case !again:
			return &Reply{Record: answer.Record, Result: answer.Result, Attempts: call.attempts, intent: call.intent}, nil
		}
		if err = c.config.clock.Sleep(ctx, pause); err != nil {
			return nil, call.verdict(exchange, nil, exchange.Err)
		}
	}
}

// Close closes the connections that no call is using. The client stays usable.
func (c *Client) Close() { c.close() }

// Clock returns the clock that the client goes by: see [WithClock].
func (c *Client) Clock() Clock { return c.config.clock }

// Journaled reports whether the client has a journal: see [WithJournal].
func (c *Client) Journaled() bool { return c.config.journal != nil }

// Format prints the address and the merchant, never a key or a connection.
func (c *Client) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "soapclient.Client{%s %s}", c.config.endpoint.Host, c.config.merchant)
}

// Reply is the answer to a record-level call.
type Reply struct {
	Record   *service.Record // normalised and verified
	Result   service.Result
	Attempts int // requests sent; more than 1 for repeated reads only

	intent Intent
}

// Intent returns the operation as [Client.Resolve] wants it, for answers whose outcome is
// not final: pending, action required.
func (r *Reply) Intent() Intent { return r.intent }
