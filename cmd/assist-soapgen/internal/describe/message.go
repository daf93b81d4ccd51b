package describe

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func (p *page) message(s *service.Service, op *service.Operation, m *service.Message, language string) {
	title := p.word("Request", "Запрос")
	if m == &op.Response {
		title = p.word("Answer", "Ответ")
	}
	p.printf("\n%s: %s\n", title, p.frames(s, m))
	for _, w := range m.Wrappers {
		p.paragraph(2, "", cite(fmt.Sprintf(p.word("also <%s> (%q)", "также <%s> (%q)"), w.Name.Local, w.Key), p.factSources(w.Facts)))
	}
	p.printf("\n")
	p.fields(s, m, m.Type, "", 2, language, map[service.TypeID]bool{})
	p.conditions(m, language)
	p.echo(m)
	for i := range m.Digests {
		p.digest(&m.Digests[i], language)
	}
}

// frames writes the elements around the fields: <ws:CreateBill> <Bill>.
func (p *page) frames(s *service.Service, m *service.Message) string {
	var parts []string
	for _, f := range m.Frames {
		text := "<" + f.Name.Local + ">"
		if space := s.Space(f.Name); space != "" {
			text = "<{" + space + "}" + f.Name.Local + ">"
		}
		if f.Type.Local != "" {
			text = strings.TrimSuffix(text, ">") + " xsi:type=" + f.Type.Local + ">"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// fields prints the fields of a struct; those of structs inside follow theirs.
func (p *page) fields(s *service.Service, m *service.Message, id service.TypeID, path string, indent int, language string, seen map[service.TypeID]bool) {
	t := s.Type(id)
	if t == nil || seen[id] {
		return
	}
	seen[id] = true
	defer delete(seen, id)
	for i := range t.Fields {
		f := &t.Fields[i]
		name := path + f.Name
		facts := f.Facts
		if facts == nil {
			facts = &service.Facts{}
		}
		p.paragraph(indent+26, strings.Repeat(" ", indent)+name, strings.Join(p.fieldLine(s, m, f, facts), ", "))
		if doc := facts.Doc.In(language); doc != "" {
			p.paragraph(indent+26, "", cite(doc, p.sources(facts.Sources)))
		}
		if inner := s.Type(f.Type); inner != nil && (inner.Kind == service.Struct || inner.Kind == service.Array) {
			p.fields(s, m, f.Type, name+"/", indent+2, language, seen)
		}
	}
}

// fieldLine lists what can be said of a field in single words.
func (p *page) fieldLine(s *service.Service, m *service.Message, f *service.Field, facts *service.Facts) []string {
	var words []string
	add := func(word string) {
		if word != "" {
			words = append(words, word)
		}
	}
	add(facts.Param)
	if m.Name == "request" && !f.Has(service.Optional) && !f.Has(service.Sealed) {
		add(p.word("required", "обязательно"))
	}
	if f.Has(service.Sealed) {
		add(p.word("filled in by the client", "заполняет клиент"))
	}
	if f.Has(service.Many) {
		add(p.word("repeated", "повторяется"))
	}
	add(form(s, f, facts))
	for _, limit := range p.limits(s, f) {
		add(limit)
	}
	if facts.Currency != "" {
		add(p.word("currency in ", "валюта в ") + facts.Currency)
	}
	if facts.Role != service.NoRole && facts.Role.String() != form(s, f, facts) {
		add(p.word("role ", "роль ") + facts.Role.String())
	}
	if facts.Default != "" {
		add(p.word("default: ", "по умолчанию: ") + facts.Default)
	}
	if facts.Strip != service.StripNothing {
		add(p.word("no ", "без ") + strings.ReplaceAll(facts.Strip.Removes(), " ", "␠"))
	}
	if len(facts.Aliases) > 0 {
		add(p.word("also read as ", "читается и как ") + strings.Join(facts.Aliases, " "))
	}
	return words
}

func (p *page) conditions(m *service.Message, language string) {
	for i, c := range m.Conditions {
		if i == 0 {
			p.printf("\n%s\n\n", p.word("Conditions", "Условия"))
		}
		text := c.Kind.String() + " " + strings.Join(c.Fields, ", ")
		if len(c.When) > 0 {
			text += p.word(" when ", " если ") + p.matches(c.When)
		}
		p.paragraph(4, "  -", cite(text+": "+c.Doc.In(language), p.factSources(c.Facts)))
	}
}

func (p *page) echo(m *service.Message) {
	var pairs []string
	for _, e := range m.Echo {
		pairs = append(pairs, e.Field+" = "+e.Request)
	}
	if len(pairs) > 0 {
		p.printf("\n")
		p.paragraph(2, "", p.word("Must repeat the request: ", "Должно повторять запрос: ")+strings.Join(pairs, ", "))
	}
}
