package xmlscan_test

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// Whole words of the document are looked at at once: each byte of one must count.
func TestCharacters_EachByteOfAWordCounts(t *testing.T) {
	for c := range 256 {
		if c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0x80 {
			continue
		}
		for at := range 24 {
			text := []byte(strings.Repeat("x", 24))
			text[at] = byte(c)
			doc := "<a>" + string(text) + "</a>"
			if err := xmlscan.Check([]byte(doc), xmlscan.Limits{}); err == nil {
				t.Fatalf("byte %#x at %d of a text is accepted", c, at)
			}
			doc = `<a b="` + string(text) + `"/>`
			if err := xmlscan.Check([]byte(doc), xmlscan.Limits{}); err == nil {
				t.Fatalf("byte %#x at %d of an attribute is accepted", c, at)
			}
		}
	}
}
