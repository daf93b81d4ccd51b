package envelope

import (
	"fmt"
	"strconv"

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
		out, err = c.encodePost(dst, p, request, form.Answer)
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
// parameter has, else at the end.
func (c *Codec) encodePost(dst []byte, p *messagePlan, r *service.Record, answer Format) ([]byte, error) {
	fields, start := c.types[r.TypeID()].fields, len(dst)
	pair := func(name, text string) {
		if len(dst) > start {
			dst = append(dst, '&')
		}
		dst = appendPercent(append(appendPercent(dst, name), '='), text)
	}
	asked := strconv.Itoa(int(answer))
	for i := range fields {
		f, v := &fields[i], &r.Values()[i]
		switch {
		case i == p.roles[service.RoleFormat]:
			pair(f.param(), asked)
		case v.State == service.Absent:
		case v.State == service.Nil || f.kind != kindText || f.Has(service.Many):
			return dst, in(f.Name, fmt.Errorf("only a text can be sent as key=value; send this request as SOAP"))
		case !legal(v.Text):
			return dst, in(f.Name, errIllegal)
		default:
			pair(f.param(), v.Text)
		}
	}
	if p.roles[service.RoleFormat] < 0 {
		pair(formatParam, asked)
	}
	return dst, nil
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
