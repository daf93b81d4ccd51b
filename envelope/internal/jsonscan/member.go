package jsonscan

// Member moves to the next member of the innermost object and returns its name. At
// the object's end it reports false. The member's value has to be read, or skipped.
func (s *Scanner) Member() (name string, more bool, err error) {
	if more, err = s.next('}'); !more || err != nil {
		return "", false, err
	}
	if s.doc[s.pos] != '"' {
		return "", false, s.fail(s.pos, RuleName, "the name of a member is expected here, in quotes")
	}
	at := s.pos
	if name, err = s.quoted(); err != nil {
		return "", false, err
	}
	if s.isTwice(name) {
		return "", false, s.fail(at, RuleDuplicate, "a member of this name is there already")
	}
	if s.blanks(); s.pos >= len(s.doc) {
		return "", false, s.truncated()
	}
	if c := s.doc[s.pos]; c != ':' {
		if isWord(c) || c == '"' {
			return "", false, s.fail(s.pos, RuleQuote, "a word begins right behind a string: a quote is missing or too many before here")
		}
		return "", false, s.fail(s.pos, RuleColon, "a colon is expected here")
	}
	s.pos++
	return name, true, nil
}

// Element moves to the next element of the innermost array, or reports false at its
// end. The element has to be read, or skipped.
func (s *Scanner) Element() (bool, error) { return s.next(']') }

// next passes over the comma before a member or element, or closes the level.
func (s *Scanner) next(closing byte) (bool, error) {
	before := s.pos
	s.blanks()
	switch l := &s.open[len(s.open)-1]; {
	case s.err != nil:
		return false, s.err
	case s.pos >= len(s.doc):
		return false, s.truncated()
	case s.doc[s.pos] == closing:
		s.names = s.names[:l.names]
		s.open = s.open[:len(s.open)-1]
		s.pos++
		return false, nil
	case !l.begun:
		l.begun = true
		return true, nil
	case s.doc[s.pos] != ',':
		return false, s.noComma(before)
	}
	s.pos++
	if s.blanks(); s.pos >= len(s.doc) {
		return false, s.truncated()
	}
	return true, nil
}

func (s *Scanner) noComma(before int) error {
	c := s.doc[s.pos]
	switch {
	case isWord(c) && before == s.pos && before > 0 && s.doc[before-1] == '"':
		return s.fail(s.pos, RuleQuote, "a word begins right behind a string: a quote is missing or too many before here")
	case c == ':' || c == '}' || c == ']':
		return s.fail(s.pos, RuleValue, "this character cannot stand here: a bracket before it is missing or too many")
	}
	return s.fail(s.pos, RuleComma, "a comma is missing before here")
}

// isTwice notes a member's name and reports whether the object had it before.
func (s *Scanner) isTwice(name string) bool {
	const few = 24
	l := &s.open[len(s.open)-1]
	own := s.names[l.names:]
	s.names = append(s.names, name)
	if len(own) < few {
		for _, n := range own {
			if n == name {
				return true
			}
		}
		return false
	}
	if l.seen == nil {
		l.seen = make(map[string]struct{}, 2*few)
		for _, n := range own {
			l.seen[n] = struct{}{}
		}
	}
	_, twice := l.seen[name]
	l.seen[name] = struct{}{}
	return twice
}
