package conformance

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/conformance/coverage"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/inbound"
)

// isInbound reports whether a section is a message to the merchant: it goes to a
// handler of the toolkit, not to the target.
func isInbound(s *Section) bool {
	return s != nil && (strings.HasSuffix(s.Name, "inbound.form") || strings.HasSuffix(s.Name, "inbound.xml"))
}

// receive hands a message to a handler for the merchants of the target. What was
// delivered is the answer of the step, what the handler answered is the reply. All
// steps of a case share what was delivered before.
func (r *caseRun) receive(ctx context.Context, st *Step, s *service.Service, op *service.Operation, line *wire) (outcome, error) {
	var got outcome
	handler, err := r.handler(st, s, op, &got)
	if err != nil {
		return outcome{}, err
	}
	req, err := r.inboundRequest(ctx, st, line)
	if err != nil {
		return outcome{}, err
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, req)
	line.sent, line.status, line.response = 1, recorder.Code, recorder.Body.Bytes()
	return got, nil
}

func (r *caseRun) handler(st *Step, s *service.Service, op *service.Operation, got *outcome) (*inbound.Handler, error) {
	merchant, err := r.merchant(st)
	if err != nil {
		return nil, err
	}
	messages, err := r.messages(st)
	if err != nil {
		return nil, err
	}
	if r.scope.seen == nil {
		r.scope.seen = inbound.NewMemory(64)
	}
	receiver, err := receiverFor(st.Options.Key("receiver", ""))
	if err != nil {
		return nil, err
	}
	return inbound.New(s, op, receiver, inbound.Config{
		Merchants: []inbound.Merchant{{ID: merchant.ID, SecretWords: []service.Secret{merchant.SecretWord}, Messages: messages}},
		Seen:      r.scope.seen,
		Observe: func(_ context.Context, e *inbound.Event) {
			if got.err = e.Err; e.Notice != nil {
				got.request = e.Notice.Record
			}
			if n := e.Notice; n != nil && e.Err == nil {
				got.answer = n.Record
				got.result = service.Result{Outcome: n.Outcome, TestMode: n.TestMode, Verified: n.Verified, Extras: n.Record.Extras}
			}
		},
	})
}

// receiverFor plays the merchant's program: "" takes everything, "unavailable" fails,
// "10/201" refuses with these codes.
func receiverFor(word string) (inbound.Receiver, error) {
	var answer error
	switch first, second, pair := strings.Cut(word, "/"); {
	case word == "":
	case word == "unavailable":
		answer = errors.New("the program is not available")
	case pair:
		a, errA := strconv.Atoi(first)
		b, errB := strconv.Atoi(second)
		if err := errors.Join(errA, errB); err != nil {
			return nil, fmt.Errorf("receiver: %w", err)
		}
		answer = inbound.Refuse(a, b)
	default:
		return nil, fmt.Errorf("receiver %q is unknown; there are unavailable and a pair of codes, as in 10/201", word)
	}
	return inbound.Func(func(context.Context, *inbound.Notice) error { return answer }), nil
}

func (r *caseRun) inboundRequest(ctx context.Context, st *Step, line *wire) (*http.Request, error) {
	text, err := r.scope.Expand(st.Raw.Text)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", st.Raw.Line, err)
	}
	charset := st.Options.Key("charset", "utf-8")
	body, contentType := []byte(nil), "application/x-www-form-urlencoded"
	if strings.HasSuffix(st.Raw.Name, ".xml") {
		contentType = "text/xml; charset=" + charset
		body, err = encodeText(text, charset)
	} else {
		body, err = encodedForm(text, charset)
	}
	if err != nil {
		return nil, err
	}
	line.request = body
	method := st.Options.Key("method", http.MethodPost)
	req, err := http.NewRequestWithContext(ctx, method, "/", strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", st.Options.Key("content-type", contentType))
	return req, nil
}

// encodedForm is formBody with the bytes of another charset.
func encodedForm(text, charset string) ([]byte, error) {
	var pairs []string
	for l := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimRight(l, "\n"), "=")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		encoded, err := encodeText(value, charset)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(string(encoded)))
	}
	return []byte(strings.Join(pairs, "&")), nil
}

// inboundKind names why a message was not delivered, "" for other errors. A digest
// that does not fit and XML that cannot be read have names already.
func inboundKind(err error) string {
	for _, known := range []struct {
		reason error
		kind   string
	}{
		{inbound.ErrUnsigned, "unsigned"},
		{inbound.ErrMerchant, "other-merchant"},
		{inbound.ErrMalformed, "malformed"},
		{inbound.ErrNoKey, "unverified"},
		{inbound.ErrRepeated, "repeated"},
		{inbound.ErrReceiver, "receiver"},
	} {
		if errors.Is(err, known.reason) {
			return known.kind
		}
	}
	return ""
}

// inboundCodes adds the codes that the handler answered to what is known of an error.
func inboundCodes(err error, known map[string]string) {
	if rejection, ok := errors.AsType[*inbound.Rejection](err); ok {
		known["first"], known["second"] = strconv.Itoa(rejection.First), strconv.Itoa(rejection.Second)
	}
}

// received says which variants of its digests a message carried: what was verified is
// in the message, not in an answer.
func received(x *coverage.Exercise) {
	for word := range strings.SplitSeq(x.Verified, ", ") {
		kind, variant, chosen := strings.Cut(strings.TrimSuffix(word, ")"), " (")
		for i := range x.Operation.Request.Digests {
			if d := &x.Operation.Request.Digests[i]; chosen && d.Kind.String() == kind {
				x.Variants[d.Field] = variant
			}
		}
	}
}
