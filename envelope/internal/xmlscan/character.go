package xmlscan

import "unicode/utf8"

// isCharacter is Char of XML 1.0.
func isCharacter(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// checkCharacters finds the first byte of doc that no XML document may hold.
// The rule is empty if there is none.
func checkCharacters(doc string) (offset int, rule, msg string) {
	if legal(doc) {
		return 0, "", ""
	}
	return locateCharacter(doc)
}

// legal is one pass over the document: eight bytes at once while they are printable
// ASCII, which most are, or four characters of the kind that Cyrillic is, one character at
// a time where they are neither.
func legal(doc string) bool {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
		space = ' ' * ones
		// Four times a byte 1101xxxx, which is never the start of an overlong form, and a
		// byte 10xxxxxx: U+0400 to U+07FF, all of which are characters.
		pairBits, pairs = 0xC0F0C0F0C0F0C0F0, 0x80D080D080D080D0
	)
	for i := 0; i < len(doc); {
		end := len(doc)
		if i+8 <= len(doc) {
			b := doc[i : i+8]
			w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
				uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
			// A byte below 0x20 borrows when 0x20 is taken from it, one beyond ASCII has
			// the high bit itself. A borrow may also mark a byte that is harmless.
			if (w|(w-space))&highs == 0 || w&pairBits == pairs {
				i += 8
				continue
			}
			end = i + 8
		}
		for i < end {
			size := characterAt(doc, i)
			if size == 0 {
				return false
			}
			i += size
		}
	}
	return true
}

// characterAt returns the length of the character at i, or 0 if XML does not allow it.
func characterAt(doc string, i int) int {
	switch c := doc[i]; {
	case c >= ' ' && c < utf8.RuneSelf, isSpace(c):
		return 1
	case c >= 0xC2 && c <= 0xDF && i+1 < len(doc) && doc[i+1]&0xC0 == 0x80: // Cyrillic, for one
		return 2
	}
	r, size := utf8.DecodeRuneInString(doc[i:])
	if r == utf8.RuneError && size == 1 || !isCharacter(r) {
		return 0
	}
	return size
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
