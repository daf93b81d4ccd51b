package checkvalue

import (
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// Question is what [Explain] explains: one digest of one message.
type Question struct {
	Digest           *service.Digest
	Variant          string // "" is the default variant
	Message, Request *service.Record
	SecretWord       service.Secret // empty: only X is explained
	Signer           *rsa.PublicKey // for a signature; nil: only X is explained
	// Given is the digest to diagnose, such as a value that was refused; "" asks for none.
	Given string
	// ShowDigests shows the inner digests even where they give something away: who
	// has md5 of a secret word can guess at it offline, and md5(X) of a bill holds a
	// password that can be guessed in the same way.
	ShowDigests bool
}

// Explanation shows how a digest comes about. Secret values are masked in all of
// it, so it can be pasted into a ticket; [Question.ShowDigests] is the exception.
type Explanation struct {
	Service, Operation, Message string // operation and message are "" if the digest is in no description
	Field                       string
	Kind                        service.DigestKind
	Variant, Delimiter          string
	Terms                       []TermLine
	X                           string // secrets masked
	Length                      int    // of X, in bytes
	HoldsSecret                 bool   // X holds a secret value
	XDigest                     string // UPPER(md5(X)); "" when withheld
	WordDigest                  string // UPPER(md5(secret word)); "" when withheld
	// WordFingerprint is the same for the same secret word: two sides that show
	// different ones hold different words.
	WordFingerprint string
	Value           string // the right check value; "" without a secret word
	Given           string // as given if it looks like a digest, else a remark about it
	Asked           bool   // a value was given and could be judged
	Matches         bool
	Method          string    // of a signature that matches
	Findings        []Finding // mistakes that fit the value given, and remarks
	Tried           int       // wrong values that were tried
}

// TermLine is one term of the recipe in its order.
type TermLine struct {
	Field     string
	Text      string // masked if Secret
	Length    int    // of the text, in characters
	Secret    bool
	State     service.State
	Rule      service.EmptyRule
	From      service.Origin
	TakesPart bool
}

// Explain shows what a digest is made of and, if a value is given that does not
// match, which of the usual mistakes it was made with. The search is bounded
// (30,000 tries, some 50 ms). The error says what keeps X from being composed, or
// [ErrFIPS].
func Explain(q Question) (*Explanation, error) {
	if err := md5Allowed(); err != nil {
		return nil, err
	}
	v := q.Digest.Variant(q.Variant)
	if v == nil {
		return nil, fmt.Errorf("%s: there is no digest variant %q; the variants are %s",
			q.Message.Service().Name, q.Variant, strings.Join(variantNames(q.Digest), ", "))
	}
	right, err := newDraft(v, q.Message, q.Request, q.SecretWord.Reveal())
	if err != nil {
		return nil, err
	}
	e := describe(q, v, &right)
	if strings.TrimSpace(q.Given) == "" {
		return e, nil
	}
	e.Given = presentable(q.Given)
	if q.Digest.Kind == service.CheckValue {
		e.judgeValue(q, v, right)
	} else if q.Signer != nil {
		e.judgeSignature(q, v, right)
	}
	return e, nil
}

func variantNames(d *service.Digest) (names []string) {
	for i := range d.Variants {
		names = append(names, d.Variants[i].Name)
	}
	return names
}

func describe(q Question, v *service.Variant, d *draft) *Explanation {
	x := d.x()
	e := &Explanation{
		Service: q.Message.Service().Name, Field: q.Digest.Field, Kind: q.Digest.Kind, Variant: v.Name, Delimiter: v.Delimiter,
		X: d.shown(), Length: len(x), HoldsSecret: d.holdsSecret(),
	}
	if op, m := owner(q.Digest, q.Message); op != nil {
		e.Operation, e.Message = op.Name, m.Name
	}
	for i := range d.parts {
		p := &d.parts[i]
		e.Terms = append(e.Terms, TermLine{
			Field: p.path, Text: p.shown(), Length: utf8.RuneCountInString(p.text), Secret: p.facts().Secret(),
			State: p.state, Rule: p.rule, From: p.from, TakesPart: p.kept,
		})
	}
	if q.ShowDigests || !e.HoldsSecret {
		e.XDigest = upperHexOf(x)
	}
	if q.Digest.Kind == service.CheckValue && !q.SecretWord.IsZero() {
		e.WordFingerprint = fingerprint(d.word)
		if q.ShowDigests {
			e.WordDigest = upperHexOf([]byte(d.word))
		}
		value := d.digest()
		e.Value = strings.ToUpper(hex.EncodeToString(value[:]))
	}
	return e
}

// fingerprint tells secret words apart without helping to guess them: 16 bits leave
// one word in 65,536 possible, so a list of a million words still holds fifteen that
// fit. The digest itself would let the list be searched offline to the one word.
func fingerprint(word string) string {
	mac := hmac.New(sha256.New, []byte("assist-soap secret word fingerprint"))
	mac.Write([]byte(word))
	return strings.ToUpper(hex.EncodeToString(mac.Sum(nil)[:2]))
}

// presentable keeps a text that is no digest, perhaps a password pasted into the
// wrong place, from being shown.
func presentable(given string) string {
	given = strings.TrimSpace(given)
	if _, err := hex.DecodeString(given); err == nil && len(given) == Size {
		return given
	}
	return fmt.Sprintf("(%d characters)", utf8.RuneCountInString(given))
}

func (e *Explanation) judgeValue(q Question, v *service.Variant, right draft) {
	given := strings.TrimSpace(q.Given)
	wanted, err := hex.DecodeString(given)
	if err != nil || len(wanted) != len(sum{}) {
		e.Asked = true
		e.Findings = []Finding{{ID: "malformed", Text: service.Text{
			EN: "the value given is no check value: that is 32 hexadecimal digits",
			RU: "заданное значение не контрольное: нужны 32 шестнадцатеричные цифры",
		}}}
		return
	}
	if q.SecretWord.IsZero() {
		return
	}
	e.Asked = true
	fits := func(d *draft) bool { got := d.digest(); return string(got[:]) == string(wanted) }
	if e.Matches = fits(&right); !e.Matches {
		e.diagnose(q, v, right, fits)
		return
	}
	if given != strings.ToUpper(given) {
		e.Findings = []Finding{{ID: "lower-case", Text: service.Text{
			EN: "the value matches but is written in lower case; the documents write upper case, send it so",
			RU: "значение верное, но записано строчными буквами; по документации буквы прописные, передавайте так",
		}}}
	}
}

func (e *Explanation) judgeSignature(q Question, v *service.Variant, right draft) {
	e.Asked = true
	method, err := DetectMethod(q.Signer, string(right.x()), q.Given)
	if err == nil {
		e.Matches, e.Method = true, method.String()
		return
	}
	raw, decodeErr := decodeSignature(q.Given)
	if decodeErr == nil {
		if payload, err := recoverPayload(q.Signer, raw); err == nil {
			e.diagnose(q, v, right, func(d *draft) bool { _, err := methodOf(payload, d.x()); return err == nil })
		}
	}
	if len(e.Findings) == 0 {
		e.Findings = []Finding{{ID: "signature", Text: service.Text{EN: err.Error(), RU: err.Error()}}}
	}
}

func (e *Explanation) diagnose(q Question, v *service.Variant, right draft, fits func(*draft) bool) {
	search := inquiry{
		digest: q.Digest, variant: v, message: q.Message, request: q.Request,
		keyed: q.Digest.Kind == service.CheckValue, fits: fits,
	}
	e.Findings, e.Tried = search.findings(right), search.tried
}
