package soapclient

import (
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/service"
)

// addHeader puts a header block into the request of a call.
func (c *Client) addHeader(k *call, block service.HeaderBlock) error {
	i := k.op.Header(k.service, block.Name)
	if i < 0 {
		return fmt.Errorf("%s: request not sent: the operation declares no header block %s", k.name(), block.Name)
	}
	record, ok := block.Content.(*service.Record)
	if !ok {
		var err error
		if record, err = c.layouts.Load(k.service, k.op.Headers[i].Type, block.Content); err != nil {
			return fmt.Errorf("%s: request not sent: header block %s: %w", k.name(), block.Name, err)
		}
	}
	blocks := make([]*service.Record, len(k.op.Headers))
	copy(blocks, k.request.Header())
	blocks[i] = record
	k.request.SetHeader(blocks)
	return nil
}

// storeHeader copies the header blocks of an answer to where the call wants them.
func (c *Client) storeHeader(s *service.Service, op *service.Operation, answer *service.Record, options []service.CallOption) error {
	for _, option := range options {
		wanted, ok := option.(service.AnswerBlock)
		if !ok || answer.Header() == nil {
			continue
		}
		block := answer.Header()[op.AnswerHeader(s, wanted.Name)]
		if block == nil {
			continue
		}
		if err := c.layouts.Store(block, wanted.Into); err != nil {
			return fmt.Errorf("header block %s: %w", wanted.Name, err)
		}
	}
	return nil
}

// typedFault gives a refusal the declared detail as the error type of the stub.
func typedFault(layouts *service.Layouts, err error) error {
	refused, ok := errors.AsType[*GatewayError](err)
	if !ok || refused.Declared == nil || refused.Declared.Type().New == nil {
		return err
	}
	detail := refused.Declared.Type().New()
	if typed, ok := detail.(error); ok && layouts.Store(refused.Declared, detail) == nil {
		refused.Typed = typed
	}
	return err
}
