package sandbox

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// slot is one value of the string X that a digest is computed over.
type slot struct{ field, value string }

// lookup finds the value of a field; sent is false when the message does not have it.
type lookup func(field string) (value string, sent bool)

// slots lists the values of X by a recipe: message finds the values of the message
// itself, request those of the request when the message is an answer. What the
// question did not say, such as the order number when it was asked by the number of
// the payment, is taken from the answer.
func slots(v *service.Variant, message, request lookup) []slot {
	var list []slot
	for _, term := range v.Terms {
		value, sent := "", false
		if term.From == service.FromRequest {
			value, sent = request(term.Field)
		}
		if !sent {
			value, sent = message(term.Field)
		}
		switch {
		case term.Empty == service.DropAbsent && !sent,
			term.Empty == service.DropZero && strings.Trim(value, "0.") == "":
			continue
		}
		list = append(list, slot{term.Field, value})
	}
	return list
}

// canonical joins the values to X.
func canonical(v *service.Variant, list []slot) string {
	values := make([]string, len(list))
	for i, s := range list {
		values[i] = s.value
	}
	return strings.Join(values, v.Delimiter)
}

// maskedX is X as a person may see it: secrets and personal data replaced.
func maskedX(t *service.Type, v *service.Variant, list []slot) string {
	values := make([]string, len(list))
	for i, s := range list {
		values[i] = masked(fieldCalled(t, s.field), s.value)
	}
	return strings.Join(values, v.Delimiter)
}

// checkValue computes upper(md5(upper(md5(secret word) + md5(X)))) (S0, S1).
func checkValue(secretWord, x string) string {
	return upperMD5(upperMD5(secretWord) + upperMD5(x))
}

func equalDigest(given, want string) bool {
	given = strings.ToUpper(strings.TrimSpace(given))
	return subtle.ConstantTimeCompare([]byte(given), []byte(want)) == 1
}

func upperMD5(text string) string {
	sum := md5.Sum([]byte(text))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// verify checks the digests of a request. One without login and password needs one of
// them: nothing else says whose it is.
func (s *Sandbox) verify(in *input, m *Merchant) *refusal {
	if anonymous(in) && !in.sent("checkvalue") && !in.sent("signature") {
		return refuse(firstMissing, secondCheckValue, "neither checkvalue nor signature was sent, and there is no password")
	}
	for i := range in.operation.Request.Digests {
		d := &in.operation.Request.Digests[i]
		var problem *refusal
		switch d.Kind {
		case service.CheckValue:
			problem = verifyCheckValue(in, m, d)
		case service.Signature:
			problem = verifySignature(in, m, d)
		}
		if problem != nil {
			if problem.first == firstDigest {
				problem.diagnosis = s.diagnose(in, m, d, in.get(d.Field))
			}
			return problem
		}
	}
	return nil
}

// accepted lists the readings of a recipe a merchant may use: the default one and
// those it is configured for.
func accepted(in *input, m *Merchant, d *service.Digest) []service.Variant {
	list := d.Variants[:1]
	key := in.service.Name + "." + in.operation.Name + ".request." + d.Kind.String()
	for _, name := range m.Variants[key] {
		if v := d.Variant(name); v != nil && name != d.Variants[0].Name {
			list = append(list[:len(list):len(list)], *v)
		}
	}
	return list
}

func verifyCheckValue(in *input, m *Merchant, d *service.Digest) *refusal {
	given := strings.ToUpper(strings.TrimSpace(in.get(d.Field)))
	if given == "" {
		return nil // a mandatory one that is missing was complained of already
	}
	variants := accepted(in, m, d)
	for i := range variants {
		x := canonical(&variants[i], slots(&variants[i], in.lookup, nil))
		if equalDigest(given, checkValue(m.SecretWord, x)) {
			return nil
		}
	}
	v := &variants[0]
	return refuse(firstDigest, secondCheckValue, "%s is wrong: expected over X = %s with the merchant's secret word%s",
		d.Field, maskedX(in.requestType(), v, slots(v, in.lookup, nil)), likelyMistake(in, m, d, given))
}

// likelyMistake tries the readings that were not accepted, and the text before the
// gateway's silent removals.
func likelyMistake(in *input, m *Merchant, d *service.Digest, given string) string {
	for i := range d.Variants {
		v := &d.Variants[i]
		if given == checkValue(m.SecretWord, canonical(v, slots(v, in.lookup, nil))) {
			return "; it fits the reading " + v.Name + ", which is not enabled for this merchant"
		}
		if given == checkValue(m.SecretWord, canonical(v, slots(v, in.lookupRaw, nil))) {
			return "; it fits the values before the gateway removed characters from them"
		}
	}
	return ""
}
