package describe

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// form is the lexical form of a field: the sidecar's format, else the schema's type.
func form(s *service.Service, f *service.Field, facts *service.Facts) string {
	if facts.Format != service.FormatText {
		return facts.Format.String()
	}
	id := f.Type
	for t := s.Type(id); t != nil; t = s.Type(id) {
		if t.Kind == service.Struct || t.Kind == service.Array {
			return ""
		}
		id = t.Base
	}
	return builtinWords[id]
}

// builtinWords are short names of the built-in types worth a word; a text is not.
var builtinWords = map[service.TypeID]string{
	service.XSDBoolean: "boolean", service.XSDDecimal: "decimal", service.XSDInteger: "integer", service.XSDInt: "int",
	service.XSDLong: "long", service.XSDDateTime: "dateTime", service.XSDDate: "date", service.XSDDouble: "double",
	service.XSDBase64Binary: "base64",
}

// limits puts the facets of a field's type into words.
func (p *page) limits(s *service.Service, f *service.Field) []string {
	t := s.Type(f.Type)
	if t == nil || t.Facets == nil {
		return nil
	}
	c := t.Facets
	var words []string
	switch {
	case c.Length > 0:
		words = append(words, fmt.Sprintf(p.word("%d characters", "%d символов"), c.Length))
	case c.MinLength > 1 && c.MaxLength > 0:
		words = append(words, fmt.Sprintf(p.word("%d-%d characters", "%d-%d символов"), c.MinLength, c.MaxLength))
	case c.MaxLength > 0:
		words = append(words, fmt.Sprintf(p.word("<= %d characters", "<= %d символов"), c.MaxLength))
	}
	if c.MinLength == 1 {
		words = append(words, p.word("not empty", "не пусто"))
	}
	if c.TotalDigits > 0 {
		words = append(words, fmt.Sprintf(p.word("<= %d digits", "<= %d цифр"), c.TotalDigits))
	}
	if len(c.Enum) > 0 {
		words = append(words, strings.Join(c.Enum, "|"))
	}
	for _, pattern := range c.Patterns {
		words = append(words, strings.TrimSuffix(strings.TrimPrefix(pattern, "^(?:"), ")$"))
	}
	for _, bound := range [...]struct{ sign, value string }{
		{">= ", c.MinInclusive}, {"<= ", c.MaxInclusive}, {"> ", c.MinExclusive}, {"< ", c.MaxExclusive},
	} {
		if bound.value != "" {
			words = append(words, bound.sign+bound.value)
		}
	}
	return words
}
