package inbound

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// verify finds out whom a message is for and proves it genuine, over the texts as they
// came. The merchant is compared with our own: it is not taken from the message.
func (h *Handler) verify(r *service.Record) (*Notice, error) {
	m, err := h.addressee(r)
	if err != nil {
		return nil, err
	}
	p := proof{merchant: m, record: r}
	for i := range h.op.Request.Digests {
		if err := p.digest(&h.op.Request.Digests[i]); err != nil {
			return nil, err
		}
	}
	switch {
	case len(p.verified) > 0:
	case p.present:
		return nil, &Rejection{Reason: ErrNoKey, Status: statusNoAnswer}
	default: // trap 24: one of the two is always filled in
		return nil, badDigest(ErrUnsigned, nil)
	}
	return &Notice{
		Record: r, Merchant: m.ID, Verified: strings.Join(p.verified, ", "), Word: p.word, Protected: p.protected,
		handler: h,
	}, nil
}

// addressee returns the merchant of a message. One that names none is for the only
// merchant there is: if it is not, its digest will not fit.
func (h *Handler) addressee(r *service.Record) (*merchant, error) {
	v := role(r, service.RoleMerchant)
	if v != nil && strings.TrimSpace(v.Text) != "" {
		if m := h.merchants[strings.TrimSpace(v.Text)]; m != nil {
			return m, nil
		}
		return nil, otherMerchant()
	}
	if v == nil || len(h.merchants) > 1 {
		return nil, otherMerchant()
	}
	for _, m := range h.merchants {
		*v = service.Value{State: service.Present, Text: m.ID}
		return m, nil
	}
	return nil, otherMerchant()
}

// role returns the value of the message's own field that plays a role, or nil.
func role(r *service.Record, wanted service.Role) *service.Value {
	for i := range r.Fields() {
		if f := &r.Fields()[i]; f.Facts != nil && f.Facts.Role == wanted {
			return &r.Values()[i]
		}
	}
	return nil
}

// proof collects what was proven. Every digest that is there and that we hold a key
// for must be right.
type proof struct {
	merchant  *merchant
	record    *service.Record
	present   bool
	verified  []string
	protected []string
	word      int
}

func (p *proof) digest(d *service.Digest) error {
	if strings.TrimSpace(p.record.Text(d.Field)) == "" {
		return nil
	}
	p.present = true
	variant, err := "", error(nil)
	switch m := p.merchant; {
	case d.Kind == service.CheckValue && len(m.words) > 0:
		variant, err = p.checkValue(d)
	case d.Kind == service.Signature && m.GatewayKey != nil, d.Kind == service.SignedMessage && m.Messages != nil:
		variant, err = checkvalue.Verify(d, checkvalue.Keys{Signer: m.GatewayKey, Messages: m.Messages}, p.record, nil)
	default:
		return nil // no key for it: another digest must prove the message
	}
	switch {
	case errors.As(err, new(*checkvalue.MismatchError)):
		return badDigest(ErrInvalid, err)
	case err != nil:
		return &Rejection{Reason: ErrNoKey, Status: statusNoAnswer, Err: err}
	}
	p.proven(d, variant)
	return nil
}

// checkValue tries the secret words in order; comparing takes the same time whatever
// differs.
func (p *proof) checkValue(d *service.Digest) (variant string, err error) {
	for i, word := range p.merchant.words {
		variant, err = checkvalue.Verify(d, checkvalue.Keys{Word: word}, p.record, nil)
		if err == nil {
			p.word = i
			return variant, nil
		}
	}
	return "", err
}

func (p *proof) proven(d *service.Digest, variant string) {
	name := d.Kind.String()
	if variant != d.Variants[0].Name {
		name += " (" + variant + ")"
	}
	p.verified = append(p.verified, name)
	for _, term := range d.Variant(variant).Terms {
		p.protected = append(p.protected, term.Field)
	}
}
