package window

import (
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// The parts of a window, by the names of the documents in lower case: spellings vary
// in case only (StartYear, startyear, startYear).
var partNames = [...]string{
	"startyear", "startmonth", "startday", "starthour", "startmin",
	"endyear", "endmonth", "endday", "endhour", "endmin",
}

// Fields knows where an operation's request has the parts of a window.
type Fields struct {
	// Padded writes parts with two digits: 07 in place of 7.
	Padded bool

	service *service.Service
	typ     service.TypeID
	longest time.Duration
	index   [len(partNames)]int
}

// FieldsOf finds the parts among the fields of a request, by their names or those of
// the documents. The error lists the parts that are missing.
func FieldsOf(s *service.Service, op *service.Operation) (*Fields, error) {
	f := &Fields{service: s, typ: op.Request.Type, longest: Longest(op)}
	var missing []string
	for i, name := range partNames {
		if f.index[i] = find(s.Types[f.typ].Fields, name); f.index[i] < 0 {
			missing = append(missing, name)
		}
	}
	switch len(missing) {
	case 0:
		return f, nil
	case len(partNames):
		return nil, fmt.Errorf("%s.%s: its request has no window", s.Name, op.Name)
	}
	return nil, fmt.Errorf("%s.%s: parts of the window are missing in its request: %s", s.Name, op.Name, strings.Join(missing, ", "))
}

func find(fields []service.Field, name string) int {
	for i := range fields {
		f := &fields[i]
		if strings.EqualFold(f.Name, name) || f.Facts != nil && strings.EqualFold(f.Facts.Param, name) {
			return i
		}
	}
	return -1
}

// Set writes a range into a request. The end minute is that of To: see the package
// comment. It refuses a range that is empty, longer than the operation allows (the
// gateway would answer another question without a word, D21) or beyond years of four
// digits, and a record of another type.
func (f *Fields) Set(r *service.Record, w Range) error {
	switch {
	case r.Service() != f.service || r.TypeID() != f.typ:
		return fmt.Errorf("%s: the record is not a request that the fields were found in", f.service.Name)
	case w.IsEmpty():
		return fmt.Errorf("%s: the window %s is empty: its start must be before its end", f.service.Name, w)
	case f.longest > 0 && w.Length() > f.longest:
		return fmt.Errorf("%s: the window %s is longer than the %s that the gateway allows; Windows splits it", f.service.Name, w, f.longest)
	case w.From.UTC().Year() < 1 || w.To.UTC().Year() > 9999:
		return fmt.Errorf("%s: the years of the window must be 1 to 9999", f.service.Name)
	}
	for i, text := range w.Parts().list() {
		if f.Padded && len(text) == 1 {
			text = "0" + text
		}
		r.Values()[f.index[i]] = service.Value{State: service.Present, Text: text}
	}
	return nil
}

// SetStart writes the day a range begins with, and leaves the rest to the gateway: the
// range ends now.
func (f *Fields) SetStart(r *service.Record, t time.Time) {
	parts := Between(t, t.Add(time.Minute)).Parts().list()
	for i := range 3 { // year, month, day
		text := parts[i]
		if f.Padded && len(text) == 1 {
			text = "0" + text
		}
		r.Values()[f.index[i]] = service.Value{State: service.Present, Text: text}
	}
}

// list returns the texts in the order of partNames.
func (p Parts) list() [len(partNames)]string {
	return [...]string{
		p.StartYear, p.StartMonth, p.StartDay, p.StartHour, p.StartMin,
		p.EndYear, p.EndMonth, p.EndDay, p.EndHour, p.EndMin,
	}
}
