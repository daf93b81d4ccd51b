package workload

import (
	"slices"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/silentpay"
	"github.com/assist-soap/toolkit/service"
)

// Service returns the description of W.
func Service() *service.Service {
	s := silentpay.Service
	s.Operations = slices.Clone(s.Operations)
	op := &s.Operations[0]
	op.Request.Digests = digest(service.Term{Field: "merchant_id"}, service.Term{Field: "ordernumber"}, service.Term{Field: "orderamount"},
		service.Term{Field: "ordercurrency"}, service.Term{Field: "recurringmaxamount"})
	op.Response.Digests = digest(service.Term{Field: "merchant_id", From: service.FromRequest}, service.Term{Field: "ordernumber"},
		service.Term{Field: "orderamount"}, service.Term{Field: "ordercurrency"}, service.Term{Field: "orderstate"})
	return &s
}

func digest(terms ...service.Term) []service.Digest {
	return []service.Digest{{Kind: service.CheckValue, Field: "signature", Variants: []service.Variant{{Name: "base", Delimiter: ";", Terms: terms}}}}
}

// Keys of the merchant of W: those of the sandbox.
const (
	merchantID = "123456"
	login      = "sandbox_login"
	password   = "sandbox_pass1"
	secretWord = "TestSalt"
)

// Credentials are the merchant's for an [envelope.Codec].
func Credentials() *envelope.Credentials {
	return &envelope.Credentials{Merchant: merchantID, Login: login, Password: service.NewSecret(password), SecretWord: service.NewSecret(secretWord)}
}
