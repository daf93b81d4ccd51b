package soapclient

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
)

// The errors that reading and writing messages ends with, under the names users of
// this package need. errors.AsType finds all of them.
type (
	// InvalidRequestError: we refused to send the request; it lists all problems.
	InvalidRequestError = envelope.InvalidRequestError
	// GatewayError: the gateway refused the request, by its codes or a SOAP Fault.
	GatewayError = envelope.GatewayError
	// MalformedError: the reply is XML but no valid answer.
	MalformedError = envelope.MalformedError
	// NotSOAPError: the reply is no message of the format that was asked for: a page,
	// a text, nothing.
	NotSOAPError = envelope.NotSOAPError
	// EchoError: the answer speaks of another order.
	EchoError = envelope.EchoError
	// UnverifiedError: nothing in the answer proves who wrote it.
	UnverifiedError = envelope.UnverifiedError
	// MismatchError: the answer's check value or signature is wrong.
	MismatchError = checkvalue.MismatchError
)

// TransportError says that no whole HTTP answer came. The network or this machine
// decided, not the gateway.
type TransportError struct {
	Service, Operation string
	Host               string
	// Sent reports whether a byte of the request may have left this machine. False is
	// proven: nothing happened at the gateway, and sending again is harmless.
	Sent    bool
	Attempt int // 1 for the first
	Status  int // HTTP status, if an answer had begun
	Err     error
}

// Error returns one line that holds nothing of the request or the answer.
func (e *TransportError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s: no answer from %s: %v", e.Service, e.Operation, e.Host, e.Err)
	if e.Attempt > 1 {
		fmt.Fprintf(&b, " (attempt %d)", e.Attempt)
	}
	if e.Sent {
		b.WriteString("; the request may have arrived")
	} else {
		b.WriteString("; nothing was sent")
	}
	return b.String()
}

// Unwrap returns the cause, as net, crypto/tls and context define them.
func (e *TransportError) Unwrap() error { return e.Err }

func (k *call) transportError(x *Exchange, why error) *TransportError {
	return &TransportError{
		Service: k.service.Name, Operation: k.op.Name, Host: k.port.url.Host,
		Sent: x.Sent, Attempt: x.Attempt, Status: x.Status, Err: why,
	}
}

// OutcomeUnknownError says that an operation that is not safe to repeat may have
// been carried out, and that no trustworthy answer tells. Money may have moved.
// Do not send the request again; hand Intent to [Client.Resolve], which calls the
// operation Ask with the same key.
type OutcomeUnknownError struct {
	Service, Operation string
	Key                Key    // order or bill to ask for
	Ask                string // "service.operation" that tells the outcome; "" if none is described
	// Intent is what [Client.Resolve] takes to find out the truth.
	Intent Intent
	Err    error // what went wrong: one of the other errors of this package
}

// Error returns one line that says what to do.
func (e *OutcomeUnknownError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s", e.Service, e.Operation)
	if e.Key.Value != "" {
		fmt.Fprintf(&b, " %s=%s", e.Key.Field, oneLine(e.Key.Value))
	}
	b.WriteString(": outcome unknown, it may have been carried out; do not send it again, ")
	if e.Ask != "" {
		fmt.Fprintf(&b, "ask %s with the same %s", e.Ask, e.Key.Field)
	} else {
		b.WriteString("find out at the other side")
	}
	cause := strings.TrimPrefix(e.Err.Error(), e.Service+"."+e.Operation+": ")
	return b.String() + ": " + cause
}

// Unwrap returns what went wrong.
func (e *OutcomeUnknownError) Unwrap() error { return e.Err }
