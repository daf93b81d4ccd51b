package checkvalue

import (
	"crypto"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// Method is a way to sign MD5(X) with RSA. The documents say "MD5, then RSA, then
// BASE64" and public clients read that in several ways; assist-clients.md section
// 2.3 numbers them.
type Method uint8

// The methods. S1 is what the documents and the vendor's Android library do.
const (
	S1 Method = iota // PKCS#1 v1.5 over the DigestInfo of MD5(X): openssl dgst -md5 -sign
	S2               // PKCS#1 v1.5 over the 16 bytes of MD5(X), no DigestInfo: the vendor's iOS demo
	S3               // S1 over the lower-case hexadecimal text of MD5(X): a shop module
)

var methodNames = [...]string{"S1", "S2", "S3"}

// String returns S1, S2 or S3.
func (m Method) String() string {
	if int(m) < len(methodNames) {
		return methodNames[m]
	}
	return fmt.Sprintf("Method(%d)", uint8(m))
}

// ParseMethod reads S1, S2 or S3; "" is S1.
func ParseMethod(name string) (Method, error) {
	for m, known := range methodNames {
		if strings.EqualFold(name, known) {
			return Method(m), nil
		}
	}
	if name == "" {
		return S1, nil
	}
	return 0, fmt.Errorf("signature method %q: the methods are %s", name, strings.Join(methodNames[:], ", "))
}

// digest returns what is signed for X and the hash that its DigestInfo names.
func (m Method) digest(x []byte) ([]byte, crypto.Hash, error) {
	sum := md5.Sum(x)
	switch m {
	case S1:
		return sum[:], crypto.MD5, nil
	case S2:
		return sum[:], 0, nil
	case S3:
		twice := md5.Sum([]byte(hex.EncodeToString(sum[:])))
		return twice[:], crypto.MD5, nil
	}
	return nil, 0, fmt.Errorf("signature method %s: the methods are %s", m, strings.Join(methodNames[:], ", "))
}

// Sign signs x and returns the signature in base64, on one line. The signer's key
// must be RSA; a *rsa.PrivateKey from [ParsePrivateKey] is one, a signer in a
// hardware module another. One signature of 1024 bits takes about 0.4 ms: sign
// outside of locks. It returns [ErrFIPS] in FIPS-only mode.
func Sign(signer crypto.Signer, m Method, x string) (string, error) {
	if err := md5Allowed(); err != nil {
		return "", err
	}
	if signer == nil {
		return "", errors.New("signature: no key to sign with: give the merchant's RSA private key")
	}
	pub, ok := signer.Public().(*rsa.PublicKey)
	if !ok {
		return "", fmt.Errorf("signature: the key is a %T; the gateway takes RSA only", signer.Public())
	}
	digest, hash, err := m.digest([]byte(x))
	if err != nil {
		return "", err
	}
	raw, err := signer.Sign(rand.Reader, digest, hash)
	if err != nil {
		return "", fmt.Errorf("signature: %w", explainSize(pub, err))
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

// ErrSignature says that a signature is not that of the text under the key.
var ErrSignature = errors.New("signature: it does not match the text under this key")

// VerifySignature checks a signature in base64, which may be broken into lines. It
// returns [ErrSignature] if it does not match.
func VerifySignature(pub *rsa.PublicKey, m Method, x, sig string) error {
	if err := md5Allowed(); err != nil {
		return err
	}
	raw, err := decodeSignature(sig)
	if err != nil {
		return err
	}
	digest, hash, err := m.digest([]byte(x))
	if err != nil {
		return err
	}
	err = rsa.VerifyPKCS1v15(pub, hash, digest, raw)
	if errors.Is(err, rsa.ErrVerification) {
		return ErrSignature
	}
	if err != nil {
		return fmt.Errorf("signature: %w", explainSize(pub, err))
	}
	return nil
}

// decodeSignature drops line breaks and blanks first: Java's encoder breaks lines
// every 76 characters and the gateway tolerates it (K1).
func decodeSignature(sig string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(sig), ""))
	if err != nil {
		return nil, fmt.Errorf("signature: it is not base64: %w", err)
	}
	return raw, nil
}

// minBits is the smallest modulus that crypto/rsa works with by default. The limit
// counts real bits: a key sold as 1024 bits may have a modulus of 1023.
const minBits = 1024

// explainSize adds the remedy to crypto/rsa's refusal of small keys. A library
// cannot lift the limit, only a program or its environment can.
func explainSize(pub *rsa.PublicKey, err error) error {
	if bits := pub.N.BitLen(); bits < minBits {
		return fmt.Errorf("the RSA key has %d bits and Go refuses keys under %d: get a larger key, or set GODEBUG=rsa1024min=0 (%w)", bits, minBits, err)
	}
	return err
}
