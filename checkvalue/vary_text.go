package checkvalue

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// Mistakes about how the values of X are written and joined, and about the secret
// word and the rule.

func otherDelimiter(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for _, delimiter := range []string{"", ";", ",", "|", ":", "; ", ", ", " ", "&", "\n"} {
			if delimiter == right.delimiter {
				continue
			}
			how := service.Text{EN: fmt.Sprintf("%q", delimiter), RU: fmt.Sprintf("%q", delimiter)}
			if delimiter == "" {
				how = service.Text{EN: "nothing", RU: "отсутствует"}
			}
			d := right
			if d.delimiter = delimiter; !yield(d, trait{how: how}) {
				return
			}
		}
	}
}

func trailingDelimiter(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		if right.delimiter == "" {
			return
		}
		d := right
		d.tail += right.delimiter
		if !yield(d, trait{how: service.Text{EN: "a delimiter was added after the last value", RU: "после последнего значения добавлен разделитель"}}) {
			return
		}
		d = right
		d.lead += right.delimiter
		if !yield(d, trait{how: service.Text{EN: "a delimiter was added before the first value", RU: "перед первым значением добавлен разделитель"}}) {
			return
		}
		d = right
		d.parts = slices.Clone(right.parts)
		for i := len(d.parts) - 1; i >= 0 && (!d.parts[i].kept || d.parts[i].text == ""); i-- {
			if drop(&d.parts[i], true) && !yield(d, trait{how: service.Text{EN: "delimiters at the end, of empty values, were cut off", RU: "отброшены разделители пустых значений в конце"}}) {
				return
			}
			d.parts = slices.Clone(d.parts)
		}
	}
}

func otherCharset(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		if !slices.ContainsFunc(right.parts, func(p part) bool { return p.kept && !isASCII(p.text) }) {
			return
		}
		d := right
		if d.charset = cp1251; !yield(d, trait{how: service.Text{EN: "as windows-1251 bytes", RU: "в windows-1251"}}) {
			return
		}
		d.charset = utf8Misled
		yield(d, trait{how: service.Text{EN: "as UTF-8 that was taken for windows-1251 and encoded again", RU: "в UTF-8, принятом за windows-1251 и закодированном ещё раз"}})
	}
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// stripped removes what the gateway removes without a word (D38): from all fields,
// then from each alone.
func stripped(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		removed := ""
		strip := func(p *part) bool {
			set := p.facts().Strip.Removes()
			text := strings.Map(func(r rune) rune {
				if strings.ContainsRune(set, r) {
					return -1
				}
				return r
			}, p.text)
			changed := p.kept && text != p.text
			if changed {
				p.text, removed = text, set
			}
			return changed
		}
		d, fields := right.each(strip)
		if fields == nil || !yield(d, trait{fields, service.Text{EN: removed, RU: removed}}) || len(fields) == 1 {
			return
		}
		for i := range right.parts {
			changed := false
			d := right.with(i, func(p *part) { changed = strip(p) })
			if changed && !yield(d, trait{[]string{d.parts[i].path}, service.Text{EN: removed, RU: removed}}) {
				return
			}
		}
	}
}

func escaped(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for _, escape := range []*strings.Replacer{
			strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;"),
			strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;"),
			strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;"),
			strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;"),
		} {
			d, fields := right.each(func(p *part) bool {
				text := escape.Replace(p.text)
				changed := p.kept && text != p.text
				p.text = text
				return changed
			})
			if fields != nil && !yield(d, trait{fields: fields}) {
				return
			}
		}
	}
}

// blanks are the ways a value gains a blank on its way through files and forms.
func blanks() []blank {
	return []blank{
		{service.Text{EN: "with a blank after it", RU: "с пробелом в конце"}, func(s string) string { return s + " " }},
		{service.Text{EN: "with a blank before it", RU: "с пробелом в начале"}, func(s string) string { return " " + s }},
		{service.Text{EN: "with a line feed after it", RU: "с переводом строки в конце"}, func(s string) string { return s + "\n" }},
		{service.Text{EN: "with CR and LF after it", RU: "с CR и LF в конце"}, func(s string) string { return s + "\r\n" }},
		{service.Text{EN: "without the blanks around it", RU: "без окружающих пробелов"}, strings.TrimSpace},
	}
}

type blank struct {
	how    service.Text
	change func(string) string
}

func spaces(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for i := range right.parts {
			p := &right.parts[i]
			if !p.kept || p.text == "" {
				continue
			}
			for _, b := range blanks() {
				text := b.change(p.text)
				if text == p.text {
					continue
				}
				if !yield(right.with(i, func(p *part) { p.text = text }), trait{[]string{p.path}, b.how}) {
					return
				}
			}
		}
	}
}

func otherRule(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		for _, rule := range wrongRules() {
			d := right
			d.formula = rule.formula
			if rule.bare {
				d.delimiter = ""
			}
			if !yield(d, trait{how: rule.how}) {
				return
			}
		}
	}
}

func otherWord(_ *inquiry, right draft) variations {
	return func(yield func(draft, trait) bool) {
		try := func(word string, how service.Text) bool {
			d := right
			d.word = word
			return word == right.word || yield(d, trait{how: how})
		}
		for _, b := range blanks() {
			if !try(b.change(right.word), b.how) {
				return
			}
		}
		for i := range right.parts {
			if right.parts[i].facts().Role == service.RolePassword &&
				!try(right.parts[i].text, service.Text{EN: "to be the password", RU: "равным паролю"}) {
				return
			}
		}
		_ = try(strings.ToLower(right.word), service.Text{EN: "in lower case", RU: "в нижнем регистре"}) &&
			try(strings.ToUpper(right.word), service.Text{EN: "in upper case", RU: "в верхнем регистре"}) &&
			try("", service.Text{EN: "to be empty", RU: "пустым"})
	}
}
