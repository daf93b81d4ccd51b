package jsonscan

import (
	"unicode/utf8"
)

// Limits bounds what a text may cost. Zero fields have the defaults.
type Limits struct {
	Depth int // open objects and arrays; default 64
	Nodes int // values; default 1,000,000
	Text  int // bytes of one string or number; default 4 MiB
}

// Kind is what a value is.
type Kind uint8

// The kinds of value.
const (
	Null Kind = iota
	Bool
	Number
	String
	Object
	Array
)

// Scanner reads one text from front to back. It is not safe for concurrent use.
type Scanner struct {
	doc    string
	pos    int
	limits Limits
	err    error
	nodes  int
	text   string // of the current value
	at     int    // where the current value begins

	open  []level
	names []string // members of the open objects, innermost last
}

// level is an open object or array.
type level struct {
	array bool
	begun bool // it has had a value
	names int  // where its members begin in names
	seen  map[string]struct{}
}

// New returns a scanner for doc.
func New(doc string, limits Limits) *Scanner {
	for _, l := range [...]struct {
		limit     *int
		byDefault int
	}{{&limits.Depth, 64}, {&limits.Nodes, 1_000_000}, {&limits.Text, 4 << 20}} {
		if *l.limit <= 0 {
			*l.limit = l.byDefault
		}
	}
	s := &Scanner{doc: doc, limits: limits}
	if !utf8.ValidString(doc) {
		at := 0
		for r, size := utf8.DecodeRuneInString(doc); r != utf8.RuneError || size != 1; r, size = utf8.DecodeRuneInString(doc[at:]) {
			at += size
		}
		_ = s.fail(at, RuleUTF8, "the text is not valid UTF-8")
	}
	return s
}

// Offset returns where the current value begins.
func (s *Scanner) Offset() int { return s.at }

// Text returns the current value: a string without its quotes and escapes, a number,
// true or false as written, "" for the others.
func (s *Scanner) Text() string { return s.text }

// Value reads a scalar whole, or the bracket that begins an object or array.
func (s *Scanner) Value() (Kind, error) {
	s.blanks()
	if s.err != nil {
		return 0, s.err
	}
	if s.at, s.text = s.pos, ""; s.pos >= len(s.doc) {
		return 0, s.truncated()
	}
	if s.nodes++; s.nodes > s.limits.Nodes {
		return 0, s.fail(s.pos, RuleNodes, "there are more values than allowed")
	}
	switch c := s.doc[s.pos]; {
	case c == '{' || c == '[':
		if len(s.open) >= s.limits.Depth {
			return 0, s.fail(s.pos, RuleDepth, "objects and arrays are nested deeper than allowed")
		}
		s.open = append(s.open, level{array: c == '[', names: len(s.names)})
		s.pos++
		if c == '[' {
			return Array, nil
		}
		return Object, nil
	case c == '"':
		var err error
		s.text, err = s.quoted()
		return String, err
	case c == '-' || c >= '0' && c <= '9':
		return Number, s.number()
	}
	for _, w := range [...]struct {
		word string
		kind Kind
	}{{"null", Null}, {"true", Bool}, {"false", Bool}} {
		if n := len(w.word); len(s.doc)-s.pos >= n && s.doc[s.pos:s.pos+n] == w.word {
			if w.kind == Bool {
				s.text = w.word
			}
			s.pos += n
			return w.kind, nil
		}
	}
	return 0, s.fail(s.pos, RuleValue, "a value is expected here")
}

// Skip passes over the next value, checking everything in it.
func (s *Scanner) Skip() error {
	kind, err := s.Value()
	if err != nil {
		return err
	}
	return s.skip(kind)
}

// skip passes over what is left of a value that has begun.
func (s *Scanner) skip(kind Kind) error {
	switch kind {
	case Object:
		for {
			_, more, err := s.Member()
			if err != nil || !more {
				return err
			}
			if err := s.Skip(); err != nil {
				return err
			}
		}
	case Array:
		for {
			more, err := s.Element()
			if err != nil || !more {
				return err
			}
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Rest passes over what is left of the current value, which Value has begun, and
// returns the value as written.
func (s *Scanner) Rest(kind Kind) (string, error) {
	from := s.at
	if err := s.skip(kind); err != nil {
		return "", err
	}
	return s.doc[from:s.pos], nil
}

// Finish refuses what stands behind the value.
func (s *Scanner) Finish() error {
	if s.blanks(); s.err == nil && s.pos < len(s.doc) {
		return s.fail(s.pos, RuleTrailing, "something stands behind the end of the value")
	}
	return s.err
}

func (s *Scanner) blanks() {
	for s.pos < len(s.doc) {
		switch s.doc[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		default:
			return
		}
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= utf8.RuneSelf
}
