package envelope

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Records hold a qualified name as {space}local, and a list of them with spaces between.
// On the wire every name gets a prefix of its own, declared on the element it stands in:
// its stem, and from the second name on its number.

// qname appends an element that holds qualified names.
func (e encoder) qname(dst []byte, f *fieldPlan, text string) ([]byte, error) {
	open := f.open[e.use]
	dst = append(declareNames(append(dst, open[:len(open)-1]...), "q", text), '>')
	dst, err := appendText(dst, prefixed("q", text))
	return append(dst, f.end...), err
}

// declareNames declares the prefixes of the names in a text.
func declareNames(dst []byte, stem, text string) []byte {
	for i, word := range strings.Fields(text) {
		if space, _ := splitQName(word); space != "" {
			dst = append(dst, " xmlns:"+numbered(stem, i)+`="`+escapeAttribute(space)+`"`...)
		}
	}
	return dst
}

// prefixed writes the names of a text with the prefixes that declareNames gives them.
func prefixed(stem, text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		space, local := splitQName(word)
		if words[i] = local; space != "" {
			words[i] = numbered(stem, i) + ":" + local
		}
	}
	return strings.Join(words, " ")
}

func numbered(stem string, i int) string {
	if i == 0 {
		return stem
	}
	return stem + "-" + strconv.Itoa(i+1)
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

// names reads qualified names in the scope of the current element.
func (d *decoder) names(text string) (string, bool) {
	words := strings.Fields(text)
	for i, word := range words {
		name, ok := d.s.ResolveQName(word)
		if !ok {
			return text, false
		}
		words[i] = service.QName{Space: name.Space, Local: name.Local}.String()
	}
	return strings.Join(words, " "), len(words) > 0
}
