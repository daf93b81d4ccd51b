package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// Headers by which a caller chooses what becomes of one request.
const (
	headerScenario = "X-Sandbox-Scenario" // AS102, 3DS, 5/108 …; see Scenarios
	headerFault    = "X-Sandbox-Fault"    // delay=2s, reset …; several with commas
)

// mostFaults is how many faults a header may name.
const mostFaults = 5

// account collects what happens to one request on its way.
type account struct {
	mu       sync.Mutex
	faults   []string
	recorded bool
}

type accountKey struct{}

// accountOf returns the account of a request, nil where nobody keeps one.
func accountOf(ctx context.Context) *account {
	a, _ := ctx.Value(accountKey{}).(*account)
	return a
}

// struck notes a fault that strikes.
func (a *account) struck(fault string) {
	if a != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.faults = append(a.faults, fault)
	}
}

// into puts what is known into an exchange that is about to be kept.
func (a *account) into(e *Exchange) {
	if a != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		e.Faults, a.recorded = a.faults, true
	}
}

// disturbed applies the faults of the moment and those the request asks for. A request
// that a fault keeps from the gateway is kept as an exchange all the same.
func (s *Sandbox) disturbed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, err := askedFaults(r.Header.Get(headerFault))
		if err != nil {
			w.Header().Set(headerReason, headerText(err.Error()))
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		h := next
		for _, list := range [][]Fault{*s.faults.Load(), asked} {
			for i := len(list) - 1; i >= 0; i-- {
				h = list[i].Wrap(h)
			}
		}
		a := &account{}
		defer func() {
			if !a.recorded && len(a.faults) > 0 {
				s.record(r, Exchange{Time: s.clock.Now(), Path: r.URL.Path, Faults: a.faults, Lost: true})
			}
		}()
		h.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), accountKey{}, a)))
	})
}

// askedFaults reads the faults of a header.
func askedFaults(header string) ([]Fault, error) {
	var list []Fault
	for text := range strings.SplitSeq(header, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		fault, err := ParseFault(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", headerFault, err)
		}
		if fault.Stage() == AtConnection {
			return nil, fmt.Errorf("%s: %s acts when the sandbox starts; use --fault", headerFault, fault.Kind())
		}
		if list = append(list, fault); len(list) > mostFaults {
			return nil, fmt.Errorf("%s: at most %d faults", headerFault, mostFaults)
		}
	}
	return list, nil
}

// copyBody reads a body, as far as the gateway would, and puts it back.
func copyBody(r *http.Request) []byte {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	rest := io.Reader(bytes.NewReader(body))
	if err != nil {
		rest = io.MultiReader(rest, failing{err})
	}
	r.Body = io.NopCloser(rest)
	return body
}

// failing fails as the body did.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
