package service

import (
	"fmt"
	"strings"
)

// Record is one message, or one struct inside a message, in the form all steps of
// a call share: the fields of its type in wire order, each with its exact text.
// A record is not safe for concurrent writes.
type Record struct {
	service *Service
	id      TypeID
	values  []Value
	header  *[]*Record // a pointer: few records have header blocks, and there are many records
	// Extras are elements that the description does not know, kept as they came.
	Extras []Extra
}

// Value is the content of one field. A field that is Many has Items, a field of a
// struct type a Record, any other Text.
type Value struct {
	State  State
	Text   string
	Record *Record
	Items  []Value
}

// NewRecord returns an empty record of a struct type of s.
func NewRecord(s *Service, id TypeID) *Record {
	return &Record{service: s, id: id, values: make([]Value, len(s.Types[id].Fields))}
}

// Reset makes r an empty record of another type, keeping its memory.
func (r *Record) Reset(s *Service, id TypeID) {
	n := len(s.Types[id].Fields)
	clear(r.values) // what lies past their length is clear already
	if cap(r.values) < n {
		r.values = make([]Value, n)
	}
	*r = Record{service: s, id: id, values: r.values[:n], Extras: r.Extras[:0]}
}

// Clear makes r a record of nothing that holds on to nothing, keeping its memory for
// [Record.Reset]. What it held stays as it is with whoever has it, Extras too.
func (r *Record) Clear() {
	clear(r.values)
	*r = Record{values: r.values[:0]}
}

// Service returns the description the record belongs to.
func (r *Record) Service() *Service { return r.service }

// TypeID returns the type of the record; with xsi:type it may extend the declared one.
func (r *Record) TypeID() TypeID { return r.id }

// Type returns the type of the record.
func (r *Record) Type() *Type { return &r.service.Types[r.id] }

// Fields returns the fields of the record's type, parallel to Values.
func (r *Record) Fields() []Field { return r.service.Types[r.id].Fields }

// Values returns the content of the fields, in wire order. Changing an element
// changes the record.
func (r *Record) Values() []Value { return r.values }

// Set gives a simple field a text.
func (r *Record) Set(name, text string) error {
	i := r.Type().Index(name)
	if i < 0 {
		return fmt.Errorf("%s: there is no field %q", r.service.Name, name)
	}
	r.values[i] = Value{State: Present, Text: text}
	return nil
}

// Get returns the text of a field and its state. The name may be a path through
// nested records, "order/operation/responsecode"; of repeated ones the last counts,
// because the gateway lists operations in order of time (D17).
func (r *Record) Get(path string) (string, State) {
	v := r.Find(path)
	if v == nil {
		return "", Absent
	}
	return v.Text, v.State
}

// Text returns the text of a field, by path; "" if it is absent.
func (r *Record) Text(path string) string {
	text, _ := r.Get(path)
	return text
}

// Find returns the value at a path, or nil.
func (r *Record) Find(path string) *Value {
	name, rest, deeper := strings.Cut(path, "/")
	i := r.Type().Index(name)
	if i < 0 {
		return nil
	}
	v := &r.values[i]
	if n := len(v.Items); n > 0 {
		v = &v.Items[n-1]
	}
	if !deeper {
		return v
	}
	if v.Record == nil {
		return nil
	}
	return v.Record.Find(rest)
}

// Matches reports whether the record satisfies m; see [Match] for the patterns.
func (r *Record) Matches(m Match) bool {
	text, state := r.Get(m.Field)
	text = strings.TrimSpace(text)
	for _, want := range m.Values {
		switch {
		case want == "+" && state == Present && text != "",
			want == "-" && text == "",
			want != "+" && want != "-" && sameWord(want, text):
			return true
		}
		prefix, wild := strings.CutSuffix(want, "*")
		if wild && len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
			return true
		}
	}
	return false
}
