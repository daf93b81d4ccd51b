package soapclient_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/soapclient"
)

func contains(text string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

func mustTransport(t testing.TB, err error) *soapclient.TransportError {
	t.Helper()
	transport, ok := errors.AsType[*soapclient.TransportError](err)
	if !ok {
		t.Fatalf("no TransportError: %v", err)
	}
	return transport
}

func mustUnknown(t testing.TB, err error) *soapclient.OutcomeUnknownError {
	t.Helper()
	unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
	if !ok {
		t.Fatalf("no OutcomeUnknownError: %v", err)
	}
	return unknown
}

// hostile are answers that HTTP carries well and that say nothing we may believe,
// or that only look bad. Hits are the requests a safe read may cost.
var hostile = map[string]struct {
	answer  http.HandlerFunc
	want    string // in the error; "" when the answer is good
	refusal bool   // the gateway's own word that nothing happened
	reads   int64
}{
	"html page with 200": {func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<html><title>Wartung</title></html>")
	}, "an HTML page", false, 1},
	"html page with 503": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503); _, _ = io.WriteString(w, "<html>") }, "HTTP status 503", false, 3},
	"nothing with 500":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "HTTP status 500", false, 3},
	"nothing with 200":   {func(w http.ResponseWriter, _ *http.Request) {}, "nothing", false, 1},
	"not found":          {http.NotFound, "404", false, 1},
	"client fault with 500": {func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		answerXML(w, fault("e:Client", "bad"))
	}, "fault Client", true, 1},
	"client fault with 200": {func(w http.ResponseWriter, _ *http.Request) { answerXML(w, fault("e:Client", "bad")) }, "fault Client", true, 1},
	"numbered fault":        {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500); answerXML(w, fault("9", "158")) }, "9/158", true, 1},
	"server fault": {func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		answerXML(w, fault("e:Server", "oops"))
	}, "fault Server", false, 1},
	"unexpected error":        {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500); answerXML(w, fault("1", "1")) }, "1/1", false, 1},
	"time-out at the gateway": {func(w http.ResponseWriter, _ *http.Request) { answerXML(w, fault("16", "1")) }, "16/1", false, 1},
	"empty body element":      {func(w http.ResponseWriter, _ *http.Request) { answerXML(w, envelope("")) }, "malformed", false, 1},
	"cut off xml": {func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, toyAnswer("A-1", "100.10", "Approved", "")[:200])
	}, "malformed", false, 1},
	"cut off xml with 502": {func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(502)
		answerXML(w, toyAnswer("A-1", "1", "Approved", "")[:200])
	}, "502", false, 3},
	"wrong check value": {func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, strings.Replace(toyAnswer("A-1", "100.10", "Declined", ""), "Declined", "Approved", 1))
	}, "does not match", false, 1},
	"no check value": {func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, envelope(`<t:Answer xmlns:t="urn:toy"><ordernumber>A-1</ordernumber><state>Approved</state></t:Answer>`))
	}, "cannot be verified", false, 1},
	"another order": {func(w http.ResponseWriter, _ *http.Request) { answerXML(w, toyAnswer("B-2", "100.10", "Approved", "")) }, "another order", false, 1},
	"repeated amount": {func(w http.ResponseWriter, _ *http.Request) {
		answerXML(w, toyAnswer("A-1", "100.10", "Approved", "<amount>1</amount>"))
	}, "malformed", false, 1},
	"oversize, announced": {func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "99999999")
		_, _ = w.Write(make([]byte, 4096))
	}, "larger than 65536 bytes", false, 1},
	"oversize, chunked": {func(w http.ResponseWriter, _ *http.Request) { pour(w, 100<<20) }, "larger than 65536 bytes", false, 1},
	"gzip bomb":         {bomb, "larger than 65536 bytes", false, 1},
	"gzip in name only": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		approve(w, r)
	}, "marked gzip", false, 3},
	"brotli": {func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", "br"); approve(w, r) }, `"br"`, false, 1},
	"huge header": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X", strings.Repeat("x", 1<<20))
		approve(w, r)
	}, "headers exceeded", false, 3},
	"gzip, unasked but good": {zipped, "", false, 1},
	"utf-8 as coding": {func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "UTF-8")
		approve(w, r)
	}, "", false, 1},
	"windows-1251":  {cyrillic, "", false, 1},
	"unknown state": {func(w http.ResponseWriter, _ *http.Request) { answerXML(w, toyAnswer("A-1", "100.10", "Novel", "")) }, "no state", false, 1},
}

