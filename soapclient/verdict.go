package soapclient

import (
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

var errUndecided = errors.New("the answer is in no state that the description knows")

// verdict says what a finished call ends with. An operation that may move money
// ends in an unknown outcome whenever bytes may have left and no answer that we
// trust says what became of it.
func (k *call) verdict(x *Exchange, answer *envelope.Answer, err error) error {
	switch {
	case err == nil && k.replays.copied(k.op, k.request, answer.Record):
		err = errReplayed
	case err == nil && (k.op.Repeat.Safe || k.op.OneWay || answer.Result.Outcome != service.Unknown):
		return nil
	case err == nil:
		err = errUndecided
	case !x.Sent, k.op.Repeat.Safe, refused(err):
		return err
	}
	return outcomeUnknown(k.intent, k.op, err)
}

// refused reports whether an error is the gateway's word that it did nothing. Its
// codes for an unexpected error (1, 2) and for a time-out on its side (16) are not,
// nor is a Fault that blames the server (SOAP 1.1 section 4.4.1).
func refused(err error) bool {
	gateway, ok := errors.AsType[*GatewayError](err)
	if !ok {
		return false
	}
	switch gateway.First {
	case 1, 2, 16:
		return false
	case 0:
		switch gateway.FaultCode.Local {
		case "Client", "Sender", "VersionMismatch", "MustUnderstand", "DataEncodingUnknown":
			return true
		}
		return false
	}
	return true
}

func outcomeUnknown(intent Intent, op *service.Operation, err error) error {
	return &OutcomeUnknownError{
		Service: intent.Service, Operation: intent.Operation, Key: intent.Key, Ask: op.Repeat.Ask, Intent: intent, Err: err,
	}
}

// unusable: the answer was verified and does not fit the typed response.
func unusable(op *service.Operation, intent Intent, err error) error {
	err = fmt.Errorf("%s.%s: the answer does not fit the response type: %w", intent.Service, intent.Operation, err)
	if op.Repeat.Safe {
		return err
	}
	return outcomeUnknown(intent, op, err)
}
