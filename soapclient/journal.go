package soapclient

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Journal remembers what is about to be sent, so that a crash, a time-out or a power
// cut leaves a question to ask and never a payment to guess about. The file of
// package journal is the one to use in one process; journal/sqlite serves several, and
// journal/postgres several machines. Implementations must be safe for concurrent use;
// package journal/journaltest proves one.
//
// It is consulted for operations that are not safe to repeat. Reads leave no trace.
type Journal interface {
	// Begin makes an intent durable and returns the name of its entry. It returns
	// only when the intent would survive a power cut: the first byte of the request
	// leaves after that. It refuses, with a *DuplicateError, an intent whose
	// [Intent.ID], or whose [Intent.Turn] if it has one, is that of an intent which is
	// open or ended as succeeded. After an error nothing is sent.
	Begin(ctx context.Context, intent Intent) (entry string, err error)
	// End writes down what became of an entry. An ending that is lost in a crash
	// leaves the intent open, which costs a question; so it need not be forced to
	// the disk. Ending an entry twice is an error unless both say the same.
	End(ctx context.Context, entry string, ending Ending) error
}

// Intent is an operation that is about to be sent, or was and has no known outcome.
// It holds no card number, password, secret word or token, and no digest of a
// message either: the hash of a message with a card number in it can be reversed by
// trying all card numbers (PCI DSS 3.5.1.1).
type Intent struct {
	Entry              string // its name in the journal; "" without one
	Service, Operation string
	Merchant           string // Merchant_ID
	Key                Key    // order or bill
	Part               string // which of several under one key; see [Part]
	Amount, Currency   string // as sent; "" where the request has none
	// Before are the gateway's numbers of the operations of this kind that stood under
	// the key when the request was about to leave, separated by blanks; "-" for none.
	// It is "" where the key stands for one operation, and where it is not known.
	Before  string
	Started time.Time
	// Deadline is when the call gives up: Started plus its timeout.
	Deadline time.Time
}

// ID is what may be done once only: merchant, operation, key and part. They are
// separated by a character that none of them holds.
func (i Intent) ID() string {
	return strings.Join([]string{i.Merchant, i.Service + "." + i.Operation, i.Key.Field, i.Key.Value, i.Part}, "\x1f")
}

// Turn tells the next of several operations under one key from all before it; "" where
// Before is. Two refunds of one payment that found the same refunds there are the same
// turn, whatever their parts: what appears next could be either's.
func (i Intent) Turn() string {
	if i.Before == "" {
		return ""
	}
	i.Part = ""
	return fmt.Sprintf("%s\x1f%x", i.ID(), sha256.Sum256([]byte(i.Before)))
}

// String returns one line that is safe to log.
func (i Intent) String() string {
	text := i.Service + "." + i.Operation + " " + i.Key.Field + "=" + oneLine(i.Key.Value)
	if i.Amount != "" {
		text += " " + i.Amount + " " + i.Currency
	}
	return text
}

// Ending is what became of an intent.
type Ending struct {
	// Outcome is Succeeded, after which the key is used for ever, or Refused: nothing
	// happened, and a new attempt under the same key is legal.
	Outcome service.Outcome
	How     How
	At      time.Time
}

// How says who told the outcome.
type How string

// Who tells outcomes.
const (
	Answered How = "answered" // the answer to the request itself
	NotSent  How = "not-sent" // nothing left this machine
	Asked    How = "asked"    // the query that the description names
)

// DuplicateError says that a request was not sent because the journal knows its key:
// the same operation was sent before and is open, or it has succeeded.
type DuplicateError struct {
	Intent Intent // the earlier one
	Open   bool   // its outcome is unknown: resolve it; false: it has succeeded
}

