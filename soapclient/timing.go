package soapclient

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"sync"
	"time"
)

// Phases says where the time of an exchange went. A phase that did not happen is
// zero; on a kept connection there is neither Lookup nor Connect nor Handshake.
type Phases struct {
	Lookup    time.Duration // of the host's name
	Connect   time.Duration // TCP
	Handshake time.Duration // TLS
	Queue     time.Duration // until there was a connection, all of the above included
	Send      time.Duration // the request
	Wait      time.Duration // for the first byte of the answer
	Read      time.Duration // the answer
	Total     time.Duration
	Reused    bool // the connection was kept from an earlier exchange
}

// timing watches one exchange. net/http calls it from several goroutines, and the
// dialling ones may outlive the exchange.
type timing struct {
	clock   Clock
	started time.Time

	mu        sync.Mutex
	result    Phases
	mark      [3]time.Time // start of lookup, connect, handshake
	got       time.Time    // connection at hand
	wrote     time.Time
	wroteAll  bool // or gave up: the body is not read any more
	first     time.Time
	foreign   bool // the transport is wrapped and may not report to us
	asked     bool // it did
	connected bool
	conn      *countedConn
	before    int64 // writes on conn when it became ours
	trace     httptrace.ClientTrace
}

// watch returns a context that reports to t: always what sent needs to know, the
// phases only if somebody looks at them.
func (t *timing) watch(ctx context.Context, phases bool) context.Context {
	trace := &t.trace
	trace.GetConn = func(string) { t.set(func(time.Time) { t.asked = true }) }
	trace.GotConn = t.gotConn
	trace.WroteRequest = func(httptrace.WroteRequestInfo) { t.set(func(now time.Time) { t.wrote, t.wroteAll = now, true }) }
	if phases {
		trace.DNSStart = func(httptrace.DNSStartInfo) { t.begin(0) }
		trace.DNSDone = func(httptrace.DNSDoneInfo) { t.end(0, &t.result.Lookup) }
		trace.ConnectStart = func(string, string) { t.begin(1) }
		trace.ConnectDone = func(string, string, error) { t.end(1, &t.result.Connect) }
		trace.TLSHandshakeStart = func() { t.begin(2) }
		trace.TLSHandshakeDone = func(tls.ConnectionState, error) { t.end(2, &t.result.Handshake) }
		trace.GotFirstResponseByte = func() { t.set(func(now time.Time) { t.first = now }) }
	}
	return httptrace.WithClientTrace(ctx, trace)
}

func (t *timing) set(f func(now time.Time)) {
	now := t.clock.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	f(now)
}

func (t *timing) begin(phase int) { t.set(func(now time.Time) { t.mark[phase] = now }) }

func (t *timing) end(phase int, sum *time.Duration) {
	t.set(func(now time.Time) { *sum = now.Sub(t.mark[phase]) })
}

func (t *timing) gotConn(info httptrace.GotConnInfo) {
	t.set(func(now time.Time) {
		t.connected, t.got, t.result.Reused = true, now, info.Reused
		t.conn = countedBelow(info.Conn)
		if t.conn != nil {
			t.before = t.conn.writes()
		}
	})
}

// sent reports whether a byte of a failed request may have left. It seals the
// connection first, so that "no" stays true: HTTP/1.1 gives a connection to one
// request at a time, and after the seal nothing can be written to it.
func (t *timing) sent() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case !t.asked:
		return t.foreign
	case !t.connected:
		return false
	case t.conn == nil:
		return true
	}
	return t.conn.seal() != t.before
}

// bodyRead reports whether the transport is done with the request's body.
func (t *timing) bodyRead() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.asked {
		return !t.foreign
	}
	return !t.connected || t.wroteAll
}

// phases sums up; the exchange is over.
func (t *timing) phases() Phases {
	now := t.clock.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.result
	p.Total = now.Sub(t.started)
	last := t.started
	for _, step := range []struct {
		at  time.Time
		sum *time.Duration
	}{{t.got, &p.Queue}, {t.wrote, &p.Send}, {t.first, &p.Wait}} {
		if !step.at.IsZero() && !step.at.Before(last) {
			*step.sum, last = step.at.Sub(last), step.at
		}
	}
	if !t.first.IsZero() {
		p.Read = now.Sub(last)
	}
	return p
}
