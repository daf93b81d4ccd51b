package sandbox

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

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

// Header implements http.ResponseWriter.
func (h *held) Header() http.Header { return h.header }

// WriteHeader implements http.ResponseWriter.
func (h *held) WriteHeader(status int) { h.status = status }

// Write implements http.ResponseWriter.
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// begin sends the header, with a length.
func (h *held) begin(length int) {
	for name, values := range h.header {
		h.to.Header()[name] = values
	}
	h.to.Header().Set("Content-Length", strconv.Itoa(length))
	h.to.WriteHeader(h.status)
}

// release sends the first n bytes under the length of the whole.
func (h *held) release(n int) {
	h.begin(h.body.Len())
	_, _ = h.to.Write(h.body.Bytes()[:n])
	_ = http.NewResponseController(h.to).Flush()
}

// replace sends another body under the answer's own header.
func (h *held) replace(body []byte) {
	h.begin(len(body))
	_, _ = h.to.Write(body)
}

// cutConnection resets the connection of a request.
func cutConnection(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	reset(conn)
}

// reset makes the other side see a reset, not an orderly end.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func delayFault(value string) (action, error) {
	delay, err := duration(value, "delay=2s")
	return action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			wait(r, delay)
			answer.release(answer.body.Len())
		})
	}}, err
}

// wait ends with the request: the caller may have given up.
func wait(r *http.Request, d time.Duration) (whole bool) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

func dribbleFault(value string) (action, error) {
	pause, err := duration(value, "dribble=100ms")
	return action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			answer.begin(answer.body.Len())
			for _, b := range answer.body.Bytes() {
				if _, err := w.Write([]byte{b}); err != nil || http.NewResponseController(w).Flush() != nil || !wait(r, pause) {
					return
				}
			}
		})
	}}, err
}

func truncateFault(value string) (action, error) {
	keep, err := number(value, "truncate=100", -1)
	if err != nil {
		return action{}, fmt.Errorf("a number of bytes is needed, as in truncate=100")
	}
	return action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			answer.release(remains(keep, answer.body.Len()))
			panic(http.ErrAbortHandler) // Content-Length promised more
		})
	}}, nil
}

func cutFault(value string) (action, error) {
	keep, err := number(value, "cut=100", -1)
	if err != nil {
		return action{}, fmt.Errorf("a number of bytes is needed, as in cut=100")
	}
	return alters(func(body []byte) []byte { return body[:remains(keep, len(body))] }), nil
}

// remains is how much of an answer is left: half of it by default, never all.
func remains(keep, length int) int {
	if keep < 0 {
		return length / 2
	}
	return min(keep, length)
}

// replayFault remembers answers path by path: the last one, or the first one to another
// request. Refusals are no answers; for those there is a kind of its own.
func replayFault(last bool) func(string) (action, error) {
	return func(value string) (action, error) {
		var mu sync.Mutex
		remembered := map[string]*exchanged{}
		do := action{wrap: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				request, err := io.ReadAll(r.Body)
				if err != nil {
					panic(http.ErrAbortHandler)
				}
				r.Body = io.NopCloser(bytes.NewReader(request))
				answer := hold(next, w, r)
				mu.Lock()
				first := remembered[r.URL.Path]
				if genuine := answer.status == http.StatusOK && !bytes.Contains(answer.body.Bytes(), []byte("Fault>")); genuine && (first == nil || last) {
					remembered[r.URL.Path] = &exchanged{request, answer}
				}
				mu.Unlock()
				if first != nil && (last || !bytes.Equal(first.request, request)) {
					answer.header, answer.status = first.answer.header, first.answer.status
					answer.replace(first.answer.body.Bytes())
					return
				}
				answer.release(answer.body.Len())
			})
		}}
		return plain(do)(value)
	}
}

// exchanged is a request and its answer.
type exchanged struct {
	request []byte
	answer  *held
}
