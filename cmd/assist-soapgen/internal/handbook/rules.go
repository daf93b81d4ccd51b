package handbook

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func conditionText(c *service.Condition) string {
	return c.Doc.EN + " (" + c.Kind.String() + " " + strings.Join(c.Fields, ", ") + when(c.When) + ") [" + cite(factsOf(c.Facts).Sources) + "]"
}

func when(matches []service.Match) string {
	if len(matches) == 0 {
		return ""
	}
	return " when " + matchText(matches)
}

func matchText(matches []service.Match) string {
	parts := make([]string, len(matches))
	for i, m := range matches {
		values := strings.Join(m.Values, ", ")
		values = strings.NewReplacer("+", "filled", "-", "absent").Replace(values)
		parts[i] = m.Field + " is " + values
	}
	return strings.Join(parts, " and ")
}

func (m *markdown) digests(msg *service.Message) {
	for i := range msg.Digests {
		d := &msg.Digests[i]
		m.paragraph("**" + d.Kind.String() + "** in " + code(d.Field) + ":")
		rows := make([][]string, len(d.Variants))
		for j := range d.Variants {
			v := &d.Variants[j]
			name := code(v.Name)
			if j == 0 {
				name += " (default)"
			}
			rows[j] = []string{name, v.Doc.EN, terms(v), cite(factsOf(v.Facts).Sources)}
		}
		m.table([]string{"variant", "reading", "X", "source"}, rows)
	}
}

// terms writes X; [x] drops out when it is not sent, [x≠0] also when empty or zero.
func terms(v *service.Variant) string {
	parts := make([]string, len(v.Terms))
	for i, t := range v.Terms {
		parts[i] = t.Field
		if t.From == service.FromRequest {
			parts[i] = "request." + t.Field
		}
		switch t.Empty {
		case service.DropAbsent:
			parts[i] = "[" + parts[i] + "]"
		case service.DropZero:
			parts[i] = "[" + parts[i] + "≠0]"
		}
	}
	delimiter := v.Delimiter
	if delimiter == "" {
		delimiter = " + "
	}
	return code(strings.Join(parts, delimiter))
}

func (m *markdown) outcome(s *service.Service, op *service.Operation) {
	m.heading(3, "Outcome")
	m.paragraph("The first rule that holds decides; none means unknown.")
	if s.List(&op.Response) >= 0 {
		m.paragraph("An answer with several records is judged by each of them, and the outcome that must not be overlooked is told: succeeded, action-required, pending, unknown, refused.")
	}
	rows := make([][]string, len(op.Outcome))
	for i := range op.Outcome {
		rule := &op.Outcome[i]
		rows[i] = []string{rule.Outcome.String(), matchText(rule.When), cite(factsOf(rule.Facts).Sources)}
	}
	m.table([]string{"outcome", "when", "source"}, rows)
}

func (m *markdown) contested(s *service.Service) {
	if len(s.Contested) == 0 {
		return
	}
	m.heading(2, "Where the documents disagree")
	for i := range s.Contested {
		m.contest(&s.Contested[i])
	}
}

func (m *markdown) contest(c *service.Contested) {
	m.paragraph("**" + c.Subject.EN + "** (" + code(c.ID) + ")")
	for i, r := range c.Readings {
		source := cite([]service.Source{r.Source})
		if i > 0 && c.Readings[i-1].Text == r.Text {
			continue // the same reading from a further source
		}
		for _, other := range c.Readings[i+1:] {
			if other.Text == r.Text {
				source += ", " + cite([]service.Source{other.Source})
			}
		}
		m.item(r.Text + " [" + source + "]")
	}
	m.item("**Default:** " + c.Default + ".")
	if c.Switch != "" {
		m.item("**Switch:** " + c.Switch)
	}
	m.end()
}

func contradictions(services []*service.Service) []byte {
	m := newPage("Facts on which the documents disagree")
	m.paragraph("Each with its readings, what the toolkit does, and how to choose otherwise. Sources: [codes.md](codes.md).")
	for _, s := range services {
		if len(s.Contested) == 0 {
			continue
		}
		m.heading(2, s.Name)
		for i := range s.Contested {
			m.contest(&s.Contested[i])
		}
	}
	return m.bytes()
}
