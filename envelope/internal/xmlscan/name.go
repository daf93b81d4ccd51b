package xmlscan

import "unicode/utf8"

// classes sorts bytes by what they can be in a name or in white space. It is a
// constant so that it costs no bounds check and nobody can write to it:
// a begins a name, 0 continues one, : is the colon, ^ begins a longer UTF-8
// sequence, _ is white space, and . is everything else.
const classes = "" +
	"........." + "__" + ".." + "_" + ".." + "................" + // 0x00
	"_............00." + "0000000000:....." + // 0x20
	".aaaaaaaaaaaaaaa" + "aaaaaaaaaaa....a" + // 0x40
	".aaaaaaaaaaaaaaa" + "aaaaaaaaaaa....." + // 0x60
	"^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + // 0x80
	"^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" + "^^^^^^^^^^^^^^^^" // 0xC0

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r'
}

// qname reads the qualified name at p: its end, and the offset of its colon
// from p, or -1.
func (s *Scanner) qname(p int) (end, colon int, err error) {
	doc := s.doc
	if p < len(doc) && classes[doc[p]] == 'a' {
		colon = -1
		for i := p + 1; i < len(doc); i++ {
			switch classes[doc[i]] {
			case 'a', '0':
				continue
			case ':':
				if colon < 0 && i+1 < len(doc) && classes[doc[i+1]] == 'a' {
					colon = i - p
					continue
				}
			case '^':
			default:
				if i-p > s.limits.Name {
					return 0, 0, s.longName(p)
				}
				return i, colon, nil
			}
			break
		}
	}
	return s.qnameSlow(p)
}

// qnameSlow reads any name, and finds what is wrong with one that is none.
func (s *Scanner) qnameSlow(p int) (end, colon int, err error) {
	colon = -1
	first := true // at the first character of the prefix or local part
	i := p
	for i < len(s.doc) {
		r, size := utf8.DecodeRuneInString(s.doc[i:])
		if r == ':' {
			if first || colon >= 0 {
				return 0, 0, s.fail(i, RuleMalformedName, "a colon here makes the name no qualified name")
			}
			colon, first = i-p, true
			i++
			continue
		}
		if !isNameRune(r) {
			break
		}
		if first && !isNameStart(r) {
			return 0, 0, s.fail(i, RuleMalformedName, "a name, or its part after the colon, cannot begin with this character")
		}
		first = false
		if i += size; i-p > s.limits.Name {
			return 0, 0, s.longName(p)
		}
	}
	if i >= len(s.doc) {
		return 0, 0, s.truncated("a name")
	}
	if first {
		return 0, 0, s.fail(i, RuleMalformedName, "a name is expected here (a '<' or '&' in text is written as a reference)")
	}
	return i, colon, nil
}

func (s *Scanner) longName(p int) error {
	return s.fail(p, RuleLimitName, "a name is longer than allowed")
}

// isNameStart is NameStartChar of XML 1.0 (fifth edition) without the colon,
// which namespaces have taken.
func isNameStart(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return classes[byte(r)] == 'a'
	case r < 0x300:
		return r >= 0xC0 && r != 0xD7 && r != 0xF7
	case r < 0x2000:
		return r >= 0x370 && r != 0x37E
	case r < 0x3001:
		return r == 0x200C || r == 0x200D || 0x2070 <= r && r <= 0x218F || 0x2C00 <= r && r <= 0x2FEF
	default:
		return r <= 0xD7FF || 0xF900 <= r && r <= 0xFDCF || 0xFDF0 <= r && r <= 0xFFFD || 0x10000 <= r && r <= 0xEFFFF
	}
}

// isNameRune is NameChar without the colon.
func isNameRune(r rune) bool {
	if r < utf8.RuneSelf {
		return classes[byte(r)] == 'a' || classes[byte(r)] == '0'
	}
	return isNameStart(r) || r == 0xB7 || 0x300 <= r && r <= 0x36F || r == 0x203F || r == 0x2040
}

// isNCName reports whether name is a name without colon.
func isNCName(name string) bool {
	for i, r := range name {
		if i == 0 && !isNameStart(r) || !isNameRune(r) {
			return false
		}
	}
	return name != ""
}
