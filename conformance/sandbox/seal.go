package sandbox

import (
	"slices"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// seal puts an answer into the order of its description and fills in its digests over
// exactly the texts that will be printed.
func (n *Notary) seal(in *input, m *Merchant, a answer, now time.Time) record {
	op := in.operation
	r := arrange(in.service, op.Response.Type, a)
	n.fill(r, m, &op.Response, in.service.Name+"."+op.Name+".response.", in.lookup, now)
	return r
}

// fill fills in the digests of a message from the gateway. A merchant gets a signed
// message or a check value, by the type of the signature set for it, and the other one
// empty (trap 24); where the message has room for check values only, that.
func (n *Notary) fill(r record, m *Merchant, message *service.Message, path string, request lookup, now time.Time) {
	signs := m.SignedAnswers && slices.ContainsFunc(message.Digests, func(d service.Digest) bool { return d.Kind == service.SignedMessage })
	for i := range message.Digests {
		d := &message.Digests[i]
		v := chosenVariant(m, d, path)
		for _, target := range r.at(d.At) {
			x := canonical(v, slots(v, target.value, request))
			switch {
			case d.Kind == service.SignedMessage && signs:
				target.set(d.Field, n.Message(x, now))
			case d.Kind == service.CheckValue && !signs:
				target.set(d.Field, checkValue(m.SecretWord, x))
			default:
				target.set(d.Field, "")
			}
		}
	}
}

// chosenVariant returns the reading the gateway computes with: the default, or the
// first one configured for the merchant.
func chosenVariant(m *Merchant, d *service.Digest, path string) *service.Variant {
	if names := m.Variants[path+d.Kind.String()]; len(names) > 0 {
		if v := d.Variant(names[0]); v != nil {
			return v
		}
	}
	return &d.Variants[0]
}
