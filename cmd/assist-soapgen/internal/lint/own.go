package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// ownRows are the rules of the house. It is read only.
var ownRows = []row{
	own("amount-as-float", finding.Error, "{field} looks like an amount and is {type}: binary fractions cannot hold money.", "{field} похоже на сумму, а тип {type}: двоичные дроби не годятся для денег.",
		text("Use xsd:decimal with fractionDigits, or a string with a pattern.", "Использовать xsd:decimal с fractionDigits или строку с шаблоном."), checkFloatAmounts),
	own("amount-without-fraction-digits", finding.Warning, "{field} looks like an amount and its decimals are not limited.", "{field} похоже на сумму, а число знаков после точки не ограничено.",
		text("State fractionDigits.", "Указать fractionDigits."), checkFractionDigits),
	own("soap-action-missing", finding.Warning, "The operation has no soapAction attribute; senders then differ in what header they write (compare WS-I BP 1.1 R2745).", "У операции нет атрибута soapAction; разные отправители тогда пишут разный заголовок (ср. WS-I BP 1.1 R2745).",
		text("State it, be it empty.", "Указать его, хотя бы пустым."), checkActionStated),
	own("form-default-unstated", finding.Warning, "elementFormDefault is not stated: the local elements are without namespace, which surprises.", "elementFormDefault не указан: локальные элементы без пространства имён, этого не ожидают.",
		text("State qualified or unqualified.", "Указать qualified или unqualified."), checkFormDefault),
	own("form-default-mixed", finding.Info, "elementFormDefault is {form} here and differs in another schema of the description.", "elementFormDefault здесь {form}, в другой схеме описания иначе.",
		text("Use one form throughout.", "Использовать везде одно."), checkMixedForms),
	own("missing-documentation", finding.Info, "{name} has no documentation.", "У {name} нет описания.",
		text("Say what it is for.", "Сказать, для чего это."), checkDocumentation),
	own("everything-optional", finding.Info, "All {count} fields of {name} are optional: nothing says what a message needs.", "Все поля {name} необязательны ({count}): не видно, что нужно сообщению.",
		text("Make required what is required.", "Сделать обязательным то, что обязательно."), checkAllOptional),
	own("untyped-field", finding.Warning, "{field} is xsd:anyType: anything may stand there.", "{field} имеет тип xsd:anyType: там может быть что угодно.",
		text("Give it a type.", "Указать тип."), checkUntyped),
	own("unreferenced-type", finding.Info, "No message can hold type {name}.", "Ни одно сообщение не может содержать тип {name}.",
		text("Remove it, or use it.", "Удалить его или использовать."), checkUnreferenced),
	own("deep-anonymous-type", finding.Warning, "Anonymous types are nested {depth} deep.", "Безымянные типы вложены на глубину {depth}.",
		text("Name the inner types; generated names become long otherwise.", "Дать внутренним типам имена, иначе порождаемые имена длинны."), checkNesting),
	own("unbounded-list", finding.Info, "{field} may occur any number of times.", "{field} может встречаться сколько угодно раз.",
		text("State a limit, so that both sides can size their buffers.", "Указать предел, чтобы стороны могли рассчитать размер сообщений."), checkUnbounded),
	own("go-name-clash", finding.Warning, "{first} and {second} are both {name} in Go; the second gets a number.", "{first} и {second} в Go оба называются {name}; второе получит номер.",
		text("Rename one, or live with the number.", "Переименовать одно или смириться с номером."), checkGoNames),
}

// amountWords are the words of a field's name by which an amount is known.
var amountWords = []string{"amount", "sum", "price", "total", "cost", "fee", "commission", "balance"}

// looksLikeAmount splits a name into words and looks for one of money.
func looksLikeAmount(name string) bool {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && !unicode.IsUpper(runes[i-1]) {
			b.WriteByte(' ')
		}
		if unicode.IsLetter(r) {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteByte(' ')
		}
	}
	return slices.ContainsFunc(strings.Fields(b.String()), func(w string) bool { return slices.Contains(amountWords, w) })
}

// field is an element, attribute or part with simple or any content.
type field struct {
	name    string
	pos     model.Pos
	typ     *model.Type
	repeats bool
	subject finding.Subject
}

// fields visits every field of every type, every global element and every part given
// by type.
func (c *checker) fields(visit func(field)) {
	c.everyType(func(t *model.Type, s finding.Subject) {
		t.Particle.Walk(func(p *model.Particle) bool {
			if p.Kind == model.ElementParticle {
				e := p.Element
				visit(field{e.Name.Local, p.Pos, e.Type, p.Max == model.Unbounded, below(s, e.Name.Local)})
			}
			return true
		})
		for _, u := range t.Attributes {
			a := u.Attribute
			visit(field{"@" + a.Name.Local, u.Pos, a.Type, false, below(s, "@"+a.Name.Local)})
		}
	})
	for _, m := range c.defs.Messages {
		for _, p := range m.Parts {
			if p.Type != nil {
				visit(field{p.Name, p.Pos, p.Type, false, below(component("message", m.Name.Local), p.Name)})
			}
		}
	}
}

func below(s finding.Subject, path string) finding.Subject {
	s.Component += "/" + path
	return s
}

// rootName is the built-in type of a simple value; "" for element content.
func rootName(t *model.Type) string {
	if v := t.ValueType(); v != nil {
		return v.Root().Name.Local
	}
	return ""
}

func checkFloatAmounts(c *checker) {
	c.fields(func(f field) {
		if root := rootName(f.typ); looksLikeAmount(f.name) && (root == "float" || root == "double") {
			c.report(at(f.pos), f.subject, "field", f.name, "type", "xsd:"+root)
		}
	})
}

func checkFractionDigits(c *checker) {
	c.fields(func(f field) {
		if looksLikeAmount(f.name) && rootName(f.typ) == "decimal" {
			if facets := f.typ.EffectiveFacets(); facets.FractionDigits == nil && len(facets.Patterns) == 0 && len(facets.Enumeration) == 0 {
				c.report(at(f.pos), f.subject, "field", f.name)
			}
		}
	})
}

func checkActionStated(c *checker) {
	c.bound(func(o *model.BoundOperation, s finding.Subject) {
		if !o.HasSOAPAction && o.Binding.Protocol == model.SOAP11 {
			c.report(at(o.Pos), s)
		}
	})
}

func checkUntyped(c *checker) {
	c.fields(func(f field) {
		if f.typ.IsAnyType() {
			c.report(at(f.pos), f.subject, "field", f.name)
		}
	})
}

func checkUnbounded(c *checker) {
	c.fields(func(f field) {
		if f.repeats {
			c.report(at(f.pos), f.subject, "field", f.name)
		}
	})
}
