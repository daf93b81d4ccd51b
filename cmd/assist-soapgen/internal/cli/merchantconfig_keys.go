package cli

import (
	"fmt"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/checkvalue/signedmessage"
	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/soapclient"
)

// keys reads the keys of a merchant's signatures: its own and those of the gateway. What
// opens signed messages is nil when none is named.
func (r *configReader) keys(prefix string, merchant *soapclient.Merchant) checkvalue.SignedMessages {
	if line, ok := r.take(prefix + "signature_method"); ok {
		method, err := checkvalue.ParseMethod(line.value)
		if err != nil {
			r.problem(line, "%w", err)
		}
		merchant.SignatureMethod = method
	}
	if line, ok := r.take(prefix + "key_file"); ok {
		key, err := checkvalue.ParsePrivateKey(r.contents(line))
		if err != nil {
			r.problem(line, "%w", err)
		} else {
			merchant.SigningKey = key
		}
		r.warnIfOpen(r.beside(line.value))
	}
	line, ok := r.take(prefix + "gateway_keyring_file")
	if !ok {
		return nil
	}
	keyring, err := signedmessage.ParseKeyring(r.contents(line))
	if err != nil {
		r.problem(line, "%w", err)
		return nil
	}
	return keyring
}

// gatewayKey reads the key of plain RSA signatures.
func (r *configReader) gatewayKey() {
	if line, ok := r.take("gateway_key_file"); ok {
		key, err := checkvalue.ParsePublicKey(r.contents(line))
		if err != nil {
			r.problem(line, "%w", err)
		}
		r.option(soapclient.WithGatewayKey(key))
	}
}

// signing reads the merchant that conform's cases call "signing".
func (r *configReader) signing() {
	if !r.has(signingPrefix) {
		return
	}
	account := conformance.Account{Merchant: r.merchant(signingPrefix)}
	account.Messages = r.keys(signingPrefix, &account.Merchant)
	if account.Merchant.SigningKey == nil || account.Messages == nil {
		r.problems = append(r.problems, fmt.Errorf("%s: a signing merchant needs signing.key_file and signing.gateway_keyring_file", r.file))
	}
	r.config.signing = append(r.config.signing, account)
}

const signingPrefix = "signing."
