package soapclient

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"time"
)

// newTransport makes the one transport of a client, and the function that closes
// its idle connections. net/http's Client is not used: it is what follows redirects
// and keeps cookies.
func (c *config) newTransport() (http.RoundTripper, func()) {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	base := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return newCountedConn(conn), nil
		},
		TLSClientConfig:     c.tls(),
		TLSHandshakeTimeout: 10 * time.Second,
		DisableCompression:  true, // readReply decompresses, with a cap
		MaxIdleConns:        c.maxConnections,
		MaxIdleConnsPerHost: c.maxConnections,
		MaxConnsPerHost:     c.maxConnections,
		// Shorter than the 60 s and 75 s after which common servers hang up: a request
		// that meets a closing connection has an unknown outcome.
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		// HTTP/1.1 alone: one request at a time on a connection is what makes "nothing
		// was sent" provable.
		Protocols: new(http.Protocols),
	}
	base.Protocols.SetHTTP1(true)
	if c.proxy != nil {
		base.Proxy = http.ProxyURL(c.proxy)
	}
	if c.wrap != nil {
		return c.wrap(base), base.CloseIdleConnections
	}
	return base, base.CloseIdleConnections
}

func (c *config) tls() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.roots}
	if c.certificate != nil {
		config.Certificates = []tls.Certificate{*c.certificate}
	}
	if pins := c.pins; len(pins) > 0 {
		config.VerifyConnection = func(state tls.ConnectionState) error {
			if c.isProxy(state.ServerName) {
				return nil // verified as any server; the gateway's pin comes inside the tunnel
			}
			return pinned(state, pins)
		}
	}
	return config
}

// isProxy reports whether a TLS connection goes to an https proxy and not to the gateway.
// The name is the one that we dialled and verified, not one that the other side says.
func (c *config) isProxy(name string) bool {
	return c.proxy != nil && c.proxy.Scheme == "https" && name == c.proxy.Hostname() && name != c.endpoint.Hostname()
}

// Pin is the SHA-256 of a public key in its certificate form (SPKI), as RFC 7469
// counts it.
type Pin [sha256.Size]byte

// PinOf returns the pin of a certificate's key.
func PinOf(certificate *x509.Certificate) Pin {
	return sha256.Sum256(certificate.RawSubjectPublicKeyInfo)
}

var errNotPinned = errors.New("no certificate of the server holds a pinned key; if the gateway changed its key, pin the new one")

// pinned runs after the chain was verified.
func pinned(state tls.ConnectionState, pins []Pin) error {
	for _, chain := range state.VerifiedChains {
		for _, certificate := range chain {
			have := PinOf(certificate)
			for i := range pins {
				if subtle.ConstantTimeCompare(have[:], pins[i][:]) == 1 {
					return nil
				}
			}
		}
	}
	return errNotPinned
}
