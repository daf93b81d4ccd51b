package service

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// A record holds the texts that a message is made of, card data among them. Whoever
// prints one by accident sees its fields and none of its secrets; whoever needs a text
// asks for it by name.

// Format writes the fields that are there, secret and personal ones masked, for every verb.
func (r *Record) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, r.String()) }

// LogValue returns what Format writes.
func (r *Record) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText returns what Format writes, so JSON and XML encoders write it too; a record
// cannot be read back from it.
func (r *Record) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// String returns the fields that are there, secret and personal ones masked.
func (r *Record) String() string {
	if r == nil || r.service == nil {
		return "no record"
	}
	var b strings.Builder
	b.WriteString(r.service.Name)
	separator := byte('{')
	fields := r.Fields()
	for i := range r.values {
		if r.values[i].State == Absent {
			continue
		}
		b.WriteByte(separator)
		separator = ' '
		b.WriteString(fields[i].Name)
		b.WriteByte('=')
		r.values[i].write(&b, &fields[i])
	}
	for i := range r.Extras {
		b.WriteByte(separator)
		separator = ' '
		b.WriteString(r.Extras[i].String())
	}
	if separator == '{' {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.String()
}

func (v *Value) write(b *strings.Builder, f *Field) {
	switch {
	case v.State == Nil:
		b.WriteString("nil")
	case v.Record != nil:
		b.WriteString(v.Record.String())
	case len(v.Items) > 0:
		b.WriteByte('[')
		for i := range v.Items {
			if i > 0 {
				b.WriteByte(' ')
			}
			v.Items[i].write(b, f)
		}
		b.WriteByte(']')
	case v.Text != "" && (f.Facts.Secret() || f.Facts != nil && f.Facts.Role == RolePersonal):
		b.WriteString(mask)
	default:
		fmt.Fprintf(b, "%q", v.Text)
	}
}

// Format writes how much there is and never what: a value does not know its field.
func (v Value) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, v.String()) }

// MarshalText returns what Format writes.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// String returns how much there is.
func (v Value) String() string {
	switch {
	case v.State == Absent:
		return "absent"
	case v.State == Nil:
		return "nil"
	case v.Record != nil:
		return v.Record.String()
	case len(v.Items) > 0:
		return fmt.Sprintf("%d items", len(v.Items))
	}
	return fmt.Sprintf("%d bytes", len(v.Text))
}

// Format writes where the element stood and how long it is: nobody knows what is in it.
func (e Extra) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.String()) }

// MarshalText returns what Format writes.
func (e Extra) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// String returns where the element stood and how long it is.
func (e Extra) String() string { return fmt.Sprintf("%s(%d bytes)", e.Path, len(e.Text)) }
