package soapclient_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// TestTLS_SaysWhatIsWrongWithTheClient: under TLS 1.3 a server looks at the client's
// certificate when the request may be on its way already, so "nothing was sent" is not
// promised there.
func TestTLS_SaysWhatIsWrongWithTheClient(t *testing.T) {
	a, other := newAuthority(t), newAuthority(t)
	server := a.issue(t, nil)
	expired := a.issue(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	foreign := other.issue(t, nil)
	for name, certificate := range map[string]*tls.Certificate{"none": nil, "of another authority": &foreign, "expired": &expired} {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			gateway := secureGateway(t, &tls.Config{
				Certificates: []tls.Certificate{server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: a.pool,
				MinVersion: version, MaxVersion: version,
			})
			options := []soapclient.Option{soapclient.WithTLSRoots(a.pool)}
			if certificate != nil {
				options = append(options, soapclient.WithClientCertificate(*certificate))
			}
			err := error(nil)
			for range 50 { // the server hangs up at once, and its last word may be lost with that
				_, err = pay(t.Context(), newClient(t, gateway.URL, options...), toy())
				if contains(err.Error(), "client certificate") || version == tls.VersionTLS12 {
					break
				}
			}
			if !contains(err.Error(), "client certificate", "WithClientCertificate") {
				t.Errorf("%s, %x: %v", name, version, err)
			}
			if mustTransport(t, err).Sent && version == tls.VersionTLS12 {
				t.Errorf("%s: something was sent: %v", name, err)
			}
			noSecrets(t, "the error", err.Error())
		}
	}
}

// secureProxy is an https proxy that tunnels.
func secureProxy(t *testing.T, pair tls.Certificate) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	tunnels := new(atomic.Int64)
	proxy := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		far, err := net.Dial("tcp", r.Host)
		if err != nil || r.Method != http.MethodConnect {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		tunnels.Add(1)
		near, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n")
		done := make(chan struct{})
		go func() { _, _ = io.Copy(far, near); _ = far.Close(); close(done) }()
		_, _ = io.Copy(near, far)
		_ = near.Close()
		<-done
	}))
	proxy.Config.ErrorLog = log.New(io.Discard, "", 0)
	proxy.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	proxy.StartTLS()
	t.Cleanup(proxy.Close)
	return proxy, tunnels
}

func TestTLS_APinIsTheGatewaysAndNotTheProxys(t *testing.T) {
	a := newAuthority(t)
	gatewayPair := a.issue(t, nil)
	proxyPair := a.issue(t, func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"localhost"} })
	server := secureGateway(t, &tls.Config{Certificates: []tls.Certificate{gatewayPair}})
	proxy, tunnels := secureProxy(t, proxyPair)
	address := "https://someone:Proxy-Pass-1@localhost" + proxy.URL[strings.LastIndexByte(proxy.URL, ':'):]
	client := newClient(t, server.URL, soapclient.WithTLSRoots(a.pool), soapclient.WithProxy(address), soapclient.WithPinnedKeys(soapclient.PinOf(gatewayPair.Leaf)))
	if _, err := pay(t.Context(), client, toy()); err != nil || tunnels.Load() != 1 {
		t.Errorf("%v after %d tunnels", err, tunnels.Load())
	}
	client.Close()
	client = newClient(t, server.URL, soapclient.WithTLSRoots(a.pool), soapclient.WithProxy(address), soapclient.WithPinnedKeys(soapclient.PinOf(proxyPair.Leaf)))
	_, err := pay(t.Context(), client, toy())
	if mustTransport(t, err).Sent || !contains(err.Error(), "pinned key") {
		t.Errorf("the proxy's key stands for the gateway's: %v", err)
	}
	client = newClient(t, server.URL, soapclient.WithProxy(address))
	_, err = pay(t.Context(), client, toy())
	if mustTransport(t, err).Sent || !contains(err.Error(), "unknown authority") || strings.Contains(err.Error(), "Proxy-Pass") {
		t.Errorf("a proxy of an unknown authority: %v", err)
	}
}

// TestTLS_NothingTurnsVerificationOff reads the sources: the fields of crypto/tls that
// can, and a floor below 1.2, stand in none but tests.
func TestTLS_NothingTurnsVerificationOff(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == "testdata" {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		seen++
		for _, switchOff := range []string{"Insecure" + "SkipVerify", "VersionTLS10,", "VersionTLS11,", "VersionSSL30", "InsecureCipher" + "Suites"} {
			if !strings.Contains(string(text), switchOff) {
				continue
			}
			if strings.Contains(path, "conformance") && strings.HasPrefix(switchOff, "VersionTLS") {
				continue // a gateway that speaks TLS 1.0 is one of the faults
			}
			t.Errorf("%s: %s", path, switchOff)
		}
		return err
	})
	if err != nil || seen < 300 {
		t.Errorf("%d files, %v", seen, err)
	}
}
