package jsonscan

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads the string at pos. One without escapes is a slice of the text.
func (s *Scanner) quoted() (string, error) {
	begin := s.pos + 1
	for i := begin; i < len(s.doc); i++ {
		switch c := s.doc[i]; {
		case c == '"':
			if i-begin > s.limits.Text {
				return "", s.long()
			}
			s.pos = i + 1
			return s.legal(s.doc[begin:i], begin)
		case c == '\\':
			return s.escaped(begin, i)
		case c < ' ':
			return "", s.fail(i, RuleString, "a control character or line end stands inside a string: it is written as an escape, or a quote is missing")
		}
	}
	return "", s.truncated()
}

// escaped takes over at i, the first escape of the string that begins at begin.
func (s *Scanner) escaped(begin, i int) (string, error) {
	var b strings.Builder
	b.WriteString(s.doc[begin:i])
	for i < len(s.doc) {
		switch c := s.doc[i]; {
		case i-begin > s.limits.Text:
			return "", s.long()
		case c == '"':
			s.pos = i + 1
			return s.legal(b.String(), begin)
		case c < ' ':
			return "", s.fail(i, RuleString, "a control character or line end stands inside a string: it is written as an escape, or a quote is missing")
		case c != '\\':
			b.WriteByte(c)
			i++
		default:
			r, next, err := s.escape(i)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
			i = next
		}
	}
	return "", s.truncated()
}

// escape reads the escape at i.
func (s *Scanner) escape(i int) (rune, int, error) {
	if i+1 >= len(s.doc) {
		return 0, 0, s.truncated()
	}
	const written, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	if at := strings.IndexByte(written, s.doc[i+1]); at >= 0 {
		return rune(meant[at]), i + 2, nil
	}
	if s.doc[i+1] != 'u' {
		return 0, 0, s.fail(i, RuleString, "there is no such escape")
	}
	r, err := s.hex(i)
	if err != nil || !utf16.IsSurrogate(r) {
		return r, i + 6, err
	}
	if strings.HasPrefix(s.doc[i+6:], `\u`) {
		low, err := s.hex(i + 6)
		if err != nil {
			return 0, 0, err
		}
		if whole := utf16.DecodeRune(r, low); whole != utf8.RuneError {
			return whole, i + 12, nil
		}
	}
	return 0, 0, s.fail(i, RuleString, "half of a surrogate pair is no character")
}

// hex reads the four digits of the \u escape at i.
func (s *Scanner) hex(i int) (rune, error) {
	if i+6 > len(s.doc) {
		return 0, s.truncated()
	}
	n, err := strconv.ParseUint(s.doc[i+2:i+6], 16, 16)
	if err != nil {
		return 0, s.fail(i, RuleString, "four hexadecimal digits are expected in this escape")
	}
	return rune(n), nil
}

func (s *Scanner) long() error {
	return s.fail(s.pos, RuleText, "a text is longer than allowed")
}

// legal refuses characters that XML cannot carry: one order is the same in every
// format.
func (s *Scanner) legal(text string, at int) (string, error) {
	for _, r := range text {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return "", s.fail(at, RuleCharacter, "a string holds a character that no other format can carry")
		}
	}
	return text, nil
}

// number reads the number at pos, by the grammar of RFC 8259.
func (s *Scanner) number() error {
	i := s.pos
	digits := func() bool {
		from := i
		for i < len(s.doc) && s.doc[i] >= '0' && s.doc[i] <= '9' {
			i++
		}
		return i > from
	}
	at := func(c byte) bool {
		if i < len(s.doc) && s.doc[i] == c {
			i++
			return true
		}
		return false
	}
	at('-')
	ok := at('0') || digits()
	if ok && at('.') {
		ok = digits()
	}
	if ok && (at('e') || at('E')) {
		if !at('+') {
			at('-')
		}
		ok = digits()
	}
	if !ok || i < len(s.doc) && isWord(s.doc[i]) {
		if i >= len(s.doc) {
			return s.truncated()
		}
		return s.fail(s.pos, RuleNumber, "this is no number of JSON")
	}
	if i-s.pos > s.limits.Text {
		return s.long()
	}
	s.text, s.pos = s.doc[s.pos:i], i
	return nil
}
