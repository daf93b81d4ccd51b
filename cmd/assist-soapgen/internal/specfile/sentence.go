package specfile

import (
	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

// setSentence reads an English text, or one in both languages.
func (r *reader) setSentence(to *Text, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			r.bilingual(to, n, what, "en")
			return
		}
		if en := r.filled(n, what); en.Given() {
			*to = Text{service.Text{EN: en.Value}, en.Pos}
		}
	}
}

// setBilingual reads a text that must be there in both languages.
func (r *reader) setBilingual(to *Text, what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			r.bilingual(to, n, what, "en", "ru")
			return
		}
		r.problem(r.pos(n), "%s: both languages are needed: {en: …, ru: …}", what)
	}
}

func (r *reader) bilingual(to *Text, n *yaml.Node, what string, required ...string) {
	var en, ru At[string]
	r.object(n, what, entries{"en": r.setFilled(&en, what+": en"), "ru": r.setFilled(&ru, what+": ru")}, required...)
	*to = Text{service.Text{EN: en.Value, RU: ru.Value}, r.pos(n)}
}
