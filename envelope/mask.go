package envelope

import (
	"bytes"
	"strings"
)

// mask stands for a value that must not be shown. It is always as long, so that it
// does not tell how long the value is.
const mask = "***"

// cells masks the secret columns of a message that is a table.
func (t *maskTable) cells(b []byte) []byte {
	found := t.table(string(b))
	if found == nil {
		return b
	}
	out, done := make([]byte, 0, len(b)), 0
	for _, c := range found {
		out = append(append(out, b[done:c.from]...), mask...)
		done = c.to
	}
	return append(out, b[done:]...)
}

// message masks the values that follow the known names. It does not parse: the
// bytes may be cut, malformed or of any of the gateway's formats. Where it cannot
// see the end of a value it masks the rest.
func (t *maskTable) message(b []byte) []byte {
	out, done := make([]byte, 0, len(b)), 0
	for i := 0; i < len(b); {
		if !isWord(b[i]) {
			i++
			continue
		}
		end := i
		for end < len(b) && isWord(b[end]) {
			end++
		}
		if end-i <= 64 && t.names[strings.ToLower(string(b[i:end]))] {
			from, to := valueAfter(b, i, end)
			if to > from {
				out = append(append(out, b[done:from]...), mask...)
				done = to
			}
			end = max(end, to)
		}
		i = end
	}
	return append(out, b[done:]...)
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// valueAfter returns where the value of the name at b[start:end] lies; it is empty
// if the name is not followed by one.
func valueAfter(b []byte, start, end int) (from, to int) {
	next := skipBlanks(b, end)
	if next >= len(b) {
		return end, end
	}
	if inTag(b, start) {
		return elementValue(b, start, end)
	}
	switch c := b[next]; {
	case c == '=':
		return assigned(b, next+1)
	case c == '"' || c == '\'' || c == '\\':
		return member(b, next, end)
	case c == ':':
		return paired(b, next+1)
	case bytes.HasPrefix(b[next:], []byte("&gt;")): // XML inside a text
		from = next + len("&gt;")
		if size := bytes.Index(b[from:], []byte("&lt;")); size >= 0 {
			return from, from + size
		}
		return from, len(b)
	}
	return end, end
}

// inTag reports whether a start tag's name begins here, with a prefix or none.
func inTag(b []byte, start int) bool {
	i := start - 1
	if i >= 0 && b[i] == ':' {
		for i--; i >= 0 && (isWord(b[i]) || b[i] == '-' || b[i] == '.'); i-- {
		}
	}
	return i >= 0 && b[i] == '<'
}

// elementValue: from the start tag's end to the element's own end tag, whatever
// stands between.
func elementValue(b []byte, start, end int) (from, to int) {
	name := b[start:end]
	if c := b[end]; c != '>' && c != '/' && !isBlank(c) {
		return end, end // a longer name, such as password-hint
	}
	from = end
	for quote := byte(0); from < len(b); from++ {
		c := b[from]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'':
			quote = c
			continue
		case c != '>':
			continue
		}
		break
	}
	switch {
	case from >= len(b): // the tag is cut or its quotes are broken
		return end, len(b)
	case b[from-1] == '/':
		return from, from
	}
	from++
	return from, elementEnd(b, from, name)
}

// elementEnd finds the end tag of an element whose content begins at from. Elements of
// the same name inside it have their own; comments and CDATA sections have none.
func elementEnd(b []byte, from int, name []byte) int {
	depth := 0
	for at := from; at < len(b); at++ {
		if b[at] != '<' {
			continue
		}
		switch rest := b[at:]; {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			at = past(b, at, "]]>") - 1
		case bytes.HasPrefix(rest, []byte("<!--")):
			at = past(b, at, "-->") - 1
		case closes(rest, name):
			if depth == 0 {
				return at
			}
			depth--
		case opens(rest, name):
			depth++
		}
	}
	return len(b)
}

// past returns where a section that begins at from is over.
func past(b []byte, from int, end string) int {
	if size := bytes.Index(b[from:], []byte(end)); size >= 0 {
		return from + size + len(end)
	}
	return len(b)
}

// opens reports whether a start tag of this name stands here that is not empty.
func opens(b, name []byte) bool {
	b = b[1:]
	if colon := bytes.IndexByte(b[:min(len(b), 64)], ':'); colon >= 0 && !bytes.ContainsAny(b[:colon], "<>/ ") {
		b = b[colon+1:]
	}
	if len(b) <= len(name) || !bytes.EqualFold(b[:len(name)], name) || isWord(b[len(name)]) || b[len(name)] == '-' {
		return false
	}
	end := bytes.IndexByte(b, '>')
	return end > 0 && b[end-1] != '/'
}

// closes reports whether an end tag of this name stands here, with any prefix and
// with the blanks that the documents print.
func closes(b, name []byte) bool {
	if len(b) < 2 || b[1] != '/' {
		return false
	}
	b = b[skipBlanks(b, 2):]
	if colon := bytes.IndexByte(b[:min(len(b), 64)], ':'); colon >= 0 && !bytes.ContainsAny(b[:colon], "<> ") {
		b = b[colon+1:]
	}
	if len(b) < len(name) || !bytes.EqualFold(b[:len(name)], name) {
		return false
	}
	return len(b) == len(name) || b[len(name)] == '>' || isBlank(b[len(name)])
}

// assigned: name=value of a form, an attribute or a log line.
func assigned(b []byte, at int) (from, to int) {
	at = skipBlanks(b, at)
	if at < len(b) && (b[at] == '"' || b[at] == '\'') {
		if size := bytes.IndexByte(b[at+1:], b[at]); size >= 0 {
			return at + 1, at + 1 + size
		}
		return at + 1, len(b)
	}
	return at, until(b, at, "& \t\r\n<")
}

func skipBlanks(b []byte, i int) int {
	for i < len(b) && isBlank(b[i]) {
		i++
	}
	return i
}

func until(b []byte, from int, stops string) int {
	if size := bytes.IndexAny(b[from:], stops); size >= 0 {
		return from + size
	}
	return len(b)
}
