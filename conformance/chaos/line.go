package chaos

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Faults of the line itself, beside those of the sandbox.
const (
	lineRefuse = "refuse" // no connection: proven not sent
	lineLate   = "late"   // late=DURATION: silence; the request is carried out so much later
)

// line is a network without sockets: a client's transport that hands requests to the
// gateway, disturbs them, and crashes the client. It is used by one goroutine.
type line struct {
	gateway *Gateway
	clock   *Clock
	faults  *Faults
	memory  map[string]sandbox.Fault // faults that remember answers
	next    []string                 // faults of the next requests, first come first struck
	crash   string                   // where the client dies during the next write
	late    []lateRequest
	struck  map[string]int
	part    string        // of the call under way
	left    bool          // its request has left
	resends bool          // a wrong client: what is not answered is sent again
	leaves  func(Arrival) // called before a write leaves the client
}

// lateRequest is on its way.
type lateRequest struct {
	due  time.Time
	path string
	part string
	body []byte
	head http.Header
}

// crashed is what a dying client panics with.
type crashed struct{ at string }

// die ends the client if this is where it has to.
func (l *line) die(at string) {
	if l.crash == at {
		l.crash = ""
		panic(crashed{at})
	}
}

// RoundTrip implements http.RoundTripper.
func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	_ = r.Body.Close()
	response, err := l.send(r, body)
	if err != nil && l.resends {
		response, err = l.send(r, body)
	}
	return response, err
}

// send hands one request to the gateway, disturbed.
func (l *line) send(r *http.Request, body []byte) (*http.Response, error) {
	arrival := l.gateway.arrival(r.URL.Path, string(body))
	write := l.gateway.writes(arrival.Operation)
	fault := ""
	if len(l.next) > 0 {
		fault, l.next = l.next[0], l.next[1:]
	}
	if fault == "replay" && !write && !l.gateway.dated[arrival.Operation] {
		fault = "" // nothing in the answer tells a copy of an older one
	}
	if fault != "" {
		name, _, _ := strings.Cut(fault, "=")
		l.struck[name]++
	}
	if fault == lineRefuse {
		return nil, refused(r.Context())
	}
	if write {
		arrival.Part, l.left = l.part, true
		l.leaves(arrival)
		l.die(crashSending)
	}
	if wait, late := strings.CutPrefix(fault, lineLate+"="); late {
		d, _ := time.ParseDuration(wait)
		l.late = append(l.late, lateRequest{l.clock.Now().Add(d), r.URL.Path, arrival.Part, body, r.Header.Clone()})
		return nil, io.ErrUnexpectedEOF
	}
	response, err := l.deliver(r.Context(), r.URL.Path, arrival.Part, body, r.Header, fault)
	if write {
		l.die(crashWaiting)
	}
	return response, err
}

// refused fails as a dial does, so that the client can prove that nothing was sent.
func refused(ctx context.Context) error {
	if trace := httptrace.ContextClientTrace(ctx); trace != nil && trace.GetConn != nil {
		trace.GetConn("")
	}
	return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// arrive carries out the late requests whose time has come.
func (l *line) arrive() {
	now := l.clock.Now()
	for i := 0; i < len(l.late); i++ {
		if late := l.late[i]; !now.Before(late.due) {
			l.late = append(l.late[:i:i], l.late[i+1:]...)
			i--
			_, _ = l.deliver(context.Background(), late.path, late.part, late.body, late.head, "")
		}
	}
}

// deliver hands a request to the gateway, through a fault.
func (l *line) deliver(ctx context.Context, path, part string, body []byte, head http.Header, fault string) (*http.Response, error) {
	defer l.count(path, part, body)()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://127.0.0.1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = head.Clone()
	handler := http.Handler(l.gateway)
	if fault != "" {
		known, err := l.known(fault)
		if err != nil {
			return nil, err
		}
		handler = known.Wrap(handler)
	}
	return answer(handler, request)
}

// count notes what a request adds to the operations of its kind: of several on one
// order, the ledger does not know which is which.
func (l *line) count(path, part string, body []byte) func() {
	a := l.gateway.arrival(path, string(body))
	op := operation(a.Operation)
	if op == nil || op.Kind == 0 {
		return func() {}
	}
	a.Part = part
	before := stands(l.gateway.Sandbox.Ledger(), l.gateway.merchant.ID, op.Kind)
	return func() {
		l.gateway.moved[a] += stands(l.gateway.Sandbox.Ledger(), l.gateway.merchant.ID, op.Kind) - before
	}
}

// known parses a fault once: for all, or for this line if it remembers what passes.
func (l *line) known(fault string) (sandbox.Fault, error) {
	if !remembers(fault) {
		return l.faults.get(fault)
	}
	known, ok := l.memory[fault]
	if !ok {
		var err error
		if known, err = sandbox.ParseFault(fault); err != nil {
			return known, err
		}
		l.memory[fault] = known
	}
	return known, nil
}
