package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// Limits of one contract. The largest WSDL met so far has 2 MiB.
const (
	maxDocument  = 8 << 20
	maxContract  = 32 << 20
	maxDocuments = 50
)

// Options are those of the connection. The zero value trusts the system's
// authorities, uses no proxy and waits 30 seconds for each document.
type Options struct {
	Roots       *x509.CertPool
	Certificate *tls.Certificate
	Proxy       *url.URL
	Timeout     time.Duration
	Now         func() time.Time // for the index; nil: the computer's time
}

// Fetcher takes WSDLs from one endpoint. It is safe for concurrent use.
type Fetcher struct {
	endpoint *url.URL
	client   *http.Client
	timeout  time.Duration
	now      func() time.Time
}

// New makes a fetcher for an endpoint such as https://payments.t.paysecure.ru.
func New(endpoint string, o Options) (*Fetcher, error) {
	u, err := checkEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	transport := &http.Transport{
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  o.Timeout,
		MaxResponseHeaderBytes: 64 << 10,
		DisableCompression:     true, // what comes compressed all the same is unpacked within the limits
		IdleConnTimeout:        10 * time.Second,
	}
	if o.Certificate != nil {
		transport.TLSClientConfig.Certificates = []tls.Certificate{*o.Certificate}
	}
	if o.Proxy != nil {
		transport.Proxy = http.ProxyURL(o.Proxy)
	}
	client := &http.Client{
		Transport: transport, Timeout: o.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Fetcher{endpoint: u, client: client, timeout: o.Timeout, now: o.Now}, nil
}

func checkEndpoint(endpoint string) (*url.URL, error) {
	u, err := url.Parse(endpoint)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("the endpoint is no address; write it as https://host")
	case u.User != nil:
		return nil, errors.New("the endpoint must not hold a name or password; the WSDLs are public")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("the endpoint has scheme %q; https is needed", u.Scheme)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("the endpoint %s is plain http; only https is trusted, http is for loopback", u.Host)
	case u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("the endpoint has a query or a fragment; give the address of the server alone")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimSuffix(u.Path, "/")}, nil
}

// loopback reports whether host is this machine. No name is looked up.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Endpoint is the address of the server.
func (f *Fetcher) Endpoint() string { return f.endpoint.String() }

// Close lets go of idle connections.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// Wanted is a contract that a gateway should have.
type Wanted struct {
	Service string
	Path    string // of the WSDL below the endpoint
}

// All takes every contract, one after the other. What goes wrong with one is in its
// Problems and stops no other.
func (f *Fetcher) All(ctx context.Context, wanted []Wanted) []*Contract {
	contracts := make([]*Contract, len(wanted))
	for i, w := range wanted {
		contracts[i] = f.contract(ctx, w)
	}
	return contracts
}

// contract takes a WSDL and what it imports. The model's own reader finds the
// imports, so that exactly what is needed is asked for.
func (f *Fetcher) contract(ctx context.Context, w Wanted) *Contract {
	c := &Contract{Service: w.Service, URL: f.endpoint.JoinPath(w.Path).String()}
	total, failed := 0, map[string]*Problem{}
	ask := func(address string) ([]byte, error) {
		if problem := failed[address]; problem != nil {
			return nil, problem
		}
		d, problem := f.document(ctx, address, address == c.URL)
		if problem == nil && total+len(d.Content) > maxContract {
			problem = refused(address, "the documents together are larger than %d bytes", maxContract)
		}
		if problem == nil && len(c.Documents) >= maxDocuments {
			problem = refused(address, "more than %d documents are imported", maxDocuments)
		}
		if problem != nil {
			failed[address] = problem
			c.Problems = append(c.Problems, problem)
			return nil, problem
		}
		total += len(d.Content)
		c.Documents = append(c.Documents, *d)
		return d.Content, nil
	}
	_, err := model.Load(c.URL, model.Options{Root: nothing{}, AllowNetwork: true, Fetch: ask})
	if err != nil && len(c.Problems) == 0 {
		c.Problems = modelProblems(c.URL, err)
	}
	return c
}

func modelProblems(address string, err error) []*Problem {
	found, ok := errors.AsType[model.Diagnostics](err)
	if !ok {
		return []*Problem{refused(address, "%s", err)}
	}
	var list []*Problem
	for _, d := range found.Errors() {
		list = append(list, refused(address, "%s", d.String()))
	}
	return list
}

// nothing is a folder without files: all that is fetched comes from the network.
type nothing struct{}

// Open finds nothing.
func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
