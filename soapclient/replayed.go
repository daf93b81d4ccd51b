package soapclient

import (
	"crypto/sha256"
	"errors"
	"sync"

	"github.com/assist-soap/toolkit/service"
)

// maxRemembered bounds the memory for answers seen: 32 bytes each.
const maxRemembered = 4096

var errReplayed = errors.New("the answer is a copy of an earlier one: it brings a number of the gateway's that was given out before")

// replays remembers the numbers that the gateway gave out in answers to operations
// that are not safe to repeat: its number of a payment, the token of a payment link.
// They are new in every genuine answer, and nothing else in an answer without a check
// value tells a copy from an original. The memory lasts as long as the client.
type replays struct {
	mu   sync.Mutex
	seen map[[sha256.Size]byte]bool
	ring [][sha256.Size]byte
	next int
}

// copied reports whether an answer brings a number that was seen before, and
// remembers it. An operation on a payment that exists repeats that payment's number,
// which proves nothing.
func (r *replays) copied(op *service.Operation, request, answer *service.Record) bool {
	if op.Repeat.Safe || answer == nil || fieldOfRole(request.Type(), service.RoleGatewayKey) != nil {
		return false
	}
	copied := false
	for i := range answer.Fields() {
		f, v := &answer.Fields()[i], answer.Values()[i]
		if f.Facts == nil || f.Facts.Role != service.RoleGatewayKey && f.Facts.Role != service.RoleLink || v.Text == "" {
			continue
		}
		var room [256]byte
		number := room[:0]
		for _, part := range [...]string{op.Name, answer.Service().Name, f.Name} {
			number = append(append(number, part...), '\x1f')
		}
		copied = r.remember(sha256.Sum256(append(number, v.Text...))) || copied
	}
	return copied
}

// remember reports whether a number was there already; the oldest makes room.
func (r *replays) remember(number [sha256.Size]byte) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.seen[number]:
		return true
	case r.seen == nil:
		r.seen = map[[sha256.Size]byte]bool{}
	}
	if len(r.ring) < maxRemembered {
		r.ring = append(r.ring, number)
	} else {
		delete(r.seen, r.ring[r.next])
		r.ring[r.next] = number
		r.next = (r.next + 1) % maxRemembered
	}
	r.seen[number] = true
	return false
}
