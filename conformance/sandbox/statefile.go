package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	stateVersion = 1
	saveEvery    = time.Second // real time between two writings of a state that changes
)

// Save writes what the sandbox remembers to its state file, if it has one. A started
// sandbox does so by itself, every second while something changes and when it is closed;
// what was done in the second before a crash is lost.
func (s *Sandbox) Save() error {
	if s.stateFile == "" {
		return nil
	}
	s.saving.Lock()
	defer s.saving.Unlock()
	s.dirty.Store(false)
	content, err := json.Marshal(s.remembered())
	if err != nil {
		return fmt.Errorf("sandbox: state: %w", err)
	}
	draft := s.stateFile + ".new"
	if err := os.WriteFile(draft, content, 0o600); err != nil {
		return fmt.Errorf("sandbox: state: %w", err)
	}
	if err := os.Rename(draft, s.stateFile); err != nil {
		return fmt.Errorf("sandbox: state: %w", err)
	}
	return nil
}

// remembered is what a state file holds, as of now.
func (s *Sandbox) remembered() memory {
	st := memory{Version: stateVersion, Books: map[string]bookMemory{}, Cards: map[string]savedCardMemory{}}
	s.ledger.transaction(func(now time.Time) {
		st.Now, st.Random, st.Rates = now, s.ledger.tokens.state(), maps.Clone(map[string]time.Time(s.rates))
		for id, b := range s.ledger.books {
			var kept bookMemory
			bills := slices.SortedFunc(maps.Values(b.bills), func(a, b *Bill) int { return a.sequence - b.sequence })
			for _, bill := range bills {
				kept.Bills = append(kept.Bills, bill.remembered())
			}
			for _, o := range b.orders {
				kept.Orders = append(kept.Orders, o.remembered())
			}
			st.Books[id] = kept
		}
		for token, c := range s.ledger.saved {
			st.Cards[token] = savedCardMemory{c.merchant, c.customer, c.card.remembered()}
		}
		for _, n := range s.ledger.notices {
			c := *n
			st.Notices = append(st.Notices, &c)
		}
		for i := range s.ledger.outbox {
			n := &s.ledger.outbox[i]
			st.Letters = append(st.Letters, letterMemory{n.order.remembered(), n.operation, 1, now})
		}
	})
	s.postman.mu.Lock()
	defer s.postman.mu.Unlock()
	for i := range s.postman.waiting {
		l := &s.postman.waiting[i]
		st.Letters = append(st.Letters, letterMemory{l.report.order.remembered(), l.report.operation, l.attempt, l.due})
	}
	return st
}

// load reads the state file, if there is one already.
func (s *Sandbox) load() error {
	if s.stateFile == "" {
		return nil
	}
	content, err := os.ReadFile(s.stateFile)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(s.stateFile)); err != nil {
			return fmt.Errorf("sandbox: state: %w", err)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("sandbox: state: %w", err)
	}
	var st memory
	if err := json.Unmarshal(content, &st); err != nil || st.Version != stateVersion {
		return fmt.Errorf("sandbox: %s is no state of this version of the sandbox; move it away to start anew", s.stateFile)
	}
	for id := range st.Books {
		if s.merchant(id) == nil {
			return fmt.Errorf("sandbox: %s remembers merchant %s, who is not configured", s.stateFile, id)
		}
	}
	return s.recall(&st)
}

// recall makes the ledger what it was.
func (s *Sandbox) recall(st *memory) error {
	if err := s.ledger.tokens.recall(st.Random); err != nil {
		return fmt.Errorf("sandbox: %s: %w", s.stateFile, err)
	}
	s.clock.Advance(st.Now.Sub(s.clock.Now()))
	l := s.ledger
	maps.Copy(s.rates, st.Rates)
	for id, kept := range st.Books {
		orders := map[string]*Order{}
		for i := range kept.Orders {
			o := kept.Orders[i].order()
			orders[o.BillNumber] = o
			l.recallOrder(o)
		}
		for i := range kept.Bills {
			b := kept.Bills[i].bill(i, orders)
			l.books[id].bills[b.Number], l.links[b.Token] = b, b
		}
	}
	for token, c := range st.Cards {
		l.saved[token] = savedCard{c.Merchant, c.Customer, c.Card.card()}
	}
	l.notices = st.Notices
	for i := range st.Letters {
		kept := &st.Letters[i]
		s.postman.waiting = append(s.postman.waiting, letter{report{*kept.Order.order(), kept.Operation}, kept.Attempt, kept.Due})
	}
	return nil
}

func (l *Ledger) recallOrder(o *Order) {
	b := l.books[o.Merchant]
	b.orders = append(b.orders, o)
	if !o.settled() {
		l.open = append(l.open, o)
	}
	if o.link != "" {
		l.pages[o.link] = o
	}
	if o.step != nil {
		l.steps[o.step.token] = o.step
	}
}

// saveWhenDue saves a state that has changed, not more often than once a second. A disk
// that fails is told of in the log; the sandbox goes on.
func (s *Sandbox) saveWhenDue(last time.Time) time.Time {
	if s.stateFile == "" || !s.dirty.Load() || time.Since(last) < saveEvery {
		return last
	}
	if err := s.Save(); err != nil {
		s.log.Error("state", "error", err)
	}
	return time.Now()
}
