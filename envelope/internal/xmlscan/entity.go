package xmlscan

import (
	"strings"
	"unicode/utf8"
)

// predefined are the entities every document has; there are no others here.
// "&amp;" first, the one that is met.
var predefined = [...]struct {
	text  string
	value rune
}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}

// reference reads the reference at p and returns what it stands for and the
// offset after it. Names of unknown entities are kept out of the message: an
// unescaped "&" in a value looks like one.
func (s *Scanner) reference(p int) (rune, int, error) {
	rest := s.doc[p:]
	if len(rest) > 1 && rest[1] == '#' {
		return s.characterReference(p)
	}
	for i := range predefined {
		if e := &predefined[i]; strings.HasPrefix(rest, e.text) {
			return e.value, p + len(e.text), nil
		}
	}
	i := 1
	for i < len(rest) {
		r, size := utf8.DecodeRuneInString(rest[i:])
		if i == 1 && !isNameStart(r) || !isNameRune(r) && r != ':' || i > s.limits.Name {
			break
		}
		i += size
	}
	if i > 1 && i < len(rest) && rest[i] == ';' {
		return 0, 0, s.fail(p, RuleUndefinedEntity, "a reference to an entity that is not defined (known: amp, lt, gt, quot, apos)")
	}
	if i == len(rest) {
		return 0, 0, s.truncated("a reference")
	}
	return 0, 0, s.malformedReference(p)
}

func (s *Scanner) characterReference(p int) (rune, int, error) {
	doc := s.doc
	i, base := p+2, rune(10)
	if i < len(doc) && doc[i] == 'x' {
		i, base = i+1, 16
	}
	begin := i
	var r rune
	for ; i < len(doc); i++ {
		digit := digitValue(doc[i])
		if digit >= base {
			break
		}
		if r <= utf8.MaxRune { // stays above it, and does not overflow
			r = r*base + digit
		}
	}
	if i >= len(doc) {
		return 0, 0, s.truncated("a reference")
	}
	if i == begin || doc[i] != ';' {
		return 0, 0, s.malformedReference(p)
	}
	if !isCharacter(r) {
		return 0, 0, s.fail(p, RuleIllegalReference, "a reference to a character that XML does not allow")
	}
	return r, i + 1, nil
}

func (s *Scanner) malformedReference(p int) error {
	return s.fail(p, RuleMalformedReference, "an '&' that begins no reference (in text it is written \"&amp;\")")
}

func digitValue(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	default:
		return noDigit
	}
}

// noDigit is more than any digit of any base in use.
const noDigit = 16
