package gatewaytest

import (
	"net/http"
	"strings"
	"sync"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
)

// Disturb lets faults meet every request from now on, whoever sends it: "reset" takes the
// answer away after the gateway did what it was asked, "lose" the request before, and
// "delay=2s", "html@0.5" and others are listed by [sandbox.FaultKinds]. None at all ends
// the disturbance. What a fault keeps from the gateway has not reached it, so WantSent
// does not count it.
func (g *Gateway) Disturb(faults ...string) {
	g.t.Helper()
	g.SetFaults(g.parse(faults)...)
}

// DisturbService lets faults meet the requests to one service ("charge") that clients of
// [Gateway.Client] send. None at all ends the disturbance of this service.
func (g *Gateway) DisturbService(name string, faults ...string) {
	g.t.Helper()
	g.DisturbAfter(0, name, faults...)
}

// DisturbAfter is [Gateway.DisturbService] that lets the next n requests pass: the first
// question is answered, the second is not.
func (g *Gateway) DisturbAfter(n int, name string, faults ...string) {
	g.t.Helper()
	g.parse(faults)
	for _, s := range catalog.Services() {
		if s.Name == name {
			g.faults.set(s.Path, n, strings.Join(faults, ", "))
			return
		}
	}
	g.t.Fatalf("there is no service %q to disturb", name)
}

func (g *Gateway) parse(faults []string) []sandbox.Fault {
	g.t.Helper()
	var parsed []sandbox.Fault
	for _, text := range faults {
		fault, err := sandbox.ParseFault(text)
		if err != nil {
			g.t.Fatal(err)
		}
		parsed = append(parsed, fault)
	}
	return parsed
}

// faults holds what disturbs single services, by path. It is safe for concurrent use.
type faults struct {
	mu     sync.Mutex
	byPath map[string]*disturbance
}

type disturbance struct {
	pass  int // requests that go through before
	fault string
}

func (f *faults) set(path string, pass int, fault string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.byPath == nil {
		f.byPath = map[string]*disturbance{}
	}
	f.byPath[path] = &disturbance{pass, fault}
}

// next is the fault of the next request; "" for none.
func (f *faults) next(path string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	d := f.byPath[path]
	if d == nil {
		return ""
	}
	if d.pass > 0 {
		d.pass--
		return ""
	}
	return d.fault
}

// over is a transport that tells the sandbox how to disturb a request.
func (f *faults) over(base http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if fault := f.next(r.URL.Path); fault != "" {
			r = r.Clone(r.Context())
			r.Header.Set("X-Sandbox-Fault", fault)
		}
		return base.RoundTrip(r)
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
