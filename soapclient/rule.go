package soapclient

import (
	"errors"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/cheque"
)

// Rule refuses a request for what its description cannot say, before anything is sent.
// An [*envelope.InvalidRequestError] is joined with what else is wrong. It may be called
// from many goroutines and must not change the request.
type Rule func(op *service.Operation, request *service.Record) error

// WithReceiptSettings says what is set in the merchant's account for fiscal receipts.
// Lines of a receipt take tax and payment method from the line, else from the request,
// else from these settings; a line that has them nowhere is refused before it is sent
// (S1, D32). The default is an account in which nothing is set.
func WithReceiptSettings(settings cheque.Settings) Option {
	return optionFunc(func(c *config) { c.receipts = settings })
}

// Under makes one call keep a rule, such as the terms of a subscription:
//
//	client.Pay(ctx, request, soapclient.Under(subscription.Rule(time.Now())))
func Under(rule Rule) CallOption {
	return callOptionFunc(func(k *call) { k.rules = append(k.rules, rule) })
}

// seal makes the request of a call ready to be sent, and refuses it with everything that
// its description and the rules find wrong.
func (c *Client) seal(k *call) error {
	all, err := join(nil, k.port.codec.Seal(k.op, k.request, &c.credentials))
	if err != nil {
		return err
	}
	if !c.config.anonymous {
		if all, err = join(all, cheque.CheckRecord(k.op, k.request, c.config.receipts)); err != nil {
			return err
		}
	}
	for _, rule := range k.rules {
		if all, err = join(all, rule(k.op, k.request)); err != nil {
			return err
		}
	}
	if all != nil {
		return all
	}
	return nil
}

// join adds the problems of an error to those that were found before. An error that has
// no problems is returned.
func join(all *envelope.InvalidRequestError, err error) (*envelope.InvalidRequestError, error) {
	if err == nil {
		return all, nil
	}
	more, ok := errors.AsType[*envelope.InvalidRequestError](err)
	switch {
	case !ok:
		return nil, err
	case all == nil:
		return more, nil
	}
	joined := *all
	for _, p := range more.Problems {
		if !told(joined.Problems, p) {
			joined.Problems = append(joined.Problems, p)
		}
	}
	return &joined, nil
}

// told reports whether a field was complained of already.
func told(problems []envelope.Problem, p envelope.Problem) bool {
	for _, known := range problems {
		if known.Field == p.Field {
			return true
		}
	}
	return false
}