func pour(w io.Writer, n int) {
	for piece := make([]byte, 32<<10); n > 0; n -= len(piece) {
		if _, err := w.Write(piece); err != nil {
			return
		}
	}
}

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	pour(z, 64<<20)
	_ = z.Close()
}

func zipped(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Type", "text/xml")
	z := gzip.NewWriter(w)
	_, _ = io.WriteString(z, toyAnswer("A-1", "100.10", "Approved", ""))
	_ = z.Close()
}

func cyrillic(w http.ResponseWriter, _ *http.Request) {
	text := strings.Replace(toyAnswer("A-1", "100.10", "Approved", "<greeting>Одобрено</greeting>"), "UTF-8", "windows-1251", 1)
	text, _ = charmap.Windows1251.NewEncoder().String(text)
	w.Header().Set("Content-Type", "text/xml; charset=windows-1251")
	_, _ = io.WriteString(w, text)
}

func TestHostile_MoneyIsSentOnceAndItsOutcomeUnknownUnlessTheGatewayRefused(t *testing.T) {
	for name, test := range hostile {
		g := newGateway(t, test.answer)
		_, err := pay(t.Context(), newClient(t, g.URL, soapclient.WithMaxBody(64<<10)), toy())
		if g.hits.Load() != 1 {
			t.Errorf("%s: sent %d times", name, g.hits.Load())
		}
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		unknown, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err)
		switch {
		case err == nil || !strings.Contains(err.Error(), test.want):
			t.Errorf("%s: %v, want %q", name, err, test.want)
		case isUnknown == test.refusal:
			t.Errorf("%s: unknown is %v: %v", name, isUnknown, err)
		case isUnknown && (unknown.Key != soapclient.Key{Field: "ordernumber", Value: "A-1"} || unknown.Ask != "toy.state"):
			t.Errorf("%s: ask %s by %v", name, unknown.Ask, unknown.Key)
		case strings.Contains(err.Error(), "\n") || len(err.Error()) > 500:
			t.Errorf("%s: no line for a log: %v", name, err)
		}
	}
}

func TestHostile_ReadsAreRepeatedOnlyWhereItMayHelp(t *testing.T) {
	for name, test := range hostile {
		g := newGateway(t, test.answer)
		clock := &stepClock{}
		_, err := ask(t.Context(), newClient(t, g.URL, soapclient.WithMaxBody(64<<10), soapclient.WithClock(clock)), toy())
		if good := test.want == "" || name == "unknown state"; (err == nil) != good {
			t.Errorf("%s: %v", name, err)
		}
		if _, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err); isUnknown {
			t.Errorf("%s: a read has no unknown outcome: %v", name, err)
		}
		if g.hits.Load() != test.reads {
			t.Errorf("%s: asked %d times, want %d: %v", name, g.hits.Load(), test.reads, err)
		}
	}
}

func TestHostile_WindowsCharsetIsRead(t *testing.T) {
	g := newGateway(t, cyrillic)
	answer, err := pay(t.Context(), newClient(t, g.URL), toy())
	if err != nil || len(answer.Result.Extras) != 1 || answer.Result.Extras[0].Text != "Одобрено" {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestHostile_ADribblingAnswerEndsWithTheDeadline(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	g := newGateway(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		for range 5 {
			_, _ = io.WriteString(w, "<")
			_ = http.NewResponseController(w).Flush()
		}
		cancel(context.DeadlineExceeded)
		<-r.Context().Done()
	})
	_, err := pay(ctx, newClient(t, g.URL), toy())
	transport := mustTransport(t, err)
	mustUnknown(t, err)
	if !transport.Sent || g.hits.Load() != 1 || !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestHostile_TheTimeoutOfACallEndsIt(t *testing.T) {
	g := newGateway(t, func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body); <-r.Context().Done() })
	_, err := pay(t.Context(), newClient(t, g.URL), toy(), soapclient.Timeout(50_000_000))
	if mustUnknown(t, err); !errors.Is(err, context.DeadlineExceeded) || !contains(err.Error(), "time ran out") {
		t.Errorf("%v", err)
	}
}

