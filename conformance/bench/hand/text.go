package hand

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// legal reports whether the document is UTF-8 of characters that XML allows.
func legal(doc string) bool {
	for i := 0; i < len(doc); i++ {
		if doc[i] < ' ' && !isSpace(doc[i]) {
			return false
		}
	}
	return utf8.ValidString(doc) && !strings.Contains(doc, "\uFFFE") && !strings.Contains(doc, "\uFFFF")
}

// prolog passes over what may stand before the root.
func (s *scanner) prolog() error {
	s.doc = strings.TrimPrefix(s.doc, "\uFEFF")
	if strings.HasPrefix(s.doc, "<?xml") {
		if err := s.declaration(); err != nil {
			return err
		}
	}
	return s.ignorable()
}

// declaration reads <?xml version="1.0" encoding="UTF-8"?>, the encoding being optional.
func (s *scanner) declaration() error {
	s.p = len("<?xml")
	for i, want := range [...]struct{ name, value string }{{"version", "1.0"}, {"encoding", "UTF-8"}, {"standalone", "yes"}} {
		q := s.p
		for q < len(s.doc) && isSpace(s.doc[q]) {
			q++
		}
		if i > 0 && strings.HasPrefix(s.doc[q:], "?>") {
			s.p = q + 2
			return nil
		}
		a, next, err := s.attribute(q)
		if err != nil || q == s.p || a.local != want.name || !strings.EqualFold(a.value, want.value) {
			return errMalformed
		}
		s.p = next
	}
	return errMalformed
}

// epilog refuses everything after the root but white space, comments and instructions.
func (s *scanner) epilog() error {
	if err := s.ignorable(); err != nil || s.p != len(s.doc) {
		return errMalformed
	}
	return nil
}

// ignorable passes over white space, comments and processing instructions.
func (s *scanner) ignorable() error {
	for {
		for s.p < len(s.doc) && isSpace(s.doc[s.p]) {
			s.p++
		}
		if s.p+1 >= len(s.doc) || s.doc[s.p] != '<' || s.doc[s.p+1] != '!' && s.doc[s.p+1] != '?' {
			return nil
		}
		if err := s.aside(); err != nil {
			return err
		}
	}
}

// aside passes over a comment or a processing instruction; a DTD is refused.
func (s *scanner) aside() error {
	rest := s.doc[s.p:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		n := strings.Index(rest[4:], "--")
		if n < 0 || !strings.HasPrefix(rest[4+n:], "-->") {
			return errMalformed
		}
		s.p += 4 + n + 3
	case strings.HasPrefix(rest, "<?"):
		end, _ := s.name(s.p + 2)
		n := strings.Index(rest, "?>")
		if end < 0 || n < 0 || strings.EqualFold(s.doc[s.p+2:end], "xml") {
			return errMalformed
		}
		s.p += n + 2
	default:
		return errMalformed
	}
	return nil
}

// leafSlow reads a text with references, sections, comments or line ends in it. The
// texts of one document share a buffer that only grows.
func (s *scanner) leafSlow() (string, error) {
	at := s.buffer.Len()
	for {
		n := strings.IndexByte(s.doc[s.p:], '<')
		if n < 0 || s.p+n+1 >= len(s.doc) {
			return "", errMalformed
		}
		if err := s.expand(s.doc[s.p : s.p+n]); err != nil {
			return "", err
		}
		s.p += n
		switch next := s.doc[s.p+1]; {
		case next == '/':
			return s.buffer.String()[at:], s.endTag()
		case strings.HasPrefix(s.doc[s.p:], "<![CDATA["):
			from := s.p + len("<![CDATA[")
			end := strings.Index(s.doc[from:], "]]>")
			if end < 0 {
				return "", errMalformed
			}
			s.buffer.WriteString(lineEnds(s.doc[from : from+end]))
			s.p = from + end + 3
		case next == '!' || next == '?':
			if err := s.aside(); err != nil {
				return "", err
			}
		default:
			return "", errMalformed
		}
	}
}

func lineEnds(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// expand appends text to the buffer with references and line ends replaced.
func (s *scanner) expand(text string) error {
	if strings.Contains(text, "]]>") {
		return errMalformed
	}
	text = lineEnds(text)
	for {
		amp := strings.IndexByte(text, '&')
		if amp < 0 {
			s.buffer.WriteString(text)
			return nil
		}
		s.buffer.WriteString(text[:amp])
		name, rest, ended := strings.Cut(text[amp+1:], ";")
		r := character(name)
		if !ended || r < 0 {
			return errMalformed
		}
		s.buffer.WriteRune(r)
		text = rest
	}
}

// character is what a reference stands for, or -1.
func character(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	digits, base := strings.TrimPrefix(name, "#x"), 16
	if digits == name {
		digits, base = strings.TrimPrefix(name, "#"), 10
	}
	n, err := strconv.ParseUint(digits, base, 21)
	r := rune(n)
	if err != nil || digits == name || r < ' ' && (r >= utf8.RuneSelf || !isSpace(byte(r))) || !utf8.ValidRune(r) || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}
