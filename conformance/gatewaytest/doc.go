// Package gatewaytest is for the tests of programs that use the toolkit: a gateway of
// their own on loopback, whose clock stands until the test moves it; builders of
// requests; and assertions about what arrived and what came of it.
//
//	gateway := gatewaytest.New(t)
//	shop := NewShop(gateway.Client())
//	shop.Checkout(ctx, "A-17", "100.10", gatewaytest.Declined)
//	gateway.WantSent("silentpay.pay", 1)
//	gateway.WantOrder("A-17", "Declined")
//
// The gateway is the sandbox of the conformance suite (package sandbox). A test may run in
// parallel with others: each has its own. examples/checkout is a whole program with its
// tests.
package gatewaytest
