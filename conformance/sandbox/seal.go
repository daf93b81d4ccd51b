package sandbox

import "github.com/assist-soap/toolkit/service"

// seal turns an answer into the texts that will be printed, by field of the
// description, and computes its check value over exactly those texts. Signatures
// stay empty: the merchants of the sandbox have the MD5 type (S4).
func seal(in *input, m *Merchant, a answer) map[string]string {
	t := in.service.Type(in.operation.Response.Type)
	texts := make(map[string]string, len(t.Fields))
	for i := range t.Fields {
		field := &t.Fields[i]
		for name, value := range a {
			if called(field, name) {
				texts[field.Name] = value
			}
		}
	}
	for i := range in.operation.Response.Digests {
		d := &in.operation.Response.Digests[i]
		switch {
		case d.Kind == service.CheckValue:
			v := answerVariant(in, m, d)
			texts[d.Field] = checkValue(m.SecretWord, canonical(v, slots(v, texts, in.values)))
		case fieldCalled(t, d.Field) != nil:
			texts[d.Field] = ""
		}
	}
	return texts
}

// answerVariant returns the reading the gateway computes with: the default, or the
// first one configured for the merchant.
func answerVariant(in *input, m *Merchant, d *service.Digest) *service.Variant {
	key := in.service.Name + "." + in.operation.Name + ".response." + d.Kind.String()
	if names := m.Variants[key]; len(names) > 0 {
		if v := d.Variant(names[0]); v != nil {
			return v
		}
	}
	return &d.Variants[0]
}
