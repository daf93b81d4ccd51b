package model

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
)

// xmlDecl finds the encoding in an XML declaration, which is ASCII in every
// encoding that needs it.
var xmlDecl = regexp.MustCompile(`^<\?xml\s[^>]*?\bencoding\s*=\s*(?:"([^"]*)"|'([^']*)')`)

// toUTF8 decodes a document by its byte order mark, its first bytes or its XML
// declaration, in the order of XML 1.0 appendix F.
func toUTF8(raw []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return checkUTF8(raw[3:])
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("<\x00")):
		return decode(raw, "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.HasPrefix(raw, []byte("\xfe\xff")), bytes.HasPrefix(raw, []byte("\x00<")):
		return decode(raw, "UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	}
	name := declaredEncoding(raw)
	enc, err := ianaindex.MIME.Encoding(name)
	switch {
	case err != nil:
		return nil, fmt.Errorf("encoding %q is unknown", name)
	case enc == nil:
		return nil, fmt.Errorf("encoding %q is not supported", name)
	case enc == unicode.UTF8 || isASCII(raw):
		return checkUTF8(raw)
	}
	return decode(raw, name, enc)
}

func declaredEncoding(raw []byte) string {
	m := xmlDecl.FindSubmatch(raw[:min(len(raw), 512)])
	if m == nil {
		return "UTF-8"
	}
	return string(m[1]) + string(m[2])
}

func decode(raw []byte, name string, enc encoding.Encoding) ([]byte, error) {
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, fmt.Errorf("bytes are not valid %s: %w", name, err)
	}
	return text, nil
}

// errNotUTF8 carries the offset of the first bad byte, for the position.
type errNotUTF8 int

func (e errNotUTF8) Error() string {
	return "bytes are not valid UTF-8, the encoding when none is declared"
}

func checkUTF8(text []byte) ([]byte, error) {
	if utf8.Valid(text) {
		return text, nil
	}
	offset := 0
	for {
		r, size := utf8.DecodeRune(text[offset:])
		if r == utf8.RuneError && size <= 1 {
			return nil, errNotUTF8(offset)
		}
		offset += size
	}
}

func isASCII(raw []byte) bool {
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// badBytePos is the position of an encoding error.
func badBytePos(file string, raw []byte, err error) Pos {
	bad, ok := errors.AsType[errNotUTF8](err)
	if !ok {
		return Pos{file, 1, 1}
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	at := mark{1, 1}
	at.advance(raw[:bad])
	return Pos{file, at.line, at.col}
}
