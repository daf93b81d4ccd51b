package envelope

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// UnverifiedError says that nothing in the answer proves who wrote it: it carries
// no digest although its description has one, or we hold no key for the one it
// carries. The outcome of the call is unknown unless AllowUnverified is set.
type UnverifiedError struct {
	Service, Operation string
	Reason             string
}

// Error returns one line.
func (e *UnverifiedError) Error() string {
	return e.Service + "." + e.Operation + ": the answer cannot be verified: " + e.Reason
}

// EchoError says that a genuine-looking answer speaks of another order: a field
// does not repeat the value of the request. Values are not in its text.
type EchoError struct {
	Service, Operation string
	Field              string // of the answer
	Request            string // field of the request it should repeat
}

// Error returns one line.
func (e *EchoError) Error() string {
	return fmt.Sprintf("%s.%s: the answer speaks of another order: %s does not repeat %s of the request", e.Service, e.Operation, e.Field, e.Request)
}

// Verify recomputes the digests of an answer over its texts as they were received
// (verify before you normalise) and compares what must repeat the request. Every
// digest that is there and that we hold a key for must be right, in one of the
// variants of its recipe; the gateway fills in one of check value and signature,
// by the merchant's setting (S1). Where every order of an answer has a digest of its
// own, every one must be right. The result names what was verified, as "checkvalue",
// "checkvalue (variant)" or "checkvalue of every order (2)"; it is "" where the
// description has no digest, for an empty list, and for messages with a signature only
// that is empty, as merchants of the MD5 setting get them (S4).
func (c *Codec) Verify(op *service.Operation, request, answer *service.Record, cred *Credentials) (string, error) {
	p, err := c.plan(op)
	if err != nil {
		return "", err
	}
	if cred == nil {
		cred = &Credentials{}
	}
	v := verification{Codec: c, op: op, cred: cred, answer: answer, request: request}
	v.verified, v.over = v.roomVerified[:0], v.roomOver[:0]
	for i := range p.response.Digests {
		if d := &p.response.Digests[i]; d.At == "" {
			if err := v.digest(d, answer); err != nil {
				return "", err
			}
		}
	}
	nested, err := v.nested(p.response.Digests)
	if err != nil {
		return "", err
	}
	if err := v.conclude(p.response.Digests, nested); err != nil {
		return "", err
	}
	return strings.Join(v.verified, ", "), v.echo(p)
}

type verification struct {
	*Codec
	op              *service.Operation
	cred            *Credentials
	request, answer *service.Record
	verified        []string
	over            []*service.Variant // the recipes of what was verified in the answer itself
	unusable        []string           // digests that are there and cannot be checked, with the reason
	word            checkvalue.Key     // of the credentials, made when it is first needed

	roomVerified [2]string // where verified and over begin
	roomOver     [2]*service.Variant
}

// digest verifies one digest of a record, if it is there.
func (v *verification) digest(d *service.Digest, record *service.Record) error {
	if strings.TrimSpace(record.Text(d.Field)) == "" {
		return nil
	}
	keys := checkvalue.Keys{Signer: v.cred.GatewayKey, Method: v.cred.Method, Messages: v.cred.Messages}
	switch {
	case d.Kind == service.CheckValue && v.cred.SecretWord.IsZero():
		v.unusable = append(v.unusable, d.Field+" is there but the credentials hold no secret word")
		return nil
	case d.Kind == service.Signature && v.cred.GatewayKey == nil:
		v.unusable = append(v.unusable, d.Field+" is there but the credentials hold no public key of the gateway")
		return nil
	case d.Kind == service.SignedMessage && v.cred.Messages == nil:
		v.unusable = append(v.unusable, d.Field+" is a signed message but the credentials hold no key of the gateway for those")
		return nil
	case d.Kind == service.CheckValue:
		if v.word.IsZero() {
			var err error
			if v.word, err = v.cred.word(); err != nil {
				return fmt.Errorf("%s.%s: %w", v.service.Name, v.op.Name, err)
			}
		}
		keys.Word = v.word
	}
	variant, err := checkvalue.Verify(d, keys, record, v.request)
	switch {
	case errors.Is(err, checkvalue.ErrUnverified): // its text agrees, and nobody vouches for it
		v.unusable = append(v.unusable, d.Field+" is signed with a key that is not among the gateway's")
		return nil
	case err != nil:
		return err
	}
	name := d.Kind.String()
	if variant != d.Variants[0].Name {
		name += " (" + variant + ")"
	}
	v.verified = append(v.verified, name)
	if d.At == "" {
		v.over = append(v.over, d.Variant(variant))
	}
	return nil
}

