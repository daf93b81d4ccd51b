package soapclient

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// lateConn returns from a write long after its bytes left, as a thread does that a
// busy machine puts aside in the middle of it.
type lateConn struct{ net.Conn }

func (c lateConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	time.Sleep(120 * time.Millisecond) // net/http gives up after 50
	return n, err
}

func TestCountedConn_ALateWriteCostsNoConnection(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "ok") }))
	defer server.Close()
	var dialled atomic.Int64
	c := config{maxConnections: 1, clock: wallClock{}}
	c.wrap = func(base http.RoundTripper) http.RoundTripper {
		base.(*http.Transport).DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dialled.Add(1)
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			return newCountedConn(lateConn{conn}), err
		}
		return base
	}
	transport, closeIdle := c.newTransport()
	defer closeIdle()
	for range 3 {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, bytes.NewReader([]byte("request")))
		response, err := transport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = readReply(response, 100, nil); err != nil {
			t.Fatal(err)
		}
	}
	if n := dialled.Load(); n != 1 {
		t.Errorf("%d connections for three calls in a row", n)
	}
}

// An answer that comes while the write is blocked is handed on all the same.
func TestCountedConn_ABlockedWriteHoldsNoAnswerForEver(t *testing.T) {
	near, far := net.Pipe()
	conn := newCountedConn(near)
	go func() { _, _ = conn.Write([]byte("nobody reads this")) }()
	go func() { _, _ = far.Write([]byte("early")) }()
	got := make([]byte, 5)
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != "early" {
		t.Errorf("%q, %v", got, err)
	}
	_, _ = near.Close(), far.Close()
}
