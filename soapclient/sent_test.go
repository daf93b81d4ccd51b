package soapclient

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestCountedConn_ASealIsFinal(t *testing.T) {
	for range 200 {
		near, far := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, far) }()
		conn := newCountedConn(near)
		var group sync.WaitGroup
		written := make(chan int64, 4)
		for range 4 {
			group.Go(func() {
				n := int64(0)
				for range 10 {
					if _, err := conn.Write([]byte("x")); err == nil {
						n++
					}
				}
				written <- n
			})
		}
		sealed := conn.seal()
		group.Wait()
		total := int64(0)
		for range 4 {
			total += <-written
		}
		if total > sealed {
			t.Fatalf("%d writes after a seal at %d", total, sealed)
		}
		if _, err := conn.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
			t.Fatalf("a sealed connection writes: %v", err)
		}
		_, _ = near.Close(), far.Close()
	}
}

// TestTransport_NeverResendsOnADyingConnection: net/http repeats a request by
// itself when a kept connection turns out dead. For a POST without GetBody it must
// not, whatever the server does with the second request.
func TestTransport_NeverResendsOnADyingConnection(t *testing.T) {
	for name, end := range map[string]func(net.Conn){
		"close": func(c net.Conn) { _ = c.Close() },
		"reset": func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0); _ = c.Close() },
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		requests := make(chan string, 10)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				reader := bufio.NewReader(conn)
				for range 2 {
					request, err := http.ReadRequest(reader)
					if err != nil {
						break
					}
					body, _ := io.ReadAll(request.Body)
					requests <- string(body)
					if string(body) == "first" {
						_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
					}
				}
				end(conn)
			}
		}()
		c := config{maxConnections: 4, clock: wallClock{}}
		transport, closeIdle := c.newTransport()
		send := func(text string) (sent bool, err error) {
			watch := &timing{clock: c.clock, started: time.Now()}
			p := &payload{data: []byte(text)}
			request, _ := http.NewRequestWithContext(watch.watch(t.Context(), true), http.MethodPost, "http://"+listener.Addr().String(), nil)
			request.Body, request.ContentLength = p.reader(), int64(len(text))
			response, err := transport.RoundTrip(request)
			if err != nil {
				return watch.sent(), err
			}
			_, _ = io.Copy(io.Discard, response.Body)
			return true, response.Body.Close()
		}
		if _, err := send("first"); err != nil {
			t.Fatal(err)
		}
		if sent, err := send("second"); err == nil || !sent {
			t.Errorf("%s: sent %v, %v", name, sent, err)
		}
		closeIdle()
		_ = listener.Close()
		<-done
		close(requests)
		var all []string
		for request := range requests {
			all = append(all, request)
		}
		if got := strings.Join(all, " "); got != "first second" {
			t.Errorf("%s: the server saw %q", name, got)
		}
	}
}

func TestPayload_IsWipedWhenTheCallIsOver(t *testing.T) {
	client := &Client{}
	for _, busy := range []bool{false, true} {
		data := append(make([]byte, 0, 64), "4111111111111111"...)
		client.recycle(&payload{data: data, busy: busy})
		if text := strings.Trim(string(data[:cap(data)]), "\x00"); (text != "") != busy {
			t.Errorf("busy %v: the buffer holds %q", busy, text)
		}
	}
}

// A server that answers before it has read the request leaves net/http reading the
// body while the call is already over; the race detector watches this test.
func TestPayload_IsLeftAloneWhileItIsRead(t *testing.T) {
	near, far := net.Pipe()
	c := config{maxConnections: 1, clock: wallClock{}}
	c.wrap = func(base http.RoundTripper) http.RoundTripper {
		base.(*http.Transport).DialContext = func(context.Context, string, string) (net.Conn, error) { return newCountedConn(near), nil }
		return base
	}
	transport, closeIdle := c.newTransport()
	defer closeIdle()
	go func() {
		_, _ = far.Read(make([]byte, 16))
		_, _ = io.WriteString(far, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
	}()
	watch := &timing{clock: c.clock, started: time.Now(), foreign: true}
	p := &payload{data: make([]byte, 1<<20)}
	request, _ := http.NewRequestWithContext(watch.watch(t.Context(), true), http.MethodPost, "http://toy", nil)
	request.Body, request.ContentLength = p.reader(), int64(len(p.data))
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = readReply(response, 100, nil); err != nil {
		t.Error(err)
	}
	p.busy = !watch.bodyRead()
	(&Client{}).recycle(p)
	_, _ = near.Close(), far.Close()
}

func TestPayload_EachAttemptReadsItWhole(t *testing.T) {
	p := &payload{data: []byte("request")}
	for range 3 {
		if got, err := io.ReadAll(p.reader()); string(got) != "request" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
}
