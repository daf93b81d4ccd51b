package recording

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
)

// Take is one case of a recording.
type Take struct {
	tape   *Tape
	masker *masker
	file   *caseFile
	next   int // exchange of a replay
}

// Vars are the placeholders the case was recorded with; nil when it is being recorded.
func (k *Take) Vars() map[string]string {
	if k.tape.replay {
		return k.file.Vars
	}
	return nil
}

// ErrNotRecorded is why a request of a replay got no answer.
var ErrNotRecorded = errors.New("the recording has no such request")

// maxReply bounds what is kept of a reply.
const maxReply = 64 << 20

// RoundTrip records an exchange of the case, or answers from the recording. Redact is
// the mask of the service the request is for.
func (k *Take) RoundTrip(step string, req *http.Request, body []byte, redact func([]byte) []byte, base http.RoundTripper) (*http.Response, error) {
	x := exchange{
		Step: step, Method: req.Method, Path: req.URL.RequestURI(), Type: req.Header.Get("Content-Type"),
		Action: req.Header.Get("SOAPAction"), Request: k.masker.mask(body, redact),
	}
	if k.tape.replay {
		return k.answer(req, &x)
	}
	res, err := base.RoundTrip(req)
	if err != nil {
		x.Failure = "no reply came"
		k.file.Exchanges = append(k.file.Exchanges, x)
		return nil, err
	}
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	_ = res.Body.Close()
	if err != nil {
		return nil, err
	}
	x.Status, x.Answer, x.Reply = res.StatusCode, res.Header.Get("Content-Type"), k.masker.mask(reply, redact)
	k.file.Exchanges = append(k.file.Exchanges, x)
	res.Body = io.NopCloser(bytes.NewReader(reply))
	return res, nil
}

// answer finds the recorded exchange, which is the next of its case.
func (k *Take) answer(req *http.Request, x *exchange) (*http.Response, error) {
	if k.next >= len(k.file.Exchanges) {
		k.tape.complain("%s: step %s sends a request that was not recorded", k.file.Case, x.Step)
		return nil, ErrNotRecorded
	}
	recorded := &k.file.Exchanges[k.next]
	k.next++
	if why := recorded.differs(x); why != "" {
		k.tape.complain("%s: step %s: the request is not the recorded one: %s", k.file.Case, x.Step, why)
		return nil, fmt.Errorf("%w: %s", ErrNotRecorded, why)
	}
	if recorded.Failure != "" {
		return nil, errors.New(recorded.Failure)
	}
	reply := k.masker.unmask(recorded.Reply)
	return &http.Response{
		StatusCode: recorded.Status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {recorded.Answer}}, Body: io.NopCloser(bytes.NewReader(reply)), ContentLength: int64(len(reply)),
	}, nil
}

// differs compares masked requests. It says where, never what.
func (x *exchange) differs(other *exchange) string {
	switch {
	case x.Step != other.Step:
		return "it was recorded for step " + x.Step
	case x.Method != other.Method || x.Path != other.Path:
		return "it goes to another address"
	case x.Type != other.Type || x.Action != other.Action:
		return "its content type or its SOAPAction differs"
	}
	for i := range min(len(x.Request), len(other.Request)) {
		if x.Request[i] != other.Request[i] {
			return fmt.Sprintf("it differs from byte %d of the masked request on", i+1)
		}
	}
	if len(x.Request) != len(other.Request) {
		return "it is longer or shorter"
	}
	return ""
}

// Close ends the case: a recorded one is written, of a replayed one the rest is
// complained of.
func (k *Take) Close() error {
	t := k.tape
	if t.replay {
		for _, x := range k.file.Exchanges[k.next:] {
			t.complain("%s: the recorded request of step %s was not sent", k.file.Case, x.Step)
		}
		return nil
	}
	if len(k.file.Exchanges) == 0 {
		return nil // nothing of it needs a target
	}
	name := pathOf(k.file.Case)
	sum, err := writeJSON(t.dir, name, k.file)
	if err != nil {
		return fmt.Errorf("recording %s: %w", t.dir, err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files[name] = sum
	maps.Copy(t.numbers, k.masker.numbers)
	return nil
}
