package xmlscan

// Scanner reads one document from front to back. It is not safe for use by
// several goroutines, and must not be copied. The zero Scanner reads as an
// empty document until it is reset.
type Scanner struct {
	doc    string // the document, or the window on it; every value is a slice of it
	base   int    // offset of doc in the document: 0, but for streams
	pos    int    // where the next token begins
	limits Limits
	err    error // the first refusal, final

	// The current token.
	kind     Kind
	empty    bool // the start tag was <a/>, its End is still due
	rootSeen bool
	doctype  bool
	tokenAt  int
	current  int // index of the token's element in frames
	text     string

	expect    string // the name that the next start tag probably has
	expecting bool   // expect is to be looked at
	expected  bool   // it had that name

	// Open elements: frames[:depth]. frames[depth] is the last closed one.
	frames []frame
	depth  int
	nodes  int

	attributeState
	namespaceState
	textState

	encoding string
	warnings []Warning

	stream *stream // nil when doc is the whole document

	// Room for the usual message, so that a new scanner is one allocation.
	firstFrames  [8]frame
	firstBinds   [8]binding
	firstAttrs   [4]Attr
	firstScratch [64]byte
}

// frame is one open element.
type frame struct {
	qname   string
	space   string
	colon   int // of qname, -1 without prefix
	mark    int // bindings in force outside the element
	start   int // offset of the start tag
	unbound bool
}

func (f *frame) name() Name {
	n := Name{Space: f.space, Local: f.qname[f.colon+1:], Unbound: f.unbound}
	if f.colon > 0 {
		n.Prefix = f.qname[:f.colon]
	}
	return n
}

// New returns a scanner for a copy of doc.
func New(doc []byte, limits Limits) *Scanner {
	s := new(Scanner)
	s.Reset(doc, limits)
	return s
}

// NewString returns a scanner for doc, without a copy.
func NewString(doc string, limits Limits) *Scanner {
	s := new(Scanner)
	s.ResetString(doc, limits)
	return s
}

// Reset starts over with a copy of another document, keeping the buffers.
// Strings taken from the document before stay valid; Attrs and Warnings do not.
func (s *Scanner) Reset(doc []byte, limits Limits) {
	if limits = limits.withDefaults(); len(doc) > limits.Document {
		s.restart("", limits)
		_ = s.failDocument()
		return
	}
	s.ResetString(string(doc), limits)
}

// ResetString is Reset for a document that is a string already: no copy.
func (s *Scanner) ResetString(doc string, limits Limits) {
	if limits = limits.withDefaults(); len(doc) > limits.Document {
		s.restart("", limits)
		_ = s.failDocument()
		return
	}
	s.restart(doc, limits)
	// Once for the whole document and before anything of it is believed, so
	// that no other function has to ask what a byte may be.
	if offset, rule, msg := checkCharacters(doc); rule != "" {
		_ = s.fail(offset, rule, msg)
		return
	}
	s.declaration()
}

// Release lets go of the document and of everything read from it, and of
// buffers that a large document has blown up. Call it before the scanner goes
// into a pool, or the pool keeps answers (and what is secret in them) alive.
func (s *Scanner) Release() {
	const bytesKept = 16 << 10
	frames := emptied(s.frames, len(s.firstFrames), 2*DefaultDepth)
	binds := emptied(s.binds, len(s.firstBinds), 2*DefaultNamespaces)
	attrs := emptied(s.attrs, len(s.firstAttrs), 2*DefaultAttributes)
	scratch := emptied(s.scratch, len(s.firstScratch), bytesKept)
	*s = Scanner{} // the first rooms with it
	s.frames, s.binds, s.attrs, s.scratch = frames, binds[:0], attrs[:0], scratch[:0]
	s.current = len(frames)
}

