package soapclient

import (
	"context"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Hook observes exchanges, for metrics and traces. It is called after every one,
// repeated ones included, when its outcome is known, and can change nothing. The
// Exchange is valid until it returns. It may be called from many goroutines.
type Hook func(context.Context, *Exchange)

// observe completes the exchange and shows it to everyone who looks on.
func (c *Client) observe(ctx context.Context, x *Exchange, answer *envelope.Answer, err error) {
	if x.Err = err; err == nil {
		c.budget.earn()
		x.Outcome, x.TestMode = answer.Result.Outcome, answer.Result.TestMode
	}
	if err != nil && refused(err) {
		x.Outcome = service.Refused
	}
	for _, hook := range c.config.hooks {
		hook(ctx, x)
	}
}
