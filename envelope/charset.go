package envelope

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const utf8BOM = "\xef\xbb\xbf"

// text returns the reply as UTF-8. What says which charset it is in, best first:
// a UTF-8 byte order mark, which is a fact; the charset of the HTTP header, which
// the server that converted last wrote; the XML declaration; UTF-8. Where header
// and declaration disagree the header wins, as RFC 7303 demands.
func (r *Reply) text() (string, error) {
	text, err := r.unchecked()
	if err == nil && !utf8.ValidString(text) {
		err = notUTF8(text)
	}
	return text, err
}

// unchecked is text for a reader that finds out for itself what is no UTF-8.
func (r *Reply) unchecked() (string, error) {
	if rest, marked := bytes.CutPrefix(r.Body, []byte(utf8BOM)); marked {
		return string(rest), nil
	}
	name := headerCharset(r.ContentType)
	if name == "" {
		name = declaredEncoding(r.Body)
	}
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8":
		return string(r.Body), nil
	case "us-ascii", "ascii":
		for i, c := range r.Body {
			if c >= utf8.RuneSelf {
				return "", charsetError(i, "the reply says it is US-ASCII but holds other bytes")
			}
		}
		return string(r.Body), nil
	case "windows-1251", "cp1251":
		return convert(r.Body, charmap.Windows1251)
	case "iso-8859-1", "latin1":
		return convert(r.Body, charmap.ISO8859_1)
	}
	return "", charsetError(0, fmt.Sprintf("the charset %q is not supported; UTF-8, windows-1251, ISO-8859-1 and US-ASCII are", excerpt(name)))
}

// headerCharset returns the charset parameter of a Content-Type, or "".
func headerCharset(contentType string) string {
	for parameter := range strings.SplitSeq(contentType, ";") {
		name, value, found := strings.Cut(strings.TrimSpace(parameter), "=")
		if found && strings.EqualFold(strings.TrimSpace(name), "charset") {
			return strings.Trim(strings.TrimSpace(value), "\"'")
		}
	}
	return ""
}

const noUTF8 = "a byte here is no UTF-8, and neither the header nor the XML declaration names another charset"

func notUTF8(text string) error {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return charsetError(at, noUTF8)
}

// convert refuses bytes that the charset does not define: replaced, they would
// make another text than the one that was digested.
func convert(body []byte, charset *charmap.Charmap) (string, error) {
	out, err := charset.NewDecoder().Bytes(body)
	if err != nil {
		return "", charsetError(0, "the reply cannot be converted from "+charset.String())
	}
	if at := bytes.IndexRune(out, utf8.RuneError); at >= 0 {
		return "", charsetError(at, "a byte here means nothing in "+charset.String())
	}
	return string(out), nil
}

func charsetError(offset int, message string) *MalformedError {
	return &MalformedError{Rule: RuleCharset, Offset: offset, Message: message}
}

// declaredEncoding returns the encoding an XML declaration names, or "".
func declaredEncoding(body []byte) string {
	if !bytes.HasPrefix(body, []byte("<?xml")) {
		return ""
	}
	declaration, _, found := bytes.Cut(body[:min(len(body), 256)], []byte("?>"))
	if !found {
		return ""
	}
	_, after, found := bytes.Cut(declaration, []byte("encoding"))
	after = bytes.TrimLeft(after, " \t\r\n")
	if !found || !bytes.HasPrefix(after, []byte("=")) {
		return ""
	}
	after = bytes.TrimLeft(after[1:], " \t\r\n")
	if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(after[1:], after[:1])
	return string(bytes.TrimSpace(name))
}
