package sandbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

func listenFault(listen func(net.Listener) (net.Listener, error)) func(string) (action, error) {
	return plain(action{listen: listen})
}

// closedListener is the address of nobody: it accepts nothing until it is closed.
type closedListener struct {
	net.Listener
	once sync.Once
	done chan struct{}
}

func refuseAll(l net.Listener) (net.Listener, error) {
	return &closedListener{Listener: l, done: make(chan struct{})}, l.Close()
}

// Accept implements net.Listener.
func (l *closedListener) Accept() (net.Conn, error) {
	<-l.done
	return nil, net.ErrClosed
}

// Close implements net.Listener.
func (l *closedListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

type resettingListener struct{ net.Listener }

func resetAll(l net.Listener) (net.Listener, error) { return resettingListener{l}, nil }

// Accept resets what comes until the listener is closed.
func (l resettingListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		reset(conn)
	}
}

// tlsFault makes a server with a certificate of its own for 127.0.0.1, which change
// spoils. The authority lives as long as the fault.
func tlsFault(change func(*x509.Certificate, *tls.Config, *x509.CertPool)) func(string) (action, error) {
	return func(value string) (action, error) {
		if value != "" {
			return action{}, fmt.Errorf("it takes no value")
		}
		now := time.Now()
		certificate := &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Sandbox gateway"},
			NotBefore: now.Add(-48 * time.Hour), NotAfter: now.Add(24 * time.Hour),
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}, DNSNames: []string{"localhost"},
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
			BasicConstraintsValid: true, IsCA: true,
		}
		config, roots := &tls.Config{MinVersion: tls.VersionTLS12}, x509.NewCertPool()
		change(certificate, config, roots)
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return action{}, err
		}
		der, err := x509.CreateCertificate(rand.Reader, certificate, certificate, &key.PublicKey, key)
		if err != nil {
			return action{}, err
		}
		config.Certificates = []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}
		var issuer []byte
		if certificate.Subject.CommonName != untrustedName {
			issuer = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
			parsed, err := x509.ParseCertificate(der)
			if err != nil {
				return action{}, err
			}
			roots.AddCert(parsed)
		}
		return action{roots: roots, issuer: issuer, listen: func(l net.Listener) (net.Listener, error) { return tls.NewListener(l, config), nil }}, nil
	}
}

const untrustedName = "Somebody"

func oldTLS(_ *x509.Certificate, config *tls.Config, _ *x509.CertPool) {
	config.MinVersion, config.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
}

func expiredCertificate(c *x509.Certificate, _ *tls.Config, _ *x509.CertPool) {
	c.NotAfter = time.Now().Add(-24 * time.Hour)
}

func foreignCertificate(c *x509.Certificate, _ *tls.Config, _ *x509.CertPool) {
	c.IPAddresses, c.DNSNames = nil, []string{"gateway.invalid"}
}

func untrustedCertificate(c *x509.Certificate, _ *tls.Config, _ *x509.CertPool) {
	c.Subject.CommonName = untrustedName
}
