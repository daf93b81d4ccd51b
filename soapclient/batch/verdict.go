package batch

import (
	"errors"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Verdict is what the end of a call means for its payment.
type Verdict struct {
	// Outcome is final if it is Succeeded or Refused. Otherwise the payment is open, or
	// waits to be sent.
	Outcome service.Outcome
	// Open: it was sent and nobody has told its outcome. Ask ([soapclient.Client.Resolve]);
	// never send it again.
	Open bool
	// Intent is that of an open payment, or of an earlier one that has succeeded; zero
	// where the error does not tell.
	Intent soapclient.Intent
	// Missed: nobody answered, or the answer is not about this payment but about the
	// merchant or the pace. If it is not open either, nothing happened at the gateway.
	Missed bool
	// Reason is one line that is safe to log; "" for a success.
	Reason string
	// Err is the journal's failure: nothing was sent, and nothing may be.
	Err error
}

// The first codes that are not about the payment (T1): login, rights, too often.
const (
	notAuthenticated = 7
	notAuthorised    = 8
	limitExceeded    = 17
)

// Judge tells what became of a payment from the two ends of its call: the outcome in
// the answer, and the error. It is for programs that run payments on an engine of their
// own (docs/batches.md).
func Judge(outcome service.Outcome, err error) Verdict {
	if err == nil {
		return Verdict{Outcome: outcome, Open: outcome != service.Succeeded && outcome != service.Refused}
	}
	v := Verdict{Reason: err.Error(), Missed: true}
	if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); ok {
		v.Intent, v.Open, v.Missed = duplicate.Intent, duplicate.Open, false
		if !duplicate.Open {
			v.Outcome, v.Reason = service.Succeeded, "paid before"
		}
		return v
	}
	if unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		v.Intent, v.Open = unknown.Intent, true
		return v
	}
	if _, ok := errors.AsType[*soapclient.JournalError](err); ok {
		v.Err = err
		return v
	}
	gateway, ok := errors.AsType[*soapclient.GatewayError](err)
	if ok && gateway.First != notAuthenticated && gateway.First != notAuthorised && gateway.First != limitExceeded {
		v.Outcome, v.Missed = service.Refused, false
	}
	return v
}
