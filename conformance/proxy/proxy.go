// Package proxy puts the faults of the sandbox in front of any endpoint: a proxy on
// loopback that passes requests on and disturbs what passes. It follows no redirect,
// reads nothing and keeps nothing but the last answers that a replay needs.
package proxy

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Config says what a proxy is like.
type Config struct {
	Target string          // the endpoint behind it: "https://payments.t.paysecure.ru"
	Faults []sandbox.Fault // from the outside in; those of the connection act from Start on
	Seed   uint64          // of faults that strike by chance
	// Transport reaches the target; nil: a direct connection, verified by the system's
	// authorities.
	Transport http.RoundTripper
}

// Proxy is an [http.Handler], safe for concurrent use; Start makes it listen.
type Proxy struct {
	forward  http.Handler
	seed     uint64
	faults   atomic.Pointer[[]sandbox.Fault]
	requests atomic.Int64
	passed   atomic.Int64
	idle     func()

	mu     sync.Mutex
	url    string
	server *http.Server
	done   chan struct{}
}

// New makes a proxy.
func New(c Config) (*Proxy, error) {
	target, err := url.Parse(c.Target)
	if err != nil || target.Host == "" || target.Scheme != "http" && target.Scheme != "https" || target.User != nil {
		return nil, errors.New("proxy: the target is no http or https address of a server")
	}
	p := &Proxy{seed: c.Seed, idle: func() {}}
	transport := c.Transport
	if transport == nil {
		own := &http.Transport{DisableCompression: true}
		transport, p.idle = own, own.CloseIdleConnections
	}
	p.forward = &httputil.ReverseProxy{
		Transport: transport,
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(target); p.passed.Add(1) },
		ErrorLog:  log.New(io.Discard, "", 0), // it may quote what passes
		// The target's silence is ours: an error page would be an answer.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	p.SetFaults(c.Faults...)
	return p, nil
}

// ServeHTTP passes a request on, disturbed.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.requests.Add(1)
	h := p.forward
	for _, f := range slices.Backward(*p.faults.Load()) {
		h = f.Wrap(h)
	}
	h.ServeHTTP(w, r)
}

// SetFaults replaces the faults; requests that are under way keep theirs.
func (p *Proxy) SetFaults(faults ...sandbox.Fault) {
	list := slices.Clone(faults)
	for i := range list {
		list[i] = list[i].Seeded(p.seed + uint64(i))
	}
	p.faults.Store(&list)
}

// Requests returns how many requests came, and how many of them were passed on.
func (p *Proxy) Requests() (came, passed int) { return int(p.requests.Load()), int(p.passed.Load()) }

// URL returns the endpoint to call; it is empty before Start.
func (p *Proxy) URL() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.url
}

// Roots returns who vouches for the proxy's certificate when a fault of TLS is set.
func (p *Proxy) Roots() *x509.CertPool {
	for _, f := range *p.faults.Load() {
		if f.Secure() {
			return f.Roots()
		}
	}
	return nil
}

// Start listens on a loopback address and serves until Close. Cards and passwords
// pass a proxy in the clear, so others must not reach it.
func (p *Proxy) Start(listen string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.server != nil {
		return fmt.Errorf("proxy: it listens on %s already", p.url)
	}
	listener, url, err := sandbox.Listen(listen, *p.faults.Load())
	if err != nil {
		return fmt.Errorf("proxy: %w", err)
	}
	p.url = url
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	p.done = make(chan struct{})
	go func(server *http.Server, done chan struct{}) { // ended and waited for by Close
		defer close(done)
		_ = server.Serve(listener)
	}(p.server, p.done)
	return nil
}

// Close stops listening; it waits up to five seconds for requests under way.
func (p *Proxy) Close() error {
	p.mu.Lock()
	server, done := p.server, p.done
	p.server, p.done = nil, nil
	p.mu.Unlock()
	defer p.idle()
	if server == nil {
		return nil
	}
	patience, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := server.Shutdown(patience)
	if err != nil {
		err = server.Close()
	}
	<-done
	return err
}
