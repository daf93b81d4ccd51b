package envelope

import (
	"errors"
	"strings"
)

// errIllegal is returned for text that XML cannot carry. Replacing a character
// would make the digests wrong, so nothing is replaced.
var errIllegal = errors.New("it holds a character that XML cannot carry")

// textClasses says what a byte is in character data: . stands for itself, & is
// written as a reference, 2 begins a UTF-8 sequence of two bytes, ^ begins or continues
// a longer one, ! is illegal. It is a constant, so nobody can write to it.
const textClasses = "" +
	"!!!!!!!!!..!!&!!" + "!!!!!!!!!!!!!!!!" + // 0x00: tab and line feed pass, CR is a reference
	"......&........." + "............&.&." + // 0x20: & < >
	"................" + "................" + // 0x40
	"................" + "................" + // 0x60
	"^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + // 0x80
	"^^22222222222222" + "2222222222222222" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" // 0xC0

// appendText appends character data, escaped once. A carriage return becomes a
// reference, or every reader would turn it into a line feed.
func appendText(dst []byte, text string) ([]byte, error) {
	i, clean, wide := unescaped(text), 0, false
	for ; i < len(text); i++ {
		switch textClasses[text[i]] {
		case '.':
		case '2': // Cyrillic: whole and legal by itself
			if i++; i == len(text) || text[i]&0xC0 != 0x80 {
				return dst, errIllegal
			}
		case '^':
			wide = true
		case '&':
			dst = append(dst, text[clean:i]...)
			dst = append(dst, escaped(text[i])...)
			clean = i + 1
		default:
			return dst, errIllegal
		}
	}
	if wide && !legal(text) {
		return dst, errIllegal
	}
	return append(dst, text[clean:]...), nil
}

func escaped(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return "&#13;"
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
	out, err := appendAttribute(nil, text)
	if err != nil {
		return strings.ToValidUTF8(text, "")
	}
	return string(out)
}
