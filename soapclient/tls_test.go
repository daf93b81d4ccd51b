package soapclient_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// authority signs certificates for the tests.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	pool        *x509.CertPool
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{pool: x509.NewCertPool()}
	pair := a.issue(t, func(c *x509.Certificate) {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	})
	a.certificate, a.key = pair.Leaf, pair.PrivateKey.(*ecdsa.PrivateKey)
	a.pool.AddCert(a.certificate)
	return a
}

func (a *authority) issue(t *testing.T, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "toy"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	if change != nil {
		change(template)
	}
	parent, signer := a.certificate, a.key
	if parent == nil {
		parent, signer = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func secureGateway(t *testing.T, config *tls.Config) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(approve))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = config
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestTLS_CallsOverTLS12And13(t *testing.T) {
	a := newAuthority(t)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		server := secureGateway(t, &tls.Config{Certificates: []tls.Certificate{a.issue(t, nil)}, MinVersion: version, MaxVersion: version})
		if _, err := pay(t.Context(), newClient(t, server.URL, soapclient.WithTLSRoots(a.pool)), toy()); err != nil {
			t.Errorf("%x: %v", version, err)
		}
	}
}

func TestTLS_SaysWhatIsWrongAndSendsNothing(t *testing.T) {
	a, other := newAuthority(t), newAuthority(t)
	fine := a.issue(t, nil)
	pair := func(change func(*x509.Certificate)) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{a.issue(t, change)}}
	}
	old := func(version uint16) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{fine}, MinVersion: tls.VersionTLS10, MaxVersion: version}
	}
	for name, test := range map[string]struct {
		server  *tls.Config
		options []soapclient.Option
		want    []string
	}{
		"TLS 1.0":           {old(tls.VersionTLS10), nil, []string{"no TLS 1.2 or newer"}},
		"TLS 1.1":           {old(tls.VersionTLS11), nil, []string{"no TLS 1.2 or newer"}},
		"expired":           {pair(func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }), nil, []string{"expired", "clock"}},
		"not yet valid":     {pair(func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }), nil, []string{"not yet valid"}},
		"wrong host":        {pair(func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"other.example.com"} }), nil, []string{"127.0.0.1", "host name"}},
		"unknown authority": {&tls.Config{Certificates: []tls.Certificate{other.issue(t, nil)}}, nil, []string{"unknown authority", "WithTLSRoots"}},
		"client unknown":    {&tls.Config{Certificates: []tls.Certificate{fine}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: a.pool, MaxVersion: tls.VersionTLS12}, nil, []string{"tls: "}},
		"wrong pin":         {&tls.Config{Certificates: []tls.Certificate{fine}}, []soapclient.Option{soapclient.WithPinnedKeys(soapclient.PinOf(other.certificate))}, []string{"pinned key"}},
	} {
		server := secureGateway(t, test.server)
		options := append(test.options, soapclient.WithTLSRoots(a.pool))
		_, err := pay(t.Context(), newClient(t, server.URL, options...), toy())
		if transport := mustTransport(t, err); transport.Sent || !contains(err.Error(), append(test.want, "nothing was sent")...) {
			t.Errorf("%s: sent %v: %v; want %q", name, transport.Sent, err, test.want)
		}
		if _, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err); isUnknown {
			t.Errorf("%s: unknown, though nothing was sent: %v", name, err)
		}
	}
	plain := newGateway(t, approve)
	_, err := pay(t.Context(), newClient(t, "https"+plain.URL[4:], soapclient.WithTLSRoots(a.pool)), toy())
	if mustTransport(t, err).Sent || !contains(err.Error(), "does not speak TLS") {
		t.Errorf("%v", err)
	}
}

func TestTLS_ClientCertificateAndPinsAreAccepted(t *testing.T) {
	a := newAuthority(t)
	pair := a.issue(t, nil)
	server := secureGateway(t, &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: a.pool})
	for name, pin := range map[string]soapclient.Pin{"of the leaf": soapclient.PinOf(pair.Leaf), "of the authority": soapclient.PinOf(a.certificate)} {
		client := newClient(t, server.URL, soapclient.WithTLSRoots(a.pool), soapclient.WithClientCertificate(a.issue(t, nil)), soapclient.WithPinnedKeys(soapclient.Pin{}, pin))
		if _, err := pay(t.Context(), client, toy()); err != nil {
			t.Errorf("pin %s: %v", name, err)
		}
	}
}
