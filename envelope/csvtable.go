package envelope

import (
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// csvTable is a table whose titles have been read.
type csvTable struct {
	id      service.TypeID // of the records that the rows are
	titles  []string       // names that the description knows where it can
	cells   []string       // of the current row
	scratch strings.Builder
}

// maxColumns is far more than any answer has.
const maxColumns = 1000

// csvUnknown is what the format writes for no value.
const csvUnknown = "UNKNOWN"

// titles reads the first row. The rows are the records that the answer is a list of,
// or the one record that it is.
func (v *csvReader) titles(line string) (*csvTable, error) {
	t := &csvTable{id: v.message.Type}
	if v.message.list >= 0 {
		t.id = v.types[v.message.Type].fields[v.message.list].Type
	}
	if err := v.split(t, line); err != nil {
		return nil, err
	}
	p := &v.types[t.id]
	matched := false
	for _, cell := range t.cells {
		title := strings.TrimSpace(cell)
		for _, name := range [...]string{title, asTitle(title), strings.ReplaceAll(title, " ", "_")} {
			folded := strings.ToLower(name)
			if i := p.known(folded); i >= 0 {
				folded = strings.ToLower(p.fields[i].Name) // one field, one title
			} else if p.deep[folded] == nil {
				continue
			}
			title, matched = folded, true
			break
		}
		if title != "" && slices.Contains(t.titles, title) {
			v.place = title
			return nil, v.fail(RuleRepeated, "the title stands here twice, and one value cannot be chosen")
		}
		t.titles = append(t.titles, title)
	}
	if !matched {
		return nil, v.fail(RuleNothingKnown, nothingKnown)
	}
	v.framed = true
	return t, nil
}

// row reads one row.
func (v *csvReader) row(t *csvTable, line string, take func(*service.Record) error) error {
	if err := v.split(t, line); err != nil {
		return err
	}
	if len(t.cells) != len(t.titles) {
		return v.fail(RuleCSVColumns, "the row has not as many cells as there are titles")
	}
	r := v.newRecord(t.id)
	if v.valueRoom < 0 {
		return v.fail(RuleLimitValues, tooManyValues)
	}
	if v.message.list < 0 {
		r = v.root
		if slices.ContainsFunc(r.Values(), func(v service.Value) bool { return v.State != service.Absent }) {
			return v.fail(RuleRepeated, "there are several rows, and the answer is described as one record")
		}
	}
	for i, cell := range t.cells {
		if strings.TrimSpace(cell) == csvUnknown {
			cell = ""
		}
		if t.titles[i] == "" && cell == "" {
			continue // a delimiter at the end of every line
		}
		if err := v.value(r, t.titles[i], cell); err != nil {
			return err
		}
	}
	if err := v.settled(); err != nil {
		return err
	}
	return take(r)
}

// appendRow makes a row part of the answer.
func (v *csvReader) appendRow(r *service.Record) error {
	if v.message.list < 0 {
		return nil
	}
	list := &v.root.Values()[v.message.list]
	list.State = service.Present
	list.Items = append(list.Items, service.Value{State: service.Present, Record: r})
	return nil
}

// split cuts a line at its semicolons. A cell that begins with a quote ends with one,
// and holds quotes doubled; anywhere else a quote is a character like others.
func (v *csvReader) split(t *csvTable, line string) error {
	t.cells = t.cells[:0]
	for at := 0; ; {
		if at < len(line) && line[at] == '"' {
			cell, next, ok := t.quoted(line, at+1)
			if !ok {
				v.offset += at
				return v.fail(RuleCSVQuote, "a quoted cell does not end where it should")
			}
			t.cells, at = append(t.cells, cell), next
		} else {
			cell, _, _ := strings.Cut(line[at:], ";")
			t.cells, at = append(t.cells, cell), at+len(cell)
		}
		if at >= len(line) {
			return nil
		}
		if len(t.cells) == maxColumns {
			v.offset += at
			return v.fail(RuleCSVColumns, "the row has more than 1000 cells")
		}
		at++ // the semicolon
	}
}

func (t *csvTable) quoted(line string, at int) (cell string, next int, ok bool) {
	plain, rest, _ := strings.Cut(line[at:], `"`)
	if !strings.HasPrefix(rest, `"`) {
		next = at + len(plain) + 1
		return plain, next, next == len(line) || next < len(line) && line[next] == ';'
	}
	t.scratch.Reset()
	for at < len(line) {
		c := line[at]
		at++
		switch {
		case c != '"':
			t.scratch.WriteByte(c)
		case at < len(line) && line[at] == '"':
			t.scratch.WriteByte('"')
			at++
		default:
			return t.scratch.String(), at, at == len(line) || line[at] == ';'
		}
	}
	return "", at, false
}
