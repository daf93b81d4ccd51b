package envelope

import (
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// Seal makes a request ready to send: credentials are filled in, the record is
// checked, then check value and signature are made over the same texts that
// [Codec.Encode] will print. All problems come in one [*InvalidRequestError].
// A request may be sealed again, after it was changed or with other credentials
// of the same merchant.
func (c *Codec) Seal(op *service.Operation, request *service.Record, cred *Credentials) error {
	p, err := c.plan(op)
	if err != nil {
		return err
	}
	if err := c.belongs(op, &p.request, request); err != nil {
		return err
	}
	if cred == nil {
		cred = &Credentials{}
	}
	problems := p.request.fill(request, cred)
	problems = append(problems, c.check(&p.request, request)...)
	problems = append(problems, p.request.missingKeys(request, cred)...)
	if len(problems) > 0 {
		return &InvalidRequestError{Service: c.service.Name, Operation: op.Name, Problems: problems}
	}
	for i := range p.request.Digests {
		if err := p.request.digest(i, request, cred); err != nil {
			return fmt.Errorf("%s.%s: request not sent: %w", c.service.Name, op.Name, err)
		}
	}
	return nil
}

// missingKeys reports digests that the gateway demands and we have no key for.
func (p *messagePlan) missingKeys(r *service.Record, cred *Credentials) []Problem {
	var problems []Problem
	for i := range p.Digests {
		d := &p.Digests[i]
		at := r.Type().Index(d.Field)
		if at < 0 || r.Fields()[at].Has(service.Optional) {
			continue
		}
		switch {
		case d.Kind == service.CheckValue && cred.SecretWord.IsZero():
			problems = append(problems, Problem{d.Field, "credentials", "the credentials hold no secret word; configure it in the client"})
		case d.Kind == service.Signature && cred.Signer == nil:
			problems = append(problems, Problem{d.Field, "credentials", "the credentials hold no signing key; configure it in the client"})
		}
	}
	return problems
}

// digest computes one digest into its field. An optional one without key is left
// out, also if the caller had put something there.
func (p *messagePlan) digest(i int, r *service.Record, cred *Credentials) error {
	d := &p.Digests[i]
	at := r.Type().Index(d.Field)
	if at < 0 {
		return fmt.Errorf("%s: there is no such field for the %s", d.Field, d.Kind)
	}
	v := &r.Values()[at]
	switch d.Kind {
	case service.CheckValue:
		*v = service.Value{}
		if cred.SecretWord.IsZero() {
			return nil
		}
		key, err := cred.word()
		if err != nil {
			return fmt.Errorf("%s: %w", d.Field, err)
		}
		var room [512]byte
		x, err := checkvalue.AppendX(room[:0], p.variants[i], r, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", d.Field, err)
		}
		var value [checkvalue.Size]byte
		*v = service.Value{State: service.Present, Text: string(key.Append(value[:0], x))}
	case service.Signature:
		*v = service.Value{}
		if cred.Signer == nil {
			return nil
		}
		x, err := checkvalue.Compose(p.variants[i], r, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", d.Field, err)
		}
		text, err := checkvalue.Sign(cred.Signer, cred.Method, x)
		if err != nil {
			return fmt.Errorf("%s: %w", d.Field, err)
		}
		*v = service.Value{State: service.Present, Text: text}
	case service.SignedMessage:
		*v = service.Value{} // only the gateway can make it: a report played by a shop's test has a check value
		if !r.Fields()[at].Has(service.Optional) {
			return errors.New(d.Field + ": only the gateway can make a " + d.Kind.String())
		}
	default:
		return errors.New(d.Field + ": requests with a " + d.Kind.String() + " cannot be sealed")
	}
	return nil
}

// belongs refuses a record of another type, which no step could make sense of.
func (c *Codec) belongs(op *service.Operation, p *messagePlan, r *service.Record) error {
	if r == nil || r.Service() != c.service || r.TypeID() != p.Type {
		return fmt.Errorf("%s.%s: the record is no %s of this operation; make it with service.NewRecord", c.service.Name, op.Name, p.kind)
	}
	return nil
}
