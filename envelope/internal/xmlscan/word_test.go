package xmlscan_test

import (
	"strings"
	"testing"
	"unicode/utf8"

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

// So do the words of two-byte characters.
func TestCharacters_EachByteOfAWordOfPairsCounts(t *testing.T) {
	whole := strings.Repeat("ж", 12)
	for shift := range 8 {
		before := "<a>" + strings.Repeat("x", shift)
		if err := xmlscan.Check([]byte(before+whole+"</a>"), xmlscan.Limits{}); err != nil {
			t.Fatal(err)
		}
		for at := range len(whole) {
			for c := range 256 {
				text := []byte(before + whole + "</a>")
				text[len(before)+at] = byte(c)
				if err := xmlscan.Check(text, xmlscan.Limits{}); err == nil && !utf8.Valid(text) {
					t.Fatalf("byte %#x at %d after %d is accepted", c, at, shift)
				}
			}
		}
	}
}
