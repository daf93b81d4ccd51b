package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// maskTable knows the names whose values must not be shown, folded.
type maskTable struct {
	names   map[string]bool // as elements, parameters and members are called
	columns map[string]bool // as titles of tables are: without blanks
}

// newMaskTable collects the names of secret and personal fields of a service, in
// every spelling: as elements, as parameters of form posts, as aliases.
func newMaskTable(s *service.Service) *maskTable {
	t := &maskTable{names: map[string]bool{}, columns: map[string]bool{}}
	for i := range s.Types {
		for j := range s.Types[i].Fields {
			f := &s.Types[i].Fields[j]
			if !masked(f) {
				continue
			}
			t.names[strings.ToLower(f.Name)] = true
			t.names[strings.ToLower(f.Facts.Param)] = true
			for _, alias := range f.Facts.Aliases {
				t.names[strings.ToLower(alias)] = true
			}
		}
	}
	delete(t.names, "")
	for name := range t.names {
		t.columns[foldedTitle(name)] = true
	}
	return t
}

func masked(f *service.Field) bool {
	return f.Facts.Secret() || f.Facts != nil && f.Facts.Role == service.RolePersonal
}

// Redact returns a copy of a message (SOAP, XML, form, JSON, CSV, whole or broken)
// that may be logged or recorded: the values of secret and personal fields and
// every digit run that could be a card number are masked. Everything around the
// values stays; a mask is always as long, so offsets in errors no longer fit.
func (c *Codec) Redact(message []byte) []byte {
	out := c.mask.message(c.mask.cells(message))
	maskCards(out)
	return out
}

// RedactRecord returns a copy of a record that may be logged, under the same rules.
func (c *Codec) RedactRecord(r *service.Record) *service.Record {
	if r == nil {
		return nil
	}
	out := service.NewRecord(r.Service(), r.TypeID())
	fields := r.Fields()
	for i, v := range r.Values() {
		out.Values()[i] = c.redactValue(&fields[i], v)
	}
	for _, extra := range r.Extras {
		name := extra.Path[strings.LastIndexAny(extra.Path, "/@")+1:]
		extra.Text = c.redactText(c.mask.names[strings.ToLower(name)], extra.Text)
		out.Extras = append(out.Extras, extra)
	}
	return out
}

func (c *Codec) redactValue(f *service.Field, v service.Value) service.Value {
	v.Text = c.redactText(masked(f), v.Text)
	v.Record = c.RedactRecord(v.Record)
	if v.Items != nil {
		items := make([]service.Value, len(v.Items))
		for i := range v.Items {
			items[i] = c.redactValue(f, v.Items[i])
		}
		v.Items = items
	}
	return v
}

func (c *Codec) redactText(secret bool, text string) string {
	if secret && text != "" {
		return mask
	}
	return string(c.Redact([]byte(text)))
}

// maskCards stars digit runs that could be card numbers, but for the last four.
func maskCards(out []byte) {
	text := string(out)
	for from := 0; from < len(text); {
		start, end, digits := digitRun(text, from)
		if start < 0 {
			return
		}
		if digits >= 12 && holdsCard(text[start:end]) {
			starDigits(out[start:end], 4)
		}
		from = end
	}
}

// holdsCard reports whether some 12 to 19 neighbouring digits of a run end in a
// correct check digit. Order numbers of that length pass one time in ten, each.
func holdsCard(run string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, run)
	if len(digits) <= 19 {
		return service.Luhn(digits)
	}
	return true // too long for anything harmless; several numbers may stand in it
}
