// Package sandbox is a stateful emulator of the Assist payment gateway for the
// loopback interface: web services, payment pages and a merchant's ledger in one
// [http.Handler].
//
// It is driven by the same tables as the client (package service), so it reads,
// checks and answers whatever a description says; but it shares no code with the
// client: it parses with etree and computes digests in its own few lines, or an
// error of ours would be confirmed by itself. What is special to a service lives in
// a file named after it.
//
//	sb, err := sandbox.New(sandbox.Config{})
//	…
//	if err := sb.Start("127.0.0.1:0"); err != nil { … }
//	defer sb.Close()
//	endpoint := sb.URL()
//
// One ledger lies under all services: an order that tokenpay opened is confirmed by
// charge, given back by wscancel and told by orderresult. Requests come in SOAP, as form
// or in JSON, answers go out in SOAP, XML, CSV and JSON, as the descriptions offer them.
// Of the notification the sandbox is the client: it reports every finished operation to
// [Merchant.NotifyURL], by itself when it was started, else by [Sandbox.Deliver].
//
// Where the documents are silent the sandbox chooses; the choices are listed in
// README.md beside this file, and marked inferred where they are made.
//
// Time is the sandbox's own: [Clock] can be advanced, so that bills expire and slow
// payments settle without waiting. Numbers and tokens come from a seed, so that two
// runs give the same ones.
package sandbox
