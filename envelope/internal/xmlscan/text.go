package xmlscan

import (
	"math"
	"strings"
	"unicode/utf8"
)

// textState knows where plain bytes stop being the value they stand for.
type textState struct {
	// The next "&", carriage return and "]]>" at or after the last place
	// asked about, and the nearest of the three. Text before it is its own
	// value; asking costs one comparison.
	nextAmp, nextCR, nextCDEnd int
	special                    int

	piece   string // a value as long as it is one slice of the document
	scratch []byte // a value that is not

	arena strings.Builder // values that are not slices of the document
	chunk int
}

func (s *Scanner) resetText() {
	s.nextAmp, s.nextCR, s.nextCDEnd, s.special = -1, -1, -1, -1
	s.piece = ""
}

// clean reports whether doc[from:to], a run of text, is its own value.
func (s *Scanner) clean(from, to int) bool {
	if s.special < from {
		s.seekSpecial(from)
	}
	return s.special >= to
}

// seekSpecial looks each of the three up at most once per byte of the document.
func (s *Scanner) seekSpecial(from int) {
	found := func(n int) int {
		if n < 0 {
			return math.MaxInt
		}
		return from + n
	}
	if s.nextAmp < from {
		s.nextAmp = found(strings.IndexByte(s.doc[from:], '&'))
	}
	if s.nextCR < from {
		s.nextCR = found(strings.IndexByte(s.doc[from:], '\r'))
	}
	if s.nextCDEnd < from {
		s.nextCDEnd = found(strings.Index(s.doc[from:], "]]>"))
	}
	s.special = min(s.nextAmp, s.nextCR, s.nextCDEnd)
}

// gather reads the text from p to the next tag, through comments, CDATA
// sections and processing instructions, and leaves pos at the tag.
func (s *Scanner) gather(p int) (string, error) {
	s.piece, s.scratch = "", s.scratch[:0]
	begin, size := p, 0
	for {
		length := strings.IndexByte(s.doc[p:], '<')
		if length < 0 {
			return "", s.unclosed()
		}
		if size += length; size > s.limits.Text {
			return "", s.longText(begin)
		}
		if err := s.addText(p, p+length); err != nil {
			return "", err
		}
		if p += length; s.atTag(p) {
			s.pos = p
			return s.gathered(), nil
		}
		next, err := s.aside(p)
		if err != nil {
			return "", err
		}
		if strings.HasPrefix(s.doc[p:], cdataBegin) {
			from, to := p+len(cdataBegin), next-len(cdataEnd)
			if size += to - from; size > s.limits.Text {
				return "", s.longText(begin)
			}
			s.addCDATA(from, to)
		}
		p = next
	}
}

// ignorable passes over what may stand between child elements, from p to the
// next tag, and refuses everything else.
func (s *Scanner) ignorable(p int) (int, error) {
	for {
		for p < len(s.doc) && isSpace(s.doc[p]) {
			p++
		}
		switch {
		case p >= len(s.doc):
			return 0, s.unclosed()
		case s.atTag(p):
			return p, nil
		case s.doc[p] == '&':
			r, next, err := s.reference(p)
			if err != nil {
				return 0, err
			}
			if r >= utf8.RuneSelf || !isSpace(byte(r)) {
				return 0, s.unexpectedText(p)
			}
			p = next
		case s.doc[p] == '<':
			next, err := s.aside(p)
			if err != nil {
				return 0, err
			}
			if strings.HasPrefix(s.doc[p:], cdataBegin) && strings.Trim(s.doc[p+len(cdataBegin):next-len(cdataEnd)], " \t\r\n") != "" {
				return 0, s.unexpectedText(p)
			}
			p = next
		default:
			return 0, s.unexpectedText(p)
		}
	}
}

func (s *Scanner) unexpectedText(p int) error {
	f := &s.frames[s.depth-1]
	return s.failName(p, RuleUnexpectedText, "element "+shown(f.qname)+" can hold elements only, but has text", f.name())
}

func (s *Scanner) longText(p int) error {
	return s.fail(p, RuleLimitText, "a text is longer than allowed")
}

// addText adds the run of text doc[from:to] to the value being gathered.
func (s *Scanner) addText(from, to int) error {
	if s.clean(from, to) {
		s.add(s.doc[from:to])
		return nil
	}
	s.toScratch()
	run := from
	for i := from; i < to; {
		switch s.doc[i] {
		case '&':
			s.scratch = append(s.scratch, s.doc[run:i]...)
			r, next, err := s.reference(i)
			if err != nil {
				return err
			}
			s.scratch = utf8.AppendRune(s.scratch, r)
			i, run = next, next
		case '\r':
			s.scratch = append(s.scratch, s.doc[run:i]...)
			s.scratch = append(s.scratch, '\n')
			if i++; i < to && s.doc[i] == '\n' {
				i++
			}
			run = i
		case ']':
			if strings.HasPrefix(s.doc[i:to], cdataEnd) {
				return s.fail(i, RuleCDATAEndInText, "\"]]>\" in text must be written with a reference")
			}
			i++
		default:
			i++
		}
	}
	s.scratch = append(s.scratch, s.doc[run:to]...)
	return nil
}

// addCDATA adds the content of a section: only line ends mean anything in it.
func (s *Scanner) addCDATA(from, to int) {
	content := s.doc[from:to]
	if strings.IndexByte(content, '\r') < 0 {
		s.add(content)
		return
	}
	s.toScratch()
	for i := 0; i < len(content); i++ {
		c := content[i]
		if c == '\r' {
			if i+1 < len(content) && content[i+1] == '\n' {
				continue
			}
			c = '\n'
		}
		s.scratch = append(s.scratch, c)
	}
}

// add adds bytes that are their own value.
func (s *Scanner) add(piece string) {
	switch {
	case piece == "":
	case len(s.scratch) == 0 && s.piece == "":
		s.piece = piece
	default:
		s.toScratch()
		s.scratch = append(s.scratch, piece...)
	}
}

func (s *Scanner) toScratch() {
	s.scratch = append(s.scratch, s.piece...)
	s.piece = ""
}

func (s *Scanner) gathered() string {
	if len(s.scratch) > 0 {
		return s.keep(s.scratch)
	}
	return s.piece
}

// keep makes a lasting string of b. Short ones share chunks of memory that are
// only ever appended to, so a string once handed out never changes.
func (s *Scanner) keep(b []byte) string {
	const first, most = 256, 16 << 10
	if len(b) > s.arena.Cap()-s.arena.Len() {
		if len(b) > most/4 {
			return string(b)
		}
		s.chunk = min(max(first, 2*s.chunk), most)
		s.arena = strings.Builder{}
		s.arena.Grow(max(s.chunk, len(b)))
	}
	at := s.arena.Len()
	s.arena.Write(b)
	return s.arena.String()[at:]
}
