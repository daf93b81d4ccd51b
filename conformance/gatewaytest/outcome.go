package gatewaytest

import (
	"errors"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// WantOutcome fails the test unless a call came to an outcome.
func WantOutcome(t testing.TB, result service.Result, want service.Outcome) {
	t.Helper()
	if result.Outcome != want {
		t.Errorf("the outcome is %s, want %s", result.Outcome, want)
	}
}

// WantRefused fails the test unless the gateway refused a call with these codes.
func WantRefused(t testing.TB, err error, first, second int) {
	t.Helper()
	refusal, ok := errors.AsType[*soapclient.GatewayError](err)
	switch {
	case !ok:
		t.Errorf("the gateway did not refuse it with %d/%d: %v", first, second, err)
	case refusal.First != first || refusal.Second != second:
		t.Errorf("the gateway refused it with %d/%d, want %d/%d", refusal.First, refusal.Second, first, second)
	}
}

// WantUnknown fails the test unless nobody knows what became of a call: the program has
// to ask before it sends anything again.
func WantUnknown(t testing.TB, err error) {
	t.Helper()
	if _, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); !ok {
		t.Errorf("the outcome is known: %v", err)
	}
}
