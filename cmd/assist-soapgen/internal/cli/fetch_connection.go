package cli

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/fetch"
)

// fetchConnection is what a config file says of the way to the server.
type fetchConnection struct {
	fetch.Options
	endpoint string
}

// readConnection reads the connection alone from a file of --config: fetching needs no
// merchant, so no secret is opened. No file, no wishes.
func readConnection(file string) (*fetchConnection, error) {
	c := &fetchConnection{}
	if file == "" {
		return c, nil
	}
	r, err := openConfig(file)
	if err != nil {
		return nil, err
	}
	c.endpoint = r.text("endpoint")
	if line, ok := r.take("ca_file"); ok {
		c.Roots = x509.NewCertPool()
		if !c.Roots.AppendCertsFromPEM(r.contents(line)) {
			r.problem(line, "the file holds no certificate in PEM form")
		}
	}
	if line, ok := r.take("proxy"); ok {
		if c.Proxy, err = url.Parse(line.value); err != nil || c.Proxy.Host == "" {
			r.problem(line, "proxy: it is no http or https address of a proxy")
		}
	}
	if line, ok := r.take("timeout"); ok {
		if c.Timeout, err = time.ParseDuration(line.value); err != nil || c.Timeout <= 0 {
			r.problem(line, "timeout: write it as 45s")
		}
	}
	c.certificate(r)
	slices.SortFunc(r.problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return c, errors.Join(r.problems...)
}

func (c *fetchConnection) certificate(r *configReader) {
	certificate, given := r.take("client_cert_file")
	key, keyGiven := r.take("client_key_file")
	if !given && !keyGiven {
		return
	}
	if given != keyGiven {
		r.problems = append(r.problems, errors.New(r.file+": client_cert_file and client_key_file go together"))
		return
	}
	pair, err := tls.X509KeyPair(r.contents(certificate), r.contents(key))
	if err != nil {
		r.problem(certificate, "client_cert_file and client_key_file: %w", err)
		return
	}
	c.Certificate = &pair
}
