// Package soapclient calls web services of the gateway safely: it fills in
// credentials, check values and signatures, sends a request at most once unless
// the description says that repeating is harmless, verifies the answer and says
// what became of the payment.
//
// For most uses: make one [Client] with [New], keep it for the life of the
// program, and hand it to the generated clients:
//
//	client, err := soapclient.New("https://payments.t.paysecure.ru", soapclient.Merchant{
//		ID: "123456", Login: "login", Password: password, SecretWord: secretWord,
//	})
//	bills := createbill.NewClient(client)
//	created, err := bills.Create(ctx, &createbill.CreateRequest{ … })
//
// # What came back
//
// A nil error means that the gateway answered and that the answer was verified;
// [service.Result] in it tells succeeded, refused, pending and action required
// apart. A refusal by the bank is a result, not an error.
//
// [*InvalidRequestError]: we did not send it; all problems are listed.
// [*GatewayError]: the gateway refused the request and did nothing.
// [*TransportError]: no trustworthy answer came; its Sent says whether any byte
// of the request may have left. [*OutcomeUnknownError]: the operation may have
// been carried out and nobody told us. Do not send it again: ask the operation it
// names, with the key it names. Every error is safe to log.
//
// # Other forms, and lists
//
// [As] sends one call as key=value or JSON and asks for an answer in XML, CSV or JSON,
// where the documents offer it; everything else stays the same. [Client.Stream] hands
// over the records of a long list as they arrive.
//
// # What the client does not do
//
// It follows no redirect, asks no proxy that was not configured, lets net/http
// repeat nothing, speaks no TLS below 1.2 and has no switch that turns
// verification of certificates off.
package soapclient
