package chaos

import (
	"sync"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Faults are the parsed faults that schedules share; some are dear to make.
type Faults struct {
	mu    sync.Mutex
	known map[string]sandbox.Fault
}

// remembers reports whether a fault keeps what passes it, and so is one line's own.
func remembers(fault string) bool { return fault == "replay" || fault == "other-order" }

// fresh returns a fault that remembers nothing yet.
func (f *Faults) fresh(text string) (sandbox.Fault, error) {
	if remembers(text) {
		return sandbox.ParseFault(text)
	}
	return f.get(text)
}

func (f *Faults) get(text string) (sandbox.Fault, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if known, ok := f.known[text]; ok {
		return known, nil
	}
	known, err := sandbox.ParseFault(text)
	if f.known == nil {
		f.known = map[string]sandbox.Fault{}
	}
	if err == nil {
		f.known[text] = known
	}
	return known, err
}
