package conformance

import (
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// reseal puts placeholders where the check values of an answer stood: whoever runs the
// capsule has another secret word. What cannot be computed again stays, and the capsule
// will say that it differs.
func (c *capsule) reseal(s *service.Service, op *service.Operation, o *observed, text string) string {
	answer := c.decoded(s, op, o, text)
	if answer == nil {
		return text
	}
	for i := range op.Response.Digests {
		d := &op.Response.Digests[i]
		if d.Kind != service.CheckValue {
			continue
		}
		for _, record := range recordsAt(answer, d.At) {
			if x, ok := c.canonical(d, record, o); ok {
				whose := ""
				if word := o.step.Options.Key("merchant", ""); word != "" {
					whose = word + "."
				}
				text = strings.Replace(text, record.Text(d.Field), "{{"+whose+"checkvalue "+inPlaceholders(x, o.scope, "{", "}")+"}}", 1)
			}
		}
	}
	return text
}

func (c *capsule) decoded(s *service.Service, op *service.Operation, o *observed, text string) *service.Record {
	charset := "utf-8"
	if !utf8.ValidString(o.response) {
		charset = "windows-1251"
	}
	body, err := encodeText(text, charset)
	if err != nil {
		return nil
	}
	reply := envelope.Reply{Status: 200, ContentType: o.contentType, Body: body}
	if form, err := envelope.ParseForm(o.step.Options.Key("form", "soap")); err == nil {
		reply.Format = form.Answer
	}
	answer, err := c.codecs[s].Decode(op, reply)
	if err != nil {
		return nil
	}
	return answer
}

// canonical composes X of the variant that fits what came, over the stand-ins.
func (c *capsule) canonical(d *service.Digest, record *service.Record, o *observed) (string, bool) {
	name := ""
	if _, rest, ok := strings.Cut(o.got.result.Verified, " ("); ok {
		name, _, _ = strings.Cut(rest, ")")
	}
	variant := d.Variant(name)
	if variant == nil {
		variant = &d.Variants[0] // the number of records stands in the brackets
	}
	x, err := checkvalue.Compose(variant, record, o.got.request)
	return x, err == nil && record.Text(d.Field) != "" && !strings.ContainsAny(x, "{}\n")
}

// recordsAt returns the records at a path of the answer: itself at "".
func recordsAt(answer *service.Record, at string) []*service.Record {
	if at == "" {
		return []*service.Record{answer}
	}
	i := answer.Type().Index(at)
	if i < 0 {
		return nil
	}
	v := &answer.Values()[i]
	var list []*service.Record
	if v.Record != nil {
		list = append(list, v.Record)
	}
	for j := range v.Items {
		if v.Items[j].Record != nil {
			list = append(list, v.Items[j].Record)
		}
	}
	return list
}
