package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/checkvalue/signedmessage"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// Account is a merchant with what its program needs beside its credentials.
type Account struct {
	Merchant soapclient.Merchant
	// Messages opens the signed answers; nil: they have check values.
	Messages checkvalue.SignedMessages
}

// Proof makes what proves a text genuine, for placeholders such as {{checkvalue X}}.
type Proof func(x string) (string, error)

// signingWord is what cases call the first signing merchant; the others have a number
// behind it, from signing2 on.
const signingWord = "signing"

// merchantCalled returns the merchant that a case chooses by a word, and what opens the
// signed messages it gets.
func (t *Target) merchantCalled(word string) (soapclient.Merchant, checkvalue.SignedMessages, error) {
	number, signing := strings.CutPrefix(word, signingWord)
	switch {
	case word == "":
		return t.Merchants[0], nil, nil
	case word == "other" && len(t.Merchants) > 1:
		return t.Merchants[1], nil, nil
	case word == "other":
		return soapclient.Merchant{}, nil, fmt.Errorf("the target has no second merchant")
	case !signing:
		return soapclient.Merchant{}, nil, fmt.Errorf("merchant %q is unknown; there are other, signing, signing2 …", word)
	}
	n := 1
	if number != "" {
		var err error
		if n, err = strconv.Atoi(number); err != nil || n < 2 {
			return soapclient.Merchant{}, nil, fmt.Errorf("merchant %q is unknown; the second signing merchant is signing2", word)
		}
	}
	if n > len(t.Signing) {
		return soapclient.Merchant{}, nil, fmt.Errorf("the target has no merchant %s: it has %d that sign", word, len(t.Signing))
	}
	return t.Signing[n-1].Merchant, t.Signing[n-1].Messages, nil
}

// everyone lists all merchants of a target.
func (t *Target) everyone() []soapclient.Merchant {
	list := t.Merchants[:len(t.Merchants):len(t.Merchants)]
	for _, s := range t.Signing {
		list = append(list, s.Merchant)
	}
	return list
}

// signer changes how a step signs: with a key that is not the merchant's, with none, by
// another method.
func signer(st *Step, merchant *soapclient.Merchant) error {
	switch which := st.Options.Key("signing-key", ""); which {
	case "":
	case "none":
		merchant.SigningKey = nil
	case "stranger":
		merchant.SigningKey = sandbox.TestKey(sandbox.StrangerKey)
	default:
		return fmt.Errorf("signing-key %q is unknown; there are stranger and none", which)
	}
	if name := st.Options.Key("signature-method", ""); name != "" {
		method, err := checkvalue.ParseMethod(name)
		if err != nil {
			return err
		}
		merchant.SignatureMethod = method
	}
	return nil
}

// keyring changes what a step opens signed messages with: the keys of somebody else, or
// none.
func keyring(st *Step, messages checkvalue.SignedMessages) (checkvalue.SignedMessages, error) {
	switch which := st.Options.Key("gateway-key", ""); which {
	case "":
		return messages, nil
	case "none":
		return nil, nil
	case "stranger":
		return signedmessage.ParseKeyring([]byte(sandbox.NewNotary(sandbox.StrangerKey).Armored()))
	default:
		return nil, fmt.Errorf("gateway-key %q is unknown; there are stranger and none", which)
	}
}

// SandboxAccounts are the merchants of a sandbox that was not configured otherwise, as
// their programs know them, in the sandbox's order.
func SandboxAccounts() []Account {
	var list []Account
	for _, m := range sandbox.DefaultMerchants() {
		list = append(list, account(m))
	}
	return list
}

// sandboxSigning are those of them that sign.
func sandboxSigning() []Account {
	return slices.DeleteFunc(SandboxAccounts(), func(a Account) bool { return a.Merchant.SigningKey == nil })
}

func account(m sandbox.Merchant) Account {
	a := Account{Merchant: soapclient.Merchant{
		ID: m.ID, Login: m.Login, Password: service.NewSecret(m.Password), SecretWord: service.NewSecret(m.SecretWord),
	}}
	if m.PublicKey != nil {
		a.Merchant.SigningKey = sandbox.TestSigner()
		a.Merchant.SignatureMethod, _ = checkvalue.ParseMethod(m.Method) // the sandbox has checked it
	}
	if m.SignedAnswers {
		if keyring, err := signedmessage.ParseKeyring([]byte(sandbox.NewNotary(sandbox.GatewayKey).Armored())); err == nil { // but in FIPS-only mode
			a.Messages = keyring
		}
	}
	return a
}

// sandboxProofs make what only the sandbox's gateway, or somebody who would like to be
// it, can make. signed: a signed message; forged: one of a key that nobody knows;
// altered: one whose text was changed after it was signed. signature: that of a signing
// merchant, by S1.
func sandboxProofs() map[string]Proof {
	key := sandbox.TestSigner()
	gateway, stranger := sandbox.NewNotary(sandbox.GatewayKey), sandbox.NewNotary(sandbox.StrangerKey)
	return map[string]Proof{
		"signed":    func(x string) (string, error) { return gateway.Message(x, time.Now()), nil },
		"forged":    func(x string) (string, error) { return stranger.Message(x, time.Now()), nil },
		"altered":   func(x string) (string, error) { return gateway.Altered(x, time.Now()), nil },
		"signature": func(x string) (string, error) { return checkvalue.Sign(key, checkvalue.S1, x) },
	}
}
