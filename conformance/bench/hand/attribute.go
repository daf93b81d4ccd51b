package hand

import "strings"

// attributes reads the rest of a start tag whose name ends at end. Their values are of no
// use to W; they are checked and forgotten, all but the namespaces.
func (s *scanner) attributes(end int) error {
	var room [8]attribute
	attrs, mark := room[:0], len(s.binds)
	p := end
	for {
		q := p
		for q < len(s.doc) && isSpace(s.doc[q]) {
			q++
		}
		if q+1 >= len(s.doc) {
			return errMalformed
		}
		if c := s.doc[q]; c == '>' || c == '/' {
			if s.empty = c == '/'; s.empty {
				q++
			}
			if s.doc[q] != '>' {
				return errMalformed
			}
			s.p = q + 1
			break
		}
		if q == p {
			return errMalformed
		}
		a, next, err := s.attribute(q)
		if err != nil {
			return err
		}
		if attrs, p = append(attrs, a), next; !s.bind(a, mark) {
			return errMalformed
		}
	}
	if len(s.binds) == mark && !s.empty {
		s.tail, s.tailBinds = s.doc[end:s.p], len(s.binds)
	}
	return s.distinct(attrs)
}

type attribute struct{ prefix, local, value string }

func (s *scanner) attribute(p int) (a attribute, next int, err error) {
	end, colon := s.name(p)
	if end < 0 {
		return a, 0, errMalformed
	}
	if a.local = s.doc[p:end]; colon > 0 {
		a.prefix, a.local = a.local[:colon], a.local[colon+1:]
	}
	for end < len(s.doc) && isSpace(s.doc[end]) {
		end++
	}
	if end >= len(s.doc) || s.doc[end] != '=' {
		return a, 0, errMalformed
	}
	for end++; end < len(s.doc) && isSpace(s.doc[end]); end++ {
	}
	if end >= len(s.doc) || s.doc[end] != '"' && s.doc[end] != '\'' {
		return a, 0, errMalformed
	}
	n := strings.IndexByte(s.doc[end+1:], s.doc[end])
	if n < 0 {
		return a, 0, errMalformed
	}
	a.value = s.doc[end+1 : end+1+n]
	if strings.IndexByte(a.value, '<') >= 0 {
		return a, 0, errMalformed
	}
	if strings.IndexByte(a.value, '&') >= 0 {
		at := s.buffer.Len()
		if err = s.expand(a.value); err != nil {
			return a, 0, err
		}
		a.value = s.buffer.String()[at:]
	}
	return a, end + n + 2, nil
}

// bind takes an attribute that declares a namespace, and reports false when it may not.
func (s *scanner) bind(a attribute, mark int) bool {
	prefix := a.local
	switch {
	case a.prefix == "" && a.local == "xmlns":
		prefix = ""
	case a.prefix != "xmlns":
		return true
	case a.value == "" || prefix == "xmlns" || prefix == "xml":
		return false
	}
	for _, b := range s.binds[mark:] {
		if b.prefix == prefix {
			return false
		}
	}
	s.binds = append(s.binds, binding{prefix, a.value})
	return true
}

// distinct refuses attributes of the same name in the same namespace, and prefixes that
// nothing declares.
func (s *scanner) distinct(attrs []attribute) error {
	for i := range attrs {
		a := &attrs[i]
		if a.prefix == "" || a.prefix == "xmlns" {
			a.value = a.prefix
			continue
		}
		space, bound := s.lookup(a.prefix)
		if !bound {
			return errMalformed
		}
		a.value = space
	}
	for i := range attrs {
		for j := range i {
			if attrs[i].local == attrs[j].local && attrs[i].value == attrs[j].value {
				return errMalformed
			}
		}
	}
	return nil
}
