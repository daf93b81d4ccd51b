package checkvalue

import (
	"bytes"
	"crypto/md5"
	"crypto/rsa"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
)

// digestInfo is what PKCS#1 v1.5 puts before a digest to name its hash (RFC 8017, 9.2).
type digestInfo struct {
	hash   string
	prefix []byte
	size   int
}

func digestInfos() []digestInfo {
	return []digestInfo{
		{"MD5", []byte{0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00, 0x04, 0x10}, 16},
		{"SHA-1", []byte{0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14}, 20},
		{"SHA-256", []byte{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20}, 32},
	}
}

// DetectMethod says in which way a signature of x was made, by recovering the
// padded block with the public key. If it is none of the methods, the error says
// what is in the block: a digest of another text, another hash, or nothing that
// this key's owner signed.
func DetectMethod(pub *rsa.PublicKey, x, sig string) (Method, error) {
	if err := md5Allowed(); err != nil {
		return 0, err
	}
	raw, err := decodeSignature(sig)
	if err != nil {
		return 0, err
	}
	payload, err := recoverPayload(pub, raw)
	if err != nil {
		return 0, err
	}
	return methodOf(payload, []byte(x))
}

func methodOf(payload, x []byte) (Method, error) {
	hash, digest := splitPayload(payload)
	sum := md5.Sum(x)
	twice := md5.Sum([]byte(hex.EncodeToString(sum[:])))
	switch {
	case hash == "MD5" && bytes.Equal(digest, sum[:]):
		return S1, nil
	case hash == "" && bytes.Equal(digest, sum[:]):
		return S2, nil
	case hash == "MD5" && bytes.Equal(digest, twice[:]):
		return S3, nil
	case hash == "MD5":
		return 0, fmt.Errorf("signature: made with this key, method S1 or S3, but over another text: %w", ErrSignature)
	case hash == "" && len(digest) == md5.Size:
		return 0, fmt.Errorf("signature: made with this key, method S2, but over another text: %w", ErrSignature)
	case hash == "":
		return 0, fmt.Errorf("signature: made with this key, but over %d bytes that are no MD5 digest: sign MD5(X)", len(digest))
	}
	return 0, fmt.Errorf("signature: made with this key, but over a %s digest: the gateway wants MD5", hash)
}

// splitPayload separates DigestInfo and digest; hash is "" if there is no DigestInfo.
func splitPayload(payload []byte) (hash string, digest []byte) {
	for _, info := range digestInfos() {
		if rest, ok := bytes.CutPrefix(payload, info.prefix); ok && len(rest) == info.size {
			return info.hash, rest
		}
	}
	return "", payload
}

// recoverPayload undoes the private operation and the padding 00 01 FF … FF 00. Only
// public values are involved, so big.Int's timing gives nothing away.
func recoverPayload(pub *rsa.PublicKey, raw []byte) ([]byte, error) {
	if len(raw) != pub.Size() {
		return nil, fmt.Errorf("signature: it has %d bytes, those of this key have %d: it is cut, or another key's", len(raw), pub.Size())
	}
	number := new(big.Int).SetBytes(raw)
	if number.Cmp(pub.N) >= 0 {
		return nil, errNotPadded
	}
	block := number.Exp(number, big.NewInt(int64(pub.E)), pub.N).FillBytes(make([]byte, pub.Size()))
	rest, ok := bytes.CutPrefix(block, []byte{0, 1})
	if !ok {
		return nil, errNotPadded
	}
	payload := bytes.TrimLeft(rest, "\xff")
	if len(rest)-len(payload) < 8 || len(payload) == 0 || payload[0] != 0 {
		return nil, errNotPadded
	}
	return payload[1:], nil
}

var errNotPadded = errors.New("signature: under this key it is no PKCS#1 v1.5 block: another key made it, or another scheme (PSS, Ed25519)")
