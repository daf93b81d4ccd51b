package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func textLiteral(t service.Text) string {
	if t == (service.Text{}) {
		return ""
	}
	return "service.Text" + new(literal).text("EN", t.EN).text("RU", t.RU).inline()
}

// factsLiteral writes facts behind a pointer: most rows of most tables have none.
func factsLiteral(f *service.Facts) string {
	if f == nil {
		return ""
	}
	head := new(literal).
		text("Param", f.Param).
		add("Role", constantOf(roleConstants[:], f.Role)).
		add("Format", constantOf(formatConstants[:], f.Format)).
		add("Strip", constantOf(stripConstants[:], f.Strip)).
		text("Currency", f.Currency).
		text("Default", f.Default).
		add("Aliases", textsLiteral(f.Aliases))
	lines := make([]string, 0, 3)
	if len(head.parts) > 0 {
		lines = append(lines, strings.Join(head.parts, ", "))
	}
	if doc := textLiteral(f.Doc); doc != "" {
		lines = append(lines, "Doc: "+doc)
	}
	if sources := sourcesLiteral(f.Sources); sources != "" {
		lines = append(lines, "Sources: "+sources)
	}
	if len(lines) == 1 {
		return "&service.Facts{" + lines[0] + "}"
	}
	return "&service.Facts{\n" + strings.Join(lines, ",\n") + ",\n}"
}

func sourcesLiteral(sources []service.Source) string {
	if len(sources) == 0 {
		return ""
	}
	written := make([]string, len(sources))
	for i := range sources {
		written[i] = sourceLiteral(&sources[i])
	}
	return "[]service.Source{" + strings.Join(written, ", ") + "}"
}

func sourceLiteral(s *service.Source) string {
	return new(literal).text("Doc", s.Doc).add("Sure", constantOf(certaintyConstants[:], s.Sure)).text("Note", s.Note).inline()
}

func contestedLiteral(c *service.Contested) string {
	return new(literal).
		text("ID", c.ID).
		add("Subject", textLiteral(c.Subject)).
		add("Readings", listLiteral("service.Reading", c.Readings, func(r *service.Reading) string {
			return new(literal).text("Text", r.Text).add("Source", "service.Source"+sourceLiteral(&r.Source)).inline()
		})).
		text("Default", c.Default).
		text("Switch", c.Switch).
		tall()
}

func matchesLiteral(when []service.Match) string {
	if len(when) == 0 {
		return ""
	}
	written := make([]string, len(when))
	for i, m := range when {
		written[i] = new(literal).text("Field", m.Field).add("Values", textsLiteral(m.Values)).inline()
	}
	return "[]service.Match{" + strings.Join(written, ", ") + "}"
}

func conditionLiteral(c *service.Condition) string {
	return new(literal).
		add("Kind", constantOf(conditionConstants[:], c.Kind)).
		add("Fields", textsLiteral(c.Fields)).
		add("When", matchesLiteral(c.When)).
		add("Doc", textLiteral(c.Doc)).
		add("Facts", factsLiteral(c.Facts)).
		tall()
}

func digestLiteral(d *service.Digest) string {
	return new(literal).
		add("Kind", constantOf(digestConstants[:], d.Kind)).
		text("At", d.At).
		text("Field", d.Field).
		add("Variants", listLiteral("service.Variant", d.Variants, variantLiteral)).
		add("Facts", factsLiteral(d.Facts)).
		tall()
}

func variantLiteral(v *service.Variant) string {
	return new(literal).
		text("Name", v.Name).
		add("Doc", textLiteral(v.Doc)).
		text("Delimiter", v.Delimiter).
		add("Terms", listLiteral("service.Term", v.Terms, func(t *service.Term) string {
			return new(literal).text("Field", t.Field).
				add("Empty", constantOf(emptyConstants[:], t.Empty)).
				add("From", constantOf(originConstants[:], t.From)).inline()
		})).
		add("Facts", factsLiteral(v.Facts)).
		tall()
}

func outcomeLiteral(o *service.OutcomeRule) string {
	return new(literal).
		add("Outcome", constantOf(outcomeConstants[:], o.Outcome)).
		add("When", matchesLiteral(o.When)).
		add("Facts", factsLiteral(o.Facts)).
		inline()
}
