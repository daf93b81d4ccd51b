package inbound

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// What became of a message that was not delivered, for errors.Is.
var (
	// ErrUnsigned: it carries neither check value nor signature.
	ErrUnsigned = errors.New("the message carries neither check value nor signature")
	// ErrInvalid: its digest does not fit, so that anybody may have sent it; or our
	// secret word is not the one of the account.
	ErrInvalid = errors.New("the digest does not fit the message")
	// ErrMerchant: it is for a merchant that is none of ours.
	ErrMerchant = errors.New("the message is for another merchant")
	// ErrMalformed: it cannot be read, or lacks what every message has.
	ErrMalformed = errors.New("the message is malformed")
	// ErrNoKey: it carries a digest for which the configuration holds no key.
	ErrNoKey = errors.New("no key is configured for the digest of the message")
	// ErrRepeated: it was delivered before. The answer is that of a success.
	ErrRepeated = errors.New("the message was delivered before")
	// ErrBusy: it is being delivered at this moment.
	ErrBusy = errors.New("the message is being delivered")
	// ErrMemory: Config.Seen failed.
	ErrMemory = errors.New("what was delivered before is not known")
	// ErrReceiver: the merchant's function returned an error.
	ErrReceiver = errors.New("the receiver returned an error")
)

// Rejection is why a message was not delivered, and what was answered: a pair of codes,
// or, when First is 0, an HTTP status without a body; where that is 503, the connection
// is broken off if it can be.
type Rejection struct {
	Reason        error // one of the errors of this package
	First, Second int
	Status        int
	Err           error // what is behind it, or nil
}

// Error returns one line without any value of the message.
func (e *Rejection) Error() string {
	if e.Err != nil {
		return "inbound: " + e.Reason.Error() + ": " + e.Err.Error()
	}
	return "inbound: " + e.Reason.Error()
}

// Unwrap returns the reason and what is behind it.
func (e *Rejection) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// Refusal is returned by a receiver to say that a message must not come again: the
// gateway is given the codes, and takes its leave. 5/143 is the documented pair for a
// payment number that is not known (D26), 10/201 says that the order is not.
type Refusal struct {
	First, Second int
	Err           error // for our own log; nil: nothing more is known
}

// Refuse returns a refusal with a pair of codes; a pair that says no error becomes 2/1,
// an internal error.
func Refuse(first, second int) *Refusal { return &Refusal{First: first, Second: second} }

// Error returns the codes and what is behind them.
func (e *Refusal) Error() string {
	text := fmt.Sprintf("refused with %d/%d", e.First, e.Second)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns what is behind the refusal.
func (e *Refusal) Unwrap() error { return e.Err }

// Statuses of what is no answer.
const (
	statusNoAnswer  = http.StatusServiceUnavailable
	statusMalformed = http.StatusBadRequest
)

// The pairs for what the handler refuses by itself. Sources disagree (9/0, 9/7, 9/158
// for a digest); any pair that is not 0/0 ends the repetition.
//
//	another merchant   5/100   wrong value, Merchant_ID
//	wrong or no digest 9/158   signature error, Checkvalue
//	no number          3/…     mandatory parameter missing, and which
const (
	wrongValue       = 5
	badSignature     = 9
	parameterMissing = 3
	ofMerchant       = 100
	ofCheckvalue     = 158
)

// secondCode is the second code for a parameter (T1), by the role it plays.
func secondCode(role service.Role) int {
	switch role {
	case service.RoleGatewayKey:
		return 143
	case service.RoleOrderKey:
		return 107
	}
	return 0
}

func otherMerchant() *Rejection {
	return &Rejection{Reason: ErrMerchant, First: wrongValue, Second: ofMerchant}
}

func badDigest(reason, err error) *Rejection {
	return &Rejection{Reason: reason, First: badSignature, Second: ofCheckvalue, Err: err}
}

func malformed(what string) *Rejection { return unreadable(statusMalformed, what) }

func unreadable(status int, what string) *Rejection {
	return &Rejection{Reason: ErrMalformed, Status: status, Err: errors.New(what)}
}

// declined turns an error of the receiver into what is answered.
func declined(err error) *Rejection {
	refusal, definite := errors.AsType[*Refusal](err)
	switch {
	case !definite:
		return &Rejection{Reason: ErrReceiver, Status: statusNoAnswer, Err: err}
	case refusal.First <= 0 || refusal.Second < 0:
		return &Rejection{Reason: ErrReceiver, First: 2, Second: 1, Err: err}
	}
	return &Rejection{Reason: ErrReceiver, First: refusal.First, Second: refusal.Second, Err: err}
}

// identified refuses a genuine message that says of which payment or order it is not:
// nothing could be done with it, and the answer has to repeat the number.
func (h *Handler) identified(r *service.Record) error {
	for _, wanted := range []service.Role{service.RoleGatewayKey, service.RoleOrderKey} {
		if v := role(r, wanted); v != nil && strings.TrimSpace(v.Text) == "" {
			return &Rejection{Reason: ErrMalformed, First: parameterMissing, Second: secondCode(wanted), Err: errors.New("a number that every message has is missing")}
		}
	}
	return nil
}
