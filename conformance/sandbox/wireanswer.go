package sandbox

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// shownRows is how many records of a long list are kept of an answer.
const shownRows = 20

// answerWire returns an answer as it may be shown, in the form it went out.
func answerWire(svc *service.Service, op *service.Operation, format int, r record) string {
	var out bytes.Buffer
	p := newPrinter(&out)
	write(p, svc, op, format, r.hidden())
	p.flush()
	return shortWire(out.String())
}

// hidden is a copy of a record with its values masked.
func (r record) hidden() record {
	c := record{fields: r.fields, members: slices.Clone(r.members)}
	for i := range c.members {
		m := &c.members[i]
		m.text = masked(&r.fields[i], m.text)
		var items []record
		if m.rows != nil || len(m.items) > 0 {
			for inner := range m.each() {
				if items = append(items, inner.hidden()); len(items) == shownRows {
					break
				}
			}
		}
		m.items, m.rows = items, nil
	}
	return c
}

// indented lays a masked message out for reading; what was cut stays as it is.
func indented(text string) string {
	switch startOf([]byte(text)) {
	case '<':
		doc := etree.NewDocument()
		if err := doc.ReadFromString(text); err == nil {
			doc.Indent(2)
			if laid, err := doc.WriteToString(); err == nil {
				return strings.TrimSpace(laid)
			}
		}
	case '{', '[':
		var out bytes.Buffer
		if err := json.Indent(&out, []byte(text), "", "  "); err == nil {
			return out.String()
		}
	}
	return text
}
