package service

import (
	"fmt"
	"strconv"
	"strings"
)

// maxAmountDigits is the documented size of an amount: 15 digits (S0, S1, S4).
const maxAmountDigits = 15

// Amount is a sum of money: the exact text on the wire plus its value in minor
// units (hundredths; the gateway takes two digits after the point whatever the
// currency, S0). No float is involved anywhere, and nobody re-formats the text:
// 10, 10.0 and 10.00 are equal amounts with different check values.
//
// The zero Amount is no amount at all; an amount of nothing is Minor(0), "0.00".
type Amount struct {
	text  string
	minor int64
}

// ParseAmount reads an amount as a request may carry it: digits, at most one
// point with one or two digits after it, at most 15 digits, no sign, no exponent.
// The text is kept as it is.
func ParseAmount(text string) (Amount, error) {
	whole, fraction, point := strings.Cut(text, ".")
	switch {
	case text == "":
		return Amount{}, fmt.Errorf("amount: it is empty")
	case !allDigits(whole) || !allDigits(fraction) || whole == "":
		return Amount{}, fmt.Errorf("amount %q: only digits and one point are allowed, as in 100.10", clip(text))
	case point && (fraction == "" || len(fraction) > 2):
		return Amount{}, fmt.Errorf("amount %q: one or two digits must follow the point", clip(text))
	case len(whole)+len(fraction) > maxAmountDigits:
		return Amount{}, fmt.Errorf("amount %q: more than %d digits", clip(text), maxAmountDigits)
	}
	return Amount{text: text, minor: hundredths(whole, fraction)}, nil
}

// hundredths of at most 15 digits and two more fit an int64 with room to spare.
func hundredths(whole, fraction string) (n int64) {
	for i := range len(whole) {
		n = n*10 + int64(whole[i]-'0')
	}
	for i := range 2 {
		n *= 10
		if i < len(fraction) {
			n += int64(fraction[i] - '0')
		}
	}
	return n
}

// MustAmount is ParseAmount for constants in a program; it panics on an error.
func MustAmount(text string) Amount {
	a, err := ParseAmount(text)
	if err != nil {
		panic(err)
	}
	return a
}

// Minor returns the amount of so many hundredths, written with two digits after
// the point. It panics on a negative number, which no field of the gateway takes.
func Minor(hundredths int64) Amount {
	if hundredths < 0 {
		panic("service.Minor: negative amount")
	}
	text := strconv.FormatInt(hundredths, 10)
	for len(text) < 3 {
		text = "0" + text
	}
	cut := len(text) - 2
	return Amount{text: text[:cut] + "." + text[cut:], minor: hundredths}
}

// Minor returns the value in hundredths.
func (a Amount) Minor() int64 { return a.minor }

// String returns the text as it is on the wire.
func (a Amount) String() string { return a.text }

// IsZero reports whether there is no amount; 0.00 is one.
func (a Amount) IsZero() bool { return a.text == "" }

// Equal compares the values: 10.0 equals 10.00.
func (a Amount) Equal(other Amount) bool {
	return a.minor == other.minor && a.IsZero() == other.IsZero()
}

// Cmp compares the values, as cmp.Compare does.
func (a Amount) Cmp(other Amount) int {
	switch {
	case a.minor < other.minor:
		return -1
	case a.minor > other.minor:
		return 1
	}
	return 0
}

// MarshalText writes the wire text.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.text), nil }

// UnmarshalText reads what ParseAmount reads; an empty text is no amount.
func (a *Amount) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*a = Amount{}
		return nil
	}
	*a, err = ParseAmount(string(text))
	return err
}

func (a *Amount) lexical() string { return a.text }

// setLexical reads an amount of an answer. Answers of the gateway have been seen
// with a comma and with blanks (assist-clients.md section 4); the text is kept.
func (a *Amount) setLexical(text string) error {
	plain := text
	if strings.ContainsAny(text, " \u00a0,") {
		plain = strings.NewReplacer(" ", "", "\u00a0", "", ",", ".").Replace(text)
	}
	if plain == "" {
		*a = Amount{}
		return nil
	}
	parsed, err := ParseAmount(plain)
	if err == nil {
		*a = Amount{text: text, minor: parsed.minor}
	}
	return err
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// clip keeps a wrong value short in an error text.
func clip(s string) string {
	if len(s) > 24 {
		return s[:24] + "…"
	}
	return s
}
