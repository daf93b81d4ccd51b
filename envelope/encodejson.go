package envelope

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// encodeJSON appends a JSON object with the names of the SOAP elements in lower case,
// in the order of the table. Every value is a string, so that it is sent as it was
// digested. Where the description names a member for the merchant, the merchant's
// identity stands in it (T12); the format is asked for only where it is not JSON (S3:
// an answer comes in the format of the request).
func (c *Codec) encodeJSON(dst []byte, p *messagePlan, r *service.Record, form Form, described *service.Form) ([]byte, error) {
	w := jsonWriter{Codec: c}
	dst = append(dst, '{')
	var err error
	apart := map[int]bool{p.roles[service.RoleFormat]: true}
	if described != nil && described.Merchant != "" {
		dst = append(appendQuoted(dst, described.Merchant), `:{`...)
		for _, role := range [...]service.Role{service.RoleMerchant, service.RoleLogin, service.RolePassword} {
			i := p.roles[role]
			if i < 0 || r.Values()[i].State == service.Absent {
				continue
			}
			apart[i] = true
			if dst, err = w.member(dst, &w.types[r.TypeID()].fields[i], &r.Values()[i]); err != nil {
				return dst, err
			}
		}
		dst = append(dst, '}')
	}
	if dst, err = w.members(dst, r, apart); err != nil {
		return dst, err
	}
	if form.Answer != JSON {
		dst = append(comma(dst), `"`+strings.ToLower(formatParam)+`":`+strconv.Itoa(int(form.Answer))...)
	}
	return append(dst, '}'), nil
}

type jsonWriter struct{ *Codec }

// comma appends a comma unless an object or array has just begun.
func comma(dst []byte) []byte {
	if last := dst[len(dst)-1]; last == '{' || last == '[' {
		return dst
	}
	return append(dst, ',')
}

func (w jsonWriter) members(dst []byte, r *service.Record, apart map[int]bool) ([]byte, error) {
	fields := w.types[r.TypeID()].fields
	var err error
	for i := range fields {
		if v := &r.Values()[i]; v.State != service.Absent && !apart[i] {
			if dst, err = w.member(dst, &fields[i], v); err != nil {
				return dst, err
			}
		}
	}
	return dst, nil
}

func (w jsonWriter) member(dst []byte, f *fieldPlan, v *service.Value) ([]byte, error) {
	dst = append(appendQuoted(comma(dst), strings.ToLower(f.Name)), ':')
	if !f.Has(service.Many) {
		dst, err := w.value(dst, f, v)
		return dst, inField(f, err)
	}
	dst = append(dst, '[')
	for i := range v.Items {
		var err error
		if dst, err = w.value(comma(dst), f, &v.Items[i]); err != nil {
			return dst, inField(f, err)
		}
	}
	return append(dst, ']'), nil
}

func inField(f *fieldPlan, err error) error {
	if err == nil {
		return nil
	}
	return in(f.Name, err)
}

func (w jsonWriter) value(dst []byte, f *fieldPlan, v *service.Value) ([]byte, error) {
	switch {
	case v.State == service.Nil:
		return append(dst, "null"...), nil
	case f.kind == kindText && !legal(v.Text):
		return dst, errIllegal
	case f.kind == kindText:
		return appendQuoted(dst, v.Text), nil
	case f.kind != kindRecord || v.Record == nil:
		return dst, fmt.Errorf("it cannot be sent as JSON; send this request as SOAP")
	}
	dst, err := w.members(append(dst, '{'), v.Record, nil)
	return append(dst, '}'), err
}

// appendQuoted appends a text as a JSON string.
func appendQuoted(dst []byte, text string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, `\n`...)
		case c == '\r':
			dst = append(dst, `\r`...)
		case c == '\t':
			dst = append(dst, `\t`...)
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}
