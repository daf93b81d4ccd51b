// Package warehouse is a merchant's own code: it takes the money that was held for an
// order when the goods leave. Its tests show how to test such code with package
// gatewaytest, including the days on which the network breaks.
package warehouse

import (
	"context"
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/generated/charge"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// ErrNotTaken says that the money was not taken, for sure: the goods stay here.
var ErrNotTaken = errors.New("the money was not taken; ship nothing")

// ErrNotKnown says that nobody can tell yet whether it was: the goods stay here, and
// Ship may not be called again before the journal's entry is resolved.
var ErrNotKnown = errors.New("nobody knows whether the money was taken; ship nothing, resolve it later")

// Warehouse ships what is paid for.
type Warehouse struct {
	Client *soapclient.Client // with a journal
}

// Ship takes money that is held under a number of the gateway. The goods may leave when
// it returns nil, and only then.
func (w *Warehouse) Ship(ctx context.Context, billnumber, amount string) error {
	sum, err := service.ParseAmount(amount)
	if err != nil {
		return err
	}
	taken, err := charge.NewClient(w.Client).Charge(ctx, &charge.ChargeRequest{
		Billnumber: billnumber, Amount: service.Some(sum), Currency: service.Some("RUB"),
	})
	if unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		return w.resolve(ctx, unknown.Intent)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotTaken, err)
	}
	return verdict(taken.Result.Outcome)
}

// resolve asks instead of sending again.
func (w *Warehouse) resolve(ctx context.Context, intent soapclient.Intent) error {
	found, err := w.Client.Resolve(ctx, intent)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotKnown, err)
	}
	return verdict(found.Outcome)
}

func verdict(outcome service.Outcome) error {
	switch outcome {
	case service.Succeeded:
		return nil
	case service.Refused:
		return ErrNotTaken
	}
	return ErrNotKnown
}
