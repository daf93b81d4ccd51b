package hand

import (
	"errors"
	"strings"
)

var errMalformed = errors.New("malformed")

const (
	soapSpace = "http://schemas.xmlsoap.org/soap/envelope/"
	wsSpace   = "http://www.paysecure.ru/ws/"
)

// Decode reads the answer of W into r. Its values are slices of one copy of the
// document. What is not well-formed, not namespace-well-formed or not the answer is
// refused.
func Decode(body []byte, r *Response) error {
	s := scanner{doc: string(body)}
	if !legal(s.doc) {
		return errMalformed
	}
	s.frames, s.binds = s.firstFrames[:0], s.firstBinds[:0]
	s.special = strings.IndexByte(s.doc, '&') >= 0 || strings.IndexByte(s.doc, '\r') >= 0 || strings.Contains(s.doc, "]]>")
	if s.special {
		s.buffer.Grow(256)
	}
	if err := s.prolog(); err != nil {
		return err
	}
	if err := s.envelope(r); err != nil {
		return err
	}
	return s.epilog()
}

// envelope reads the root and the one path down to the fields.
func (s *scanner) envelope(r *Response) error {
	for _, step := range [...]struct{ space, local string }{
		{soapSpace, "Envelope"}, {soapSpace, "Body"}, {wsSpace, "SilentPayResponse"}, {"", "return"},
	} {
		more, err := s.child()
		if err != nil {
			return err
		}
		if f := s.top(); !more || f.local() != step.local || f.space != step.space {
			return errMalformed
		}
	}
	if err := s.values(r); err != nil {
		return err
	}
	for len(s.frames) > 0 {
		if more, err := s.child(); err != nil || more {
			return errMalformed
		}
	}
	return nil
}

// values reads the fields: the one expected next, which nearly always comes, else by
// name. A field that comes twice is refused, an unknown one passed over.
func (s *scanner) values(r *Response) error {
	fields := r.fields()
	next, seen := 0, uint64(0)
	for {
		more, err := s.child()
		if err != nil || !more {
			return err
		}
		at, name := next, s.top().local()
		if at >= len(fieldNames) || fieldNames[at] != name {
			at = find(name)
		}
		text, err := s.leaf()
		switch {
		case err != nil:
			return err
		case at < 0:
			continue
		case seen&(1<<at) != 0:
			return errMalformed
		}
		*fields[at] = text
		next, seen = at+1, seen|1<<at
	}
}

func find(name string) int {
	for i := range fieldNames {
		if fieldNames[i] == name {
			return i
		}
	}
	return -1
}
