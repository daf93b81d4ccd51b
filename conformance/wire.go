package conformance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// wire is the line between client and target: it keeps what passes, and answers
// itself when the step has a canned reply.
type wire struct {
	base     http.RoundTripper
	canned   *http.Response
	silent   bool // the case says that no reply comes
	request  []byte
	response []byte
	status   int
	sent     int

	contentType string // of the reply

	ready func(context.Context) error // waits until the target may be asked; nil: it may
	late  error                       // why it may not

	step   string
	take   *recording.Take // nil unless the run is recorded or replayed
	redact func([]byte) []byte
}

// maxReply bounds what is kept of a reply.
const maxReply = 64 << 20

func (r *caseRun) wire(st *Step, s *service.Service, op *service.Operation) (*wire, error) {
	line := &wire{base: http.DefaultTransport, step: st.Name, take: r.take, redact: r.codecs[s].Redact}
	if st.Reply == nil {
		if r.take == nil || !r.plan.Tape.Replays() {
			line.ready = func(ctx context.Context) error { return r.ready(ctx, s, op) }
		}
		return line, nil
	}
	text, err := r.scope.Expand(st.Reply.Text)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", st.Reply.Line, err)
	}
	body, err := encodeText(text, st.Options.Key("charset", "utf-8"))
	if err != nil {
		return nil, err
	}
	status, err := strconv.Atoi(st.Options.Key("status", "200"))
	if err != nil {
		return nil, fmt.Errorf("status: %w", err)
	}
	if status == 0 {
		line.silent = true
		return line, nil
	}
	line.canned = &http.Response{
		StatusCode: status, ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{"Content-Type": {st.Options.Key("content-type", "text/xml; charset="+st.Options.Key("charset", "utf-8"))}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
	}
	return line, nil
}

// over lays the wire over the client's own transport.
func (w *wire) over(base http.RoundTripper) http.RoundTripper {
	w.base = base
	return w
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.sent++
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		w.request = body
		_ = req.Body.Close()
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(w.request))
	}
	if w.ready != nil {
		if w.late = w.ready(req.Context()); w.late != nil {
			return nil, w.late
		}
	}
	res, err := w.reply(req)
	if err != nil {
		return nil, err
	}
	w.status, w.contentType = res.StatusCode, res.Header.Get("Content-Type")
	if w.response, err = io.ReadAll(io.LimitReader(res.Body, maxReply)); err != nil {
		return nil, err
	}
	_ = res.Body.Close()
	res.Body = io.NopCloser(bytes.NewReader(w.response))
	return res, nil
}

// reply comes from the case, the recording, or the target.
func (w *wire) reply(req *http.Request) (*http.Response, error) {
	switch {
	case w.silent:
		return nil, errors.New("no reply came, says the case")
	case w.canned != nil:
		w.canned.Request = req
		return w.canned, nil
	case w.take != nil:
		return w.take.RoundTrip(w.step, req, w.request, w.redact, w.base)
	}
	return w.base.RoundTrip(req)
}

// sendRaw posts the bytes of a raw section and reads the answer without verifying it:
// there is no typed request it could be held against.
func (r *caseRun) sendRaw(ctx context.Context, st *Step, s *service.Service, op *service.Operation, line *wire) (outcome, error) {
	if isInbound(st.Raw) {
		return r.receive(ctx, st, s, op, line)
	}
	text, err := r.scope.Expand(st.Raw.Text)
	if err != nil {
		return outcome{}, fmt.Errorf("line %d: %w", st.Raw.Line, err)
	}
	contentType := "text/xml; charset=utf-8"
	if strings.HasSuffix(st.Raw.Name, "raw.form") {
		contentType = "application/x-www-form-urlencoded"
		text = formBody(text)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.plan.Target.Endpoint+s.Path, strings.NewReader(text))
	if err != nil {
		return outcome{}, err
	}
	req.Header.Set("Content-Type", st.Options.Key("content-type", contentType))
	res, err := line.RoundTrip(req)
	if err != nil {
		return outcome{}, err
	}
	codec := r.codecs[s]
	answer, err := codec.Decode(op, envelope.Reply{
		Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"),
		Format: answerFormats[st.Options.Key("format", "")], Body: line.response,
	})
	if err != nil {
		return outcome{err: err}, nil
	}
	codec.Normalise(op, answer)
	return outcome{answer: answer, result: service.Result{Outcome: codec.Classify(op, answer)}}, nil
}
