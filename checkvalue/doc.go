// Package checkvalue composes the canonical string X of a message from its recipe
// (a [service.Variant]) and its record, computes and verifies the check value and
// the RSA signature over X, and explains a value that does not match.
//
// The texts that are digested are the texts of the record, which are the texts on
// the wire: nothing is re-formatted, 10 and 10.00 have different check values.
//
//	X           = the terms of the recipe, joined by its delimiter
//	check value = UPPER(md5hex(UPPER(md5hex(secret word) + md5hex(X))))   (S0, S1)
//	signature   = base64(RSA(md5(X))), in one of the ways of [Method]     (S1, S4, D29)
//
// MD5 and 1024-bit RSA are what the gateway's protocol prescribes, not a choice.
// The check value protects the fields in X only, and only against those who do not
// know the secret word.
//
// Everything here is a pure function of its arguments and safe for concurrent use.
package checkvalue
