// Package signedmessage reads and verifies the signature of answers to merchants of
// type "PGP": no RSA over X, as the documents read, but a complete OpenPGP signed
// message that holds its own text (recorded in a genuine answer of 2016;
// assist-clients.md 2.4, fact of class B).
//
//	keyring, err := signedmessage.ParseKeyring(gatewayKey) // armored or binary
//	keys := checkvalue.Keys{Messages: keyring}
//	variant, err := checkvalue.Verify(digest, keys, answer, request)
//
// verifies the signature and then every value of the text against the answer. Both
// are needed: a genuine message copied into another answer has a good signature.
//
// What it protects: the values named by the recipe (billnumber, ordernumber,
// responsecode, amount, currency, meannumber, approvalcode, orderstate, packetdate)
// and nothing else of the answer. The packet's time is surfaced as [Message.Time];
// whether it is recent is for the caller to judge.
//
// Without a key, a nil *[Keyring] still tells whether text and answer agree. That is
// reported as [checkvalue.ErrUnverified], "consistent, not verified", never as verified.
//
// # Old algorithms
//
// The recorded message is DSA with SHA-1, which OpenPGP libraries refuse by default.
// Here DSA keys are accepted, and SHA-1 for them alone: keys of that generation (160
// bit) can sign nothing longer. A message of any other key must use SHA-2. MD5 and
// RIPEMD-160 are refused always, RSA under 1024 bits too. Keys without key flags, as
// some programs of that time made, count as able to sign; a keyring holds the keys its
// owner chose.
//
// The package is apart from checkvalue because it needs github.com/ProtonMail/go-crypto.
package signedmessage
