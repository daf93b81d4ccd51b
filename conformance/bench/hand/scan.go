package hand

import "strings"

// scanner reads one document from front to back.
type scanner struct {
	doc     string
	p       int
	special bool // somewhere in the document is a reference, a carriage return or "]]>"
	empty   bool // the start tag was <a/>
	frames  []frame
	binds   []binding

	tail      string // what followed the name in the last start tag that had attributes
	tailBinds int

	buffer strings.Builder // of texts that are no slices of the document

	firstFrames [8]frame
	firstBinds  [8]binding
}

type frame struct {
	name, space string
	colon       int
	mark        int // bindings in force outside
}

type binding struct{ prefix, space string }

const maxDepth = 64

func (f *frame) local() string { return f.name[f.colon+1:] }

func (s *scanner) top() *frame { return &s.frames[len(s.frames)-1] }

// child moves into the next child element, or out of the current one.
func (s *scanner) child() (bool, error) {
	if s.empty {
		s.pop()
		return false, nil
	}
	if err := s.ignorable(); err != nil {
		return false, err
	}
	if s.p+1 >= len(s.doc) || s.doc[s.p] != '<' {
		return false, errMalformed
	}
	if s.doc[s.p+1] == '/' {
		return false, s.endTag()
	}
	return true, s.startTag()
}

// leaf reads the text of the current element and leaves it.
func (s *scanner) leaf() (string, error) {
	if s.empty {
		s.pop()
		return "", nil
	}
	n := strings.IndexByte(s.doc[s.p:], '<')
	if n < 0 {
		return "", errMalformed
	}
	text, end := s.doc[s.p:s.p+n], s.p+n
	name := s.top().name
	last := end + 2 + len(name)
	if last < len(s.doc) && s.doc[end+1] == '/' && s.doc[last] == '>' && s.doc[end+2:last] == name && (!s.special || !unclean(text)) {
		s.p = last + 1
		s.pop()
		return text, nil
	}
	return s.leafSlow()
}

func unclean(text string) bool {
	return strings.IndexByte(text, '&') >= 0 || strings.IndexByte(text, '\r') >= 0 || strings.Contains(text, "]]>")
}

func (s *scanner) endTag() error {
	if len(s.frames) == 0 {
		return errMalformed
	}
	name := s.top().name
	p := s.p + 2 + len(name)
	if p > len(s.doc) || s.doc[s.p+2:p] != name {
		return errMalformed
	}
	for p < len(s.doc) && isSpace(s.doc[p]) {
		p++
	}
	if p >= len(s.doc) || s.doc[p] != '>' {
		return errMalformed
	}
	s.p = p + 1
	s.pop()
	return nil
}

func (s *scanner) pop() {
	s.empty = false
	s.binds = s.binds[:s.top().mark]
	s.frames = s.frames[:len(s.frames)-1]
}

func (s *scanner) startTag() error {
	end, colon := s.name(s.p + 1)
	if end < 0 || len(s.frames) >= maxDepth {
		return errMalformed
	}
	f := frame{name: s.doc[s.p+1 : end], colon: colon, mark: len(s.binds)}
	switch {
	case s.doc[end] == '>':
		s.p = end + 1
	case s.tail != "" && s.tailBinds == len(s.binds) && strings.HasPrefix(s.doc[end:], s.tail):
		s.p = end + len(s.tail)
	default:
		if err := s.attributes(end); err != nil {
			return err
		}
	}
	prefix := ""
	if colon > 0 {
		prefix = f.name[:colon]
	}
	if colon > 0 || len(s.binds) > 0 {
		space, bound := s.lookup(prefix)
		if !bound {
			return errMalformed
		}
		f.space = space
	}
	s.frames = append(s.frames, f)
	return nil
}

// lookup: the default namespace is none unless it is bound.
func (s *scanner) lookup(prefix string) (string, bool) {
	for i := len(s.binds) - 1; i >= 0; i-- {
		if s.binds[i].prefix == prefix {
			return s.binds[i].space, true
		}
	}
	if prefix == "xml" {
		return "http://www.w3.org/XML/1998/namespace", true
	}
	return "", prefix == ""
}

// name returns the end of the qualified name at p, or -1; there is a byte after it.
func (s *scanner) name(p int) (end, colon int) {
	colon = -1
	for i := p; i < len(s.doc); i++ {
		c := s.doc[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80:
		case i > p && i-p != colon+1 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		case c == ':' && colon < 0 && i > p:
			colon = i - p
		case i == p || colon == i-p-1:
			return -1, 0
		default:
			return i, colon
		}
	}
	return -1, 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
