package sandbox

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// The ways to sign MD5 of X with RSA and PKCS #1 v1.5 that are in use
// (assist-clients.md 2.3).
const (
	MethodS1 = "S1" // with the DigestInfo of MD5, as the vendor's Android code signs (K1)
	MethodS2 = "S2" // the bare 16 bytes, as its iOS demo does (K2)
	MethodS3 = "S3" // as S1 over the hexadecimal text of MD5, as a shop module does
)

func methods() []string { return []string{MethodS1, MethodS2, MethodS3} }

// method is how the merchant has to sign.
func (m *Merchant) method() string {
	if m.Method == "" {
		return MethodS1
	}
	return m.Method
}

// signed reports whether a signature is that of X by a method.
func signed(key *rsa.PublicKey, method, x string, signature []byte) bool {
	sum, hash := md5.Sum([]byte(x)), crypto.MD5
	switch method {
	case MethodS2:
		hash = 0
	case MethodS3:
		sum = md5.Sum([]byte(hex.EncodeToString(sum[:])))
	}
	return rsa.VerifyPKCS1v15(key, hash, sum[:], signature) == nil
}

// verifySignature checks the RSA signature of a request (S4).
func verifySignature(in *input, m *Merchant, d *service.Digest) *refusal {
	if m.PublicKey == nil {
		if in.sent(d.Field) {
			in.note("%s was not verified: the sandbox has no public key of merchant %s", d.Field, m.ID)
		}
		return nil
	}
	field := fieldCalled(in.requestType(), d.Field)
	if !in.sent(d.Field) && in.sent("checkvalue") {
		return nil // either will do
	}
	if !in.sent(d.Field) {
		return refuse(firstMissing, secondCode(field), "%s was not sent, but the merchant has a key", d.Field)
	}
	signature, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(in.get(d.Field)), ""))
	if err != nil {
		return refuse(firstFormat, secondCode(field), "%s is not base64", d.Field)
	}
	variants := accepted(in, m, d)
	for i := range variants {
		if signed(m.PublicKey, m.method(), canonical(&variants[i], slots(&variants[i], in.lookup, nil)), signature) {
			return nil
		}
	}
	v := &variants[0]
	return refuse(firstDigest, secondCode(field), "%s does not verify: expected by %s over X = %s%s",
		d.Field, m.method(), maskedX(in.requestType(), v, slots(v, in.lookup, nil)), likelySlip(in, m, d, signature))
}

// likelySlip tries the methods and readings that were not accepted.
func likelySlip(in *input, m *Merchant, d *service.Digest, signature []byte) string {
	for i := range d.Variants {
		v := &d.Variants[i]
		x := canonical(v, slots(v, in.lookup, nil))
		at := slices.IndexFunc(methods(), func(method string) bool { return signed(m.PublicKey, method, x, signature) })
		switch {
		case at < 0:
		case methods()[at] != m.method():
			return "; it fits method " + methods()[at] + ", which is not set for this merchant"
		default:
			return "; it fits the reading " + v.Name + ", which is not enabled for this merchant"
		}
	}
	return ""
}
