package envelope

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// EncodeAs appends a sealed request in one of the forms that the description offers;
// see [Codec.Offer]. The zero Form is [Codec.Encode].
func (c *Codec) EncodeAs(dst []byte, op *service.Operation, request *service.Record, form Form) ([]byte, error) {
	form, err := c.Offer(op, form)
	if err != nil {
		return dst, err
	}
	p := &c.operations[op].request
	if form.Request == RequestSOAP {
		return c.encode(dst, op, p, request)
	}
	if err := c.belongs(op, p, request); err != nil {
		return dst, err
	}
	var out []byte
	if form.Request == RequestPost {
		out, err = c.encodePost(dst, p, request, form, described(op, form))
	} else {
		out, err = c.encodeJSON(dst, p, request, form, described(op, form))
	}
	if err != nil {
		return dst, fmt.Errorf("%s.%s: %w", c.service.Name, op.Name, err)
	}
	return out, nil
}

// formatParam is the documents' name of the parameter that asks for a format.
const formatParam = "Format"

// encodePost appends key=value pairs in the documents' spelling and the order of the
// table: UTF-8, every byte but the unreserved ones percent-encoded. A blank becomes
// %20, which every reader takes for one. The format is asked for at the place its
// parameter has, else at the end, where there is a choice. Reports to merchants are flat:
// the fields of a record inside stand where the record does (D26); other forms have no
// room for records.
func (c *Codec) encodePost(dst []byte, p *messagePlan, r *service.Record, form Form, described *service.Form) ([]byte, error) {
	w := postWriter{Codec: c, dst: dst, start: len(dst), flat: isReport(r), format: p.roles[service.RoleFormat], answer: strconv.Itoa(int(form.Answer))}
	if err := w.record(r, nil); err != nil {
		return dst, err
	}
	if w.format < 0 && described != nil && len(described.Answers) > 1 {
		w.pair(formatParam, w.answer)
	}
	return w.dst, nil
}

type postWriter struct {
	*Codec
	dst    []byte
	start  int
	flat   bool
	format int // place of the Format parameter, or -1
	answer string
}

func (w *postWriter) pair(name, text string) {
	if len(w.dst) > w.start {
		w.dst = append(w.dst, '&')
	}
	w.dst = appendPercent(append(appendPercent(w.dst, name), '='), text)
}

// record writes the fields of a record; outer are those of the records around it, whose
// names are taken.
func (w *postWriter) record(r *service.Record, outer []fieldPlan) error {
	fields := w.types[r.TypeID()].fields
	for i := range fields {
		f, v := &fields[i], &r.Values()[i]
		switch {
		case outer == nil && i == w.format:
			w.pair(f.param(), w.answer)
		case v.State == service.Absent, taken(outer, f):
		case w.flat && len(v.Items) == 1 && v.Items[0].Record != nil:
			if err := w.record(v.Items[0].Record, append(outer[:len(outer):len(outer)], fields...)); err != nil {
				return in(f.Name, err)
			}
		case w.flat && v.Record != nil:
			if err := w.record(v.Record, append(outer[:len(outer):len(outer)], fields...)); err != nil {
				return in(f.Name, err)
			}
		case v.State == service.Nil || f.kind != kindText || f.Has(service.Many):
			return in(f.Name, fmt.Errorf("only a text can be sent as key=value; send this request as SOAP"))
		case !legal(v.Text):
			return in(f.Name, errIllegal)
		default:
			w.pair(f.param(), v.Text)
		}
	}
	return nil
}

// isReport reports whether a message goes from the gateway to a merchant: nothing of it
// is for a merchant's client to fill in.
func isReport(r *service.Record) bool {
	return !slices.ContainsFunc(r.Fields(), func(f service.Field) bool { return f.Has(service.Sealed) })
}

// taken reports whether a field has the name of one that stands further out: its value
// has no place in a form.
func taken(outer []fieldPlan, f *fieldPlan) bool {
	return slices.ContainsFunc(outer, func(o fieldPlan) bool { return strings.EqualFold(o.param(), f.param()) })
}

// param is the name of a field in the documents' tables.
func (f *fieldPlan) param() string {
	if f.Facts != nil && f.Facts.Param != "" {
		return f.Facts.Param
	}
	return f.Name
}

// appendPercent appends a text for a form post.
func appendPercent(dst []byte, text string) []byte {
	const digits = "0123456789ABCDEF"
	for i := 0; i < len(text); i++ {
		c := text[i]
		if isWord(c) || c == '-' || c == '.' || c == '~' {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}
