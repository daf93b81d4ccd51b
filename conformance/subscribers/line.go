package subscribers

import (
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/assist-soap/toolkit/generated/recurrent"
)

// Break is what happens to a payment on its way.
type Break uint8

// The breaks. The zero value is none.
const (
	Lost   Break = iota + 1 // it leaves and never arrives
	Silent                  // it arrives, and nobody answers
	Down                    // there is no connection: nothing leaves
)

// Line is the network between the shop and the gateway. It is safe for concurrent use.
type Line struct {
	mu     sync.Mutex
	sent   int
	breaks func(n int) Break
}

// Breaks sets what happens to the n-th payment from the first on, counting from 0; nil:
// nothing breaks.
func (l *Line) Breaks(breaks func(n int) Break) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.breaks = breaks
}

// Sent is how many payments went out, or would have.
func (l *Line) Sent() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.sent
}

func (l *Line) next() (what Break) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.breaks != nil {
		what = l.breaks(l.sent)
	}
	l.sent++
	return what
}

func (l *Line) over(base http.RoundTripper) http.RoundTripper { return &wire{l, base} }

// wire is the line of one client.
type wire struct {
	*Line
	base http.RoundTripper
}

var errBroken = errors.New("the line broke")

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != recurrent.Service.Path {
		return w.base.RoundTrip(r)
	}
	switch w.next() {
	case Lost:
		_, _ = io.Copy(io.Discard, r.Body)
		return nil, errBroken
	case Silent:
		response, err := w.base.RoundTrip(r)
		if err == nil {
			_ = response.Body.Close()
		}
		return nil, errBroken
	case Down:
		nowhere := r.Clone(r.Context())
		nowhere.URL.Host = "127.0.0.1:1" // nobody listens there
		return w.base.RoundTrip(nowhere)
	}
	return w.base.RoundTrip(r)
}
