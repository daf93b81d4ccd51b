package soapclient

import (
	"net/http"

	"github.com/assist-soap/toolkit/service"
)

// Prepared is a request that was made ready and not sent.
type Prepared struct {
	URL    string
	Header http.Header
	Masked []byte // the SOAP message with every secret and card number masked
}

// Prepare does everything that Call does before anything is sent, and stops there.
// Like Call it seals the request in place.
func (c *Client) Prepare(s *service.Service, op *service.Operation, request *service.Record, options ...service.CallOption) (*Prepared, error) {
	call, err := c.newCall(s, op, request, options)
	if err != nil {
		return nil, err
	}
	if err = c.seal(call); err != nil {
		return nil, err
	}
	body, err := c.encode(call)
	if err != nil {
		return nil, err
	}
	defer c.recycle(body)
	return &Prepared{
		URL: call.port.url.String(), Header: call.header.Clone(), Masked: call.port.codec.Redact(body.data),
	}, nil
}
