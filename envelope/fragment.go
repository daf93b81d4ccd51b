package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// fragment reads the current element and returns it as XML that stands alone: it
// declares every namespace it uses.
func (d *decoder) fragment() (string, error) {
	raw, err := d.s.Raw()
	if err != nil {
		return "", fromScanner(err, d.place())
	}
	return standalone(raw, d.s), nil
}

// inner returns the content of the current element as XML that stands alone.
func (d *decoder) inner() (string, error) {
	whole, err := d.fragment()
	if err != nil {
		return "", err
	}
	x := d.scan(whole)
	defer d.release(x)
	s := &x.scanner
	var b strings.Builder
	if _, err := s.Next(); err != nil {
		return "", fromScanner(err, d.place())
	}
	for {
		kind, err := s.Next()
		if err != nil {
			return "", fromScanner(err, d.place())
		}
		switch kind {
		case xmlscan.Text:
			text, err := appendText(nil, s.Text())
			if err != nil {
				return "", d.fail(RuleUnexpectedValue, err.Error())
			}
			b.Write(text)
		case xmlscan.Start:
			raw, err := s.Raw()
			if err != nil {
				return "", fromScanner(err, d.place())
			}
			b.WriteString(standalone(raw, s))
		case xmlscan.End:
			return b.String(), nil
		}
	}
}

// standalone adds to the start tag of an element, which s has just read to its
// end, the declarations it takes from outside.
func standalone(raw string, s *xmlscan.Scanner) string {
	tag := startTag(raw)
	var declarations strings.Builder
	declare := func(attribute, space string) {
		if !declares(tag, attribute) {
			declarations.WriteString(" " + attribute + `="` + escapeAttribute(space) + `"`)
		}
	}
	if space, _ := s.Namespace(""); space != "" {
		declare("xmlns", space)
	}
	for _, prefix := range boundPrefixes(raw, s) {
		space, _ := s.Namespace(prefix)
		declare("xmlns:"+prefix, space)
	}
	if declarations.Len() == 0 {
		return raw
	}
	end := strings.IndexAny(tag, " \t\r\n/>")
	return raw[:end] + declarations.String() + raw[end:]
}

// startTag returns the start tag that raw begins with.
func startTag(raw string) string {
	quote := byte(0)
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return raw[:i+1]
		}
	}
	return raw
}

// declares reports whether a start tag has an attribute of this name.
func declares(tag, attribute string) bool {
	for from := 0; ; {
		at := strings.Index(tag[from:], attribute)
		if at < 0 {
			return false
		}
		at += from
		from = at + len(attribute)
		if isBlank(tag[at-1]) && strings.HasPrefix(strings.TrimLeft(tag[from:], " \t\r\n"), "=") {
			return true
		}
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// boundPrefixes returns the words before a colon that are prefixes bound outside
// of raw: every prefix that may be in use, also inside values such as xsi:type.
func boundPrefixes(raw string, s *xmlscan.Scanner) []string {
	var found []string
	for i := 0; i < len(raw); i++ {
		if raw[i] != ':' {
			continue
		}
		start := i
		for start > 0 && !strings.ContainsRune(" \t\r\n<>/\"'=&;:", rune(raw[start-1])) {
			start--
		}
		word := raw[start:i]
		if word == "" || word == "xml" || word == "xmlns" {
			continue
		}
		if space, bound := s.Namespace(word); bound && space != "" && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}
