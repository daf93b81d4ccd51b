package xmlscan

// Kind says what the current token is.
type Kind uint8

// Kinds of tokens. EOF is also the kind before the first token.
const (
	EOF Kind = iota
	Start
	Text
	End
)

func (k Kind) String() string {
	switch k {
	case Start:
		return "start"
	case Text:
		return "text"
	case End:
		return "end"
	default:
		return "eof"
	}
}

// Name is the name of an element or attribute.
type Name struct {
	// Space is the namespace URI the prefix stands for; empty for none.
	Space string
	// Local is the name without its prefix.
	Local string
	// Prefix is the prefix as written; it has no meaning of its own.
	Prefix string
	// Unbound tells that the prefix is not bound to any namespace. Only with
	// [Limits.LenientPrefixes], and from [Scanner.ResolveQName].
	Unbound bool
}

// Is reports whether the name has this namespace and local part. A name with
// an unbound prefix is not known to have any.
func (n Name) Is(space, local string) bool {
	return n.Local == local && n.Space == space && !n.Unbound
}

// String returns the name as written in the document.
func (n Name) String() string {
	if n.Prefix == "" {
		return n.Local
	}
	return n.Prefix + ":" + n.Local
}

// Attr is one attribute; namespace declarations are not among them.
type Attr struct {
	Name Name
	// Value is normalised: references replaced, white space made spaces.
	Value string

	// offset counts from the end of the element name, so that attributes of a
	// repeated start tag can be used again at another place.
	offset int
}

// Kind returns the kind of the current token.
func (s *Scanner) Kind() Kind { return s.kind }

// Depth returns the number of open elements, the current Start included.
func (s *Scanner) Depth() int { return s.depth }

// Name returns the name of the element of the last Start or End token.
func (s *Scanner) Name() Name {
	if s.current >= len(s.frames) {
		return Name{}
	}
	f := &s.frames[s.current]
	return f.name()
}

// Local returns the local part of [Scanner.Name].
func (s *Scanner) Local() string {
	if s.current >= len(s.frames) {
		return ""
	}
	f := &s.frames[s.current]
	return f.qname[f.colon+1:]
}

// Space returns the namespace of [Scanner.Name].
func (s *Scanner) Space() string {
	if s.current >= len(s.frames) {
		return ""
	}
	return s.frames[s.current].space
}

// Text returns the value of the current Text token, empty for other tokens.
func (s *Scanner) Text() string {
	if s.kind != Text {
		return ""
	}
	return s.text
}

// Offset returns where the current token begins: the "<" of a tag, the first
// byte of a text. After Leaf, Skip and Raw it is the element's start tag.
func (s *Scanner) Offset() int { return s.base + s.tokenAt }

// EndOffset returns where the current token ends, and the next one begins.
func (s *Scanner) EndOffset() int { return s.base + s.pos }

// DeclaredEncoding returns the encoding named in the XML declaration, empty
// without one. The scanner itself reads UTF-8 whatever it says.
func (s *Scanner) DeclaredEncoding() string { return s.encoding }

// Warning is one prefix let pass by [Limits.LenientPrefixes].
type Warning struct {
	Offset int
	Prefix string
}

// maxWarnings keeps a hostile document from filling memory with warnings.
const maxWarnings = 1000

// Warnings returns the unbound prefixes met so far, the first 1,000 of them.
// It is valid until the next Reset.
func (s *Scanner) Warnings() []Warning { return s.warnings }

func (s *Scanner) warn(offset int, prefix string) {
	if len(s.warnings) < maxWarnings {
		s.warnings = append(s.warnings, Warning{Offset: offset, Prefix: prefix})
	}
}
