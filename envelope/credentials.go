package envelope

import (
	"crypto"
	"crypto/rsa"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// Credentials are the merchant's identity and keys. It prints masked.
type Credentials struct {
	Merchant   string         // Merchant_ID, digits
	Login      string         // of the account for web services
	Password   service.Secret // 8 to 20 characters for most services
	SecretWord service.Secret // the "salt" of check values
	// Signer signs requests with the merchant's RSA key; nil: requests are not signed.
	Signer crypto.Signer `json:"-" xml:"-"`
	// Method is how the signature is made; the zero value is the default, S1.
	Method checkvalue.Method
	// GatewayKey verifies signatures of answers; nil: they are not verified.
	GatewayKey *rsa.PublicKey
	// Messages opens the OpenPGP signed messages of answers, as package
	// checkvalue/signedmessage does; nil: they are not verified.
	Messages checkvalue.SignedMessages `json:"-" xml:"-"`

	key checkvalue.Key // of SecretWord; see Prepared
}

// Prepared returns the credentials with their secret word made ready once for many
// calls, as a client keeps them. Another SecretWord put into them does not count; a
// word that cannot be used is refused when it is needed.
func (c Credentials) Prepared() Credentials {
	c.key, _ = checkvalue.NewKey(c.SecretWord)
	return c
}

// word returns the secret word made ready.
func (c *Credentials) word() (checkvalue.Key, error) {
	if c.key.IsZero() {
		return checkvalue.NewKey(c.SecretWord)
	}
	return c.key, nil
}

// fill puts the credentials into the fields that play their roles and reports
// what is missing or contradicts the record.
func (p *messagePlan) fill(r *service.Record, cred *Credentials) []Problem {
	var problems []Problem
	for _, slot := range [...]struct {
		role  service.Role
		value string
		rule  string
	}{
		{service.RoleMerchant, cred.Merchant, "merchant"},
		{service.RoleLogin, cred.Login, "login"},
		{service.RolePassword, cred.Password.Reveal(), "password"},
	} {
		i := p.roleField(slot.role)
		if i < 0 {
			continue
		}
		field, v := &r.Fields()[i], &r.Values()[i]
		set := v.State == service.Present && v.Text != ""
		switch {
		case slot.value == "" && !set && !field.Has(service.Optional):
			problems = append(problems, Problem{field.Name, "credentials", "the credentials hold no " + slot.rule + "; configure it in the client"})
		case slot.value == "":
		case set && slot.role == service.RoleMerchant && v.Text != slot.value:
			problems = append(problems, Problem{field.Name, "credentials", "the request names another merchant than the credentials; leave the field out or use that merchant's client"})
		default:
			*v = service.Value{State: service.Present, Text: slot.value}
		}
	}
	return problems
}
