package envelope

import "strings"

// qname appends an element that holds a qualified name, with a prefix of its own.
func (e encoder) qname(dst []byte, f *fieldPlan, text string) ([]byte, error) {
	space, local := splitQName(text)
	open := f.open[e.use]
	dst = append(dst, open[:len(open)-1]...)
	if space != "" {
		dst = append(dst, ` xmlns:q="`+escapeAttribute(space)+`">q:`...)
	} else {
		dst = append(dst, '>')
	}
	dst, err := appendText(dst, local)
	return append(dst, f.end...), err
}

// splitQName splits the form {space}local that records hold.
func splitQName(text string) (space, local string) {
	if strings.HasPrefix(text, "{") {
		if space, local, ok := strings.Cut(text[1:], "}"); ok {
			return space, local
		}
	}
	return "", text
}
