package xmlscan

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// windowSize is how much of a stream is held at once, a token larger than it apart.
	windowSize = 32 << 10
	// lookAhead is more than any refusal looks past the place it names: a refusal
	// that close to the end of the window is asked again with more of the document.
	lookAhead = 64
	// tagCeiling is added to the longest text for the tags and quotes around it.
	tagCeiling = 64 << 10
)

// stream is where a scanner that does not hold its whole document gets the rest
// from. Every step reads a whole token or none: one that the window cuts is undone,
// the window moves on, and the step is taken again.
type stream struct {
	r      io.Reader
	chunk  []byte // what Read fills
	cut    int    // bytes at the start of chunk that begin a character not read to its end
	ended  bool   // there is nothing after the window
	inStep bool   // the step is being tried; calls inside of it are not steps
	held   int    // offset in doc that must stay in the window, or -1
}

// ReadError says that the reader behind a stream failed; it is no fault of the
// document.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return "the document broke off: " + e.Err.Error() }

// Unwrap returns the reader's error.
func (e *ReadError) Unwrap() error { return e.Err }

// ResetReader starts over with a document that is read as it is needed. It is held
// to the same rules as one in memory; the refusal of a character comes when it is
// reached. Memory is bounded by the largest token (and by [Limits.Text]), whatever
// the size of the document. Values stay valid, and keep the window they are from.
func (s *Scanner) ResetReader(r io.Reader, limits Limits) {
	s.resetReader(r, limits, windowSize)
}

func (s *Scanner) resetReader(r io.Reader, limits Limits, window int) {
	s.restart("", limits.withDefaults())
	s.stream = &stream{r: r, chunk: make([]byte, window), held: -1}
	for s.err == nil && !s.stream.ended && len(s.doc) < lookAhead {
		_ = s.refill(0)
	}
	for s.err == nil {
		if s.declaration(); !s.isCut(s.err) || s.err == nil {
			return
		}
		s.err, s.pos = nil, 0
		_ = s.refill(0)
	}
}

// mark is what a step that the window cuts has to leave as it was. Steps drop the
// bindings of a closed element before they are marked, so that none of those is
// written over by a tag that is read again.
type mark struct {
	pos, tokenAt, current, depth, nodes, binds, scope, warnings int
	kind                                                        Kind
	empty, rootSeen, doctype                                    bool
	defaultSpace                                                string
	tagAttrs, attrBase                                          int
}

func (s *Scanner) mark() mark {
	return mark{
		pos: s.pos, tokenAt: s.tokenAt, current: s.current, depth: s.depth, nodes: s.nodes, binds: len(s.binds),
		scope: s.scope, warnings: len(s.warnings), kind: s.kind, empty: s.empty, rootSeen: s.rootSeen,
		doctype: s.doctype, defaultSpace: s.defaultSpace, tagAttrs: s.tagAttrs, attrBase: s.attrBase,
	}
}

// undo takes the scanner back to a mark. The start tag kept for its repetition may
// have been written over: it is forgotten.
func (s *Scanner) undo(m *mark) {
	s.err = nil
	s.pos, s.tokenAt, s.current, s.depth, s.nodes = m.pos, m.tokenAt, m.current, m.depth, m.nodes
	s.binds, s.scope, s.warnings = s.binds[:m.binds], m.scope, s.warnings[:m.warnings]
	s.kind, s.empty, s.rootSeen, s.doctype = m.kind, m.empty, m.rootSeen, m.doctype
	s.defaultSpace, s.tagAttrs, s.attrBase, s.tail = m.defaultSpace, m.tagAttrs, m.attrBase, ""
}

// step takes a step of a stream: again and again until the window holds its token.
func (s *Scanner) step(try func(*Scanner) error) error {
	if err := s.advance(); err != nil {
		return err
	}
	for {
		m := s.mark()
		s.stream.inStep = true
		err := try(s)
		s.stream.inStep = false
		if !s.isCut(err) {
			return err
		}
		s.undo(&m)
		if err := s.refill(s.pos); err != nil {
			return err
		}
	}
}

func (s *Scanner) tryNext() error { _, err := s.Next(); return err }

func (s *Scanner) tryChild() error { _, err := s.Child(); return err }

func (s *Scanner) leafOfStream() (text string, err error) {
	err = s.step(func(s *Scanner) error { text, err = s.Leaf(); return err })
	return text, err
}

// isCut reports whether the end of the window, not that of the document, may have
// made the outcome of a step.
func (s *Scanner) isCut(err error) bool {
	if s.stream.ended {
		return false
	}
	if err == nil {
		return s.kind == EOF
	}
	syntax, ok := errors.AsType[*SyntaxError](err)
	return ok && syntax.Offset+lookAhead > s.base+len(s.doc)
}

// refill drops what lies before offset from and appends at least half as much again
// as is left, so that a token is looked at a bounded number of times.
func (s *Scanner) refill(from int) error {
	if s.stream.held >= 0 {
		from = min(from, s.stream.held)
	}
	kept := s.doc[from:]
	if len(kept) > s.limits.Text+tagCeiling {
		return s.fail(from, RuleLimitText, "a token is longer than allowed")
	}
	window := len(s.stream.chunk)
	want := max(len(kept)/2, window/2)
	var b strings.Builder
	for added := 0; added < want && !s.stream.ended; {
		n, err := s.stream.read(min(want-added, window/2))
		if err != nil {
			s.err = err
			return err
		}
		if added == 0 { // most often one read is all
			b.Grow(len(kept) + max(n, want))
			b.WriteString(kept)
		}
		at := b.Len()
		b.Write(s.stream.chunk[:n])
		s.stream.consume(n)
		if s.base+from+b.Len() > s.limits.Document {
			return s.failDocument()
		}
		if offset, rule, msg := checkCharacters(b.String()[at:]); rule != "" {
			return s.fail(from+at+offset, rule, msg)
		}
		added += n
	}
	if b.Len() == 0 { // nothing was left to read
		b.WriteString(kept)
	}
	s.slide(b.String(), from)
	return nil
}

// read fills the chunk with at least so many bytes, if there are, and returns how
// many of them make whole characters. The rest stays behind them for consume.
func (in *stream) read(least int) (whole int, err error) {
	have := in.cut
	for idle := 0; have < min(in.cut+least, len(in.chunk)); idle++ {
		n, err := in.r.Read(in.chunk[have:])
		have += n
		switch {
		case err == io.EOF:
			in.ended, in.cut = true, 0
			return have, nil
		case err != nil:
			return 0, &ReadError{err}
		case n > 0:
			idle = 0
		case idle > 100:
			return 0, &ReadError{io.ErrNoProgress}
		}
	}
	whole = have
	for back := 1; back < utf8.UTFMax && back <= have; back++ {
		if utf8.RuneStart(in.chunk[have-back]) {
			if !utf8.FullRune(in.chunk[have-back : have]) {
				whole = have - back
			}
			break
		}
	}
	in.cut = have - whole
	return whole, nil
}

// consume moves what was not read as whole characters to the front of the chunk.
func (in *stream) consume(n int) { copy(in.chunk, in.chunk[n:n+in.cut]) }

// slide moves the window: all that counts from its start moves with it.
func (s *Scanner) slide(doc string, by int) {
	s.doc, s.base = doc, s.base+by
	s.pos, s.tokenAt, s.attrBase = s.pos-by, s.tokenAt-by, s.attrBase-by
	for i := range s.depth {
		s.frames[i].start -= by
	}
	if s.stream.held >= 0 {
		s.stream.held -= by
	}
	s.resetText()
}
