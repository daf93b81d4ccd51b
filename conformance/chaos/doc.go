// Package chaos proves docs/worst-day.md: what a client says about an operation is
// what the gateway's ledger says, whatever happens in between, and nothing is sent
// twice.
//
// Three proofs share one table of operations and the sandbox's table of faults:
//
//   - the matrix ([Matrix]): for every operation and every fault the required verdict,
//     written down as data and tried over a real connection;
//   - schedules ([Run]): seeded random sequences of calls, faults, crashes, power cuts
//     and restarts in virtual time, checked against the ledger, shrunk when they fail;
//   - kills ([Kill]): a real process that is killed (SIGKILL) in the middle of a batch.
//
// conformance/chaos/cmd/chaos runs the last two and prints the figures.
package chaos
