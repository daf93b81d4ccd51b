package xsdcheck

import (
	"bytes"
	"regexp"
)

var (
	builtInPrefix = regexp.MustCompile(`xmlns:([\w.-]+)\s*=\s*["']http://www\.w3\.org/(?:1999|2000/10|2001)/XMLSchema["']`)
	typeAttribute = regexp.MustCompile(`\s[\w.-]+:type\s*=\s*(?:"([^":]+):[^"]*"|'([^':]+):[^']*')`)
)

// withoutBuiltInTypes blanks xsi:type where it names a type of XML Schema itself. The
// length stays, and with it lines and columns.
func withoutBuiltInTypes(message []byte) []byte {
	prefixes := map[string]bool{}
	for _, found := range builtInPrefix.FindAllSubmatch(message, -1) {
		prefixes[string(found[1])] = true
	}
	if len(prefixes) == 0 {
		return message
	}
	return typeAttribute.ReplaceAllFunc(message, func(attribute []byte) []byte {
		found := typeAttribute.FindSubmatch(attribute)
		if prefixes[string(found[1])] || prefixes[string(found[2])] {
			return bytes.Repeat([]byte{' '}, len(attribute))
		}
		return attribute
	})
}
