package describe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func (p *page) operation(s *service.Service, op *service.Operation, language string) {
	p.heading(fmt.Sprintf("%s.%s (%s): %s", s.Name, op.Name, op.WSDLName, op.Title.In(language)))
	style := "document/literal"
	if op.Style == service.RPC {
		style = "rpc/literal"
	}
	if op.Request.Use == service.Encoded {
		style = strings.Replace(style, "literal", "encoded", 1)
	}
	p.printf("\n")
	p.paragraph(19, p.word("style", "стиль"), style+", SOAPAction \""+op.Action+"\"")
	p.repeat(op)
	p.limit(op)
	p.forms(op)
	if op.Facts != nil {
		p.paragraph(19, p.word("sources", "источники"), p.sources(op.Facts.Sources))
	}
	p.message(s, op, &op.Request, language)
	if op.OneWay {
		p.printf("\n%s\n", p.word("There is no answer.", "Ответа нет."))
		return
	}
	p.message(s, op, &op.Response, language)
	p.outcome(s, op, language)
}

func (p *page) repeat(op *service.Operation) {
	r := &op.Repeat
	text := p.word("never repeated on its own", "сам собой не повторяется")
	if r.Safe {
		text = p.word("may be repeated", "можно повторять")
	}
	if r.Ask != "" {
		text += fmt.Sprintf(p.word("; outcome unknown: ask %s by %s", "; исход неизвестен: спросить %s по полю %s"), r.Ask, r.By)
	}
	switch {
	case r.Among != "":
		text += fmt.Sprintf(p.word("; it happened when %s has a new record with %s", "; выполнено, если в %s есть новая запись, где %s"), r.Among, p.matches(slices.Concat(r.Kind, r.Happened)))
	case len(r.Happened) > 0:
		text += p.word("; it happened when ", "; выполнено, если ") + p.matches(r.Happened)
	}
	p.paragraph(19, p.word("repeat", "повтор"), cite(text, p.factSources(r.Facts)))
}

func (p *page) limit(op *service.Operation) {
	l := &op.Limit
	var parts []string
	for _, part := range []struct {
		seconds int
		text    string
	}{
		{l.MinInterval, p.word("%d s between calls", "%d с между вызовами")},
		{l.MaxWindow, p.word("a query spans at most %d s", "запрос охватывает не более %d с")},
		{l.DefaultWindow, p.word("%d s when nothing is said", "%d с по умолчанию")},
	} {
		if part.seconds > 0 {
			parts = append(parts, fmt.Sprintf(part.text, part.seconds))
		}
	}
	if len(parts) > 0 {
		p.paragraph(19, p.word("limit", "ограничение"), cite(strings.Join(parts, ", "), p.factSources(l.Facts)))
	}
}

// formats are the values of the Format parameter.
var formats = map[int]string{1: "CSV", 3: "XML", 4: "SOAP", 5: "JSON"}

func (p *page) forms(op *service.Operation) {
	for i, f := range op.Forms {
		var answers []string
		for _, a := range f.Answers {
			name := formats[a]
			if a == f.Default && len(f.Answers) > 1 {
				name += p.word(" (default)", " (по умолчанию)")
			}
			answers = append(answers, name)
		}
		label := ""
		if i == 0 {
			label = p.word("forms", "формы")
		}
		text := f.Request + " -> " + strings.Join(answers, ", ")
		if f.Merchant != "" {
			text += fmt.Sprintf(p.word("; merchant, login and password stand in the member %q", "; предприятие, логин и пароль — в элементе %q"), f.Merchant)
		}
		p.paragraph(19, label, cite(text, p.factSources(f.Facts)))
	}
}

func (p *page) outcome(s *service.Service, op *service.Operation, language string) {
	p.printf("\n%s\n\n", p.word("Outcome: the first rule that holds; unknown otherwise", "Исход: первое подходящее правило; иначе unknown"))
	if s.List(&op.Response) >= 0 {
		p.paragraph(0, "", p.word("An answer with several records is judged by each of them, and the outcome that must not be overlooked is told: succeeded, action-required, pending, unknown, refused.",
			"Если в ответе несколько записей, решение принимается по каждой, и сообщается исход, который нельзя упустить: succeeded, action-required, pending, unknown, refused."))
	}
	for _, o := range op.Outcome {
		text := p.matches(o.When)
		if text == "" {
			text = p.word("otherwise", "в остальных случаях")
		}
		if o.Facts != nil && o.Facts.Doc.EN != "" {
			text += ": " + o.Facts.Doc.In(language)
		}
		p.paragraph(19, "  "+o.Outcome.String(), cite(text, p.factSources(o.Facts)))
	}
}

// matches writes conditions on fields: responsecode = AS000 and orderstate = Approved.
func (p *page) matches(when []service.Match) string {
	var parts []string
	for _, m := range when {
		switch {
		case len(m.Values) == 1 && m.Values[0] == "+":
			parts = append(parts, m.Field+p.word(" is filled", " заполнено"))
		case len(m.Values) == 1 && m.Values[0] == "-":
			parts = append(parts, m.Field+p.word(" is empty", " пусто"))
		default:
			parts = append(parts, m.Field+" = "+strings.Join(m.Values, "|"))
		}
	}
	return strings.Join(parts, p.word(" and ", " и "))
}

// cite puts sources behind a text.
func cite(text, sources string) string {
	if sources == "" {
		return text
	}
	return text + " [" + sources + "]"
}
