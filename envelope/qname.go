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

// declareContent declares the prefix of a qualified name that is the text of the element
// whose start tag is being written.
func declareContent(dst []byte, text string) []byte {
	if space, _ := splitQName(text); space != "" {
		dst = append(dst, ` xmlns:q="`+escapeAttribute(space)+`"`...)
	}
	return dst
}

func appendContentQName(dst []byte, text string) ([]byte, error) {
	space, local := splitQName(text)
	if space != "" {
		dst = append(dst, "q:"...)
	}
	return appendText(dst, local)
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
