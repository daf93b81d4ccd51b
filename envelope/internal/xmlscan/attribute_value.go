package xmlscan

import "unicode/utf8"

// attrValue reads the quoted value at p and returns it with the offset after
// its closing quote.
func (s *Scanner) attrValue(p int) (string, int, error) {
	doc, quote := s.doc, s.doc[p]
	for i := p + 1; i < len(doc); i++ {
		c := doc[i]
		if c > '<' {
			continue
		}
		if c == quote {
			if i-p-1 > s.limits.Text {
				return "", 0, s.longValue(p)
			}
			return doc[p+1 : i], i + 1, nil
		}
		if c == '&' || c == '<' || c < ' ' {
			return s.attrValueSlow(p, i)
		}
	}
	return "", 0, s.truncated("an attribute value")
}

// attrValueSlow takes over at i, the first byte that is not itself the value.
func (s *Scanner) attrValueSlow(p, i int) (string, int, error) {
	doc, quote := s.doc, s.doc[p]
	s.scratch = s.scratch[:0]
	run := p + 1 // begin of the bytes not copied yet
	for i < len(doc) {
		c := doc[i]
		if c > '<' || c != quote && c != '&' && c != '<' && c >= ' ' {
			i++
			continue
		}
		if i-p-1 > s.limits.Text {
			return "", 0, s.longValue(p)
		}
		s.scratch = append(s.scratch, doc[run:i]...)
		switch c {
		case quote:
			return s.keep(s.scratch), i + 1, nil
		case '<':
			return "", 0, s.fail(i, RuleAttributeValueLess, "a '<' in an attribute value must be written as a reference")
		case '&':
			r, next, err := s.reference(i)
			if err != nil {
				return "", 0, err
			}
			s.scratch = utf8.AppendRune(s.scratch, r)
			i = next
		default: // tab, line feed or carriage return; CRLF is one line end
			s.scratch = append(s.scratch, ' ')
			if i++; c == '\r' && i < len(doc) && doc[i] == '\n' {
				i++
			}
		}
		run = i
	}
	return "", 0, s.truncated("an attribute value")
}

func (s *Scanner) longValue(p int) error {
	return s.fail(p, RuleLimitText, "an attribute value is longer than allowed")
}