// conclude decides what it means that nothing was verified.
func (v *verification) conclude(digests []service.Digest, nested nestedCount) error {
	if v.options.AllowUnverified {
		return nil
	}
	if nested.proven < nested.records {
		return v.unprovenRecord(nested)
	}
	if len(v.verified) > 0 {
		return nil
	}
	if len(v.unusable) > 0 {
		return v.unverified(strings.Join(v.unusable, "; "))
	}
	for i := range digests {
		switch {
		case digests[i].At != "": // there are no such records
		case digests[i].Kind == service.CheckValue:
			return v.unverified("it carries neither check value nor signature; set one of them in the merchant's account")
		case digests[i].Kind == service.Signature && v.cred.GatewayKey != nil, digests[i].Kind == service.SignedMessage && v.cred.Messages != nil:
			return v.unverified("it carries no " + digests[i].Field + ", which merchants with a public key of the gateway get")
		}
	}
	return nil
}

func (v *verification) unverified(reason string) error {
	return &UnverifiedError{Service: v.service.Name, Operation: v.op.Name, Reason: reason}
}

// echo compares the merchant and the fields the description names. An echo that
// is absent or empty proves nothing either way: answers leave out much.
func (v *verification) echo(p *operationPlan) error {
	if v.request == nil {
		return nil
	}
	answered, asked := p.response.roleField(service.RoleMerchant), p.request.roleField(service.RoleMerchant)
	if answered >= 0 && asked >= 0 {
		if err := v.same(v.answer.Fields()[answered].Name, v.request.Fields()[asked].Name); err != nil {
			return err
		}
	}
	for _, echo := range p.response.Echo {
		if err := v.same(echo.Field, echo.Request); err != nil {
			return err
		}
	}
	return nil
}

// same compares every value at the path with the request's: of several orders none may
// be another one.
func (v *verification) same(field, request string) error {
	return eachValue(v.answer, field, func(value *service.Value) error { return v.sameText(value.Text, field, request) })
}

func (v *verification) sameText(text, field, request string) error {
	got, want := strings.TrimSpace(text), strings.TrimSpace(v.request.Text(request))
	if got == "" || want == "" || subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1 {
		return nil
	}
	// Amounts are equal by value: the gateway answers 100.00 to 100.
	var a, b service.Amount
	if a.UnmarshalText([]byte(got)) == nil && b.UnmarshalText([]byte(want)) == nil && v.isAmount(request) && a.Equal(b) {
		return nil
	}
	if v.sameCurrency(request, got, want) || v.samePayment(request, got, want) {
		return nil
	}
	return &EchoError{Service: v.service.Name, Operation: v.op.Name, Field: field, Request: request}
}

func (v *verification) facts(request string) *service.Facts {
	if i := v.request.Type().Index(request); i >= 0 && v.request.Fields()[i].Facts != nil {
		return v.request.Fields()[i].Facts
	}
	return &service.Facts{}
}

func (v *verification) isAmount(request string) bool {
	return v.facts(request).Format == service.FormatAmount
}

// sameCurrency: RUR and RUB have both been on the wire (assist-clients.md 3.5).
func (v *verification) sameCurrency(request, got, want string) bool {
	if v.facts(request).Role != service.RoleCurrency || v.service.Codes == nil {
		return false
	}
	a, b := service.FindCode(v.service.Codes.Currencies, got), service.FindCode(v.service.Codes.Currencies, want)
	return a != nil && a == b
}
