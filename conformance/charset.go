package conformance

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encodeText writes a canned reply in the charset the case asks for.
func encodeText(text, charset string) ([]byte, error) {
	switch strings.ToLower(charset) {
	case "utf-8":
		return []byte(text), nil
	case "windows-1251":
		return charmap.Windows1251.NewEncoder().Bytes([]byte(text))
	}
	return nil, fmt.Errorf("charset %q is unknown to the harness; utf-8 and windows-1251 are known", charset)
}

// charsetReader is what encoding/xml asks when a document is not in UTF-8.
func charsetReader(charset string, r io.Reader) (io.Reader, error) {
	if strings.EqualFold(charset, "windows-1251") {
		return charmap.Windows1251.NewDecoder().Reader(r), nil
	}
	return r, nil
}

var declaredEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)encoding\s*=\s*["'][^"']*["']`)

// inUTF8 returns a message in UTF-8 for readers that take nothing else.
func inUTF8(message []byte) []byte {
	message = bytes.TrimPrefix(message, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(message) {
		decoded, err := charmap.Windows1251.NewDecoder().Bytes(message)
		if err != nil {
			return message
		}
		message = decoded
	}
	return declaredEncoding.ReplaceAll(message, []byte(`${1}encoding="UTF-8"`))
}
