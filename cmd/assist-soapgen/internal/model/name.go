package model

import "strconv"

// QName is an expanded XML name. The zero value means "has no name".
type QName struct {
	Space string // namespace URI, "" for none
	Local string
}

// IsZero reports whether the name is absent.
func (n QName) IsZero() bool { return n == QName{} }

// String writes the name in Clark notation: {uri}local, or local alone.
func (n QName) String() string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

// Pos is a place in an input document. Line and Col count from 1; Col counts
// characters, not bytes, so that it agrees with editors in any encoding. The
// zero Pos belongs to components built into this package.
type Pos struct {
	File string // path inside the root, or the URL it was fetched from
	Line int
	Col  int
}

// String writes file:line:col, or "built-in" for the zero Pos.
func (p Pos) String() string {
	if p == (Pos{}) {
		return "built-in"
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}
