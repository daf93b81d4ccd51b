package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Fault is a disturbance between the caller and the gateway. It acts after the
// request was carried out, the worst case for a client: money may have moved and the
// answer does not tell. Pages and WSDLs are not disturbed.
//
// Faults are handlers around handlers, so that more of them, and rules which say
// whom they strike, need no change elsewhere.
type Fault struct {
	text string
	wrap func(next http.Handler) http.Handler
}

// String returns the fault as [ParseFault] reads it.
func (f Fault) String() string { return f.text }

// FaultKind describes a kind of fault for a help text.
type FaultKind struct {
	Name    string
	Usage   string // as it is written, with the value it takes
	Summary string
	make    func(value string) (func(http.Handler) http.Handler, error)
}

// FaultKinds lists the faults there are.
func FaultKinds() []FaultKind {
	return []FaultKind{
		{"delay", "delay=DURATION", "answer so much later (real time), as in delay=2s", delayFault},
		{"status500", "status500", "a bare HTTP 500 without SOAP", bareFault(func(w http.ResponseWriter) {
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		})},
		{"reset", "reset", "the connection is cut before the answer", bareFault(func(http.ResponseWriter) {
			panic(http.ErrAbortHandler)
		})},
		{"html", "html", "an HTML page with HTTP 200", bareFault(func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, "<!DOCTYPE html><title>Maintenance</title><p>The service is under maintenance.</p>\n")
		})},
		{"truncate", "truncate[=BYTES]", "the answer ends after so many bytes, half of it without a number", truncateFault},
	}
}

// ParseFault reads a fault as the command line writes it: a kind, perhaps "=" and a
// value. The error lists what there is.
func ParseFault(text string) (Fault, error) {
	name, value, _ := strings.Cut(text, "=")
	var usages []string
	for _, kind := range FaultKinds() {
		if kind.Name != name {
			usages = append(usages, kind.Usage)
			continue
		}
		wrap, err := kind.make(value)
		if err != nil {
			return Fault{}, fmt.Errorf("fault %q: %w", text, err)
		}
		return Fault{text, wrap}, nil
	}
	return Fault{}, fmt.Errorf("there is no fault %q; there are %s", text, strings.Join(usages, ", "))
}

func delayFault(value string) (func(http.Handler) http.Handler, error) {
	delay, err := time.ParseDuration(value)
	if err != nil || delay < 0 {
		return nil, fmt.Errorf("a duration is needed, as in delay=2s")
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			timer := time.NewTimer(delay)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-r.Context().Done(): // the caller gave up
			}
			answer.release(len(answer.body.Bytes()))
		})
	}, nil
}

// bareFault replaces the answer by something else.
func bareFault(instead func(http.ResponseWriter)) func(string) (func(http.Handler) http.Handler, error) {
	return func(value string) (func(http.Handler) http.Handler, error) {
		if value != "" {
			return nil, fmt.Errorf("it takes no value")
		}
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				hold(next, w, r)
				instead(w)
			})
		}, nil
	}
}

func truncateFault(value string) (func(http.Handler) http.Handler, error) {
	keep, err := strconv.Atoi(value)
	if value != "" && (err != nil || keep < 0) {
		return nil, fmt.Errorf("a number of bytes is needed, as in truncate=100")
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			n := keep
			if value == "" {
				n = answer.body.Len() / 2
			}
			answer.release(min(n, answer.body.Len()))
			panic(http.ErrAbortHandler) // Content-Length promised more
		})
	}, nil
}

// held is an answer that was written but not sent.
type held struct {
	to     http.ResponseWriter
	header http.Header
	status int
	body   bytes.Buffer
}

func hold(next http.Handler, w http.ResponseWriter, r *http.Request) *held {
	h := &held{to: w, header: http.Header{}, status: http.StatusOK}
	next.ServeHTTP(h, r)
	return h
}

func (h *held) Header() http.Header         { return h.header }
func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// release sends the first n bytes under the length of the whole.
func (h *held) release(n int) {
	for name, values := range h.header {
		h.to.Header()[name] = values
	}
	h.to.Header().Set("Content-Length", strconv.Itoa(h.body.Len()))
	h.to.WriteHeader(h.status)
	_, _ = h.to.Write(h.body.Bytes()[:n])
	_ = http.NewResponseController(h.to).Flush()
}
