package sandbox

import "github.com/assist-soap/toolkit/service"

// seal puts an answer into the order of its description and computes its check values
// over exactly the texts that will be printed. Signatures stay empty: the merchants of
// the sandbox have the MD5 type (S4).
func seal(in *input, m *Merchant, a answer) record {
	r := arrange(in.service, in.operation.Response.Type, a)
	for i := range in.operation.Response.Digests {
		d := &in.operation.Response.Digests[i]
		for _, target := range r.at(d.At) {
			if d.Kind != service.CheckValue {
				target.set(d.Field, "")
				continue
			}
			v := answerVariant(in, m, d)
			target.set(d.Field, checkValue(m.SecretWord, canonical(v, slots(v, target.value, in.lookup))))
		}
	}
	return r
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
