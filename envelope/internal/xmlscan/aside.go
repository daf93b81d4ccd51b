package xmlscan

import "strings"

const (
	commentBegin = "<!--"
	cdataBegin   = "<![CDATA["
	cdataEnd     = "]]>"
	doctypeBegin = "<!DOCTYPE"
)

// aside reads the comment, CDATA section or processing instruction at p and
// returns the offset after it.
func (s *Scanner) aside(p int) (int, error) {
	rest := s.doc[p:]
	switch {
	case strings.HasPrefix(rest, commentBegin):
		return s.comment(p)
	case strings.HasPrefix(rest, cdataBegin):
		if err := s.count(p, 1); err != nil {
			return 0, err
		}
		length := strings.Index(rest, cdataEnd)
		if length < 0 {
			return 0, s.truncated("a CDATA section")
		}
		return p + length + len(cdataEnd), nil
	case strings.HasPrefix(rest, "<?"):
		return s.instruction(p)
	default:
		return 0, s.noMarkup(p)
	}
}

func (s *Scanner) comment(p int) (int, error) {
	if err := s.count(p, 1); err != nil {
		return 0, err
	}
	p += len(commentBegin)
	length := strings.Index(s.doc[p:], "--")
	if length < 0 || p+length+2 >= len(s.doc) {
		return 0, s.truncated("a comment")
	}
	if p += length; s.doc[p+2] != '>' {
		return 0, s.fail(p, RuleCommentDoubleHyphen, "\"--\" cannot stand inside a comment")
	}
	return p + 3, nil
}

func (s *Scanner) instruction(p int) (int, error) {
	if err := s.count(p, 1); err != nil {
		return 0, err
	}
	end, colon, err := s.qname(p + 2)
	if err != nil {
		return 0, err
	}
	switch target := s.doc[p+2 : end]; {
	case target == xmlPrefix:
		return 0, s.fail(p, RuleXMLDeclarationPosition, "an XML declaration can stand at the very start only")
	case strings.EqualFold(target, xmlPrefix):
		return 0, s.fail(p, RuleInstructionName, "a processing instruction cannot be named like the XML declaration")
	case colon >= 0:
		return 0, s.fail(p+2+colon, RuleMalformedName, "the name of a processing instruction has no colon")
	}
	length := strings.Index(s.doc[end:], "?>")
	if length < 0 {
		return 0, s.truncated("a processing instruction")
	}
	if length > 0 && !isSpace(s.doc[end]) {
		return 0, s.fail(end, RuleMalformedInstruction, "white space is missing after the name of a processing instruction")
	}
	return end + length + 2, nil
}

// noMarkup refuses a "<" that begins nothing allowed inside an element.
func (s *Scanner) noMarkup(p int) error {
	rest := s.doc[p:]
	switch {
	case strings.HasPrefix(commentBegin, rest), strings.HasPrefix(cdataBegin, rest), strings.HasPrefix(doctypeBegin[:len(doctypeBegin)-1], rest):
		return s.truncated("markup")
	case !strings.HasPrefix(rest, doctypeBegin):
		return s.fail(p, RuleMalformedMarkup, "\"<!\" begins neither a comment nor a CDATA section")
	case s.limits.AllowDoctype:
		return s.fail(p, RuleDoctypePosition, "a document type declaration can stand once, before the root element")
	default:
		return s.doctypeRefused(p)
	}
}
