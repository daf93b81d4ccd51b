// Package checkout is a small shop that takes a card payment, and shows how its tests use
// package gatewaytest: no network, no waiting, no account.
package checkout

import (
	"context"
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Status is what the shop tells its customer.
type Status string

// What the shop tells.
const (
	Paid     Status = "paid"
	Try      Status = "try another card"
	Confirm  Status = "confirm the payment"
	Patience Status = "we are checking your payment" // and nothing is sent again
)

// Shop takes payments.
type Shop struct{ payments *silentpay.Client }

// NewShop returns a shop that pays through a client.
func NewShop(client *soapclient.Client) *Shop { return &Shop{silentpay.NewClient(client)} }

// Checkout takes one payment. An error is about the program; what became of the payment is
// the status.
func (s *Shop) Checkout(ctx context.Context, request *silentpay.PayRequest) (Status, error) {
	paid, err := s.payments.Pay(ctx, request)
	if _, unknown := errors.AsType[*soapclient.OutcomeUnknownError](err); unknown {
		return Patience, nil
	}
	if err != nil {
		return "", fmt.Errorf("checkout: %w", err)
	}
	switch paid.Result.Outcome {
	case service.Succeeded:
		return Paid, nil
	case service.ActionRequired:
		return Confirm, nil
	case service.Refused:
		return Try, nil
	}
	return Patience, nil
}
