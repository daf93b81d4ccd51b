package soapclient

import (
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
)

// Option changes a client; the With functions of this package make them. No option
// is needed. Of options of the same kind the last wins, unless it says otherwise.
type Option interface{ apply(*config) }

type optionFunc func(*config)

func (f optionFunc) apply(c *config) { f(c) }

// WithTimeout bounds every call as a whole, repeats and the reading of the answer
// included. The default is 60 s: payment pages keep a person waiting for 20 to 30
// seconds, and giving up earlier than the gateway makes outcomes unknown.
// [Timeout] changes one call; an earlier deadline of the context wins over both.
func WithTimeout(d time.Duration) Option {
	return optionFunc(func(c *config) {
		if c.timeout = d; d <= 0 {
			c.problem("WithTimeout: %v is not positive", d)
		}
	})
}

// WithMaxBody bounds an answer, in bytes after decompression. The default is
// 16 MiB; a longer answer is an error, not a cut one.
func WithMaxBody(bytes int) Option {
	return optionFunc(func(c *config) {
		if c.maxBody = bytes; bytes <= 0 {
			c.problem("WithMaxBody: %d is not positive", bytes)
		}
	})
}

// WithMaxConnections bounds the connections to the gateway; the default is 16. They
// are kept open between calls. More calls than that wait for a free one: waiting
// counts against the timeout, and nothing of a waiting call has been sent.
func WithMaxConnections(n int) Option {
	return optionFunc(func(c *config) {
		if c.maxConnections = n; n <= 0 {
			c.problem("WithMaxConnections: %d is not positive", n)
		}
	})
}

// WithRepeats sets how often a safe read is sent again after a failure; the default
// is 2, and 0 turns repeating off. Operations that are not safe to repeat are never
// sent again, whatever this says.
func WithRepeats(n int) Option {
	return optionFunc(func(c *config) {
		if c.repeats = n; n < 0 {
			c.problem("WithRepeats: %d is negative", n)
		}
	})
}

// WithTLSRoots sets the authorities that may vouch for the gateway's certificate,
// instead of the system's. Start from x509.SystemCertPool to add one.
func WithTLSRoots(roots *x509.CertPool) Option {
	return optionFunc(func(c *config) { c.roots = roots })
}

// WithClientCertificate makes the client identify itself in the TLS handshake.
func WithClientCertificate(certificate tls.Certificate) Option {
	return optionFunc(func(c *config) {
		if c.certificate = &certificate; len(certificate.Certificate) == 0 || certificate.PrivateKey == nil {
			c.problem("WithClientCertificate: it needs a certificate and its private key")
		}
	})
}

// WithPinnedKeys demands, after the usual verification, that some certificate of
// the gateway's verified chain holds one of the keys; see [PinOf]. Give the key in
// use and the next one.
func WithPinnedKeys(pins ...Pin) Option {
	return optionFunc(func(c *config) {
		if c.pins = append(c.pins, pins...); len(pins) == 0 {
			c.problem("WithPinnedKeys: no key is given")
		}
	})
}

// WithGatewayKey sets the key that verifies signatures of answers; the default is
// to verify check values only.
func WithGatewayKey(key *rsa.PublicKey) Option {
	return optionFunc(func(c *config) { c.gatewayKey = key })
}

// WithSignedMessages sets what opens the OpenPGP signed messages in answers to
// merchants of type "PGP": a keyring of package checkvalue/signedmessage that holds the
// gateway's key. The default is to verify check values only.
func WithSignedMessages(messages checkvalue.SignedMessages) Option {
	return optionFunc(func(c *config) { c.messages = messages })
}

// WithProxy sends everything through an HTTP proxy. The default is a direct
// connection; the environment (HTTPS_PROXY) is not consulted.
func WithProxy(address string) Option {
	return optionFunc(func(c *config) {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			c.problem("WithProxy: it is no http or https address of a proxy")
			return
		}
		c.proxy = u
	})
}

// WithTransport wraps the client's HTTP transport, for tracing such as
// otelhttp.NewTransport. The wrapper is called once and must call base for every
// request, once; base keeps the connections, the TLS floor and the limits. A
// wrapper that sends a request twice may charge a card twice.
func WithTransport(wrap func(base http.RoundTripper) http.RoundTripper) Option {
	return optionFunc(func(c *config) { c.wrap = wrap })
}

// WithHook adds an observer of exchanges. Hooks are called in the order given, on
// the goroutine of the call; a slow hook slows the call.
func WithHook(hook Hook) Option {
	return optionFunc(func(c *config) { c.hooks = append(c.hooks, hook) })
}

// WithClock replaces the wall clock, for tests: it times phases and pauses between
// repeats. Timeouts are the context's and stay real.
func WithClock(clock Clock) Option {
	return optionFunc(func(c *config) { c.clock = clock })
}

// WithVariant chooses another documented reading of a digest, where documents
// contradict each other: path is "service.operation.message.kind", as
// "createbill.create.request.checkvalue"; the description lists the names. It may
// be given once per path. A name that the description lacks is an error of the
// first call to that service.
func WithVariant(path, name string) Option {
	return optionFunc(func(c *config) {
		if strings.Count(path, ".") != 3 || name == "" {
			c.problem("WithVariant: %q is no service.operation.message.kind, or the name is empty", path)
		}
		if c.codec.Variants == nil {
			c.codec.Variants = map[string]string{}
		}
		c.codec.Variants[path] = name
	})
}

// WithWrapper sends another documented name of a request's first element:
// operation is "service.operation", key a short name such as "old". Both names are
// always tolerated in answers. It may be given once per operation.
func WithWrapper(operation, key string) Option {
	return optionFunc(func(c *config) {
		if strings.Count(operation, ".") != 1 || key == "" {
			c.problem("WithWrapper: %q is no service.operation, or the key is empty", operation)
		}
		if c.codec.Wrappers == nil {
			c.codec.Wrappers = map[string]string{}
		}
		c.codec.Wrappers[operation] = key
	})
}

// WithUnverifiedAnswers accepts answers in which nothing could be verified: no
// check value where one is described, or no key to check it with. A wrong check
// value is refused all the same. Confirm a payment by a query before shipping.
func WithUnverifiedAnswers() Option {
	return optionFunc(func(c *config) { c.codec.AllowUnverified = true })
}

// WithLenient reads answers with undeclared prefixes or an Envelope without its
// namespace, as some documents print them.
func WithLenient() Option {
	return optionFunc(func(c *config) { c.codec.Lenient = true })
}

// WithoutMerchant makes a client for services of others, which know nothing of
// merchants and check values; [Merchant] must then be empty.
func WithoutMerchant() Option {
	return optionFunc(func(c *config) { c.anonymous = true })
}

// WithPlaintextHTTPThatExposesCardsAndPasswords allows http to a host that is not
// this machine. There is no reason to use it outside of a sealed test network.
func WithPlaintextHTTPThatExposesCardsAndPasswords() Option {
	return optionFunc(func(c *config) { c.plaintext = true })
}
