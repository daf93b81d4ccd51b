package service

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// mask is what every secret prints as.
const mask = "***"

// Secret is a text that must not be shown: a password, a secret word, a token.
// It masks itself under every fmt verb, in JSON, XML, slog and text encoders, also
// inside structs and through unexported fields (its content sits behind a func,
// which no printer can look into). The zero Secret is empty.
//
// A Secret shares its bytes when copied; Clear wipes them for all copies.
type Secret struct {
	reveal func() []byte
}

// NewSecret copies text into a secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	held := []byte(text)
	return Secret{reveal: func() []byte { return held }}
}

// Reveal returns the text. Call it only where the text must leave the process or
// be digested; never to print it.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return string(s.reveal())
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s.reveal == nil }

// Equal compares in constant time for equal lengths.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare(s.bytes(), other.bytes()) == 1
}

// Clear overwrites the text with zeros, for this and every copy.
func (s Secret) Clear() { clear(s.bytes()) }

func (s Secret) bytes() []byte {
	if s.reveal == nil {
		return nil
	}
	return s.reveal()
}

func (s Secret) masked() string {
	if s.reveal == nil {
		return ""
	}
	return mask
}

// String returns a mask.
func (s Secret) String() string { return s.masked() }

// GoString returns a mask.
func (s Secret) GoString() string { return s.masked() }

// Format writes a mask for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.masked()) }

// LogValue returns a mask.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.masked()) }

// MarshalText returns a mask, so JSON and XML encoders write it too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.masked()), nil }

func (s *Secret) lexical() string { return s.Reveal() }

func (s *Secret) setLexical(text string) error {
	*s = NewSecret(text)
	return nil
}

// PAN is a card number. It prints as its first six and last four digits, the
// most that PCI DSS 3.4.1 lets a screen show.
type PAN struct{ number Secret }

// ParsePAN reads a card number of 12 to 19 digits with a correct check digit;
// blanks and hyphens between digits are dropped.
func ParsePAN(text string) (PAN, error) {
	digits := make([]byte, 0, 19)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits = append(digits, c)
		case c == ' ' || c == '-':
		default:
			return PAN{}, fmt.Errorf("card number: character %d is neither digit, blank nor hyphen", i+1)
		}
	}
	defer clear(digits)
	if len(digits) < 12 || len(digits) > 19 {
		return PAN{}, fmt.Errorf("card number: %d digits; 12 to 19 are needed", len(digits))
	}
	if !Luhn(string(digits)) {
		return PAN{}, fmt.Errorf("card number: the check digit is wrong")
	}
	return PAN{NewSecret(string(digits))}, nil
}

// Luhn reports whether the digits end in a correct check digit.
func Luhn(digits string) bool {
	sum, double := 0, false
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, double = sum+d, !double
	}
	return len(digits) > 0 && sum%10 == 0
}

// Reveal returns the digits; see [Secret.Reveal].
func (p PAN) Reveal() string { return p.number.Reveal() }

// IsZero reports whether there is no number.
func (p PAN) IsZero() bool { return p.number.IsZero() }

// Equal compares in constant time.
func (p PAN) Equal(other PAN) bool { return p.number.Equal(other.number) }

// Clear wipes the number.
func (p PAN) Clear() { p.number.Clear() }

// String returns the masked number: 411111******1111.
func (p PAN) String() string {
	digits := p.number.bytes()
	if len(digits) < 12 {
		return p.number.masked()
	}
	shown := make([]byte, len(digits))
	for i := range shown {
		shown[i] = '*'
	}
	copy(shown, digits[:6])
	copy(shown[len(shown)-4:], digits[len(digits)-4:])
	return string(shown)
}

// GoString returns the masked number.
func (p PAN) GoString() string { return p.String() }

// Format writes the masked number for every verb.
func (p PAN) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.String()) }

// LogValue returns the masked number.
func (p PAN) LogValue() slog.Value { return slog.StringValue(p.String()) }

// MarshalText returns the masked number.
func (p PAN) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

func (p *PAN) lexical() string { return p.Reveal() }

func (p *PAN) setLexical(text string) (err error) {
	if text == "" {
		*p = PAN{}
		return nil
	}
	*p, err = ParsePAN(text)
	return err
}

// CVC is a card verification code. PCI DSS 3.3.1: it is never stored.
type CVC struct{ Secret }

// ParseCVC reads a code of three or four digits.
func ParseCVC(text string) (CVC, error) {
	if len(text) < 3 || len(text) > 4 {
		return CVC{}, fmt.Errorf("card verification code: three or four digits are needed")
	}
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return CVC{}, fmt.Errorf("card verification code: character %d is not a digit", i+1)
		}
	}
	return CVC{NewSecret(text)}, nil
}

func (c *CVC) setLexical(text string) (err error) {
	if text == "" {
		*c = CVC{}
		return nil
	}
	*c, err = ParseCVC(text)
	return err
}
