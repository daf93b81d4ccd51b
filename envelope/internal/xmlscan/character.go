package xmlscan

import (
	"strings"
	"unicode/utf8"
)

// isCharacter is Char of XML 1.0.
func isCharacter(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// checkCharacters finds the first byte of doc that no XML document may hold.
// The rule is empty if there is none.
func checkCharacters(doc string) (offset int, rule, msg string) {
	controls, ascii := scanControls(doc)
	if !controls && (ascii || utf8.ValidString(doc) && !hasNoncharacter(doc)) {
		return 0, "", ""
	}
	return locateCharacter(doc)
}

// scanControls reports whether doc holds control characters other than tab and
// line ends, and whether all of it is ASCII. It looks at eight bytes at once.
func scanControls(doc string) (controls, ascii bool) {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
		space = 0x20 * ones
	)
	var seen uint64
	i := 0
	for ; i+8 <= len(doc); i += 8 {
		b := doc[i : i+8]
		w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		seen |= w
		// A byte below 0x20 borrows when 0x20 is taken from it. A borrow may
		// also mark the byte after it: the loop below has the last word.
		if (w-space)&^w&highs == 0 {
			continue
		}
		for j := range 8 {
			if c := b[j]; c < ' ' && !isSpace(c) {
				return true, false
			}
		}
	}
	for ; i < len(doc); i++ {
		seen |= uint64(doc[i])
		if c := doc[i]; c < ' ' && !isSpace(c) {
			return true, false
		}
	}
	return false, seen&highs == 0
}

// hasNoncharacter looks for U+FFFE and U+FFFF in valid UTF-8. Other
// noncharacters are allowed by XML.
func hasNoncharacter(doc string) bool {
	for {
		i := strings.Index(doc, "\xEF\xBF")
		if i < 0 || i+2 >= len(doc) {
			return false
		}
		if doc[i+2] >= 0xBE {
			return true
		}
		doc = doc[i+2:]
	}
}

func locateCharacter(doc string) (offset int, rule, msg string) {
	for i := 0; i < len(doc); {
		r, size := utf8.DecodeRuneInString(doc[i:])
		if r == utf8.RuneError && size == 1 {
			return i, RuleInvalidUTF8, "the document is not valid UTF-8"
		}
		if !isCharacter(r) {
			return i, RuleIllegalCharacter, "a character that XML does not allow"
		}
		i += size
	}
	return 0, "", ""
}
