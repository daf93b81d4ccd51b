package xmlscan

// attributeState holds the attributes of the last start tag that had any.
type attributeState struct {
	attrs    []Attr // storage, overwritten by the next tag that is parsed
	tagAttrs int    // how many of attrs the current start tag has: all or none
	attrBase int    // offset that the attributes' own offsets count from

	// tail is what followed the element name in the start tag that attrs came
	// from, up to and with its ">". A tag with the same tail in the same
	// namespace scope has the same attributes.
	tail      string
	tailScope int
	tailEmpty bool
	serial    int // of the tag that attrs came from

	seen map[attrKey]struct{} // for elements with many attributes only
}

// attrKey is what no two attributes of an element may share.
type attrKey struct{ space, local, unbound string }

func (a *Attr) key() attrKey {
	k := attrKey{space: a.Name.Space, local: a.Name.Local}
	if a.Name.Unbound {
		k.unbound = a.Name.Prefix
	}
	return k
}

func (s *Scanner) resetAttributes() {
	s.attrs, s.tagAttrs, s.tail, s.serial = s.attrs[:0], 0, "", 0
}

// Attrs returns the attributes of the current start tag, without namespace
// declarations. The slice is valid until the next step, the strings in it as
// long as wanted. After Leaf they are still those of the element.
func (s *Scanner) Attrs() []Attr { return s.attrs[:s.tagAttrs] }

// AttrsSerial returns a number that is the same for two start tags of a document only if
// they have the same attributes with the same values, and is not 0.
func (s *Scanner) AttrsSerial() int { return s.serial }

// Attr returns the value of an attribute of the current start tag by namespace
// (empty for an attribute without prefix) and local name.
func (s *Scanner) Attr(space, local string) (string, bool) {
	attrs := s.Attrs()
	for i := range attrs {
		if a := &attrs[i]; a.Name.Local == local && a.Name.Space == space && !a.Name.Unbound {
			return a.Value, true
		}
	}
	return "", false
}

// AttrOffset returns where the i-th of Attrs begins in the document.
func (s *Scanner) AttrOffset(i int) int { return s.base + s.attrOffset(i) }

func (s *Scanner) attrOffset(i int) int { return s.attrBase + s.attrs[i].offset }

// attributes reads the rest of the start tag at tag, whose name ends at end.
func (s *Scanner) attributes(tag, end int) error {
	doc := s.doc
	s.attrs, s.attrBase, s.tail = s.attrs[:0], end, ""
	s.serial++
	mark, warned, total := len(s.binds), len(s.warnings), 0
	p := end
	for {
		q := p
		for q < len(doc) && isSpace(doc[q]) {
			q++
		}
		if q >= len(doc) {
			return s.truncated("a start tag")
		}
		if doc[q] == '>' || doc[q] == '/' {
			p = q
			break
		}
		if q == p {
			return s.noSpace(q, q == end)
		}
		if total++; total > s.limits.Attributes {
			return s.fail(tag, RuleLimitAttributes, "an element has more attributes than allowed")
		}
		var err error
		if p, err = s.attribute(q, mark); err != nil {
			return err
		}
	}
	if s.empty = doc[p] == '/'; s.empty {
		if p++; p >= len(doc) {
			return s.truncated("a start tag")
		}
		if doc[p] != '>' {
			return s.fail(p, RuleMalformedTag, "a '/' in a start tag must be followed by '>'")
		}
	}
	s.pos, s.tagAttrs = p+1, len(s.attrs)
	if err := s.resolveAttributes(); err != nil {
		return err
	}
	if len(s.binds) == mark && len(s.warnings) == warned && len(s.attrs) > 0 {
		s.tail, s.tailScope, s.tailEmpty = doc[end:p+1], s.scope, s.empty
	}
	return s.count(tag, 1+total)
}

func (s *Scanner) noSpace(p int, afterName bool) error {
	if afterName {
		return s.fail(p, RuleMalformedTag, "this character cannot stand in a start tag after the element name")
	}
	return s.fail(p, RuleAttributeSpace, "white space is missing after an attribute value")
}

// attribute reads the attribute or namespace declaration at p. mark is the
// number of bindings in force before this element.
func (s *Scanner) attribute(p, mark int) (int, error) {
	doc := s.doc
	end, colon, err := s.qname(p)
	if err != nil {
		return 0, err
	}
	q := end
	for q < len(doc) && isSpace(doc[q]) {
		q++
	}
	if q < len(doc) && doc[q] != '=' {
		return 0, s.fail(q, RuleMalformedAttribute, "an attribute needs '=' after its name")
	}
	q++
	for q < len(doc) && isSpace(doc[q]) {
		q++
	}
	if q >= len(doc) {
		return 0, s.truncated("a start tag")
	}
	if doc[q] != '"' && doc[q] != '\'' {
		return 0, s.fail(q, RuleMalformedAttribute, "an attribute value must be in quotes")
	}
	value, next, err := s.attrValue(q)
	if err != nil {
		return 0, err
	}
	switch name := doc[p:end]; {
	case colon < 0 && name == xmlnsPrefix:
		err = s.declare("", value, p, mark)
	case colon < 0:
		s.attrs = append(s.attrs, Attr{Name: Name{Local: name}, Value: value, offset: p - s.attrBase})
	case name[:colon] == xmlnsPrefix:
		err = s.declare(name[colon+1:], value, p, mark)
	default:
		s.attrs = append(s.attrs, Attr{
			Name: Name{Prefix: name[:colon], Local: name[colon+1:]}, Value: value, offset: p - s.attrBase,
		})
	}
	return next, err
}

// resolveAttributes runs after the whole tag is read, because a prefix may be
// used before the attribute that binds it.
func (s *Scanner) resolveAttributes() error {
	for i := range s.attrs {
		a := &s.attrs[i]
		if a.Name.Prefix == "" {
			continue
		}
		space, ok := s.lookup(a.Name.Prefix)
		if !ok {
			if err := s.unboundPrefix(s.attrOffset(i), a.Name); err != nil {
				return err
			}
		}
		a.Name.Space, a.Name.Unbound = space, !ok
	}
	if len(s.attrs) < 2 {
		return nil
	}
	return s.refuseDuplicates()
}

func (s *Scanner) refuseDuplicates() error {
	// Comparing all pairs is faster for the few attributes that real elements
	// have, and quadratic for the many that a caller's limits may admit.
	const few = 16
	if len(s.attrs) > few {
		return s.refuseDuplicatesOfMany()
	}
	for i := 1; i < len(s.attrs); i++ {
		for j := range i {
			a, b := &s.attrs[i], &s.attrs[j]
			if a.Name.Local == b.Name.Local && a.key() == b.key() {
				return s.duplicate(i)
			}
		}
	}
	return nil
}

func (s *Scanner) refuseDuplicatesOfMany() error {
	if s.seen == nil {
		s.seen = make(map[attrKey]struct{}, len(s.attrs))
	}
	defer clear(s.seen)
	for i := range s.attrs {
		key := s.attrs[i].key()
		if _, dup := s.seen[key]; dup {
			return s.duplicate(i)
		}
		s.seen[key] = struct{}{}
	}
	return nil
}

func (s *Scanner) duplicate(i int) error {
	name := s.attrs[i].Name
	return s.failName(s.attrOffset(i), RuleDuplicateAttribute, "attribute "+shown(name.String())+" is given twice", name)
}
