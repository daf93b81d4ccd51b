// Package coverage counts what of the descriptions a run has really exercised: sealed
// requests that were sent, answers that were decoded, refusals that were read. What a
// case file mentions does not count.
//
// For most uses: make a [Meter] of the services, hand it every [Exercise], read the
// [Summary].
package coverage
