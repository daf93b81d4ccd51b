package xmlscan

import "strings"

func (s *Scanner) doctypeRefused(p int) error {
	return s.fail(p, RuleDoctype, "a document type declaration is not accepted in a message")
}

// documentType passes over the declaration at p if the limits allow one.
// Nothing in it is carried out. So that every reader sees the same document,
// whatever another reader would carry out (entities, default values, external
// declarations) is refused; what is left only describes.
func (s *Scanner) documentType(p int) (int, error) {
	switch {
	case !s.limits.AllowDoctype:
		return 0, s.doctypeRefused(p)
	case s.rootSeen || s.doctype:
		return 0, s.noMarkup(p)
	}
	s.doctype = true
	name := s.skipSpace(p + len(doctypeBegin))
	if name == p+len(doctypeBegin) && name < len(s.doc) {
		return 0, s.malformedDoctype(name)
	}
	end, _, err := s.qname(name)
	if err != nil {
		return 0, err
	}
	p = s.skipSpace(end)
	if rest := s.doc[p:]; strings.HasPrefix(rest, "SYSTEM") || strings.HasPrefix(rest, "PUBLIC") {
		return 0, s.fail(p, RuleDoctypeExternal, "the document type declaration names an external subset")
	}
	if p < len(s.doc) && s.doc[p] == '[' {
		if p, err = s.internalSubset(p + 1); err != nil {
			return 0, err
		}
		p = s.skipSpace(p)
	}
	if p >= len(s.doc) {
		return 0, s.truncatedDoctype()
	}
	if s.doc[p] != '>' {
		return 0, s.malformedDoctype(p)
	}
	return p + 1, nil
}

// internalSubset passes over the declarations from p to their "]".
func (s *Scanner) internalSubset(p int) (int, error) {
	for {
		p = s.skipSpace(p)
		rest := s.doc[p:]
		var err error
		switch {
		case rest == "":
			return 0, s.truncatedDoctype()
		case rest[0] == ']':
			return p + 1, nil
		case strings.HasPrefix(rest, commentBegin):
			p, err = s.comment(p)
		case strings.HasPrefix(rest, "<!ELEMENT"), strings.HasPrefix(rest, "<!ATTLIST"):
			p, err = s.declarationInSubset(p)
		case strings.HasPrefix(rest, "<!ENTITY"), rest[0] == '%':
			return 0, s.entityDeclared(p)
		case isBegun(rest, commentBegin, "<!ELEMENT", "<!ATTLIST", "<!ENTITY"):
			return 0, s.truncatedDoctype()
		default:
			return 0, s.malformedDoctype(p)
		}
		if err != nil {
			return 0, err
		}
	}
}

// declarationInSubset passes over one ELEMENT or ATTLIST declaration. A quote
// can only begin a default value there, so brackets need no matching.
func (s *Scanner) declarationInSubset(p int) (int, error) {
	if err := s.count(p, 1); err != nil {
		return 0, err
	}
	p += len("<!ELEMENT")
	if p < len(s.doc) && !isSpace(s.doc[p]) {
		return 0, s.malformedDoctype(p)
	}
	for ; p < len(s.doc); p++ {
		switch s.doc[p] {
		case '>':
			return p + 1, nil
		case '"', '\'':
			return 0, s.fail(p, RuleDoctypeDefault, "the document type declaration gives an attribute a default value")
		case '%':
			return 0, s.entityDeclared(p)
		case '<', '[', ']', '&', ';':
			return 0, s.malformedDoctype(p)
		}
	}
	return 0, s.truncatedDoctype()
}

func (s *Scanner) entityDeclared(p int) error {
	return s.fail(p, RuleDoctypeEntity, "the document type declaration declares or uses an entity")
}

func (s *Scanner) malformedDoctype(p int) error {
	return s.fail(p, RuleDoctypeMalformed, "the document type declaration holds something else than ELEMENT and ATTLIST declarations and comments")
}

func (s *Scanner) truncatedDoctype() error {
	return s.truncated("the document type declaration")
}

func (s *Scanner) skipSpace(p int) int {
	for p < len(s.doc) && isSpace(s.doc[p]) {
		p++
	}
	return p
}

// isBegun reports whether rest is a beginning of one of the wholes.
func isBegun(rest string, wholes ...string) bool {
	for _, whole := range wholes {
		if strings.HasPrefix(whole, rest) {
			return true
		}
	}
	return false
}
