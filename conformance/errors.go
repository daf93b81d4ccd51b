package conformance

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/soapclient"
)

// compareError holds an error against the lines of an error section. Keys:
//
//	kind      see errorKind
//	first     firstcode of a gateway error
//	second    secondcode of a gateway error
//	field     fields that must be among the problems of an invalid request; "name:rule"
//	          wants a problem of that rule with it
//	problems  how many problems an invalid request has
//	rule      rule of a malformed answer
//	text      the whole message
//	contains  a part of the message
//	sent      "true" when the request may have left
func (r *caseRun) compareError(want *Values, err error) []Difference {
	known, fields := knownOf(err), problemFields(err)
	var found []Difference
	var plain []Line
	for _, l := range want.Keys {
		switch l.Name {
		case "contains":
			if !strings.Contains(err.Error(), l.Value) {
				found = append(found, Difference{"error", "want a message with " + strconv.Quote(l.Value) + ", got " + strconv.Quote(err.Error())})
			}
		case "field":
			for name := range strings.FieldsSeq(l.Value) {
				if !slices.Contains(fields, name) {
					found = append(found, Difference{"error", "want a problem with field " + name + ", got " + strconv.Quote(err.Error())})
				}
			}
		default:
			plain = append(plain, l)
		}
	}
	return append(found, r.compareKeys(plain, known)...)
}

// knownOf lists what can be said of an error, by key.
func knownOf(err error) map[string]string {
	known := map[string]string{
		"kind": errorKind(err),
		"text": err.Error(),
		"sent": strconv.FormatBool(maySent(err)),
	}
	if gateway, ok := errors.AsType[*soapclient.GatewayError](err); ok {
		known["first"], known["second"] = strconv.Itoa(gateway.First), strconv.Itoa(gateway.Second)
	}
	if malformed, ok := errors.AsType[*soapclient.MalformedError](err); ok {
		known["rule"] = malformed.Rule
	}
	if invalid, ok := errors.AsType[*soapclient.InvalidRequestError](err); ok {
		known["problems"] = strconv.Itoa(len(invalid.Problems))
	}
	inboundCodes(err, known)
	return known
}

func problemFields(err error) []string {
	var fields []string
	if invalid, ok := errors.AsType[*soapclient.InvalidRequestError](err); ok {
		for _, p := range invalid.Problems {
			fields = append(fields, p.Field, p.Field+":"+p.Rule)
		}
	}
	return fields
}

// errorKind names the kind of an error as cases write it. The order matters: an
// unknown outcome wraps what made it unknown, and the cause is the kind.
func errorKind(err error) string {
	switch {
	case isA[*soapclient.InvalidRequestError](err):
		return "invalid-request"
	case isA[*soapclient.GatewayError](err):
		return "gateway"
	case isA[*checkvalue.MismatchError](err):
		return "mismatch"
	case isA[*soapclient.UnverifiedError](err):
		return "unverified"
	case isA[*soapclient.EchoError](err):
		return "echo"
	case isA[*soapclient.NotSOAPError](err):
		return "not-soap"
	case isA[*soapclient.MalformedError](err):
		return "malformed"
	case isA[*soapclient.TransportError](err):
		return "transport"
	case isA[*soapclient.OutcomeUnknownError](err):
		return "unknown-outcome"
	}
	return cmp.Or(inboundKind(err), "other")
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func maySent(err error) bool {
	return isA[*soapclient.OutcomeUnknownError](err)
}
