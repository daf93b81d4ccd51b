package checkvalue

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// SignedMessages opens OpenPGP signed messages, which answers to merchants of type
// "PGP" carry (S1, S3). Package signedmessage implements it; it is an interface so
// that users of check values do not link OpenPGP.
type SignedMessages interface {
	// OpenMessage returns the text inside a signed message, as UTF-8. A nil error means
	// that the gateway's key signed this text. With an error that is [ErrUnverified]
	// the text is there too; with [ErrSignature] or any other error there is no text.
	OpenMessage(encoded string) (text string, err error)
}

// ErrUnverified is returned for a signed message whose text agrees with the message
// that carries it, while no key was there to tell who signed it: it is consistent, not
// verified. It is never a pass.
var ErrUnverified = errors.New("consistent, not verified")

// verifySignedMessage opens the message that stands in the field of the digest and
// holds its text against the values around it. A contradiction is a mismatch whoever
// signed the text.
func verifySignedMessage(d *service.Digest, keys Keys, given string, message, request *service.Record) (string, error) {
	place := message.Service().Name + ": " + d.Field
	if keys.Messages == nil {
		return "", fmt.Errorf("%s: no key to verify the %s with: give the gateway's OpenPGP public key (package signedmessage)", place, d.Kind)
	}
	text, opened := keys.Messages.OpenMessage(given)
	switch {
	case errors.Is(opened, ErrSignature):
		e := mismatch(d, message)
		e.Cause = opened
		return "", e
	case opened != nil && !errors.Is(opened, ErrUnverified):
		return "", fmt.Errorf("%s: %w", place, opened)
	}
	variant, differs, err := CompareText(d, text, message, request)
	switch {
	case err != nil:
		return "", err
	case variant == "":
		e := mismatch(d, message)
		e.Differs = differs
		return "", e
	case opened != nil:
		return "", fmt.Errorf("%s: %w", place, opened)
	}
	return variant, nil
}

// CompareText holds the text of a signed message against the values it should repeat:
// the terms of a variant, in order, joined by its delimiter (a comma as recorded, none
// as documented). It returns the first variant that fits. If none does, differs names
// the fields whose values differ, as far as the text can be taken apart.
//
// Values are compared as texts, 4.0 is not 4.00; blanks around a value of the message
// do not count. A gateway number fits with and without the suffix of its operation,
// 5775486650107611.2 and 5775486650107611: recorded texts have it where the answer has
// not. Two different suffixes do not fit. Without a delimiter only a suffix of one
// digit is taken, because more could hide the beginning of the next value.
//
// It says nothing about who wrote the text.
func CompareText(d *service.Digest, text string, message, request *service.Record) (variant string, differs []string, err error) {
	text = strings.TrimSpace(text)
	for i := range d.Variants {
		v := &d.Variants[i]
		parts, err := signedParts(v, message, request)
		if err != nil {
			return "", nil, err
		}
		if fitsText(parts, v.Delimiter, text) {
			return v.Name, nil, nil
		}
		if differs == nil {
			differs = differing(parts, v.Delimiter, text)
		}
	}
	return "", differs, nil
}

// signedPart is one value that a signed text should hold.
type signedPart struct {
	field    string
	text     string
	isNumber bool // a gateway number, which may have a suffix
}

func signedParts(v *service.Variant, message, request *service.Record) ([]signedPart, error) {
	var parts []signedPart
	var problems []error
	for i := range v.Terms {
		t := &v.Terms[i]
		text, state, err := termText(v, t, message, request)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if takesPart(t.Empty, text, state) {
			from := message
			if t.From == service.FromRequest {
				from = request
			}
			parts = append(parts, signedPart{t.Field, strings.TrimSpace(text), isGatewayNumber(from, t.Field)})
		}
	}
	return parts, errors.Join(problems...)
}

func isGatewayNumber(r *service.Record, path string) bool {
	if at := strings.LastIndexByte(path, '/'); at >= 0 {
		parent := r.Find(path[:at])
		if parent == nil || parent.Record == nil {
			return false
		}
		r, path = parent.Record, path[at+1:]
	}
	i := r.Type().Index(path)
	return i >= 0 && r.Fields()[i].Facts != nil && r.Fields()[i].Facts.Role == service.RoleGatewayKey
}

func fitsText(parts []signedPart, delimiter, text string) bool {
	for i := range parts {
		var ok bool
		if i > 0 {
			if text, ok = strings.CutPrefix(text, delimiter); !ok {
				return false
			}
		}
		if text, ok = parts[i].cut(text, delimiter); !ok {
			return false
		}
	}
	return text == ""
}

// cut removes the value from the beginning of text.
func (p *signedPart) cut(text, delimiter string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(text, p.text)
	if !p.isNumber || p.text == "" {
		return rest, ok
	}
	short, extended := strings.CutSuffix(p.text, suffixOf(p.text))
	switch {
	case ok && p.text == short: // the text may have a suffix that the message has not
		return strings.TrimPrefix(rest, leadingSuffix(rest, delimiter)), true
	case !ok && extended: // and the other way round, but never another suffix
		rest, ok = strings.CutPrefix(text, short)
		return rest, ok && leadingSuffix(rest, delimiter) == ""
	}
	return rest, ok
}

// maxSuffix is ".999": no order has more operations.
const maxSuffix = 4

// suffixOf returns the operation suffix at the end of a gateway number, ".2", or "".
func suffixOf(number string) string {
	at := strings.LastIndexByte(number, '.')
	if at <= 0 || leadingSuffix(number[at:], ",") != number[at:] {
		return ""
	}
	return number[at:]
}

// leadingSuffix returns the operation suffix that text begins with, or "".
func leadingSuffix(text, delimiter string) string {
	if len(text) < 2 || text[0] != '.' || text[1] < '1' || text[1] > '9' {
		return ""
	}
	n := 2
	for delimiter != "" && n < len(text) && n < maxSuffix && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return text[:n]
}

// differing names the fields whose values are not those of the text. Without a
// delimiter, or when a value holds one, nobody can tell.
func differing(parts []signedPart, delimiter, text string) []string {
	if delimiter == "" {
		return nil
	}
	values := strings.Split(text, delimiter)
	if len(values) != len(parts) {
		return nil
	}
	var fields []string
	for i := range parts {
		if rest, ok := parts[i].cut(values[i], delimiter); (!ok || rest != "") && !slices.Contains(fields, parts[i].field) {
			fields = append(fields, parts[i].field)
		}
	}
	return fields
}
