package inbound

import (
	"context"
	"sync"
)

// Standing is what is known of a message.
type Standing uint8

// The standings.
const (
	Unseen    Standing = iota // it is new, and now claimed by who asked
	Claimed                   // somebody else is delivering it at this moment
	Delivered                 // it was delivered before
)

// Seen remembers which messages were delivered, by [Notice.Key]. With several servers,
// or to remember beyond a restart, put a database behind it: Begin inserts the key
// unless it is there, End marks it or removes it. A claim whose owner died must run out
// after a while, or the message is never delivered.
type Seen interface {
	// Begin claims a key. The caller who gets Unseen must call End.
	Begin(ctx context.Context, key string) (Standing, error)
	// End settles a claim: delivered, or to be offered anew.
	End(ctx context.Context, key string, delivered bool) error
}

// DefaultMemory is how many messages [NewMemory] remembers by default.
const DefaultMemory = 100_000

// Memory is a Seen that forgets the oldest messages when it is full, and all when the
// program ends. It is safe for concurrent use.
type Memory struct {
	mu        sync.Mutex
	claimed   map[string]bool
	delivered map[string]bool
	order     []string // delivered keys in a ring
	next      int
}

// NewMemory returns a memory for so many delivered messages; 0 or less: [DefaultMemory],
// about 15 MB when full.
func NewMemory(size int) *Memory {
	if size <= 0 {
		size = DefaultMemory
	}
	return &Memory{claimed: map[string]bool{}, delivered: map[string]bool{}, order: make([]string, size)}
}

// Begin implements [Seen].
func (m *Memory) Begin(_ context.Context, key string) (Standing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.delivered[key]:
		return Delivered, nil
	case m.claimed[key]:
		return Claimed, nil
	}
	m.claimed[key] = true
	return Unseen, nil
}

// End implements [Seen].
func (m *Memory) End(_ context.Context, key string, delivered bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.claimed, key)
	if !delivered || m.delivered[key] {
		return nil
	}
	delete(m.delivered, m.order[m.next])
	m.order[m.next], m.delivered[key] = key, true
	m.next = (m.next + 1) % len(m.order)
	return nil
}
