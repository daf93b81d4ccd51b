package gowsdlclient

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/hooklift/gowsdl/soap"

	"github.com/assist-soap/toolkit/envelope"
)

// maxAnswer bounds an answer, as soapclient does; gowsdl itself reads without limit.
const maxAnswer = 16 << 20

// Capture wraps the HTTP client given to gowsdl so that the bytes of an answer reach
// the strict reader: gowsdl hands on only what encoding/xml made of them, and nothing of
// an answer with a status of 400 or more, where SOAP 1.1 puts its Faults. It also lets
// connections be kept and keeps net/http from sending a request again by itself.
func Capture(base soap.HTTPClient) soap.HTTPClient { return capture{base} }

type capture struct{ base soap.HTTPClient }

// exchange is what passed during one call.
type exchange struct {
	captured bool // Capture is installed
	answered bool
	reply    envelope.Reply
}

type exchangeKey struct{}

func withExchange(ctx context.Context) (context.Context, *exchange) {
	x := &exchange{}
	return context.WithValue(ctx, exchangeKey{}, x), x
}

// Do implements soap.HTTPClient.
func (c capture) Do(req *http.Request) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return c.base.Do(req) // a call that is not ours
	}
	x.captured = true
	req.Close, req.GetBody = false, nil
	res, err := c.base.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxAnswer:
		return nil, fmt.Errorf("the answer is larger than %d bytes", maxAnswer)
	}
	x.answered = true
	x.reply = envelope.Reply{Status: res.StatusCode, ContentType: res.Header.Get("Content-Type"), Body: body}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}
