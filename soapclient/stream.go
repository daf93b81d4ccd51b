package soapclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// defaultMaxStream bounds a streamed answer: memory does not limit it, but somebody
// has to wait for its end.
const defaultMaxStream = 1 << 30

// MaxStream bounds one streamed answer, in bytes after decompression, instead of
// 1 GiB. Other calls are bounded by [WithMaxBody].
func MaxStream(bytes int64) CallOption {
	return callOptionFunc(func(k *call) { k.maxBytes = bytes })
}

// Stream carries out a query whose answer is a list (of orders, of payments) and hands
// its records over as they arrive, with memory that does not depend on their number:
//
//	for entry, err := range client.Stream(ctx, s, op, request) {
//		if err != nil {
//			return err
//		}
//		…
//	}
//
// Every record was verified with its own check value before it is handed over; that
// the list is whole is known when it ended without an error. Whoever stops early gives
// up the connection. The request is sent when the loop begins, and never twice: records
// may have been used when it fails. Only operations that are safe to repeat can be
// streamed. [Timeout] bounds the whole loop, the caller's work in it included.
func (c *Client) Stream(ctx context.Context, s *service.Service, op *service.Operation, request *service.Record, options ...service.CallOption) iter.Seq2[envelope.Entry, error] {
	return func(yield func(envelope.Entry, error) bool) {
		if err := c.stream(ctx, s, op, request, options, yield); err != nil {
			yield(envelope.Entry{}, err)
		}
	}
}

// stream returns an error that yield has not been called with.
func (c *Client) stream(ctx context.Context, s *service.Service, op *service.Operation, request *service.Record, options []service.CallOption, yield func(envelope.Entry, error) bool) error {
	k, err := c.newCall(s, op, request, options)
	switch {
	case err != nil:
		return err
	case !op.Repeat.Safe:
		return fmt.Errorf("%s: request not sent: its outcome must be known at once; it cannot be streamed", k.name())
	case k.form.Answer == JSON:
		return fmt.Errorf("%s: request not sent: JSON cannot be read record by record; ask for XML, CSV or SOAP", k.name())
	case k.maxBytes < 0:
		return fmt.Errorf("%s: request not sent: MaxStream is negative", k.name())
	}
	if err = k.port.codec.Streamable(op); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, k.timeout)
	defer cancel()
	if err = c.seal(k); err != nil {
		return err
	}
	body, err := c.encode(k)
	if err != nil {
		return err
	}
	defer c.recycle(body)
	x, response, t := c.send(ctx, k, body)
	if response == nil {
		c.observe(ctx, x, nil, x.Err)
		return x.Err
	}
	defer func() { _ = response.Body.Close() }()
	in := &streamBody{limit: k.maxBytes}
	stopped, err := c.entries(k, x, response, in, yield)
	x.ReplyBytes, x.Phases = int(in.read), t.phases()
	body.busy = body.busy || !t.bodyRead()
	outcome := service.Succeeded
	if stopped {
		outcome = service.Unknown
	}
	c.observe(ctx, x, &envelope.Answer{Result: service.Result{Outcome: outcome}}, err)
	return err
}

// entries hands over the records of a response; stopped says that the caller wants no
// more.
func (c *Client) entries(k *call, x *Exchange, response *http.Response, in *streamBody, yield func(envelope.Entry, error) bool) (stopped bool, err error) {
	if x.Status/100 == 3 {
		return false, k.transportError(x, redirected(response))
	}
	if in.r, _, err = plainBody(response); err != nil {
		return false, k.transportError(x, explain(err))
	}
	reply := envelope.StreamReply{Status: x.Status, ContentType: x.held.contentType, Format: k.form.Answer, Body: in}
	for entry, err := range k.port.codec.OpenStream(k.op, k.request, reply, &c.credentials) {
		switch {
		case err != nil && in.err != nil:
			return false, k.transportError(x, in.err)
		case err != nil:
			return false, err
		case !yield(entry, nil):
			return true, nil
		}
	}
	_, _ = io.CopyN(io.Discard, response.Body, maxDrain)
	return false, nil
}

// streamBody counts and bounds what is read of an answer, and remembers why it failed.
type streamBody struct {
	r           io.Reader
	read, limit int64
	err         *reason
}

func (b *streamBody) Read(p []byte) (int, error) {
	limit := b.limit
	if limit == 0 {
		limit = defaultMaxStream
	}
	n, err := b.r.Read(p)
	b.read += int64(n)
	switch {
	case b.read > limit:
		b.err = &reason{text: fmt.Sprintf("the answer is larger than %d bytes; MaxStream sets the limit", limit), permanent: true}
		return 0, b.err
	case err != nil && !errors.Is(err, io.EOF) || err == io.ErrUnexpectedEOF:
		b.err = explain(err)
		b.err.text = fmt.Sprintf("the answer broke off after %d bytes: %s", b.read, b.err.text)
		return n, b.err
	}
	return n, err
}

// Store copies a record, such as one of a stream, into a struct generated for its
// type.
func (c *Client) Store(record *service.Record, to any) error { return c.layouts.Store(record, to) }
