package xmlscan

import (
	"strings"
	"unicode/utf8"
)

// Position turns a byte offset of the document into line and column, both from
// 1, the column in characters. LF, CR and CRLF end a line; a byte order mark
// has no column. It walks the document: for messages, not for loops. After
// Release, and for a document refused for its size, there is none to walk.
func (s *Scanner) Position(offset int) (line, column int) {
	return Position(s.doc, offset)
}

// Position is [Scanner.Position] for a document at hand.
func Position(doc string, offset int) (line, column int) {
	before := doc[:max(0, min(offset, len(doc)))]
	begin := 0
	if strings.HasPrefix(before, byteOrderMark) {
		begin = len(byteOrderMark)
	}
	line = 1
	for i := 0; i < len(before); i++ {
		switch before[i] {
		case '\r':
			if i+1 < len(doc) && doc[i+1] == '\n' {
				continue // the line ends after the LF
			}
		case '\n':
		default:
			continue
		}
		line, begin = line+1, i+1
	}
	return line, utf8.RuneCountInString(before[begin:]) + 1
}
