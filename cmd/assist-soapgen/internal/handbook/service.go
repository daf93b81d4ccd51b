package handbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func servicePage(s *service.Service) []byte {
	m := newPage(s.Name + ": " + s.Title.EN)
	m.paragraph(s.Title.RU + ". Endpoint " + code(s.Path) + ", WSDL " + code(s.WSDLPath) + ", namespace " + code(s.Namespace) +
		" [" + cite(factsOf(s.Facts).Sources) + "]. Codes: [codes.md](../codes.md); sources: at its end.")
	for i := range s.Operations {
		m.operation(s, &s.Operations[i])
	}
	m.contested(s)
	return m.bytes()
}

func (m *markdown) operation(s *service.Service, op *service.Operation) {
	m.heading(2, s.Name+"."+op.Name)
	m.paragraph(op.Title.EN + ". WSDL operation " + code(op.WSDLName) + ", SOAPAction " + code(op.Action) + " [" + cite(factsOf(op.Facts).Sources) + "].")
	m.item("Repeat: " + repeatText(op))
	if op.Limit.Facts != nil {
		m.item("Limits: " + limitText(&op.Limit))
	}
	for i := range op.Forms {
		f := &op.Forms[i]
		member := ""
		if f.Merchant != "" {
			member = fmt.Sprintf("; merchant, login and password in a member `%s`", f.Merchant)
		}
		m.item(fmt.Sprintf("Transport %s, Format %s, default %d%s [%s]", f.Request, strings.Trim(fmt.Sprint(f.Answers), "[]"), f.Default, member, cite(factsOf(f.Facts).Sources)))
	}
	m.end()
	m.message(s, "Request", &op.Request)
	if !op.OneWay {
		m.message(s, "Answer", &op.Response)
	}
	m.outcome(s, op)
}

func repeatText(op *service.Operation) string {
	if op.Repeat.Safe {
		return "safe; sent again after a failure, with jitter and a budget."
	}
	text := "never sent again by the client."
	if op.Repeat.Ask != "" {
		text += " When the outcome is unknown, ask " + code(op.Repeat.Ask) + " by " + code(op.Repeat.By) + "."
	}
	switch {
	case op.Repeat.Among != "":
		text += " It happened if " + code(op.Repeat.Among) + " has a record that was not there before, of the same amount, with " + matchText(slices.Concat(op.Repeat.Kind, op.Repeat.Happened)) + "."
	case len(op.Repeat.Happened) > 0:
		text += " It happened if " + matchText(op.Repeat.Happened) + "."
	}
	return text
}

func limitText(l *service.Limit) string {
	var parts []string
	for _, part := range []struct {
		seconds int
		text    string
	}{{l.MinInterval, "%s between calls"}, {l.MaxWindow, "at most %s in one query"}, {l.DefaultWindow, "%s when no window is sent"}} {
		if part.seconds > 0 {
			parts = append(parts, fmt.Sprintf(part.text, duration(part.seconds)))
		}
	}
	return strings.Join(parts, ", ") + " [" + cite(factsOf(l.Facts).Sources) + "]"
}

func duration(seconds int) string {
	switch {
	case seconds%86400 == 0:
		return fmt.Sprintf("%d d", seconds/86400)
	case seconds%3600 == 0:
		return fmt.Sprintf("%d h", seconds/3600)
	case seconds%60 == 0:
		return fmt.Sprintf("%d min", seconds/60)
	}
	return fmt.Sprintf("%d s", seconds)
}

func (m *markdown) message(s *service.Service, title string, msg *service.Message) {
	m.heading(3, title)
	frames := make([]string, len(msg.Frames))
	for i, f := range msg.Frames {
		frames[i] = code(f.Name.Local)
	}
	use := "literal"
	if msg.Use == service.Encoded {
		use = "SOAP-encoded"
	}
	m.paragraph("In " + strings.Join(frames, " > ") + ", " + use + ".")
	m.table([]string{"field", "parameter", "rules", "meaning", "source"}, fieldRows(s, msg.Type, "", map[service.TypeID]bool{}))
	for _, c := range msg.Conditions {
		m.item(conditionText(&c))
	}
	if len(msg.Conditions) > 0 {
		m.end()
	}
	m.digests(msg)
}

// fieldRows lists the fields in wire order, nested ones by path.
func fieldRows(s *service.Service, id service.TypeID, prefix string, seen map[service.TypeID]bool) [][]string {
	var rows [][]string
	if seen[id] {
		return nil
	}
	seen[id] = true
	defer delete(seen, id)
	for i := range s.Types[id].Fields {
		f := &s.Types[id].Fields[i]
		facts := factsOf(f.Facts)
		doc := facts.Doc.EN
		if facts.Default != "" {
			doc += ". Default: " + facts.Default
		}
		rows = append(rows, []string{code(prefix + f.Name), facts.Param, strings.Join(fieldRules(s, f, facts), ", "), doc, cite(facts.Sources)})
		if t := s.Type(f.Type); t != nil && t.Kind == service.Struct {
			rows = append(rows, fieldRows(s, f.Type, prefix+f.Name+"/", seen)...)
		}
	}
	return rows
}

func fieldRules(s *service.Service, f *service.Field, facts *service.Facts) []string {
	var rules []string
	add := func(when bool, text string) {
		if when {
			rules = append(rules, text)
		}
	}
	add(f.Has(service.Sealed), "filled in by the client")
	add(!f.Has(service.Sealed) && !f.Has(service.Optional), "**required**")
	add(f.Has(service.Many), "repeated")
	add(facts.Format != service.FormatText, facts.Format.String())
	add(facts.Currency != "", "in "+facts.Currency)
	if t := s.Type(f.Type); t != nil && t.Facets != nil {
		rules = append(rules, facetRules(t.Facets)...)
	}
	add(facts.Strip.Removes() != "", "without `"+strings.ReplaceAll(facts.Strip.Removes(), " ", "␣")+"`")
	add(len(facts.Aliases) > 0, "also read as "+strings.Join(facts.Aliases, ", "))
	return rules
}

func facetRules(c *service.Facets) []string {
	var rules []string
	switch {
	case c.MinLength > 1 && c.MaxLength > 0:
		rules = append(rules, fmt.Sprintf("%d–%d characters", c.MinLength, c.MaxLength))
	case c.MaxLength > 0:
		rules = append(rules, fmt.Sprintf("≤ %d characters", c.MaxLength))
	}
	if len(c.Enum) > 0 {
		rules = append(rules, strings.Join(c.Enum, " / "))
	}
	for _, p := range c.Patterns {
		rules = append(rules, code(strings.TrimSuffix(strings.TrimPrefix(p, "^(?:"), ")$")))
	}
	return rules
}
