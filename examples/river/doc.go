// Package riverpay pays many subscriptions on many machines with River, a job queue in
// PostgreSQL: each payment once, whatever crashes. README.md explains the parts; the
// tests run them against a PostgreSQL and the sandbox of the gateway.
package riverpay
