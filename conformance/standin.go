package conformance

import (
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
)

// standIns are what a capsule says instead of values that nobody may see: of the same
// shape, so that what a rule says of the one it says of the other.
type standIns struct {
	replacer *recording.Replacer
	public   []string        // card numbers that anybody may see
	expiry   map[string]bool // names of fields with the expiry of a card
	cards    map[string]string
	values   map[string]string // long enough to be replaced wherever they stand
}

// longValue is the length from which a value is replaced wherever it stands: shorter
// ones, such as a month, stand in other texts by chance.
const longValue = 6

func newStandIns(p *Plan) *standIns {
	s := &standIns{
		replacer: recording.NewReplacer(p.Services, p.Target.Secrets()), public: slices.Clone(publishedCards),
		expiry: map[string]bool{}, cards: map[string]string{}, values: map[string]string{},
	}
	for _, c := range sandbox.TestCards() {
		s.public = append(s.public, c.Number)
	}
	for _, service := range p.Services {
		for i := range service.Types {
			for _, f := range service.Types[i].Fields {
				if expires(&f) {
					s.expiry[strings.ToLower(f.Name)] = true
				}
			}
		}
	}
	return s
}

// expires reports whether a field holds the expiry of a card: without the number it says
// nothing, and rules look at it.
func expires(f *service.Field) bool { return f.Facts != nil && f.Facts.Role == service.RoleCardExpiry }

// value returns the stand-in of a value. Placeholders and masks stay: they hold nothing.
// So do numbers that are none of a card: that they are not is what the case is about.
func (s *standIns) value(value string, isCard bool) string {
	if strings.Contains(value, "{{") || strings.Contains(value, "***") {
		return value
	}
	stand := shape(value)
	digits := strings.NewReplacer(" ", "", "-", "").Replace(value)
	switch real := len(digits) >= 13 && len(digits) <= 19 && strings.Trim(digits, "0123456789") == "" && service.Luhn(digits); {
	case real:
		stand = laidOut(s.card(digits), value)
	case isCard:
		return value
	}
	if len(value) >= longValue {
		s.values[value] = stand
	}
	return stand
}

// card gives test cards of the sandbox, each number its own as long as there are any.
func (s *standIns) card(number string) string {
	if slices.Contains(s.public, number) {
		return number
	}
	all := sandbox.TestCards()
	if s.cards[number] == "" {
		s.cards[number] = all[len(s.cards)%len(all)].Number
	}
	return s.cards[number]
}

// laidOut writes a number with the blanks and dashes of another.
func laidOut(number, like string) string {
	if strings.Trim(like, "0123456789") == "" {
		return number
	}
	var b strings.Builder
	for _, r := range like {
		switch {
		case r < '0' || r > '9':
			b.WriteRune(r)
		case number != "":
			b.WriteByte(number[0])
			number = number[1:]
		}
	}
	return b.String() + number
}

// shape keeps length, case, script and punctuation, and the host of an address.
func shape(value string) string {
	if scheme, rest, ok := strings.Cut(value, "://"); ok && !strings.Contains(scheme, " ") {
		host, path, deeper := strings.Cut(rest, "/")
		if deeper {
			host += "/"
		}
		return scheme + "://" + host + shape(path)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '1'
		case unicode.Is(unicode.Cyrillic, r) && unicode.IsUpper(r):
			return 'Х'
		case unicode.Is(unicode.Cyrillic, r):
			return 'х'
		case unicode.IsUpper(r):
			return 'X'
		case unicode.IsLetter(r):
			return 'x'
		}
		return r
	}, value)
}

// message replaces what a message holds under the names of secret and personal fields.
func (s *standIns) message(text string) string {
	return s.replacer.Replace(text, func(name, value string) string {
		if s.expiry[name] {
			return value
		}
		return s.value(value, name == "pan")
	})
}

// everywhere replaces the long values wherever they stand, the longest first.
func (s *standIns) everywhere(text string) string {
	var values []string
	for value := range s.values {
		values = append(values, value)
	}
	slices.SortFunc(values, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for _, value := range values {
		text = strings.ReplaceAll(text, value, s.values[value])
		text = strings.ReplaceAll(text, html.EscapeString(value), html.EscapeString(s.values[value]))
	}
	return text
}