// emptied clears all of a buffer, what lies past its length too, and gives it
// up if it is the scanner's own room, or larger than worth keeping.
func emptied[T any](buffer []T, own, most int) []T {
	buffer = buffer[:cap(buffer)]
	if len(buffer) <= own || len(buffer) > most {
		return nil
	}
	clear(buffer)
	return buffer
}

func (s *Scanner) restart(doc string, limits Limits) {
	s.makeRoom()
	s.doc, s.base, s.stream, s.limits, s.err = doc, 0, nil, limits, nil
	s.pos, s.tokenAt, s.text = 0, 0, ""
	s.kind, s.empty, s.rootSeen, s.doctype = EOF, false, false, false
	s.depth, s.nodes = 0, 0
	// Past every frame there is, so that Name is empty before the first tag.
	s.current = len(s.frames)
	s.expect, s.expecting, s.expected = "", false, false
	s.encoding, s.warnings = "", s.warnings[:0]
	s.resetAttributes()
	s.resetNamespaces()
	s.resetText()
}

// makeRoom begins buffers that there are not yet in the scanner's own room.
func (s *Scanner) makeRoom() {
	if s.frames == nil {
		s.frames = s.firstFrames[:]
	}
	if s.binds == nil {
		s.binds = s.firstBinds[:0]
	}
	if s.attrs == nil {
		s.attrs = s.firstAttrs[:0]
	}
	if s.scratch == nil {
		s.scratch = s.firstScratch[:0]
	}
}

func (s *Scanner) failDocument() error {
	s.err = &SyntaxError{Offset: s.limits.Document, Rule: RuleLimitDocument, Msg: "the document is larger than allowed"}
	return s.err
}

// Next moves to the next token: Start, Text or End of an element, or EOF after
// the root, with all that follows it checked. Text comes in one piece however
// many comments, CDATA sections and references it holds, is never empty, and
// may be white space.
func (s *Scanner) Next() (Kind, error) {
	if s.stream != nil && !s.stream.inStep {
		err := s.step((*Scanner).tryNext)
		return s.kindOf(err), err
	}
	if err := s.advance(); err != nil {
		return EOF, err
	}
	switch {
	case s.empty:
		s.closeEmpty()
		return End, nil
	case s.depth == 0:
		err := s.document()
		return s.kind, err
	}
	if p := s.pos; !s.atTag(p) {
		text, err := s.gather(p)
		if err != nil {
			return EOF, err
		}
		if text != "" {
			s.kind, s.text, s.tokenAt = Text, text, p
			return Text, nil
		}
	}
	if err := s.tag(s.pos); err != nil {
		return EOF, err
	}
	return s.kind, nil
}

// Doctype reports whether a document type declaration was passed over; only
// [Limits.AllowDoctype] lets one pass.
func (s *Scanner) Doctype() bool { return s.doctype }

// kindOf is the kind that goes with the error of a step.
func (s *Scanner) kindOf(err error) Kind {
	if err != nil {
		return EOF
	}
	return s.kind
}

// Finish reads and checks whatever is left of the document. Without an error
// the document was well-formed to its last byte: exactly one root, and nothing
// but white space, comments and processing instructions around it. A document
// is not to be believed before Finish has returned nil.
func (s *Scanner) Finish() error {
	for {
		if kind, err := s.Next(); err != nil || kind == EOF {
			return err
		}
	}
}

// Check reads doc and reports whether it is well-formed and within limits.
func Check(doc []byte, limits Limits) error {
	return New(doc, limits).Finish()
}

// advance does what every step begins with.
func (s *Scanner) advance() error {
	if s.err != nil {
		return s.err
	}
	if s.unbind >= 0 {
		s.dropBindings()
	}
	return nil
}

// count adds nodes to the total that is bounded for the document.
func (s *Scanner) count(offset, nodes int) error {
	if s.nodes += nodes; s.nodes > s.limits.Nodes {
		return s.fail(offset, RuleLimitNodes, "the document has more elements, attributes, comments and sections than allowed")
	}
	return nil
}
