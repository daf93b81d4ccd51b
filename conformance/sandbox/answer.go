package sandbox

import (
	"iter"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// texts are values by field name; aliases and documented spellings will do.
type texts map[string]string

// answer holds the values of an answer, or of a record inside one. Fields of the
// description that are missing here are empty or left out, as the description allows.
type answer struct {
	texts   texts
	records map[string][]answer // by the name of the field that holds them
	// rows stands for the records of the field called list when there may be very
	// many: they are made while they are written.
	list string
	rows iter.Seq[answer]
}

// flat is an answer without records inside.
func flat(t texts) answer { return answer{texts: t} }

// record is an answer in the order of its description: the texts that will be printed.
type record struct {
	fields  []service.Field
	members []member // parallel to fields
}

// member is the content of one field of a record.
type member struct {
	there bool
	text  string
	items []record
	rows  iter.Seq[record] // instead of items
}

// arrange puts an answer into the order of its description.
func arrange(svc *service.Service, id service.TypeID, a answer) record {
	r := record{fields: svc.Type(id).Fields}
	r.members = make([]member, len(r.fields))
	for i := range r.fields {
		field, m := &r.fields[i], &r.members[i]
		if isRecord(svc, field) {
			m.nest(svc, field, a)
			continue
		}
		m.there = !field.Has(service.Optional)
		for name, text := range a.texts {
			if called(field, name) {
				m.there, m.text = true, text
			}
		}
	}
	return r
}

func isRecord(svc *service.Service, field *service.Field) bool {
	return field.Type >= 0 && svc.Type(field.Type).Kind == service.Struct
}

func (m *member) nest(svc *service.Service, field *service.Field, a answer) {
	if a.rows != nil && called(field, a.list) {
		m.there = true
		m.rows = func(yield func(record) bool) {
			for row := range a.rows {
				if !yield(arrange(svc, field.Type, row)) {
					return
				}
			}
		}
		return
	}
	for name, list := range a.records {
		if !called(field, name) {
			continue
		}
		for _, inner := range list {
			m.there = true
			m.items = append(m.items, arrange(svc, field.Type, inner))
		}
	}
}

// each returns the records of a field.
func (m *member) each() iter.Seq[record] {
	if m.rows != nil {
		return m.rows
	}
	return slices.Values(m.items)
}

// member returns the content of a field, or nil.
func (r record) member(name string) *member {
	for i := range r.fields {
		if strings.EqualFold(r.fields[i].Name, name) {
			return &r.members[i]
		}
	}
	return nil
}

// value returns the text at a path; of repeated records the last counts, because
// operations are listed in order of time.
func (r record) value(path string) (text string, sent bool) {
	name, rest, deeper := strings.Cut(path, "/")
	m := r.member(name)
	if m == nil || !deeper {
		if m == nil {
			return "", false
		}
		return m.text, m.there
	}
	if len(m.items) == 0 {
		return "", false
	}
	return m.items[len(m.items)-1].value(rest)
}

// set gives a field a text; a field the record does not have is ignored.
func (r record) set(name, text string) {
	if m := r.member(name); m != nil {
		m.there, m.text = true, text
	}
}

// at returns the records at a path; "" is the record itself.
func (r record) at(path string) []record {
	if path == "" {
		return []record{r}
	}
	name, rest, _ := strings.Cut(path, "/")
	var found []record
	if m := r.member(name); m != nil {
		for _, inner := range m.items {
			found = append(found, inner.at(rest)...)
		}
	}
	return found
}
