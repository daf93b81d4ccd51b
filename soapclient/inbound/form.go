package inbound

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/assist-soap/toolkit/service"
)

// readForm reads name=value pairs strictly: a field that comes twice is refused, since
// nobody could say which one was digested. Fields that the description does not know
// are kept as extras.
func (h *Handler) readForm(m media, body []byte) (*service.Record, error) {
	record := service.NewRecord(h.service, h.op.Request.Type)
	pairs := strings.Split(string(body), "&")
	if len(pairs) > maxFields {
		return nil, malformed("the form has far too many fields")
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		if strings.Trim(pair, " \r\n") == "" {
			continue
		}
		name, text, err := m.pair(pair)
		if err != nil {
			return nil, err
		}
		folded := strings.ToLower(name)
		if seen[folded] {
			return nil, malformed("a field of the form comes twice")
		}
		seen[folded] = true
		v := h.places.find(record, name)
		switch {
		case v == nil:
			record.Extras = append(record.Extras, service.Extra{Path: name, Text: text})
		case v.State != service.Absent:
			return nil, malformed("a field of the form comes twice, under two of its names")
		default:
			*v = service.Value{State: service.Present, Text: text}
		}
	}
	return record, nil
}

// pair takes one name=value apart.
func (m media) pair(pair string) (name, text string, err error) {
	name, text, ok := strings.Cut(pair, "=")
	if !ok {
		return "", "", malformed("a field of the form has no value")
	}
	if name, err = m.decode(name); err == nil {
		text, err = m.decode(text)
	}
	if err == nil && strings.TrimSpace(name) == "" {
		err = malformed("a field of the form has no name")
	}
	return name, text, err
}

// decode undoes the percent encoding and the charset. The gateway's charset is not
// documented: UTF-8, and windows-1251 where the bytes cannot be UTF-8 and nobody says
// what they are, since answers have been seen in both.
func (m media) decode(text string) (string, error) {
	raw, err := url.QueryUnescape(text)
	if err != nil {
		return "", malformed("a percent sign in the form is not followed by two hexadecimal digits")
	}
	switch m.charset {
	case "", "utf-8", "utf8", "us-ascii":
		if utf8.ValidString(raw) {
			break
		}
		if m.charset != "" {
			return "", malformed("a byte of the form is no UTF-8")
		}
		raw = fromWindows1251(raw)
	case "windows-1251", "cp1251":
		raw = fromWindows1251(raw)
	default:
		return "", unreadable(http.StatusUnsupportedMediaType, "the charset of the form is not supported")
	}
	if strings.ContainsFunc(raw, unprintable) {
		return "", malformed("a control character stands in the form")
	}
	return raw, nil
}

// fromWindows1251 cannot fail: what is no character becomes one that is refused.
func fromWindows1251(raw string) string {
	text, err := charmap.Windows1251.NewDecoder().String(raw)
	if err != nil {
		return string(utf8.RuneError)
	}
	return text
}

// unprintable is what no XML answer could repeat.
func unprintable(r rune) bool {
	return r == utf8.RuneError || r == '\ufffe' || r == '\uffff' || unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r'
}
