package cardscan

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// byteRuns decodes lists of bytes, as %v and %#v print a slice and as dumps show it.
func byteRuns(run *regexp.Regexp, base int) func([]byte) []piece {
	return func(text []byte) (list []piece) {
		for _, span := range run.FindAllIndex(text, -1) {
			words := bytes.FieldsFunc(text[span[0]:span[1]], func(r rune) bool { return strings.ContainsRune(" ,:", r) })
			decoded := make([]byte, 0, len(words))
			for _, word := range words {
				word = bytes.TrimPrefix(bytes.ToLower(word), []byte("0x"))
				n, err := strconv.ParseUint(string(word), base, 8)
				if err != nil {
					break
				}
				decoded = append(decoded, byte(n))
			}
			if worth(decoded) {
				list = append(list, piece{at: span[0], text: decoded})
			}
		}
		return list
	}
}

// unfolded joins the lines of encoded text that was broken into them, as mail and PEM do.
func unfolded(run *regexp.Regexp) func([]byte) []piece {
	return func(text []byte) (list []piece) {
		for _, span := range run.FindAllIndex(text, -1) {
			list = append(list, piece{at: span[0], text: bytes.Join(bytes.Fields(text[span[0]:span[1]]), nil)})
		}
		return list
	}
}
