package sandbox

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// sentence is a text with its values, so that it can be said in both languages. Its
// values never hold a card number.
type sentence struct {
	format string
	values []any
}

func say(format string, values ...any) sentence {
	masked := make([]any, len(values))
	for i, value := range values {
		if text, ok := value.(string); ok {
			value = withoutCards(text)
		}
		masked[i] = value
	}
	return sentence{format, masked}
}

func (s sentence) english() string {
	values := make([]any, len(s.values))
	for i, value := range s.values {
		if text, ok := value.(service.Text); ok {
			value = text.EN
		}
		values[i] = value
	}
	return fmt.Sprintf(s.format, values...)
}

// text returns the sentence in both languages; without a translation the Russian one is
// empty, and pages show the English.
func (s sentence) text() service.Text {
	format, known := glossary().said[s.format]
	if !known {
		return service.Text{EN: s.english(), RU: inRussian(s.english())}
	}
	values := make([]any, len(s.values))
	for i, value := range s.values {
		switch said := value.(type) {
		case string:
			value = inRussian(said)
		case service.Text:
			value = said.In("ru")
		}
		values[i] = value
	}
	return service.Text{EN: s.english(), RU: fmt.Sprintf(format, values...)}
}

// inRussian translates a value that is a sentence of the table itself, also one whose
// values are filled in already; anything else stays as it is.
func inRussian(text string) string {
	g := glossary()
	if said, known := g.said[text]; known {
		return said
	}
	for i := range g.open {
		values, fits := g.open[i].values(text)
		if !fits {
			continue
		}
		said := g.open[i].said
		for _, value := range values {
			at := verb.FindStringIndex(said)
			said = said[:at[0]] + value + said[at[1]:]
		}
		return said
	}
	return text
}

// values takes a text apart as the format put it together.
func (f *openFormat) values(text string) (values []string, fits bool) {
	literals := f.literals
	rest, fits := strings.CutPrefix(text, literals[0])
	for i, literal := range literals[1:] {
		if !fits {
			return nil, false
		}
		var value string
		if i == len(literals)-2 {
			value, fits = strings.CutSuffix(rest, literal)
		} else {
			value, rest, fits = strings.Cut(rest, literal)
		}
		values = append(values, value)
	}
	return values, fits
}
