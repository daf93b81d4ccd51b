// Package workload is workload W of the benchmarks: one payment with card data as it
// looks on the wire, 40 fields each way, and a list of operations that grows. It is for
// benchmarks and tests only.
//
// The service is silentpay as generated, with one change: its request and its answer
// carry a check value in the field signature, so that a call is digested and verified
// with what every service of the gateway has and no RSA key hides the rest.
package workload
