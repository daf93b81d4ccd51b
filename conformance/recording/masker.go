package recording

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// fields finds values by the names of the fields that hold them, in the spellings of
// all services: as elements, in form posts, in JSON, in CSV.
type fields struct {
	kinds    map[string]string // by folded name
	patterns []*regexp.Regexp  // group 1 the name, group 2 the value
}

func newFields(services []*service.Service) *fields {
	f := &fields{kinds: map[string]string{}, patterns: patterns()}
	for _, s := range services {
		for i := range s.Types {
			for j := range s.Types[i].Fields {
				f.add(&s.Types[i].Fields[j])
			}
		}
	}
	return f
}

// Where a value stands; the first four are positions in the list of patterns.
const (
	inXML = iota
	inForm
	inJSON
	inPairs
	inQuotes // a quoted cell of a CSV table
	anywhere
)

// patterns find any name with its value: which names count is looked up, because long
// alternations are slow.
func patterns() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<]*)</`),
		regexp.MustCompile(`(?:^|[&?;\s])([\w.-]+)=([^&\s<]*)`),
		regexp.MustCompile(`"([\w.-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"`),
		regexp.MustCompile(`(\w+)[ \t\r\n]*:([^;\r\n<&"]*)`), // as wide as the client's own mask
	}
}

func (f *fields) add(field *service.Field) {
	kind := strings.ToLower(field.Name)
	switch {
	case field.Facts != nil && field.Facts.Role == service.RoleGatewayKey:
		kind = kindNumber
	case !field.Facts.Secret() && (field.Facts == nil || field.Facts.Role != service.RolePersonal):
		return
	case field.Facts.Format == service.FormatPAN:
		kind = kindPAN
	}
	for _, name := range append([]string{field.Name, field.Facts.Param}, field.Facts.Aliases...) {
		if name != "" {
			f.kinds[strings.ToLower(name)] = kind
		}
	}
}

const (
	kindPAN    = "pan"
	kindSecret = "secret"
	// kindNumber are the gateway's numbers of payments. One in ten has the check digit of
	// a card number; they are kept, since answers are nothing without them.
	kindNumber = "number"
)

var gatewayNumber = regexp.MustCompile(`^\s*([0-9]{15,16})(?:\.[0-9]{1,3})?\s*$`)

// masker replaces values by tokens and back. It belongs to one case, whose exchanges
// follow one another.
type masker struct {
	fields  *fields
	secrets []string // texts to be masked wherever they stand
	tokens  map[string]string
	values  map[string]string
	counts  map[string]int
	numbers map[string]bool // numbers of the gateway that the case has seen
}

func newMasker(f *fields, secrets []string) *masker {
	m := &masker{fields: f, tokens: map[string]string{}, values: map[string]string{}, counts: map[string]int{}, numbers: map[string]bool{}}
	for _, s := range secrets {
		if s != "" {
			m.secrets = append(m.secrets, s)
		}
	}
	// A secret that is part of another must not break it up.
	slices.SortFunc(m.secrets, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return m
}

var (
	tokenForm = regexp.MustCompile(`masked\([a-z0-9_.]+\)`)
	// cardRun begins where the client's own mask does, at 12 digits: a retrieval reference
	// number has as many, and one in ten has the check digit.
	cardRun = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){11,18}`)
)

// mask returns a copy of a message that may be kept. redact is the client's own mask:
// where it still finds something to hide, its word counts and the tokens go.
func (m *masker) mask(message []byte, redact func([]byte) []byte) []byte {
	spans := m.spans(string(message))
	var b strings.Builder
	last := 0
	for _, s := range spans {
		b.WriteString(string(message[last:s.from]))
		b.WriteString(m.token(s.kind, plain(string(message[s.from:s.to]), s.in)))
		last = s.to
	}
	b.Write(message[last:])
	masked := []byte(b.String())
	plain := cardRun.ReplaceAllStringFunc(withoutDigests(tokenForm.ReplaceAllString(string(masked), "***")), func(run string) string {
		if m.numbers[run] {
			return "0"
		}
		return run
	})
	if redact == nil || string(redact([]byte(plain))) == plain {
		return masked
	}
	return redact(masked)
}

// unmask puts back the values whose tokens this case has made so far, written as the
// message needs it.
func (m *masker) unmask(message []byte) []byte {
	write := writing(message)
	return tokenForm.ReplaceAllFunc(message, func(token []byte) []byte {
		if value, ok := m.values[string(token)]; ok {
			return write(value)
		}
		return token
	})
}

// writing is how a message of this format holds a text.
func writing(message []byte) func(string) []byte {
	start := bytes.TrimSpace(message)
	switch {
	case bytes.HasPrefix(start, []byte("<")):
		return func(value string) []byte {
			var b bytes.Buffer
			_ = xml.EscapeText(&b, []byte(value)) // a bytes.Buffer takes everything
			return b.Bytes()
		}
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return func(value string) []byte {
			quoted, _ := json.Marshal(value) // a string can always be written
			return quoted[1 : len(quoted)-1]
		}
	}
	return func(value string) []byte { return []byte(value) }
}

func digits(text string) string { return strings.NewReplacer(" ", "", "-", "").Replace(text) }

// token returns the token of a value. Longer values have one token whatever field they
// stand in, so that what an answer repeats can be put back; short ones, such as a month,
// would be mixed up. A token is its own: a replay sends back what an answer held.
func (m *masker) token(kind, value string) string {
	if tokenForm.FindString(value) == value {
		return value
	}
	key := value
	switch {
	case kind == kindPAN:
		key = digits(value)
	case len(value) < 4:
		key = kind + "\x00" + value
	}
	token, ok := m.tokens[key]
	if !ok {
		m.counts[kind]++
		token = fmt.Sprintf("masked(%s.%d)", kind, m.counts[kind])
		m.tokens[key], m.values[token] = token, value
	}
	return token
}

// reserve counts the tokens of a recorded answer, whose values a replay does not know:
// those of the requests that follow were numbered after them.
func (m *masker) reserve(message []byte) {
	for _, token := range tokenForm.FindAllString(string(message), -1) {
		kind, number, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(token, "masked("), ")"), ".")
		if n, err := strconv.Atoi(number); err == nil {
			m.counts[kind] = max(m.counts[kind], n)
		}
	}
}

// plain undoes the way in which a value is written: entities in XML, percent signs and
// plus signs in a form post, escapes in JSON.
func plain(written string, in int) string {
	switch in {
	case inXML:
		return html.UnescapeString(written)
	case inForm:
		if text, err := url.QueryUnescape(written); err == nil {
			return text
		}
	case inJSON:
		var text string
		if json.Unmarshal([]byte(`"`+written+`"`), &text) == nil {
			return text
		}
	case inQuotes:
		return strings.ReplaceAll(written, `""`, `"`)
	}
	return written
}
