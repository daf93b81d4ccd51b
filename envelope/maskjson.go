package envelope

import "bytes"

// member is the value of a JSON member whose name ends at end: `"name": value`, also
// inside of a JSON text, where the quotes are escaped as often as texts are nested.
func member(b []byte, quote, end int) (from, to int) {
	escapes := quote
	for escapes < len(b) && b[escapes] == '\\' {
		escapes++
	}
	if escapes == len(b) || b[escapes] != '"' && b[escapes] != '\'' {
		return end, end
	}
	mark := b[quote : escapes+1]
	colon := skipBlanks(b, escapes+1)
	if colon == len(b) || b[colon] != ':' {
		return end, end
	}
	return jsonValue(b, skipBlanks(b, colon+1), mark)
}

// jsonValue: a text between marks, an object or array whole, or anything up to the next
// comma or bracket.
func jsonValue(b []byte, at int, mark []byte) (from, to int) {
	switch {
	case at == len(b):
		return at, at
	case bytes.HasPrefix(b[at:], mark):
		return jsonText(b, at+len(mark), mark)
	case b[at] == '{' || b[at] == '[':
		return at, nestedEnd(b, at, mark)
	}
	return at, until(b, at, ",}]\r\n")
}

// jsonText: up to the mark that ends it, or to the end of what there is.
func jsonText(b []byte, from int, mark []byte) (int, int) {
	for to := from; to < len(b); to++ {
		if bytes.HasPrefix(b[to:], mark) {
			return from, to
		}
		if b[to] == '\\' && len(mark) == 1 {
			to++
		} else if b[to] == '\\' { // deeper quotes have more backslashes
			for to+1 < len(b) && b[to+1] == '\\' {
				to++
			}
			to++
		}
	}
	return from, len(b)
}

// nestedEnd finds where an object or array is over.
func nestedEnd(b []byte, at int, mark []byte) int {
	depth := 0
	for i := at; i < len(b); i++ {
		switch c := b[i]; {
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case bytes.HasPrefix(b[i:], mark):
			_, end := jsonText(b, i+len(mark), mark)
			i = end + len(mark) - 1
		}
	}
	return len(b)
}
