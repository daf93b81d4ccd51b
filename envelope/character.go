package envelope

import "unicode/utf8"

// Eight bytes are looked at as one word: most texts are short and plain, and a request has
// dozens of them.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// word returns the eight bytes of text from i on.
func word(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// strange reports whether a byte of w may be a control character or no ASCII: a borrow
// may accuse the byte after one that is, never the other way round.
func strange(w uint64) bool { return (w|(w-' '*ones))&highs != 0 }

// marks reports whether a byte of w may be & < or >, provided that none is strange.
func marks(w uint64) bool {
	amp, less, more := w^'&'*ones, w^'<'*ones, w^'>'*ones
	return ((amp-ones)|(less-ones)|(more-ones))&highs != 0
}

// unescaped returns how much of text, in whole words, is surely its own escaped form.
func unescaped(text string) int {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		if w := word(text, i); strange(w) || marks(w) {
			break
		}
	}
	return i
}

// plain reports whether text is surely printable ASCII.
func plain(text string) bool {
	n := len(text)
	if n < 8 {
		for i := range n {
			if c := text[i]; c < ' ' || c >= utf8.RuneSelf {
				return false
			}
		}
		return true
	}
	for i := 0; i+8 <= n; i += 8 {
		if strange(word(text, i)) {
			return false
		}
	}
	return !strange(word(text, n-8))
}

// legal reports whether text is valid UTF-8 of characters that XML 1.0 allows.
func legal(text string) bool { return illegalAt(text) < 0 }

// illegalAt returns the offset of the first character that XML 1.0 does not
// allow, or -1.
func illegalAt(text string) int {
	if plain(text) {
		return -1
	}
	for i := 0; i < len(text); i++ {
		switch textClasses[text[i]] {
		case '.', '&':
		case '2': // Cyrillic: whole and legal by itself
			if i++; i == len(text) || text[i]&0xC0 != 0x80 {
				return i - 1
			}
		default:
			return findIllegal(text)
		}
	}
	return -1
}

func findIllegal(text string) int {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return i
		}
		i += size
	}
	return -1
}
