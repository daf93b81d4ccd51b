package gowsdlclient

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hooklift/gowsdl/soap"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Invoker runs generated stubs over a gowsdl client. It is safe for concurrent use as
// far as the gowsdl client is.
type Invoker struct {
	client      *soap.Client
	credentials *envelope.Credentials
	layouts     service.Layouts
	codecs      sync.Map // *service.Service -> *envelope.Codec
}

var _ service.Invoker = (*Invoker)(nil)

// New returns an invoker. The client's URL is that of one endpoint, so one invoker
// serves one service; its HTTP client must be wrapped by [Capture]. Credentials may be
// nil for services of others, which know no merchants and check values.
func New(client *soap.Client, credentials *envelope.Credentials) *Invoker {
	return &Invoker{client: client, credentials: credentials}
}

// Invoke implements [service.Invoker]. The errors are those of soapclient; an operation
// that is not safe to repeat and got no trustworthy answer ends in
// [soapclient.OutcomeUnknownError], since gowsdl cannot prove that nothing was sent.
// Call options are not known here and refused.
func (i *Invoker) Invoke(ctx context.Context, s *service.Service, op *service.Operation, request, response any, options ...service.CallOption) error {
	if len(options) > 0 {
		return fmt.Errorf("%s.%s: call options are soapclient's; a gowsdl client has none", s.Name, op.Name)
	}
	codec, err := i.codec(s)
	if err != nil {
		return err
	}
	record, err := i.layouts.Load(s, op.Request.Type, request)
	if err != nil {
		return err
	}
	body, err := i.seal(codec, op, record)
	if err != nil {
		return err
	}
	ctx, x := withExchange(ctx)
	sendErr := i.client.CallContext(ctx, `"`+op.Action+`"`, body, &nothing{})
	answer, err := i.open(codec, op, record, x, sendErr)
	if err != nil || op.OneWay {
		return err
	}
	if err := i.layouts.Store(answer.Record, response); err != nil {
		return err
	}
	return i.layouts.StoreResult(s, op.Response.Type, response, answer.Result)
}

func (i *Invoker) codec(s *service.Service) (*envelope.Codec, error) {
	if known, ok := i.codecs.Load(s); ok {
		return known.(*envelope.Codec), nil
	}
	codec, err := envelope.New(s, envelope.Options{})
	if err != nil {
		return nil, err
	}
	known, _ := i.codecs.LoadOrStore(s, codec)
	return known.(*envelope.Codec), nil
}

func (i *Invoker) seal(codec *envelope.Codec, op *service.Operation, record *service.Record) (*element, error) {
	if err := codec.Seal(op, record, i.credentials); err != nil {
		return nil, err
	}
	message, err := codec.Encode(nil, op, record)
	if err != nil {
		return nil, err
	}
	return bodyElement(message)
}

// open reads the captured answer; what gowsdl made of it does not count.
func (i *Invoker) open(codec *envelope.Codec, op *service.Operation, record *service.Record, x *exchange, sendErr error) (*envelope.Answer, error) {
	name := codec.Service().Name + "." + op.Name
	switch {
	case !x.captured && sendErr == nil:
		sendErr = errors.New("the gowsdl client's HTTP client is not wrapped by gowsdlclient.Capture, so its answer cannot be verified")
	case x.answered:
		answer, err := codec.Open(op, record, x.reply, i.credentials)
		if _, decided := errors.AsType[*envelope.GatewayError](err); err == nil || decided || op.Repeat.Safe {
			return answer, err
		}
		sendErr = err
	case sendErr == nil:
		sendErr = errors.New("no answer came")
	}
	if op.Repeat.Safe {
		return nil, fmt.Errorf("%s: %w", name, sendErr)
	}
	return nil, &soapclient.OutcomeUnknownError{
		Service: codec.Service().Name, Operation: op.Name, Ask: op.Repeat.Ask, Err: sendErr,
		Key: soapclient.Key{Field: op.Repeat.By, Value: record.Text(op.Repeat.By)},
	}
}
