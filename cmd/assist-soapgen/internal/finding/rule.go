package finding

import (
	"slices"
	"strings"
)

// Language of a report.
type Language string

// Languages.
const (
	English Language = "en"
	Russian Language = "ru"
)

// Text is a sentence in both languages.
type Text struct{ EN, RU string }

// In picks a language; English when the Russian text is missing.
func (t Text) In(language Language) string {
	if language == Russian && t.RU != "" {
		return t.RU
	}
	return t.EN
}

// Rule is one row of a check's catalogue.
type Rule struct {
	ID        string // stable, kebab-case
	Severity  Severity
	Direction Direction
	Layers    Layers
	// Text is the sentence of a finding; {name} stands for the value of that name.
	Text Text
	// Fix says what to do.
	Fix Text
	// Reference is the foreign number of the rule, such as "WS-I BP 1.1 R2706".
	Reference string
	// Mirror is the rule that the opposite change gives; the rule itself when the
	// change is its own opposite. Only rules about changes have one.
	Mirror string
}

// Value is one semantic value of a finding, named as in the rule's text.
type Value struct{ Name, Text string }

// NewValue makes a value of a text from a document. Names and values of a hostile
// document must not break the line format of reports.
func NewValue(name, text string) Value {
	return Value{name, strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, text)}
}

// Absent is the text of a value that is not there.
const Absent = "(none)"

// valueWords are the few values that are words of ours, not of the document.
var valueWords = map[string]string{Absent: "(нет)", "anonymous type": "безымянный тип"}

// inRussian translates the values that are words of ours.
func inRussian(values []Value) []Value {
	out := slices.Clone(values)
	for i, v := range out {
		if word, ok := valueWords[v.Text]; ok {
			out[i].Text = word
		}
	}
	return out
}

// fill puts values into a template.
func fill(template string, values []Value) string {
	pairs := make([]string, 0, 2*len(values))
	for _, v := range values {
		pairs = append(pairs, "{"+v.Name+"}", v.Text)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// Placeholders lists the names a template wants, in order.
func Placeholders(template string) []string {
	var names []string
	for {
		_, rest, ok := strings.Cut(template, "{")
		if !ok {
			return names
		}
		var name string
		if name, template, ok = strings.Cut(rest, "}"); ok {
			names = append(names, name)
		}
	}
}
