// Package temporalpay pays many subscriptions with Temporal: each payment is a workflow of
// its own, made once, whatever crashes. README.md explains the parts; the tests run them
// in Temporal's test environment against the sandbox of the gateway.
package temporalpay
