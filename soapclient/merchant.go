package soapclient

import (
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Merchant is who calls: the identity and the keys the gateway gave out. It prints
// masked under every verb.
type Merchant struct {
	ID       string // Merchant_ID, digits
	Login    string // of the account for web services
	Password service.Secret
	// SecretWord is the "salt" of check values, set in the merchant's account.
	SecretWord service.Secret
	// SigningKey is the merchant's RSA key; nil: requests carry no signature. A key
	// in a hardware module is one too.
	SigningKey crypto.Signer
	// SignatureMethod is how the signature is made; the zero value is the documented S1.
	SignatureMethod checkvalue.Method
}

func (m *Merchant) credentials(gatewayKey *rsa.PublicKey) envelope.Credentials {
	credentials := envelope.Credentials{
		Merchant: m.ID, Login: m.Login, Password: m.Password, SecretWord: m.SecretWord,
		Signer: m.SigningKey, Method: m.SignatureMethod, GatewayKey: gatewayKey,
	}
	return credentials.Prepared()
}

func (m *Merchant) empty() bool {
	return m.ID == "" && m.Login == "" && m.Password.IsZero() && m.SecretWord.IsZero() && m.SigningKey == nil
}

// check reports everything a merchant lacks.
func (m *Merchant) check() error {
	var problems []error
	for _, need := range [...]struct {
		missing bool
		text    string
	}{
		{m.ID == "", "merchant: ID is empty; it is the Merchant_ID of the account"},
		{m.Login == "", "merchant: Login is empty; it is the login of the account for web services"},
		{m.Password.IsZero(), "merchant: Password is empty"},
		{m.SecretWord.IsZero(), "merchant: SecretWord is empty; without it no answer can be verified"},
	} {
		if need.missing {
			problems = append(problems, errors.New(need.text))
		}
	}
	if m.SigningKey != nil {
		if key, ok := m.SigningKey.Public().(*rsa.PublicKey); !ok || key == nil {
			problems = append(problems, fmt.Errorf("merchant: SigningKey is for %T; the gateway takes RSA signatures only", m.SigningKey.Public()))
		}
	}
	return errors.Join(problems...)
}

// String returns the identity and which keys there are.
func (m Merchant) String() string {
	key := "no signing key"
	if m.SigningKey != nil {
		key = "with signing key"
	}
	return fmt.Sprintf("merchant %s login %s password %s %s", m.ID, m.Login, m.Password, key)
}

// Format writes String for every verb: a key must not be printed by its fields.
func (m Merchant) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// LogValue returns the identity.
func (m Merchant) LogValue() slog.Value { return slog.StringValue(m.String()) }

// MarshalText returns the identity; a merchant cannot be read back from it.
func (m Merchant) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
