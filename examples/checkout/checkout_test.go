package checkout

import (
	"testing"

	"github.com/assist-soap/toolkit/conformance/gatewaytest"
)

func TestCheckout_TellsTheCustomerWhatTheCardDid(t *testing.T) {
	gateway := gatewaytest.New(t)
	shop := NewShop(gateway.Client())
	for card, want := range map[gatewaytest.Card]Status{
		gatewaytest.Approved: Paid, gatewaytest.Declined: Try, gatewaytest.NoFunds: Try,
		gatewaytest.ThreeDSecure: Confirm, gatewaytest.InProcess: Patience,
	} {
		got, err := shop.Checkout(t.Context(), gateway.Payment("order-"+string(want)+string(card)[12:], "100.10", card))
		if err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", card, got, err, want)
		}
	}
	gateway.WantSent("silentpay.pay", 5)
}

// The answer is lost: the customer waits, and no second payment leaves.
func TestCheckout_NeverPaysTwice(t *testing.T) {
	gateway := gatewaytest.New(t)
	shop := NewShop(gateway.Client())
	gateway.Disturb("status500")
	got, err := shop.Checkout(t.Context(), gateway.Payment("A-17", "100.10", gatewaytest.Approved))
	if err != nil || got != Patience {
		t.Errorf("%q, %v", got, err)
	}
	if n := gateway.Sent("silentpay.pay"); n > 1 {
		t.Errorf("%d payments left", n)
	}
}
