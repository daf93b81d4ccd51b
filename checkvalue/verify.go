package checkvalue

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Keys are what a message is verified with. A digest kind whose key is missing is
// an error, never a pass.
type Keys struct {
	Word   Key            // the merchant's secret word, for check values
	Signer *rsa.PublicKey // whoever signed the message, for signatures
	Method Method         // how the signer signs; the zero value is S1
	// Messages opens signed messages with the gateway's OpenPGP key; a
	// *signedmessage.Keyring is one.
	Messages SignedMessages
}

// ErrAbsent is returned by [Verify] when the message does not carry the digest: its
// field is absent or empty. A gateway account of type "MD5" sends an empty signature,
// one of type "PGP" an empty check value (S1, D26); it is for the caller to refuse a
// message that carries neither.
var ErrAbsent = errors.New("the message carries no such digest")

// MismatchError says that a digest does not fit its message: the message was changed,
// comes from someone else, or the two sides disagree about secret word or recipe. It
// holds no value of the message and nothing secret.
type MismatchError struct {
	Service, Operation, Message string // "createbill", "create", "request"
	Field                       string // that carries the digest
	Tried                       []string
	// Differs lists the fields that a signed text contradicts, where they can be told.
	Differs []string
	// Cause says why the signature of a signed message does not hold; else nil.
	Cause error
}

// Error names message, field and the variants that were tried.
func (e *MismatchError) Error() string {
	place := strings.Trim(e.Service+"."+e.Operation, ".")
	switch {
	case len(e.Differs) > 0:
		return fmt.Sprintf("%s %s: the text signed in %s differs from the message in %s (tried: %s)",
			place, e.Message, e.Field, strings.Join(e.Differs, ", "), strings.Join(e.Tried, ", "))
	case e.Cause != nil:
		return fmt.Sprintf("%s %s: %s: %v", place, e.Message, e.Field, e.Cause)
	}
	return fmt.Sprintf("%s %s: %s does not match the message (tried: %s); assist-soapgen checkvalue explain shows what was digested",
		place, e.Message, e.Field, strings.Join(e.Tried, ", "))
}

// Unwrap returns the cause, if there is one.
func (e *MismatchError) Unwrap() error { return e.Cause }

// Verify checks the digest that message carries and returns the name of the variant
// that fits. The default variant is tried first, then the others. The error is
// [ErrAbsent], a *[MismatchError], [ErrUnverified] for a signed message without its
// key, or says what kept the digest from being checked.
//
// Values of origin "request" come from request, so that the answer about another
// order does not verify.
func Verify(d *service.Digest, keys Keys, message, request *service.Record) (variant string, err error) {
	given := strings.TrimSpace(message.Text(d.Field))
	if given == "" {
		return "", fmt.Errorf("%s: %s: %w", message.Service().Name, d.Field, ErrAbsent)
	}
	if d.Kind == service.SignedMessage {
		return verifySignedMessage(d, keys, given, message, request)
	}
	if err := checkable(d, keys); err != nil {
		return "", fmt.Errorf("%s: %s: %w", message.Service().Name, d.Field, err)
	}
	var room [1024]byte
	for i := range d.Variants {
		x, err := AppendX(room[:0], &d.Variants[i], message, request)
		if err != nil {
			return "", err
		}
		if fits(d.Kind, keys, x, given) {
			return d.Variants[i].Name, nil
		}
	}
	return "", mismatch(d, message)
}

// checkable returns what keeps a digest from being checked. Signed messages carry their
// own text and are no function of X: see verifySignedMessage.
func checkable(d *service.Digest, keys Keys) error {
	if err := md5Allowed(); err != nil {
		return err
	}
	switch d.Kind {
	case service.CheckValue:
		if keys.Word.IsZero() {
			return ErrNoSecretWord
		}
		return nil
	case service.Signature:
		if keys.Signer == nil {
			return errors.New("no public key to verify the signature with: give the signer's RSA key")
		}
		return nil
	}
	return fmt.Errorf("a digest of kind %s cannot be verified from its fields", d.Kind)
}

// fits reports whether a given digest is that of x.
func fits(kind service.DigestKind, keys Keys, x []byte, given string) bool {
	if kind == service.Signature {
		return VerifySignature(keys.Signer, keys.Method, string(x), given) == nil
	}
	var value [Size]byte
	return Equal(string(keys.Word.Append(value[:0], x)), given)
}

func mismatch(d *service.Digest, message *service.Record) *MismatchError {
	e := &MismatchError{Service: message.Service().Name, Field: d.Field, Tried: variantNames(d)}
	if op, m := owner(d, message); op != nil {
		e.Operation, e.Message = op.Name, m.Name
	}
	return e
}

// owner finds the operation and message that a digest belongs to, or nil. A digest
// that was copied, to try fewer variants, is found by its message's type and field.
func owner(d *service.Digest, r *service.Record) (op *service.Operation, m *service.Message) {
	s := r.Service()
	for i := range s.Operations {
		for _, candidate := range []*service.Message{&s.Operations[i].Request, &s.Operations[i].Response} {
			for j := range candidate.Digests {
				known := &candidate.Digests[j]
				if known == d {
					return &s.Operations[i], candidate
				}
				if m == nil && candidate.Type == r.TypeID() && known.Field == d.Field && known.Kind == d.Kind {
					op, m = &s.Operations[i], candidate
				}
			}
		}
	}
	return op, m
}
