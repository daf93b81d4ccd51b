package soapclient

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Exchange is one HTTP request and what came of it, as hooks see it. It is valid
// during the hook's call only. Its fields hold no card data and no secrets.
type Exchange struct {
	Service, Operation string
	Key                Key // order or bill
	Attempt            int // 1 for the first
	Started            time.Time
	Phases             Phases
	Sent               bool // a byte of the request may have left
	Status             int  // HTTP status; 0 if none came
	RequestBytes       int
	ReplyBytes         int // after decompression
	Outcome            service.Outcome
	TestMode           bool
	// Err is what the caller of the client gets for this exchange, or what made the
	// client repeat it.
	Err error

	held *held
}

// String returns what a log line says of an exchange.
func (x Exchange) String() string {
	text := fmt.Sprintf("%s.%s %s=%s attempt %d: status %d, %d bytes out, %d in, %v", x.Service, x.Operation,
		x.Key.Field, oneLine(x.Key.Value), x.Attempt, x.Status, x.RequestBytes, x.ReplyBytes, x.Outcome)
	if x.Err != nil {
		text += ", " + x.Err.Error()
	}
	return text
}

// Format writes String for every verb.
func (x Exchange) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, x.String()) }

// held is what an exchange must not print: it sits behind a pointer, where fmt shows
// an address.
type held struct {
	call        *call
	contentType string
	request     *payload
	reply       []byte
	home        *[]byte // where the reply's memory came from
}

// attempt is everything one exchange needs, in one piece of memory.
type attempt struct {
	exchange Exchange
	held     held
	timing   timing
}

// exchange sends a request once and reads the answer whole. What goes wrong is in the
// Exchange's Err, always as a *TransportError. forget ends it.
func (c *Client) exchange(ctx context.Context, k *call, body *payload) *Exchange {
	x, response, t := c.send(ctx, k, body)
	if response == nil {
		return x
	}
	var err error
	x.held.home = c.buffer()
	x.held.reply, err = readReply(response, c.config.maxBody, *x.held.home)
	x.ReplyBytes, x.Phases = len(x.held.reply), t.phases()
	switch {
	case x.Status/100 == 3:
		x.Err = k.transportError(x, redirected(response))
	case err != nil:
		x.Err = k.transportError(x, explain(err))
	}
	body.busy = body.busy || !t.bodyRead()
	return x
}

// forget wipes the answer of an exchange that everybody has seen and keeps its memory.
func (c *Client) forget(x *Exchange) {
	c.keep(x.held.home, x.held.reply)
	x.held.home, x.held.reply = nil, nil
}

// send sends a request once and returns the answer with its body unread, or nil and
// an exchange whose Err says why.
func (c *Client) send(ctx context.Context, k *call, body *payload) (*Exchange, *http.Response, *timing) {
	k.attempts++
	a := &attempt{exchange: Exchange{
		Service: k.service.Name, Operation: k.op.Name, Key: keyOf(k.op, k.request),
		Attempt: k.attempts, Started: c.config.clock.Now(), RequestBytes: len(body.data),
	}}
	x, t := &a.exchange, &a.timing
	x.held, a.held.call, a.held.request = &a.held, k, body
	t.clock, t.started, t.foreign = c.config.clock, x.Started, c.config.wrap != nil
	if err := ctx.Err(); err != nil { // a wrapped transport could not prove that it sent nothing
		x.Err = k.transportError(x, explain(err))
		return x, nil, t
	}
	request := &http.Request{
		Method: http.MethodPost, URL: k.port.url, Host: k.port.url.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: k.header, Body: body.reader(), ContentLength: int64(len(body.data)),
	}
	if c.config.wrap != nil { // a transport of ours leaves a shared header alone
		request.Header = request.Header.Clone()
	}
	response, err := c.transport.RoundTrip(request.WithContext(t.watch(ctx, len(c.config.hooks) > 0)))
	if err != nil {
		x.Sent, x.Phases = t.sent(), t.phases()
		x.Err = k.transportError(x, explain(err))
		body.busy = body.busy || !t.bodyRead()
		return x, nil, t
	}
	x.Sent, x.Status, x.held.contentType = true, response.StatusCode, response.Header.Get("Content-Type")
	return x, response, t
}

// MaskedRequest returns the request with every secret and card number masked.
func (x *Exchange) MaskedRequest() []byte {
	return x.held.call.port.codec.Redact(x.held.request.data)
}

// MaskedReply returns the answer with every secret and card number masked; nil if
// none came.
func (x *Exchange) MaskedReply() []byte {
	if x.held.reply == nil {
		return nil
	}
	return x.held.call.port.codec.Redact(x.held.reply)
}
