package specfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Pos is a place in a file, counted from 1, columns in characters.
type Pos struct {
	File string
	Line int
	Col  int
}

// String writes file:line:col, leaving out what is not known.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// At is a value and where it stands. The zero At was not given.
type At[T any] struct {
	Value T
	Pos   Pos
}

// Given reports whether the value is in the file, be it empty or zero.
func (a At[T]) Given() bool { return a.Pos.Line > 0 }

// Problem is one thing wrong with a file.
type Problem struct {
	Pos     Pos
	Message string
}

// String writes file:line:col: message.
func (p Problem) String() string { return p.Pos.String() + ": " + p.Message }

// Problems are all things wrong, in order of file and place. It is the error type
// of this package.
type Problems []Problem

// Error writes one problem per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// err sorts the problems, drops repeated ones and returns the rest as an error, nil
// if there are none.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return slices.Compact(ps) // what like: copies would be reported once for each copy
}
