package soapclient

import (
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/cheque"
)

const (
	// defaultTimeout: a payment page keeps a person waiting for 20 to 30 seconds
	// (harness-anchors D3); the gateway in turn waits for the bank. Giving up a card
	// payment earlier only makes an outcome unknown that was about to arrive.
	defaultTimeout        = 60 * time.Second
	defaultMaxBody        = 16 << 20
	defaultMaxConnections = 16
	defaultRepeats        = 2
)

// config is what options change; it is settled once, in New.
type config struct {
	endpoint       *url.URL
	merchant       Merchant
	timeout        time.Duration
	maxBody        int
	maxConnections int
	repeats        int
	gatewayKey     *rsa.PublicKey
	messages       checkvalue.SignedMessages
	roots          *x509.CertPool
	certificate    *tls.Certificate
	pins           []Pin
	proxy          *url.URL
	wrap           func(http.RoundTripper) http.RoundTripper
	hooks          []Hook
	clock          Clock
	codec          envelope.Options
	journal        Journal
	services       []*service.Service
	confirm        bool
	receipts       cheque.Settings
	plaintext      bool
	anonymous      bool
	problems       []error
}

func (c *config) problem(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf(format, args...))
}

// settle checks everything that can be checked before the first call.
func (c *config) settle(endpoint string, merchant Merchant) error {
	c.endpoint = c.parseEndpoint(endpoint)
	c.merchant = merchant
	if !c.anonymous {
		if err := merchant.check(); err != nil {
			c.problems = append(c.problems, err)
		}
	} else if !merchant.empty() {
		c.problem("merchant: it is given together with WithoutMerchant; leave one of them out")
	}
	if len(c.pins) > 0 && c.endpoint != nil && c.endpoint.Scheme == "http" {
		c.problem("endpoint: pinned keys need https")
	}
	c.codec.Limits.Document = c.maxBody
	return errors.Join(c.problems...)
}

func (c *config) parseEndpoint(text string) *url.URL {
	u, err := url.Parse(text)
	switch {
	case err != nil: // the parser's text repeats the address, which may hold a password
		c.problem("endpoint: it is no address; write it as in https://payments.t.paysecure.ru")
		return nil
	case u.User != nil:
		c.problem("endpoint: it holds a user or a password; give credentials in Merchant")
	case u.Scheme != "https" && u.Scheme != "http":
		c.problem("endpoint: the scheme is %q; https is needed", u.Scheme)
	case u.Hostname() == "":
		c.problem("endpoint: it names no host")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		c.problem("endpoint: it has a query or a fragment; give the address of the server alone")
	case u.Scheme == "http" && !loopback(u.Hostname()) && !c.plaintext:
		c.problem("endpoint: http to %s would send cards and passwords in the clear; use https", u.Hostname())
	}
	u.Path = strings.TrimSuffix(u.Path, "/")
	u.RawPath = ""
	return u
}

// loopback reports whether host is this machine. No name is looked up: a name that
// resolves to loopback today may not tomorrow.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
