package xmlscan

import "strings"

// Child moves to the next child element of the current element and reports
// whether there is one; if not, the current element's end tag has been read.
// Before the first token the "child" is the root; after the root there is none,
// and what follows it has been checked. White space, comments and processing
// instructions are passed over; any other text is refused.
//
// The child has to be read to its end (by Leaf, Skip, Raw, or Child until it
// reports false) before Child moves on to its next sibling.
func (s *Scanner) Child() (bool, error) {
	if s.stream != nil && !s.stream.inStep {
		err := s.step((*Scanner).tryChild)
		return err == nil && s.kind == Start, err
	}
	if err := s.advance(); err != nil {
		return false, err
	}
	if s.empty {
		s.closeEmpty()
		return false, nil
	}
	if s.depth == 0 {
		err := s.document()
		return err == nil && s.kind == Start, err
	}
	p := s.pos
	for p < len(s.doc) && isSpace(s.doc[p]) {
		p++
	}
	if !s.atTag(p) {
		var err error
		if p, err = s.ignorable(p); err != nil {
			return false, err
		}
	}
	err := s.tag(p)
	return err == nil && s.kind == Start, err
}

// ChildNamed is Child for a reader that expects an element of this name, without a
// prefix. Any other child is read as well; [Scanner.Expected] tells which it was.
func (s *Scanner) ChildNamed(name string) (bool, error) {
	s.expect, s.expecting = name, true
	more, err := s.Child()
	s.expecting = false
	return more, err
}

// Expected reports whether the name of the current element is the one that ChildNamed
// was given, and without prefix. That it is not reported proves nothing.
func (s *Scanner) Expected() bool { return s.expected }

// Leaf reads the text of the element whose start tag is the current token, up
// to and including its end tag. A child element in it is refused, and the
// error carries the child's name. The text is not trimmed. Name, Attr and
// Namespace still answer for the element afterwards.
func (s *Scanner) Leaf() (string, error) {
	if s.stream != nil && !s.stream.inStep {
		return s.leafOfStream()
	}
	if s.err != nil {
		return "", s.err
	}
	if s.kind != Start {
		return "", s.misuse("Leaf")
	}
	if s.empty {
		s.closeEmptyLeaf()
		return "", nil
	}
	p := s.pos
	length := strings.IndexByte(s.doc[p:], '<')
	if length < 0 {
		return "", s.unclosed()
	}
	// The common shape in one step: plain text, then exactly our end tag.
	if end := p + length; s.clean(p, end) && length <= s.limits.Text {
		f := &s.frames[s.depth-1]
		if next := s.matchEnd(end, f.qname); next > 0 {
			s.pos = next
			s.kind = End
			s.close(f)
			return s.doc[p:end], nil
		}
	}
	return s.leafSlow(p)
}

func (s *Scanner) leafSlow(p int) (string, error) {
	at := s.tokenAt
	text, err := s.gather(p)
	if err != nil {
		return "", err
	}
	if p = s.pos; p+1 < len(s.doc) && s.doc[p+1] != '/' {
		return "", s.childInLeaf(p)
	}
	attrs := s.tagAttrs
	if err := s.endTag(p); err != nil {
		return "", err
	}
	s.tokenAt, s.tagAttrs = at, attrs
	return text, nil
}

func (s *Scanner) childInLeaf(p int) error {
	leaf := s.frames[s.depth-1].qname
	if err := s.startTag(p); err != nil {
		return err
	}
	child := s.Name()
	return s.failName(p, RuleChildInLeaf,
		"element "+shown(leaf)+" can hold text only, but has a child "+shown(child.String()), child)
}

// Skip reads the element whose start tag is the current token to its end,
// checking everything in it.
func (s *Scanner) Skip() error {
	if s.err != nil {
		return s.err
	}
	if s.kind != Start {
		return s.misuse("Skip")
	}
	at, outside := s.base+s.tokenAt, s.depth-1
	for s.depth > outside {
		if _, err := s.Next(); err != nil {
			return err
		}
	}
	s.tokenAt = at - s.base // a stream's window may have moved on
	return nil
}

// Raw is Skip that returns the element as written, both tags included. The
// bytes are well-formed, but prefixes in them may be bound further out; see
// [Scanner.Namespace].
func (s *Scanner) Raw() (string, error) {
	if s.stream != nil {
		s.stream.held = s.tokenAt
		defer func() { s.stream.held = -1 }()
	}
	if err := s.Skip(); err != nil {
		return "", err
	}
	return s.doc[s.tokenAt:s.pos], nil
}

func (s *Scanner) misuse(method string) error {
	return s.fail(s.pos, RuleMisuse, method+" was called without a start tag before it")
}
