// Package cardscan looks for card data where none may be: in logs, recordings,
// goldens, reports and the repository. It finds card numbers by their check digit and
// their issuer, also when they are written in base64, hexadecimal, percent or
// character references, as escapes, in UTF-16, compressed, or split by tags; and card
// codes, passwords and secret words by the names of their fields.
//
// Published test cards are allowed; see [Allowed].
package cardscan

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/maphash"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Finding is a place where card data is. It prints masked.
type Finding struct {
	Name  string // of the file
	Line  int    // 1 for the first; where decoding moved the text, about there
	Rule  string // "card-number", "card-code", "secret", "private-key"
	How   string // the way it is written: "plain", "base64", "tags, percent"
	Shown string // masked
}

// String returns one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s (%s): %s", f.Name, f.Line, f.Rule, f.How, f.Shown)
}

// Scanner is a set of rules. It is immutable and safe for concurrent use.
type Scanner struct {
	numbers map[string]bool // allowed card numbers
	values  map[string]bool // allowed values of secret fields
	fields  bool
	secret  *regexp.Regexp
	codings []encoding
	ranges  []issuer
}

// Option changes a scanner.
type Option func(*Scanner)

// WithFields looks for values of secret fields too: what a program wrote must have
// none, while sources speak of them all the time.
func WithFields() Option { return func(s *Scanner) { s.fields = true } }

// Allow adds card numbers or values that are test data.
func Allow(texts ...string) Option {
	return func(s *Scanner) {
		for _, text := range texts {
			s.numbers[text], s.values[text] = true, true
		}
	}
}

// New makes a scanner that allows the published test cards.
func New(options ...Option) *Scanner {
	s := &Scanner{
		numbers: map[string]bool{}, values: map[string]bool{},
		secret: secretField(), codings: encodings(), ranges: ranges(),
	}
	for _, a := range Allowed() {
		Allow(a.Text)(s)
	}
	for _, option := range options {
		option(s)
	}
	return s
}

// Scan returns what it finds, in order of lines; a place that several ways of decoding
// lead to is told once, by the shortest.
func (s *Scanner) Scan(name string, data []byte) []Finding {
	l := &look{Scanner: s, name: name, seed: maphash.MakeSeed(), seen: map[uint64]bool{}, found: map[place]bool{}}
	level := []piece{{line: 1, text: data}}
	for depth := 0; depth <= maxDepth && len(level) > 0; depth++ {
		level = l.level(level, depth < maxDepth)
	}
	slices.SortFunc(l.list, func(a, b Finding) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Rule, b.Rule), strings.Compare(a.Shown, b.Shown))
	})
	return l.list
}

// maxDepth is how many encodings may lie upon each other.
const maxDepth = 3

// look is one scan under way: texts that were seen are not looked at again, since most
// encodings can be taken off in any order.
type look struct {
	*Scanner
	name  string
	seed  maphash.Seed
	seen  map[uint64]bool
	found map[place]bool
	list  []Finding
}

type place struct{ rule, shown string }

// level looks at texts as they are and returns what they decode to.
func (l *look) level(texts []piece, deeper bool) (next []piece) {
	for _, p := range texts {
		if sum := maphash.Bytes(l.seed, p.text); l.seen[sum] {
			continue
		} else {
			l.seen[sum] = true
		}
		here := map[place]bool{}
		tell := func(at int, rule, shown string) {
			what := place{rule, shown}
			if l.found[what] { // an outer text has told it
				return
			}
			here[what] = true
			l.list = append(l.list, Finding{l.name, p.line + bytes.Count(p.text[:at], []byte("\n")), rule, way(p.how), shown})
		}
		l.cardNumbers(p.text, tell)
		if !p.source && !slices.Contains(p.how, tags) { // without its tags a text has no fields
			l.secrets(p.text, tell)
		}
		maps.Copy(l.found, here)
		if !deeper {
			continue
		}
		for _, c := range l.codings {
			for _, inner := range c.decode(p.text) {
				inner.line = p.line + bytes.Count(p.text[:inner.at], []byte("\n"))
				inner.source = inner.source || p.source
				inner.how = append(slices.Clip(p.how), c.name)
				next = append(next, inner)
			}
		}
	}
	return next
}

func way(how []string) string {
	if len(how) == 0 {
		return "plain"
	}
	return strings.Join(how, ", ")
}

// cardNumbers: digits with single blanks or hyphens between them. The run is looked at
// whole: a number inside a longer run of digits is something else.
func (s *Scanner) cardNumbers(text []byte, tell func(at int, rule, shown string)) {
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) || i > 0 && digit(text[i-1]) {
			continue
		}
		if end := digestEnd(text, i); end > i {
			i = end - 1
			continue
		}
		end, digits := run(text, i)
		if number := string(digits); s.isCard(number) && !s.numbers[number] {
			tell(i, "card-number", number[:6]+"…"+number[len(number)-4:])
		}
		// Groups that are separated may be several numbers, of which one is a card's.
		plain := i
		for plain < len(text) && digit(text[plain]) {
			plain++
		}
		if number := string(text[i:plain]); plain < end && s.isCard(number) && !s.numbers[number] {
			tell(i, "card-number", number[:6]+"…"+number[len(number)-4:])
		}
		i = plain - 1
	}
}

// run collects the digits that begin at i, over single separators.
func run(text []byte, i int) (end int, digits []byte) {
	for end = i; end < len(text) && len(digits) <= longest; end++ {
		switch c := text[end]; {
		case digit(c):
			digits = append(digits, c)
		case (c == ' ' || c == '-') && end+1 < len(text) && digit(text[end+1]):
		default:
			return end, digits
		}
	}
	return end, digits
}

const (
	shortest = 13
	longest  = 19
)

func digit(c byte) bool { return c >= '0' && c <= '9' }

// isCard reports whether digits are a card number: of an issuer's range, of its
// length, with a right check digit.
func (s *Scanner) isCard(number string) bool {
	if len(number) < shortest || len(number) > longest || strings.Trim(number, number[:1]) == "" {
		return false
	}
	for _, r := range s.ranges {
		if r.has(number) {
			return service.Luhn(number)
		}
	}
	return false
}
