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
	err := k.port.codec.Seal(k.op, k.request, &c.credentials)
	var all *envelope.InvalidRequestError
	if err != nil && !errors.As(err, &all) {
		return err
	}
	if !c.config.anonymous {
		if err = join(&all, cheque.CheckRecord(k.op, k.request, c.config.receipts)); err != nil {
			return err
		}
	}
	for _, rule := range k.rules {
		if err = join(&all, rule(k.op, k.request)); err != nil {
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
func join(all **envelope.InvalidRequestError, err error) error {
	var more *envelope.InvalidRequestError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &more):
		return err
	case *all == nil:
		*all = more
		return nil
	}
	joined := **all
	for _, p := range more.Problems {
		if !told(joined.Problems, p) {
			joined.Problems = append(joined.Problems, p)
		}
	}
	*all = &joined
	return nil
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