// Error returns one line that says what to do.
func (e *DuplicateError) Error() string {
	text := fmt.Sprintf("%s.%s %s=%s: not sent: ", e.Intent.Service, e.Intent.Operation, e.Intent.Key.Field, oneLine(e.Intent.Key.Value))
	if e.Intent.Part != "" {
		text += "part " + oneLine(e.Intent.Part) + ": "
	}
	if e.Open {
		return text + "the same was begun at " + stamp(e.Intent.Started) + " and its outcome is open; resolve it first"
	}
	return text + "the same was begun at " + stamp(e.Intent.Started) + " and has succeeded"
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// JournalError says that the journal failed. If it failed before the request, then
// nothing was sent.
type JournalError struct {
	Service, Operation string
	Err                error
}

// Error returns one line.
func (e *JournalError) Error() string {
	return fmt.Sprintf("%s.%s: the journal failed: %v", e.Service, e.Operation, e.Err)
}

// Unwrap returns the journal's own error.
func (e *JournalError) Unwrap() error { return e.Err }

var (
	errNoKey     = errors.New("the request has no order or bill number by which its outcome could be asked; not sent")
	errSecretKey = errors.New("the order or bill number holds a card number or another secret of the request; not sent")
)

// newIntent describes a call before it is sent.
func (c *Client) newIntent(k *call) Intent {
	now := c.config.clock.Now()
	intent := Intent{
		Service: k.service.Name, Operation: k.op.Name, Merchant: c.config.merchant.ID,
		Started: now, Deadline: now.Add(k.timeout),
	}
	intent.Key, intent.Part = orderOf(k.op, keyOf(k.op, k.request), k.part)
	if amount := fieldOfRole(k.request.Type(), service.RoleAmount); amount != nil {
		intent.Amount = k.request.Text(amount.Name)
		if amount.Facts.Currency != "" {
			intent.Currency = k.request.Text(amount.Facts.Currency)
		}
	}
	return intent
}

func fieldOfRole(t *service.Type, role service.Role) *service.Field {
	for i := range t.Fields {
		if facts := t.Fields[i].Facts; facts != nil && facts.Role == role {
			return &t.Fields[i]
		}
	}
	return nil
}

// begin makes the intent of a call durable, if it needs that.
func (c *Client) begin(ctx context.Context, k *call) error {
	k.intent = c.newIntent(k)
	if err := c.before(ctx, k); err != nil {
		return err
	}
	if c.config.journal == nil || k.op.Repeat.Safe || k.op.OneWay {
		return nil
	}
	if k.intent.Key.Value == "" {
		return &JournalError{k.service.Name, k.op.Name, errNoKey}
	}
	if secretIn(k.intent.Key.Value+" "+k.intent.Part, k.request) {
		return &JournalError{k.service.Name, k.op.Name, errSecretKey}
	}
	entry, err := c.config.journal.Begin(ctx, k.intent)
	if duplicate, ok := errors.AsType[*DuplicateError](err); ok {
		return duplicate
	}
	if err != nil {
		return &JournalError{k.service.Name, k.op.Name, err}
	}
	k.intent.Entry = entry
	return nil
}

// secretIn reports whether a text holds a secret of a request: a card number must not
// reach the journal by way of an order number.
func secretIn(text string, r *service.Record) bool {
	const shortest = 6 // a CVC is part of every tenth order number
	for i := range r.Fields() {
		secret := r.Values()[i].Text
		if r.Fields()[i].Facts.Secret() && len(secret) >= shortest && strings.Contains(text, secret) {
			return true
		}
	}
	return false
}

// end writes down what became of a call whose intent was journaled. An unknown
// outcome, a pending one and a panic leave it open. The outcome is told to the
// caller even if the journal fails here: the intent is then open, and a journal that
// failed refuses the next one.
func (c *Client) end(ctx context.Context, k *call, reply *Reply, err error) {
	ending, known := endingOf(reply, err)
	if k.intent.Entry == "" || !known {
		return
	}
	ending.At = c.config.clock.Now()
	_ = c.config.journal.End(context.WithoutCancel(ctx), k.intent.Entry, ending)
}

func endingOf(reply *Reply, err error) (ending Ending, known bool) {
	if err == nil {
		if reply == nil || reply.Result.Outcome != service.Succeeded && reply.Result.Outcome != service.Refused {
			return Ending{}, false
		}
		return Ending{Outcome: reply.Result.Outcome, How: Answered}, true
	}
	if _, unknown := errors.AsType[*OutcomeUnknownError](err); unknown {
		return Ending{}, false
	}
	if transport, ok := errors.AsType[*TransportError](err); ok {
		return Ending{Outcome: service.Refused, How: NotSent}, !transport.Sent
	}
	return Ending{Outcome: service.Refused, How: Answered}, refused(err)
}
