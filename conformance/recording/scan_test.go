package recording

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/service"
)

func TestScan_FindsSeededLeaks(t *testing.T) {
	for name, text := range map[string]string{
		"plain": card, "spaced": "4111 1111 1111 1111", "dashed": "4111-1111-1111-1111", "percent": "%34111111111111111", "entity": "&#52;111111111111111",
		"split by tags": "4111<b>1111</b>11111111", "base64": base64.StdEncoding.EncodeToString([]byte("pan " + card)), "hex": hex.EncodeToString([]byte(card)),
		"track": ";" + card + "=30121010000000000000?", "secret": "x" + secret + "x", "secret in base64": base64.StdEncoding.EncodeToString([]byte("the " + secret + " it is")),
	} {
		if leaks, err := Scan(fstest.MapFS{"a/b.json": {Data: []byte("{" + text + "}")}}, []string{secret}, nil); err != nil || len(leaks) == 0 || strings.Contains(leaks[0], card) {
			t.Errorf("%s: got %v, %v", name, leaks, err)
		}
	}
	for name, text := range map[string]string{
		"date": "20150610115527", "amount": "100.10", "check value": "0123456789ABCDEF4111111111111111", "sha256": strings.Repeat("411111111111111a", 4), "masked": "411111****1111",
		"neighbours": "<d>19:13:45</d><a x=\"y\">1234567890123.45</a>",
	} {
		if leaks, err := Scan(fstest.MapFS{"a": {Data: []byte(" " + text + " ")}}, []string{secret}, nil); err != nil || len(leaks) > 0 {
			t.Errorf("%s: got %v, %v", name, leaks, err)
		}
	}
}

// TestScan_ADigitBesideOurNumber: in a signed message the last byte of its time stands
// before the text, which begins with the gateway's number.
func TestScan_ADigitBesideOurNumber(t *testing.T) {
	const ours = "4111111111111111"
	for prefix := '0'; prefix <= '9'; prefix++ {
		run := string(prefix) + ours
		text := base64.StdEncoding.EncodeToString([]byte("\x01\x02" + run + ",O-1"))
		if found := scanText(text, nil, map[string]bool{ours: true}); found != nil {
			t.Errorf("%s: %v", run, found)
		}
		if service.Luhn(run) && cardPrefix.MatchString(run) && scanText(text, nil, nil) == nil {
			t.Errorf("%s is not found where it is not ours", run)
		}
	}
}
