package inbound

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Notice is one genuine message.
type Notice struct {
	// Record holds the fields, states and codes in one spelling, blanks around texts
	// removed; what the description does not know is in its Extras.
	Record    *service.Record
	Transport envelope.Transport // RequestPost or RequestSOAP
	Merchant  string             // for whom it is: one of ours
	// TestMode says that nothing may be shipped. No digest protects it.
	TestMode bool
	// Outcome is what became of the operation, by the code tables: its response code,
	// unless the state of the order is not final. No digest protects the response code.
	Outcome service.Outcome
	// Verified names what proved it genuine: "checkvalue", "checkvalue (variant)",
	// "signed-message"; several are joined by commas.
	Verified string
	// Word says which of the merchant's secret words fitted, from 0. When it has been 0
	// for longer than the gateway repeats, 4 hours, the older words can go.
	Word int
	// Protected are the fields, by path, that the digest covers.
	Protected []string
	// Key is the same for every repetition of the message: a hash of all fields but the
	// packet date and the digests, which may be made anew.
	Key string

	handler *Handler
	echo    []string // the texts to repeat, as they came, in the order of the description
}

// Store copies the fields into a generated struct, given by pointer.
func (n *Notice) Store(to any) error { return n.handler.layouts.Store(n.Record, to) }

// Receiver is the merchant's side. It may be called from many goroutines. A nil error
// says that the message is dealt with and need not come again. A [*Refusal] says that
// it must not come again. After any other error it should: the gateway gets no answer.
type Receiver interface {
	Receive(ctx context.Context, n *Notice) error
}

// Func is a function as a Receiver.
type Func func(ctx context.Context, n *Notice) error

// Receive calls the function.
func (f Func) Receive(ctx context.Context, n *Notice) error { return f(ctx, n) }

// Typed is a function as a Receiver that gets the message as a generated struct, with
// amounts and times as values. [New] refuses a struct that does not fit the description.
func Typed[T any](f func(ctx context.Context, message *T, n *Notice) error) Receiver {
	return typed[T](f)
}

type typed[T any] func(ctx context.Context, message *T, n *Notice) error

func (f typed[T]) Receive(ctx context.Context, n *Notice) error {
	message := new(T)
	if err := n.Store(message); err != nil {
		return fmt.Errorf("the message does not fit its struct: %w", err)
	}
	return f(ctx, message, n)
}

func (f typed[T]) fits(h *Handler) error {
	if err := h.layouts.Store(service.NewRecord(h.service, h.op.Request.Type), new(T)); err != nil {
		return fmt.Errorf("inbound: %w", err)
	}
	return nil
}

// complete fills in what is known only of a proven message, and brings it to one
// spelling. What is to be repeated is kept before.
func (h *Handler) complete(n *Notice) {
	for _, echo := range h.op.Response.Echo {
		n.echo = append(n.echo, n.Record.Text(echo.Request))
	}
	h.codec.Normalise(h.op, n.Record)
	n.TestMode = envelope.TestMode(n.Record)
	n.Outcome = h.outcome(n.Record)
	sum := sha256.New()
	h.identify(sum, n.Record)
	n.Key = hex.EncodeToString(sum.Sum(nil))
}

// outcome is what state and response code say by the tables.
func (h *Handler) outcome(r *service.Record) service.Outcome {
	codes := h.service.Codes
	if codes == nil {
		return service.Unknown
	}
	if v := role(r, service.RoleState); v != nil {
		if row := service.FindCode(codes.States, v.Text); row != nil && !row.Final {
			return service.Pending
		}
	}
	if row := service.FindCode(codes.Response, r.Text(h.responseCode)); row != nil {
		return row.Outcome
	}
	return service.Unknown
}

// identify writes every field that is the same when the message is repeated, with
// lengths, so that no two messages write the same.
func (h *Handler) identify(w hash.Hash, r *service.Record) {
	fields, values := r.Fields(), r.Values()
	for i := range values {
		if facts := fields[i].Facts; facts != nil && madeAnew(facts.Role) {
			continue
		}
		items := values[i].Items
		if items == nil {
			items = values[i : i+1]
		}
		for j := range items {
			number(w, i+1)
			if items[j].Record != nil {
				h.identify(w, items[j].Record)
				continue
			}
			number(w, len(items[j].Text))
			_, _ = w.Write([]byte(items[j].Text))
		}
	}
	number(w, 0)
}

func number(w hash.Hash, n int) {
	_, _ = w.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

// madeAnew: what may differ when the gateway repeats a message.
func madeAnew(role service.Role) bool {
	return role == service.RolePacketDate || role == service.RoleCheckValue || role == service.RoleSignature
}
