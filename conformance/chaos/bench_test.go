package chaos

import (
	"crypto/x509"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// bench is a gateway behind a proxy, each on a port of its own.
type bench struct {
	*Gateway
	proxy  *proxy.Proxy
	clean  string // endpoint without faults
	fault  sandbox.Fault
	book   *journal.File
	clock  *Clock
	faulty *soapclient.Client
	calm   *soapclient.Client
}

func newBench(t *testing.T, faults *Faults, fault string, options ...soapclient.Option) *bench {
	t.Helper()
	b := &bench{clock: &Clock{Clock: noon()}}
	var err error
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Gateway, err = NewGateway(b.clock.Clock, Services())
	check(err)
	server := httptest.NewServer(b.Gateway)
	t.Cleanup(server.Close)
	b.clean = server.URL
	b.fault, err = faults.fresh(fault)
	check(err)
	b.proxy, err = proxy.New(proxy.Config{Target: b.clean, Faults: []sandbox.Fault{b.fault}})
	check(err)
	check(b.proxy.Start("127.0.0.1:0"))
	t.Cleanup(func() { _ = b.proxy.Close() })
	b.book, err = journal.Open(filepath.Join(t.TempDir(), "journal"))
	check(err)
	t.Cleanup(func() { _ = b.book.Close() })
	options = append(options, soapclient.WithClock(b.clock), soapclient.WithJournal(b.book))
	b.calm, err = b.client(b.clean, options...)
	check(err)
	t.Cleanup(b.calm.Close)
	roots := b.fault.Roots()
	if roots == nil {
		roots = x509.NewCertPool()
	}
	b.faulty, err = b.client(b.proxy.URL(), append(options, soapclient.WithTLSRoots(roots))...)
	check(err)
	t.Cleanup(b.faulty.Close)
	return b
}
