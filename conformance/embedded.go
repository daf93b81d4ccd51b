package conformance

import (
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/soapclient"
)

// Embedded starts a sandbox on a free loopback port and returns it as a target, and
// the function that ends it.
func Embedded(config sandbox.Config) (Target, func() error, error) {
	sb, err := sandbox.New(config)
	if err != nil {
		return Target{}, nil, err
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		return Target{}, nil, err
	}
	target := Target{
		Name: "embedded sandbox", Endpoint: sb.URL(), Offers: []string{"sandbox", "clock"},
		Advance: sb.Clock().Advance, Now: sb.Clock().Now, Proofs: sandboxProofs(),
	}
	target.Merchants = clientMerchants(config.Merchants)
	if config.Merchants == nil {
		target.Signing = sandboxSigning()
	}
	return target, sb.Close, nil
}

// clientMerchants are the accounts of a sandbox as a client knows them; nil are the
// default ones.
func clientMerchants(merchants []sandbox.Merchant) []soapclient.Merchant {
	if merchants == nil {
		merchants = sandbox.DefaultMerchants()
	}
	var out []soapclient.Merchant
	for _, m := range merchants {
		out = append(out, account(m).Merchant)
	}
	return out
}
