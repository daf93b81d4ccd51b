// Package evidence packs a conformance run into one archive that anybody can verify
// without a network: all reports, the masked recording, the cases, the contracts and the
// list of known failures, under a manifest with the SHA-256 of each.
//
// The digest of the manifest stands for the whole archive. Whoever is handed a bundle
// compares it with the one that the run printed; see [Verify].
package evidence
