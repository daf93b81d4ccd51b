package checkvalue

import (
	"crypto/fips140"
	"crypto/md5"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Size is the length of a check value: 32 hexadecimal digits.
const Size = 2 * md5.Size

// ErrNoSecretWord is returned where a check value is wanted and the secret word is empty.
var ErrNoSecretWord = errors.New("the secret word is empty: give the one set in the merchant's account (Assist calls it the secret word, or salt)")

// Key is a secret word prepared for computing check values: its MD5 is computed
// once. Make it with [NewKey]; the zero Key computes nothing. A Key can be guessed
// at offline by whoever sees it, so it prints as a mask.
type Key struct {
	// Behind a func no printer or comparer can look at it, as in service.Secret.
	reveal func() *[Size]byte
}

// NewKey prepares a secret word. It returns [ErrNoSecretWord] for an empty one and
// [ErrFIPS] in FIPS-only mode.
func NewKey(secretWord service.Secret) (Key, error) {
	if secretWord.IsZero() {
		return Key{}, ErrNoSecretWord
	}
	if err := md5Allowed(); err != nil {
		return Key{}, err
	}
	var digest [Size]byte
	appendHexMD5(digest[:0], []byte(secretWord.Reveal()))
	return Key{func() *[Size]byte { return &digest }}, nil
}

// IsZero reports whether the key holds no secret word.
func (k Key) IsZero() bool { return k.reveal == nil }

// Append appends the check value of x, 32 upper-case hexadecimal digits, to dst. It
// allocates nothing if dst has room. The zero Key appends nothing, and neither does
// any key in FIPS-only mode; [Equal] takes an empty value for equal to none.
func (k Key) Append(dst, x []byte) []byte {
	if k.reveal == nil || fips140.Enforced() {
		return dst
	}
	var inner [2 * Size]byte
	copy(inner[:], k.reveal()[:])
	appendHexMD5(inner[:Size], x)
	return appendHexMD5(dst, inner[:])
}

// Compute returns the check value of x; see [Key.Append].
func (k Key) Compute(x string) string {
	var room [512]byte
	var value [Size]byte
	return string(k.Append(value[:0], append(room[:0], x...)))
}

// String returns a mask.
func (k Key) String() string {
	if k.IsZero() {
		return ""
	}
	return "***"
}

// Format writes a mask for every verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, k.String()) }

// MarshalText returns a mask.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Compute returns the check value of x (S0, S1): 32 upper-case hexadecimal digits,
// or "" where [NewKey] would return an error. Who computes often keeps a [Key].
func Compute(secretWord service.Secret, x string) string {
	key, err := NewKey(secretWord)
	if err != nil {
		return ""
	}
	return key.Compute(x)
}

// Equal compares two check values in constant time. Surrounding blanks (the
// documents' own samples have them) and the case of the digits do not count. A text
// that is not 32 characters long equals nothing.
func Equal(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if len(a) != Size || len(b) != Size {
		return false
	}
	var foldedA, foldedB [Size]byte
	for i := range Size {
		foldedA[i], foldedB[i] = upperHex(a[i]), upperHex(b[i])
	}
	return subtle.ConstantTimeCompare(foldedA[:], foldedB[:]) == 1
}

// upperHex makes a-f A-F without a branch on the value.
func upperHex(c byte) byte { return c &^ (c >> 1 & 0x20) }

const upperDigits = "0123456789ABCDEF"

// appendHexMD5 appends MD5(text) in upper-case hexadecimal digits. The inner digests
// may be upper-cased one by one: the protocol upper-cases their concatenation.
func appendHexMD5(dst, text []byte) []byte {
	sum := md5.Sum(text)
	for _, b := range sum {
		dst = append(dst, upperDigits[b>>4], upperDigits[b&15])
	}
	return dst
}
