package sandbox

import (
	"crypto/x509"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Fault is a disturbance between a caller and a gateway: the sandbox, or any
// endpoint behind conformance/proxy. Pages and WSDLs are not disturbed. Faults are
// handlers around handlers, and listeners around listeners.
//
// A fault that was parsed with a chance ("reset@0.1") strikes at random, the same
// way for the same seed. A Fault may remember what passed; it is safe for concurrent
// use, and copies share what they remember.
type Fault struct {
	text   string
	kind   *FaultKind
	wrap   func(next http.Handler) http.Handler // nil for a fault of the connection
	listen func(net.Listener) (net.Listener, error)
	roots  *x509.CertPool
	issuer []byte // PEM
	chance *chance
}

// Stage says where a fault strikes.
type Stage string

// The stages. What strikes at the connection or before the gateway is not carried
// out; what strikes after it is the worst case for a client: money may have moved, and
// the answer does not tell.
const (
	AtConnection  Stage = "connection"
	BeforeGateway Stage = "before"
	AfterGateway  Stage = "after"
)

// FaultKind describes a kind of fault for a help text.
type FaultKind struct {
	Name    string
	Usage   string // as it is written, with the value it takes
	Stage   Stage
	Summary string
	make    func(value string) (action, error)
}

// action is what a kind does: one of the two.
type action struct {
	wrap   func(next http.Handler) http.Handler
	listen func(net.Listener) (net.Listener, error)
	roots  *x509.CertPool
	issuer []byte
}

// chance decides whether a fault strikes.
type chance struct {
	probability float64
	struck      atomic.Int64
	mu          sync.Mutex
	random      *rand.Rand
}

// String returns the fault as [ParseFault] reads it.
func (f Fault) String() string { return f.text }

// Kind returns the kind's name.
func (f Fault) Kind() string { return f.kind.Name }

// Stage returns where the fault strikes.
func (f Fault) Stage() Stage { return f.kind.Stage }

// Struck returns how many requests, or connections, the fault has disturbed.
func (f Fault) Struck() int { return int(f.chance.struck.Load()) }

// Roots returns who vouches for the certificate of a fault of TLS, so that a client
// finds the fault and not an unknown authority; nil for other faults.
func (f Fault) Roots() *x509.CertPool { return f.roots }

// Issuer returns the certificate behind Roots as PEM, for clients that are not ours;
// nil where nobody vouches.
func (f Fault) Issuer() []byte { return f.issuer }

// Secure reports whether the fault speaks TLS.
func (f Fault) Secure() bool { return f.roots != nil }

// Seeded returns the fault with another seed for its chance.
func (f Fault) Seeded(seed uint64) Fault {
	f.chance.mu.Lock()
	defer f.chance.mu.Unlock()
	f.chance.random = rand.New(rand.NewPCG(seed, 0))
	return f
}

// Wrap returns a handler that disturbs another one; a fault of the connection
// returns next itself.
func (f Fault) Wrap(next http.Handler) http.Handler {
	if f.wrap == nil {
		return next
	}
	struck := f.wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f.strikes() {
			accountOf(r.Context()).struck(f.text)
			struck.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Listener returns a listener that disturbs another one; a fault that strikes later
// returns l itself.
func (f Fault) Listener(l net.Listener) (net.Listener, error) {
	if f.listen == nil {
		return l, nil
	}
	return f.listen(l)
}

func (f Fault) strikes() bool {
	c := f.chance
	c.mu.Lock()
	hit := c.probability >= 1 || c.random.Float64() < c.probability
	c.mu.Unlock()
	if hit {
		c.struck.Add(1)
	}
	return hit
}

// ParseFault reads a fault as the command line writes it: a kind, perhaps "=" and a
// value, perhaps "@" and the chance that it strikes. The error lists what there is.
func ParseFault(text string) (Fault, error) {
	what, probability, err := cutChance(text)
	if err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	name, value, _ := strings.Cut(what, "=")
	var usages []string
	for _, kind := range FaultKinds() {
		if kind.Name != name {
			usages = append(usages, kind.Usage)
			continue
		}
		do, err := kind.make(value)
		if err != nil {
			return Fault{}, fmt.Errorf("fault %q: %w", text, err)
		}
		f := Fault{text: text, kind: &kind, wrap: do.wrap, listen: do.listen, roots: do.roots, issuer: do.issuer, chance: &chance{probability: probability}}
		return f.Seeded(0), nil
	}
	return Fault{}, fmt.Errorf("there is no fault %q; there are %s", text, strings.Join(usages, ", "))
}

func cutChance(text string) (what string, probability float64, err error) {
	what, chance, given := strings.Cut(text, "@")
	if !given {
		return what, 1, nil
	}
	probability, err = strconv.ParseFloat(chance, 64)
	if err != nil || !(probability > 0 && probability <= 1) {
		return what, 0, fmt.Errorf("the chance after @ is a number above 0, at most 1")
	}
	return what, probability, nil
}
