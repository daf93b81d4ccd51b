// Package recording keeps the exchanges of a conformance run on disk and answers from
// them later. What must not be shown is masked before a byte reaches the disk, and the
// request of a replay is masked in the same way before it is compared, so that masking
// never keeps a recording from matching.
//
// Masks are tokens, masked(cardnumber.1), numbered by first appearance within a case:
// the same card number has the same token all through it, and a replay with other
// secrets makes the same tokens. When an answer is replayed, tokens become the values
// of the request that is being answered.
//
// A recording is a directory: recording.json says what was recorded and holds the
// digest of every file; each case has one file under its name.
package recording
