package sandbox

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// tokens makes the numbers and tokens of the gateway from a seed: equal seeds and
// equal requests give equal answers. They are guessable, which is fine on loopback.
type tokens struct {
	source *rand.PCG
	random *rand.Rand
}

const (
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	digits  = "0123456789"
)

func newTokens(seed uint64) *tokens {
	source := rand.NewPCG(seed, 0x5eed)
	return &tokens{source, rand.New(source)}
}

// state and recall carry on where the numbers were left.
func (t *tokens) state() []byte {
	state, _ := t.source.MarshalBinary() // does not fail
	return state
}

func (t *tokens) recall(state []byte) error { return t.source.UnmarshalBinary(state) }

// link returns the token of a payment link: 20 letters and digits (S0, D1).
func (t *tokens) link() string { return t.pick(letters, 20) }

// billnumber returns the gateway's number of an order: 16 digits, as in S1
// ("5899110210668265"); 15 occur as well.
func (t *tokens) billnumber() string {
	return t.noCard(func() string { return "5" + t.pick(digits, 15) })
}

// approval returns an authorisation code of the bank: 6 characters.
func (t *tokens) approval() string { return "F" + t.pick(digits, 5) }

// reference returns a retrieval reference number: 12 digits.
func (t *tokens) reference() string {
	return t.noCard(func() string { return t.pick(digits, 12) })
}

// receipt returns the number of a fiscal receipt.
func (t *tokens) receipt() string { return "7" + t.pick(digits, 8) }

// uuid returns the token of a stored card or the number of an authentication.
func (t *tokens) uuid() string {
	const hex = "0123456789abcdef"
	return t.noCard(func() string {
		return t.pick(hex, 8) + "-" + t.pick(hex, 4) + "-4" + t.pick(hex, 3) + "-8" + t.pick(hex, 3) + "-" + t.pick(hex, 12)
	})
}

// noCard makes a number until it could not be taken for a card's: who searches
// recordings for card numbers is not to find ours.
func (t *tokens) noCard(number func() string) string {
	for {
		made := number()
		runs := strings.FieldsFunc(made, func(r rune) bool { return r != '-' && !strings.ContainsRune(digits, r) })
		if !slices.ContainsFunc(runs, mayBeCard) {
			return made
		}
	}
}

// mayBeCard reports whether 12 to 19 neighbouring digits of a run end in the right check
// digit.
func mayBeCard(run string) bool {
	number, _ := onlyDigits(run)
	for from := range number {
		for to := from + 12; to <= min(from+19, len(number)); to++ {
			if checkDigit(number[from:to]) {
				return true
			}
		}
	}
	return false
}

// number returns an automatic bill or order number.
func (t *tokens) number() string { return "A" + t.pick(digits, 8) }

func (t *tokens) pick(alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[t.random.IntN(len(alphabet))]
	}
	return string(out)
}
