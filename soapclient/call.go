package soapclient

import (
	"fmt"
	"net/http"
	"time"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// call is what one invocation knows from the start.
type call struct {
	port     *port
	service  *service.Service
	op       *service.Operation
	request  *service.Record
	timeout  time.Duration
	repeats  int
	attempts int
	part     string
	intent   Intent   // set when everything is ready to be sent
	replays  *replays // of the client
	form     envelope.Form
	header   http.Header
	rules    []Rule
	maxBytes int64 // of a streamed answer
	body     payload
	into     *service.Record // for the answer; nil: a new one
}

// newCall finds the service's port and applies the options of the call.
func (c *Client) newCall(s *service.Service, op *service.Operation, request *service.Record, options []service.CallOption) (*call, error) {
	p, err := c.port(s)
	if err != nil {
		return nil, err
	}
	if p.headers[op] == nil {
		return nil, fmt.Errorf("%s: the operation belongs to another service; pass the one of this description", s.Name)
	}
	k := &call{port: p, service: s, op: op, request: request, timeout: c.config.timeout, repeats: c.config.repeats, replays: &c.replays}
	for _, option := range options {
		if block, ok := option.(service.HeaderBlock); ok {
			if err := c.addHeader(k, block); err != nil {
				return nil, err
			}
			continue
		}
		if block, ok := option.(service.AnswerBlock); ok {
			if op.AnswerHeader(s, block.Name) < 0 {
				return nil, fmt.Errorf("%s: request not sent: its answer declares no header block %s", k.name(), block.Name)
			}
			continue
		}
		own, ok := option.(CallOption)
		if !ok {
			return nil, fmt.Errorf("%s: %T is no call option of soapclient", k.name(), option)
		}
		own.applyCall(k)
	}
	if k.form, err = p.codec.Offer(op, k.form); err != nil {
		return nil, err
	}
	if k.header = p.headers[op]; k.form != (envelope.Form{Answer: envelope.SOAP}) {
		k.header = formHeaders(k.header, k.form)
	}
	if k.timeout <= 0 {
		return nil, fmt.Errorf("%s: request not sent: the timeout %v is not positive", k.name(), k.timeout)
	}
	return k, nil
}

func (k *call) name() string { return k.service.Name + "." + k.op.Name }

// open reads an exchange; its error is the exchange's own when nothing came.
func (k *call) open(x *Exchange, credentials *envelope.Credentials) (*envelope.Answer, error) {
	if x.Err != nil {
		return nil, x.Err
	}
	reply := envelope.Reply{Status: x.Status, ContentType: x.held.contentType, Format: k.form.Answer, Body: x.held.reply, Into: k.into}
	return k.port.codec.Open(k.op, k.request, reply, credentials)
}

// CallOption changes one call.
type CallOption interface {
	service.CallOption
	applyCall(*call)
}

type callOptionFunc func(*call)

func (callOptionFunc) CallOption()         {}
func (f callOptionFunc) applyCall(k *call) { f(k) }

// Timeout bounds one call as a whole, instead of [WithTimeout].
func Timeout(d time.Duration) CallOption {
	return callOptionFunc(func(k *call) { k.timeout = d })
}

// NoRepeat makes one call go out once even if it is a safe read.
func NoRepeat() CallOption {
	return callOptionFunc(func(k *call) { k.repeats = 0 })
}
