package chaos

import (
	"bytes"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"syscall"
)

// answerer is a response that is being written.
type answerer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (a *answerer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answerer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// Write implements http.ResponseWriter.
func (a *answerer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// Flush implements http.Flusher.
func (a *answerer) Flush() {}

// answer runs a handler as a server would: a handler that aborts leaves half an answer.
func answer(handler http.Handler, r *http.Request) (response *http.Response, err error) {
	a := &answerer{header: http.Header{}}
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			response, err = a.broken()
		default:
			panic(cause)
		}
	}()
	handler.ServeHTTP(a, r)
	a.WriteHeader(http.StatusOK)
	return a.response(a.body.Len(), io.NopCloser(&a.body)), nil
}

func (a *answerer) response(length int, body io.ReadCloser) *http.Response {
	return &http.Response{StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: maps.Clone(a.header), ContentLength: int64(length), Body: body}
}

// broken is what a client sees of a connection that was cut.
func (a *answerer) broken() (*http.Response, error) {
	if a.status == 0 {
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	}
	length, err := strconv.Atoi(a.header.Get("Content-Length"))
	if err != nil {
		length = -1
	}
	return a.response(length, io.NopCloser(io.MultiReader(&a.body, cutOff{}))), nil
}

type cutOff struct{}

// Read implements io.Reader.
func (cutOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
