package cardscan_test

import (
	"testing"

	"github.com/assist-soap/toolkit/conformance/cardscan"
)

// FuzzScan: nothing panics, and what is put beside a leak does not hide it.
func FuzzScan(f *testing.F) {
	number := card("4", 16)
	for _, leak := range leaks("4111111111111111") {
		f.Add([]byte(leak), []byte("\n"))
	}
	scanner := cardscan.New(cardscan.WithFields())
	f.Fuzz(func(t *testing.T, before, after []byte) {
		text := append(append(append([]byte{}, before...), "\n|"+number+"|\n"...), after...)
		found := false
		for _, finding := range scanner.Scan("x", text) {
			found = found || finding.Rule == "card-number"
		}
		if !found {
			t.Errorf("not found beside %q and %q", before, after)
		}
	})
}
