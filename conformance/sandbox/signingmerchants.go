package sandbox

// SigningMerchants returns the merchants that sign their requests, with the [TestKey] of
// [SigningKey], and get signed answers. They differ in what documents and clients
// contradict each other about: the first has our defaults, the others have between them
// every method and every reading of a text to be signed that the gateway could want.
func SigningMerchants() []Merchant {
	return []Merchant{
		signingMerchant("700001", MethodS1, nil),
		signingMerchant("700002", MethodS2, map[string][]string{
			"silentpay.pay.request.signature":               {"no-delimiter"},
			"tokenpay.pay.request.signature":                {"no-delimiter"},
			"payrequest.create.request.signature":           {"no-delimiter"},
			"silentpay.pay.response.signed-message":         {"no-delimiter"},
			"charge.charge.response.signed-message":         {"no-delimiter"},
			"recurrent.pay.response.signed-message":         {"no-delimiter"},
			"wscancel.cancel.response.signed-message":       {"no-delimiter"},
			"get3dsec.continue.response.signed-message":     {"no-delimiter"},
			"get3dsecver2.continue.response.signed-message": {"no-delimiter"},
			"tokenpay.pay.response.signed-message":          {"commas"},
			"orderstate.query.response.signed-message":      {"commas"},
			"orderresult.query.response.signed-message":     {"commas"},
			"notification.push.request.signed-message":      {"commas"},
		}),
		signingMerchant("700003", MethodS3, map[string][]string{
			"silentpay.pay.request.signature":          {"with-customernumber"},
			"payrequest.create.request.signature":      {"four-fields"},
			"charge.charge.response.signed-message":    {"operation-amount"},
			"wscancel.cancel.response.signed-message":  {"order-amount"},
			"notification.push.request.signed-message": {"order-amount"},
		}),
	}
}

func signingMerchant(id, method string, variants map[string][]string) Merchant {
	return Merchant{
		ID: id, Name: "Signing shop " + method, Login: "signing_login_" + method[1:],
		Password: "signing_pass" + method[1:], SecretWord: "SignSalt" + method[1:], Currency: "RUB",
		PublicKey: signingKey(), Method: method, SignedAnswers: true, Variants: variants,
	}
}
