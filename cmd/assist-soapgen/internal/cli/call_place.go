package cli

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// place is where a call goes, and as whom.
type place struct {
	endpoint string
	embedded bool
	merchant soapclient.Merchant
	options  []soapclient.Option
	close    func()
}

// place decides by flag, config file and environment; what is left is the sandbox.
func (f *callFlags) place(s *session) (*place, error) {
	p := &place{endpoint: f.endpoint, close: func() {}}
	if f.config != "" {
		config, err := readMerchantConfig(f.config)
		if err != nil {
			return nil, &exitError{exitUsage, err}
		}
		for _, warning := range config.warnings {
			fmt.Fprintf(s.stderr, "assist-soapgen call: warning: %s\n", warning)
		}
		p.merchant, p.options = config.merchants[0], config.options
		if p.endpoint == "" {
			p.endpoint = config.endpoint
		}
		if p.endpoint == "" {
			return nil, usageError("--config %s names no endpoint; put endpoint=… into it or give --endpoint", f.config)
		}
		return p, nil
	}
	switch {
	case p.endpoint == "" && !f.dryRun:
		target, closeTarget, err := conformance.Embedded(sandbox.Config{})
		if err != nil {
			return nil, err
		}
		p.endpoint, p.embedded, p.merchant = target.Endpoint, true, target.Merchants[0]
		p.close = func() { _ = closeTarget() }
		return p, nil
	case p.endpoint == "":
		p.endpoint, p.embedded = "http://127.0.0.1:8642", true
	}
	p.merchant = merchantOfEnvironment()
	if p.embedded || p.merchant.ID == "" && onThisComputer(p.endpoint) {
		p.merchant = sandboxMerchant("")
	}
	return p, nil
}

func merchantOfEnvironment() soapclient.Merchant {
	return soapclient.Merchant{
		ID: os.Getenv("ASSIST_MERCHANT"), Login: os.Getenv("ASSIST_LOGIN"),
		Password: service.NewSecret(os.Getenv("ASSIST_PASSWORD")), SecretWord: service.NewSecret(os.Getenv("ASSIST_SECRET_WORD")),
	}
}

// sandboxMerchant returns the sandbox's merchant with an ID, the first one if it
// has none with it.
func sandboxMerchant(id string) soapclient.Merchant {
	return sandboxAccount(id).Merchant
}

// sandboxAccount returns the account with its keys.
func sandboxAccount(id string) conformance.Account {
	all := conformance.SandboxAccounts()
	for _, a := range all {
		if a.Merchant.ID == id {
			return a
		}
	}
	return all[0]
}

func onThisComputer(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// client makes a client for the place; credentials among the fields come first.
func (f *callFlags) client(s *session, p *place, in *callInput) (*soapclient.Client, error) {
	merchant, options := p.merchant, p.options
	if id := in.credentials.ID; id != "" && merchant.ID == sandboxMerchant("").ID && onThisComputer(p.endpoint) {
		account := sandboxAccount(id)
		if merchant = account.Merchant; account.Messages != nil {
			options = append(options, soapclient.WithSignedMessages(account.Messages))
		}
	}
	in.override(&merchant)
	for _, chosen := range [...]struct {
		flag  string
		texts []string
		with  func(string, string) soapclient.Option
	}{{"--variant", f.variants, soapclient.WithVariant}, {"--wrapper", f.wrappers, soapclient.WithWrapper}} {
		for _, text := range chosen.texts {
			path, name, ok := strings.Cut(text, "=")
			if !ok {
				return nil, fmt.Errorf("%s %q: write it as path=name", chosen.flag, text)
			}
			options = append(options, chosen.with(path, name))
		}
	}
	if f.trace {
		options = append(options, soapclient.WithHook(traceTo(s.stderr)))
	}
	client, err := soapclient.New(p.endpoint, merchant, options...)
	if err != nil && p.merchant.ID == "" {
		return nil, fmt.Errorf("%w\ngive the merchant with --config FILE or in ASSIST_MERCHANT, ASSIST_LOGIN, ASSIST_PASSWORD, ASSIST_SECRET_WORD", err)
	}
	return client, err
}
