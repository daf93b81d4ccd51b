package service

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
)

// lexical is a value that is kept as, or can be written as, its wire text.
// Pointers to the value types of this package implement it.
type lexical interface {
	lexical() string
	setLexical(string) error
}

// Decimal is an xsd:decimal of any size, kept as its exact text.
type Decimal struct{ text string }

// ParseDecimal reads an optional sign, digits and at most one point.
func ParseDecimal(text string) (Decimal, error) {
	digits := strings.TrimLeft(text, "+-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(text)-len(digits) > 1 || !allDigits(whole) || !allDigits(fraction) || whole+fraction == "" {
		return Decimal{}, fmt.Errorf("decimal %q: only a sign, digits and one point are allowed", clip(text))
	}
	return Decimal{text}, nil
}

// MustDecimal is ParseDecimal for constants in a program; it panics on an error.
func MustDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

// String returns the exact text.
func (d Decimal) String() string { return d.text }

// IsZero reports whether there is no number at all.
func (d Decimal) IsZero() bool { return d.text == "" }

// Rat returns the exact value.
func (d Decimal) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(d.text)
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Equal compares the values: 1.0 equals 1.00.
func (d Decimal) Equal(other Decimal) bool { return d.Rat().Cmp(other.Rat()) == 0 }

// MarshalText writes the exact text.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.text), nil }

func (d *Decimal) lexical() string { return d.text }

func (d *Decimal) setLexical(text string) (err error) {
	*d, err = ParseDecimal(text)
	return err
}

// Integer is an xsd:integer of any size, kept as its exact text.
type Integer struct{ text string }

// ParseInteger reads an optional sign and digits.
func ParseInteger(text string) (Integer, error) {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 || digits == "" || !allDigits(digits) {
		return Integer{}, fmt.Errorf("integer %q: only a sign and digits are allowed", clip(text))
	}
	return Integer{text}, nil
}

// String returns the exact text.
func (i Integer) String() string { return i.text }

// IsZero reports whether there is no number at all.
func (i Integer) IsZero() bool { return i.text == "" }

// Int returns the exact value.
func (i Integer) Int() *big.Int {
	n, ok := new(big.Int).SetString(strings.TrimPrefix(i.text, "+"), 10)
	if !ok {
		return new(big.Int)
	}
	return n
}

// MarshalText writes the exact text.
func (i Integer) MarshalText() ([]byte, error) { return []byte(i.text), nil }

func (i *Integer) lexical() string { return i.text }

func (i *Integer) setLexical(text string) (err error) {
	*i, err = ParseInteger(text)
	return err
}

// Base64 is an xsd:base64Binary value.
type Base64 []byte

func (b *Base64) lexical() string { return base64.StdEncoding.EncodeToString(*b) }

// setLexical drops white space first: senders break lines every 76 characters.
func (b *Base64) setLexical(text string) error {
	decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return fmt.Errorf("base64: %w", err)
	}
	*b = decoded
	return nil
}

// Hex is an xsd:hexBinary value.
type Hex []byte

func (h *Hex) lexical() string { return strings.ToUpper(hex.EncodeToString(*h)) }

func (h *Hex) setLexical(text string) error {
	decoded, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil {
		return fmt.Errorf("hex: %w", err)
	}
	*h = decoded
	return nil
}

// QName is an xsd:QName value: a namespace URI and a local name.
type QName struct{ Space, Local string }

// String writes {space}local.
func (q QName) String() string {
	if q.Space == "" {
		return q.Local
	}
	return "{" + q.Space + "}" + q.Local
}

// lexical form of a QName inside a record: {space}local; the codec puts the prefix.
func (q *QName) lexical() string { return q.String() }

func (q *QName) setLexical(text string) error {
	q.Space, q.Local = "", text
	if space, local, ok := strings.Cut(strings.TrimPrefix(text, "{"), "}"); ok && strings.HasPrefix(text, "{") {
		q.Space, q.Local = space, local
	}
	return nil
}

// Raw is a piece of XML kept as it is: what an xs:any wildcard matched or an
// xsd:anyType element held. It declares every namespace it uses.
type Raw string

// Calendar is an XSD date or time type other than dateTime (date, time,
// duration, gYear …), kept as its exact text.
type Calendar string
