package service

import "strings"

// AttributeValue is one attribute of any name, where a type leaves attributes open
// (xs:anyAttribute).
type AttributeValue struct {
	Name  QName
	Value string
}

// lexical form inside a record: {space}local=value. No name has an equals sign, but an
// address before it may.
func (a *AttributeValue) lexical() string { return a.Name.String() + "=" + a.Value }

func (a *AttributeValue) setLexical(text string) error {
	a.Name, a.Value = SplitAttribute(text)
	return nil
}

// SplitAttribute reads the form in which records hold an attribute of any name.
func SplitAttribute(text string) (name QName, value string) {
	from := 0
	if strings.HasPrefix(text, "{") {
		from = strings.IndexByte(text, '}') + 1
	}
	local, value, _ := strings.Cut(text[from:], "=")
	_ = name.setLexical(text[:from] + local) // takes any text
	return name, value
}
