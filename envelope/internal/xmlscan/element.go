package xmlscan

import "strings"

// atTag reports whether a start or end tag begins at p, as opposed to text, a
// comment, a section or the end of the document.
func (s *Scanner) atTag(p int) bool {
	return p+1 < len(s.doc) && s.doc[p] == '<' && s.doc[p+1] != '!' && s.doc[p+1] != '?'
}

// tag reads the start or end tag at p.
func (s *Scanner) tag(p int) error {
	if p+1 < len(s.doc) && s.doc[p+1] == '/' {
		return s.endTag(p)
	}
	return s.startTag(p)
}

func (s *Scanner) startTag(p int) error {
	end, colon, err := s.tagName(p + 1)
	if err != nil {
		return err
	}
	if s.depth >= s.limits.Depth {
		return s.fail(p, RuleLimitDepth, "elements are nested deeper than allowed")
	}
	mark := len(s.binds)
	if end < len(s.doc) && s.doc[end] == '>' {
		s.tagAttrs, s.pos, s.empty = 0, end+1, false
		err = s.count(p, 1)
	} else if s.tail != "" && s.tailScope == s.scope && strings.HasPrefix(s.doc[end:], s.tail) {
		// The same bytes in the same scope mean the same attributes: services
		// repeat xsi:type on every child.
		s.tagAttrs, s.attrBase, s.pos, s.empty = len(s.attrs), end, end+len(s.tail), s.tailEmpty
		err = s.count(p, 1+len(s.attrs))
	} else {
		err = s.attributes(p, end)
	}
	if err != nil {
		return err
	}
	return s.open(p, end, colon, mark)
}

// tagName is qname, quick for the name that is expected.
func (s *Scanner) tagName(p int) (end, colon int, err error) {
	end = p + len(s.expect)
	s.expected = s.expecting && end > p && end < len(s.doc) && s.doc[p:end] == s.expect && (s.doc[end] == '>' || s.doc[end] == ' ')
	if s.expected {
		return end, -1, nil
	}
	return s.qname(p)
}

// open pushes the element whose start tag has been read.
func (s *Scanner) open(p, end, colon, mark int) error {
	if s.depth == len(s.frames) {
		s.frames = append(s.frames, frame{})
	}
	f := &s.frames[s.depth]
	f.qname, f.colon, f.mark, f.start, f.unbound = s.doc[p+1:end], colon, mark, p, false
	space := s.defaultSpace
	if colon > 0 {
		prefix := f.qname[:colon]
		var ok bool
		if space, ok = s.lookup(prefix); !ok {
			if err := s.unboundPrefix(p+1, Name{Prefix: prefix, Local: f.qname[colon+1:]}); err != nil {
				return err
			}
			f.unbound = true
		}
	}
	if f.space != space { // most often a sibling had the same, and a pointer is dear to write
		f.space = space
	}
	s.current = s.depth
	s.depth++
	s.kind, s.tokenAt = Start, p
	return nil
}

// matchEnd returns the offset after the end tag of qname at p if it is written
// there without spaces, else 0.
func (s *Scanner) matchEnd(p int, qname string) int {
	name, last := p+2, p+2+len(qname)
	if last < len(s.doc) && s.doc[p+1] == '/' && s.doc[last] == '>' && s.doc[name:last] == qname {
		return last + 1
	}
	return 0
}

func (s *Scanner) endTag(p int) error {
	f := &s.frames[s.depth-1]
	next := s.matchEnd(p, f.qname)
	if next == 0 {
		var err error
		if next, err = s.endTagSlow(p, f); err != nil {
			return err
		}
	}
	s.pos, s.tokenAt, s.kind = next, p, End
	s.tagAttrs = 0
	s.close(f)
	return nil
}

func (s *Scanner) endTagSlow(p int, f *frame) (int, error) {
	end, colon, err := s.qname(p + 2)
	if err != nil {
		return 0, err
	}
	if end < len(s.doc) && s.doc[p+2:end] != f.qname {
		found := frame{qname: s.doc[p+2 : end], colon: colon}
		return 0, s.failName(p, RuleEndTagMismatch,
			"end tag "+shown(found.qname)+" where element "+shown(f.qname)+" is open", found.name())
	}
	for end < len(s.doc) && isSpace(s.doc[end]) {
		end++
	}
	if end >= len(s.doc) {
		return 0, s.truncated("an end tag")
	}
	if s.doc[end] != '>' {
		return 0, s.fail(end, RuleMalformedTag, "an end tag can hold nothing after its name")
	}
	return end + 1, nil
}

// close pops the innermost element. Its bindings stay in force until the next
// step, so that the value just read can be resolved against them.
func (s *Scanner) close(f *frame) {
	s.depth--
	s.current = s.depth
	if f.mark < len(s.binds) {
		s.unbind = f.mark
	}
}

// closeEmpty is the End that <a/> stands for.
func (s *Scanner) closeEmpty() {
	s.closeEmptyLeaf()
	s.tokenAt, s.tagAttrs = s.pos, 0
}

func (s *Scanner) closeEmptyLeaf() {
	s.empty, s.kind = false, End
	s.close(&s.frames[s.depth-1])
}

func (s *Scanner) unclosed() error {
	f := &s.frames[s.depth-1]
	return s.failName(len(s.doc), RuleUnclosedElement, "the document ends while element "+shown(f.qname)+" is open", f.name())
}
