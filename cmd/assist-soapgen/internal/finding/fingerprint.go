package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Fingerprint is 12 hexadecimal digits of the rule, the semantic path and the
// semantic values of a finding. Positions, prefixes and white space are in none of
// them, so it survives reformatting, and an approval survives with it.
func Fingerprint(rule, path string, values []Value) string {
	parts := []string{rule, path}
	for _, v := range values {
		parts = append(parts, v.Name+"="+v.Text)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])[:12]
}
