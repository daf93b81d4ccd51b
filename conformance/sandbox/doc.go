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
// Time is the sandbox's own: [Clock] can be advanced, so that bills expire and slow
// payments settle without waiting. Numbers and tokens come from a seed, so that two
// runs give the same ones.
package sandbox
