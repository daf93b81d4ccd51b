package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// headersOfInterest are kept in the index: they tell a redeployed server from a
// changed contract.
var headersOfInterest = []string{"Content-Type", "Date", "Etag", "Last-Modified", "Server"}

// document takes one document. The first of a contract must be a WSDL.
func (f *Fetcher) document(ctx context.Context, address string, first bool) (*Document, *Problem) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, refused(address, "it is no address")
	}
	if host := f.endpoint.Scheme + "://" + f.endpoint.Host; u.User != nil || u.Scheme+"://"+u.Host != host {
		return nil, refused(address, "it is imported from elsewhere; only imports from %s are followed", host)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, refused(address, "it is no address")
	}
	request.Header.Set("Accept", "text/xml, application/xml, application/wsdl+xml")
	request.Header.Set("User-Agent", "assist-soapgen")
	reply, err := f.client.Do(request)
	if err != nil {
		return nil, f.unreachable(address, err)
	}
	defer func() { _ = reply.Body.Close() }() // read only: nothing is lost
	if what := statusComplaint(reply); what != "" {
		return nil, refused(address, "%s", what)
	}
	content, problem := f.read(address, reply)
	if problem != nil {
		return nil, problem
	}
	if what := notAContract(content, first); what != "" {
		return nil, refused(address, "it is no WSDL but %s", what)
	}
	sum := sha256.Sum256(content)
	d := &Document{URL: address, File: fileOf(u), Content: content, SHA256: hex.EncodeToString(sum[:]), Fetched: f.now().UTC(), Headers: map[string]string{}}
	for _, name := range headersOfInterest {
		if value := reply.Header.Get(name); value != "" {
			d.Headers[strings.ToLower(name)] = oneLine(value, 200)
		}
	}
	return d, nil
}

// statusComplaint says what a status other than 200 means.
func statusComplaint(reply *http.Response) string {
	switch code := reply.StatusCode; {
	case code == http.StatusOK:
		return ""
	case code >= 300 && code < 400:
		return fmt.Sprintf("HTTP %d, a redirect to %q; redirects are not followed: if the service moved, correct the wsdl path in its sidecar", code, clipURL(reply.Header.Get("Location")))
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Sprintf("HTTP %d: the server wants to know who asks; WSDLs are public, so ask the gateway's support", code)
	case code == http.StatusNotFound || code == http.StatusGone:
		return fmt.Sprintf("HTTP %d: there is no WSDL at this address; correct the wsdl path in the sidecar", code)
	default:
		return fmt.Sprintf("HTTP %d instead of a WSDL; try again later", code)
	}
}

// clipURL drops what a redirect may carry beside the place: sessions and tokens.
func clipURL(location string) string {
	location, _, _ = strings.Cut(location, "?")
	return oneLine(location, 200)
}

// read reads a body within the limits, unpacked.
func (f *Fetcher) read(address string, reply *http.Response) ([]byte, *Problem) {
	content, err := io.ReadAll(io.LimitReader(reply.Body, maxDocument+1))
	if err != nil {
		return nil, f.unreachable(address, err)
	}
	switch encoding := strings.ToLower(reply.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		if content, err = unpack(content); err != nil {
			return nil, refused(address, "it says it is gzip, and it is not: %s", err)
		}
	default:
		return nil, refused(address, "it is encoded as %q, which nobody asked for", oneLine(encoding, 40))
	}
	if len(content) > maxDocument {
		return nil, refused(address, "it is larger than %d bytes", maxDocument)
	}
	return content, nil
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, maxDocument+1))
}

// unreachable says why nothing was answered, without the address that net/http puts
// before it.
func (f *Fetcher) unreachable(address string, err error) *Problem {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	what := err.Error()
	var slow net.Error
	switch {
	case errors.Is(err, context.Canceled):
		what = "interrupted"
	case errors.As(err, &slow) && slow.Timeout():
		what = fmt.Sprintf("no whole answer within %s", f.timeout)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		what = "the connection ended before the whole answer was there"
	case strings.Contains(what, "x509:"):
		what += "; ca_file in --config names the authorities to trust"
	case strings.Contains(what, "server gave HTTP response to HTTPS client"):
		what = "the server does not speak TLS on this port"
	}
	return &Problem{URL: address, Unreachable: true, What: oneLine(what, 400)}
}
