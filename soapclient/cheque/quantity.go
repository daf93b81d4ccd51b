package cheque

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Quantity is an amount of goods, exact to thousandths (the samples have three digits
// after the point; the documents say float). The zero Quantity is none at all.
type Quantity struct{ thousandths int64 }

// maxQuantityDigits keeps a quantity inside an int64 with its thousandths.
const maxQuantityDigits = 12

// ParseQuantity reads digits with at most one point and three digits after it.
func ParseQuantity(text string) (Quantity, error) {
	whole, fraction, point := strings.Cut(text, ".")
	switch {
	case whole == "" || point && fraction == "" || strings.Trim(whole+fraction, "0123456789") != "":
		return Quantity{}, fmt.Errorf("quantity: only digits and one point are allowed, as in 42.345")
	case len(fraction) > 3:
		return Quantity{}, fmt.Errorf("quantity: at most three digits may follow the point")
	case len(whole) > maxQuantityDigits:
		return Quantity{}, fmt.Errorf("quantity: more than %d digits before the point", maxQuantityDigits)
	}
	n, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64)
	return Quantity{n}, err
}

// MustQuantity is ParseQuantity for constants in a program; it panics on an error.
func MustQuantity(text string) Quantity {
	q, err := ParseQuantity(text)
	if err != nil {
		panic(err)
	}
	return q
}

// Pieces returns a whole number of pieces; it panics on a negative one.
func Pieces(n int) Quantity {
	if n < 0 {
		panic("cheque.Pieces: negative number")
	}
	return MustQuantity(strconv.Itoa(n))
}

// IsZero reports whether the quantity is nothing.
func (q Quantity) IsZero() bool { return q.thousandths == 0 }

// Thousandths returns the exact value.
func (q Quantity) Thousandths() int64 { return q.thousandths }

// String writes the quantity without needless zeros: 42.345, 0.5, 2.
func (q Quantity) String() string {
	text := strconv.FormatInt(q.thousandths, 10)
	for len(text) < 4 {
		text = "0" + text
	}
	cut := len(text) - 3
	return strings.TrimSuffix(text[:cut]+"."+strings.TrimRight(text[cut:], "0"), ".")
}

// MarshalText writes what String writes.
func (q Quantity) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads what ParseQuantity reads.
func (q *Quantity) UnmarshalText(text []byte) (err error) {
	*q, err = ParseQuantity(string(text))
	return err
}

// maxMinor is the largest amount that a request may carry: 15 digits with two of them
// after the point. The documents allow an item 18.2, which no order can have.
const maxMinor = 1e15 - 1

// Total returns price × quantity, rounded to hundredths, halves up.
func Total(price service.Amount, quantity Quantity) (service.Amount, error) {
	high, low := bits.Mul64(uint64(price.Minor()), uint64(quantity.thousandths))
	low, carry := bits.Add64(low, 500, 0)
	high += carry
	if high >= 1000 {
		return service.Amount{}, errTooMuch
	}
	hundredths, _ := bits.Div64(high, low, 1000)
	if hundredths > maxMinor {
		return service.Amount{}, errTooMuch
	}
	return service.Minor(int64(hundredths)), nil
}

var errTooMuch = fmt.Errorf("amount: more than 15 digits")
