package soapclient

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// port is a service as this client reaches it: prepared at its first call, then
// shared by all calls.
type port struct {
	codec   *envelope.Codec
	url     *url.URL
	headers map[*service.Operation]http.Header
}

func (c *Client) port(s *service.Service) (*port, error) {
	if known, ok := c.ports.Load(s); ok {
		return known.(*port), nil
	}
	codec, err := envelope.New(s, c.config.codec)
	if err != nil {
		return nil, fmt.Errorf("soapclient: %w", err)
	}
	address := *c.config.endpoint
	address.Path += s.Path
	if address.Path == "" {
		address.Path = "/"
	}
	p := &port{codec: codec, url: &address, headers: make(map[*service.Operation]http.Header, len(s.Operations))}
	for i := range s.Operations {
		p.headers[&s.Operations[i]] = headers(s, &s.Operations[i])
	}
	known, _ := c.ports.LoadOrStore(s, p)
	return known.(*port), nil
}

// headers are the same for every request of an operation. SOAPAction is always
// there and always quoted (WS-I Basic Profile 1.1, R2744); SOAP 1.2 moved it into
// the media type.
func headers(s *service.Service, op *service.Operation) http.Header {
	h := http.Header{
		"Accept":          {"text/xml, application/soap+xml"},
		"Accept-Encoding": {"identity"}, // answers are small, and a bomb needs a fuse
		"User-Agent":      {"assist-soap-toolkit"},
	}
	if s.SOAP == service.SOAP12 {
		h["Content-Type"] = []string{`application/soap+xml; charset=utf-8; action="` + op.Action + `"`}
		return h
	}
	h["Content-Type"] = []string{"text/xml; charset=utf-8"}
	h["Soapaction"] = []string{`"` + op.Action + `"`} // net/http's canonical spelling
	return h
}
