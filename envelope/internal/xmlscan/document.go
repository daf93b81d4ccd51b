package xmlscan

import "strings"

// document reads what stands around the root element, up to and including the
// root's start tag, or to the end of the document.
func (s *Scanner) document() error {
	for p := s.pos; ; {
		for p < len(s.doc) && isSpace(s.doc[p]) {
			p++
		}
		switch {
		case p >= len(s.doc):
			return s.endOfDocument()
		case s.atTag(p):
			return s.root(p)
		case s.doc[p] != '<' || strings.HasPrefix(s.doc[p:], cdataBegin):
			return s.fail(p, RuleTextOutsideRoot, "text stands outside the root element")
		}
		var err error
		if strings.HasPrefix(s.doc[p:], doctypeBegin) {
			p, err = s.documentType(p)
		} else {
			p, err = s.aside(p)
		}
		if err != nil {
			return err
		}
	}
}

func (s *Scanner) root(p int) error {
	switch {
	case s.doc[p+1] == '/':
		return s.fail(p, RuleUnexpectedEndTag, "an end tag where no element is open")
	case s.rootSeen:
		return s.fail(p, RuleSecondRoot, "a second root element")
	}
	s.rootSeen = true
	return s.startTag(p)
}

func (s *Scanner) endOfDocument() error {
	if !s.rootSeen {
		return s.fail(len(s.doc), RuleEmptyDocument, "the document has no root element")
	}
	s.kind, s.pos, s.tokenAt, s.current, s.tagAttrs = EOF, len(s.doc), len(s.doc), len(s.frames), 0
	return nil
}

const byteOrderMark = "\uFEFF"

// declaration reads the XML declaration, if there is one, and leaves pos after
// it.
func (s *Scanner) declaration() {
	if strings.HasPrefix(s.doc, byteOrderMark) {
		s.pos = len(byteOrderMark)
	}
	const begin = "<?xml"
	rest := s.doc[s.pos:]
	if !strings.HasPrefix(rest, begin) || len(rest) == len(begin) || !isSpace(rest[len(begin)]) && rest[len(begin)] != '?' {
		return
	}
	length := strings.Index(rest, "?>")
	if length < 0 {
		_ = s.truncated("the XML declaration")
		return
	}
	d := pseudoAttributes{s: s, p: s.pos + len(begin), end: s.pos + length}
	version, ok := d.next("version")
	switch {
	case s.err != nil:
		return
	case !ok:
		_ = s.fail(d.p, RuleXMLDeclaration, "the XML declaration must begin with its version")
		return
	case version != "1.0":
		_ = s.fail(s.pos, RuleXMLVersion, "only version 1.0 of XML is read")
		return
	}
	encoding, ok := d.next("encoding")
	if ok && !isEncodingName(encoding) {
		_ = s.fail(d.p, RuleXMLDeclaration, "the encoding in the XML declaration is not a name")
	}
	standalone, ok := d.next("standalone")
	if ok && standalone != "yes" && standalone != "no" {
		_ = s.fail(d.p, RuleXMLDeclaration, "standalone in the XML declaration is neither yes nor no")
	}
	if d.skipSpace(); s.err == nil && d.p != d.end {
		_ = s.fail(d.p, RuleXMLDeclaration, "the XML declaration holds something else than version, encoding and standalone, in this order")
	}
	s.encoding, s.pos = encoding, d.end+2
}

// pseudoAttributes reads the parts of the XML declaration in s.doc[p:end].
type pseudoAttributes struct {
	s      *Scanner
	p, end int
}

// next reads the part called name if it comes next.
func (d *pseudoAttributes) next(name string) (string, bool) {
	if d.s.err != nil {
		return "", false
	}
	before := d.p
	d.skipSpace()
	if rest := d.s.doc[d.p:d.end]; d.p == before || !strings.HasPrefix(rest, name) {
		d.p = before
		return "", false
	}
	d.p += len(name)
	d.skipSpace()
	if !d.at('=') {
		return "", d.malformed()
	}
	d.p++
	d.skipSpace()
	if !d.at('"') && !d.at('\'') {
		return "", d.malformed()
	}
	begin := d.p + 1
	length := strings.IndexByte(d.s.doc[begin:d.end], d.s.doc[d.p])
	if length < 0 {
		return "", d.malformed()
	}
	d.p = begin + length + 1
	return d.s.doc[begin : begin+length], true
}

func (d *pseudoAttributes) skipSpace() {
	for d.p < d.end && isSpace(d.s.doc[d.p]) {
		d.p++
	}
}

func (d *pseudoAttributes) at(c byte) bool { return d.p < d.end && d.s.doc[d.p] == c }

func (d *pseudoAttributes) malformed() bool {
	_ = d.s.fail(d.p, RuleXMLDeclaration, "the XML declaration is malformed")
	return false
}

// isEncodingName is EncName: a letter, then letters, digits, '.', '_' and '-'.
func isEncodingName(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		other := '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
		if !letter && (i == 0 || !other) {
			return false
		}
	}
	return name != ""
}
