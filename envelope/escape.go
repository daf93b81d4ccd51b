package envelope

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// errIllegal is returned for text that XML cannot carry. Replacing a character
// would make the digests wrong, so nothing is replaced.
var errIllegal = errors.New("it holds a character that XML cannot carry")

// appendText appends character data, escaped once. A carriage return becomes a
// reference, or every reader would turn it into a line feed.
func appendText(dst []byte, text string) ([]byte, error) {
	clean, wide := 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			wide = true
			continue
		}
		if c >= ' ' && c != '&' && c != '<' && c != '>' || c == '\n' || c == '\t' {
			continue
		}
		replacement := ""
		switch c {
		case '&':
			replacement = "&amp;"
		case '<':
			replacement = "&lt;"
		case '>':
			replacement = "&gt;"
		case '\r':
			replacement = "&#13;"
		default:
			return dst, errIllegal
		}
		dst = append(dst, text[clean:i]...)
		dst = append(dst, replacement...)
		clean = i + 1
	}
	if wide && !legal(text) {
		return dst, errIllegal
	}
	return append(dst, text[clean:]...), nil
}

// appendAttribute appends an attribute value, escaped once. White space other
// than blanks becomes references, or every reader would turn it into blanks.
func appendAttribute(dst []byte, text string) ([]byte, error) {
	if !legal(text) {
		return dst, errIllegal
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		case '\t':
			dst = append(dst, "&#9;"...)
		case '\n':
			dst = append(dst, "&#10;"...)
		case '\r':
			dst = append(dst, "&#13;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst, nil
}

// escapeAttribute is appendAttribute for names of namespaces.
func escapeAttribute(text string) string {
	escaped, err := appendAttribute(nil, text)
	if err != nil {
		return strings.ToValidUTF8(text, "")
	}
	return string(escaped)
}

// legal reports whether text is valid UTF-8 of characters that XML 1.0 allows.
func legal(text string) bool { return illegalAt(text) < 0 }

// illegalAt returns the offset of the first character that XML 1.0 does not
// allow, or -1.
func illegalAt(text string) int {
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