// broken are servers that break HTTP itself.
var broken = map[string]struct {
	read   bool
	script func(net.Conn)
	want   string
}{
	"reset before the answer":  {true, reset, "connection reset"},
	"close before the answer":  {true, func(net.Conn) {}, "closed the connection"},
	"reset before the request": {false, reset, ""},
	"close inside the header":  {true, func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-") }, "header is malformed"},
	"close inside the body":    {true, func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<x>") }, "broke off after 3 bytes"},
	"cut inside a chunk": {true, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<x>")
	}, "broke off after 3 bytes"},
	"no http": {true, func(c net.Conn) { _, _ = io.WriteString(c, "<password>"+toyPassword+"</password>"+toyCard+"\r\n\r\n") }, "malformed HTTP"},
	"malformed header": {true, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\npassword "+toyPassword+" "+toyCard+"\r\n\r\n")
	}, "malformed"},
	"two lengths": {true, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: "+toyCard+"\r\n\r\nx")
	}, ""},
	"negative length": {true, func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: -"+toyCard+"\r\n\r\nx") }, ""},
}

func TestBroken_EveryBreakIsATransportErrorInWordsOfOurs(t *testing.T) {
	for name, test := range broken {
		endpoint, connections := scripted(t, test.read, test.script)
		_, err := pay(t.Context(), newClient(t, endpoint), toy())
		transport := mustTransport(t, err)
		if _, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err); isUnknown != transport.Sent || test.read && !transport.Sent {
			t.Errorf("%s: sent %v, unknown %v: %v", name, transport.Sent, isUnknown, err)
		}
		if !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
		noSecrets(t, name, err.Error())
		if connections.Load() != 1 {
			t.Errorf("%s: %d connections for a payment", name, connections.Load())
		}
		endpoint, connections = scripted(t, test.read, test.script)
		if _, err = ask(t.Context(), newClient(t, endpoint, soapclient.WithClock(&stepClock{})), toy()); connections.Load() != 3 {
			t.Errorf("%s: a read was tried %d times: %v", name, connections.Load(), err)
		}
	}
}

func TestBroken_NobodyThereMeansNothingWasSent(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	_, err = pay(t.Context(), newClient(t, "http://"+listener.Addr().String()), toy())
	if transport := mustTransport(t, err); transport.Sent || !contains(err.Error(), "connection refused", "nothing was sent", "toy.pay: ", listener.Addr().String()) {
		t.Errorf("%v", err)
	}
	if _, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err); isUnknown {
		t.Errorf("unknown, though nothing was sent: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g := newGateway(t, approve)
	if _, err = pay(ctx, newClient(t, g.URL), toy()); mustTransport(t, err).Sent || !errors.Is(err, context.Canceled) || g.hits.Load() != 0 {
		t.Errorf("%v", err)
	}
}

func TestOutcomeUnknown_SaysWhatToDoInOneLine(t *testing.T) {
	err := &soapclient.OutcomeUnknownError{
		Service: "toy", Operation: "pay", Key: soapclient.Key{Field: "ordernumber", Value: "A-1\nx"}, Ask: "toy.state",
		Err: errors.New("toy.pay: cut off"),
	}
	want := "toy.pay ordernumber=A-1 x: outcome unknown, it may have been carried out; do not send it again, ask toy.state with the same ordernumber: cut off"
	if err.Error() != want {
		t.Errorf("%v", err)
	}
}
