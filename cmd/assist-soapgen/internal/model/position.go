package model

import (
	"bytes"
	"unicode/utf8"
)

// mark is a place in a text, counted from 1, columns in characters.
type mark struct{ line, col int }

// advance moves the mark over text.
func (m *mark) advance(text []byte) {
	if n := bytes.Count(text, newline); n > 0 {
		m.line += n
		m.col = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	m.col += utf8.RuneCount(text)
}

var newline = []byte{'\n'}

// elementMarks lists where each start tag of a well-formed document begins, in
// document order. etree keeps no positions; the n-th mark belongs to the n-th
// element of its tree. The text has passed the XML reader before, so that a '<'
// can only open a tag or one of the four constructs skipped here.
func elementMarks(text []byte) []mark {
	marks := make([]mark, 0, len(text)/48)
	at := mark{1, 1}
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 >= len(text) {
			return marks
		}
		at.advance(text[:i])
		text = text[i:]
		size := 1
		switch text[1] {
		case '/':
		case '?':
			size = through(text, "?>")
		case '!':
			size = declarationSize(text)
		default:
			marks = append(marks, at)
		}
		at.advance(text[:size])
		text = text[size:]
	}
}

// declarationSize is the length of the comment, CDATA section or DOCTYPE that
// text begins with.
func declarationSize(text []byte) int {
	switch {
	case bytes.HasPrefix(text, []byte("<!--")):
		return 4 + through(text[4:], "-->")
	case bytes.HasPrefix(text, []byte("<![CDATA[")):
		return through(text, "]]>")
	}
	return directiveSize(text)
}

// directiveSize follows encoding/xml: angle brackets nest, quotes hide them,
// comments are skipped.
func directiveSize(text []byte) int {
	depth, quote := 1, byte(0)
	for i := 2; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<' && bytes.HasPrefix(text[i:], []byte("<!--")):
			i += 3 + through(text[i+4:], "-->")
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// through is the length of text up to and including end, or all of it.
func through(text []byte, end string) int {
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(text)
}
