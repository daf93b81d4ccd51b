package recording

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// fields finds values by the names of the fields that hold them, in the spellings of
// all services: as elements, in form posts, in JSON.
type fields struct {
	kinds    map[string]string // by folded name
	patterns []*regexp.Regexp  // group 1 the name, group 2 the value
}

func newFields(services []*service.Service) *fields {
	f := &fields{kinds: map[string]string{}}
	for _, s := range services {
		for i := range s.Types {
			for j := range s.Types[i].Fields {
				f.add(&s.Types[i].Fields[j])
			}
		}
	}
	if len(f.kinds) > 0 {
		f.patterns = patterns(slices.Sorted(maps.Keys(f.kinds)))
	}
	return f
}

// Where a value stands; the first three are positions in the list of patterns.
const (
	inXML = iota
	inForm
	inJSON
	anywhere
)

func patterns(names []string) []*regexp.Regexp {
	for i := range names {
		names[i] = regexp.QuoteMeta(names[i])
	}
	one := "(" + strings.Join(names, "|") + ")"
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)<(?:[\w.-]+:)?` + one + `(?:\s[^<>]*)?>([^<]*)</`),
		regexp.MustCompile(`(?i)(?:^|[&?;\s])` + one + `=([^&\s<]*)`),
		regexp.MustCompile(`(?i)"` + one + `"\s*:\s*"((?:[^"\\]|\\.)*)"`),
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
	cardRun   = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){12,18}`)
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
	plain := cardRun.ReplaceAllFunc(tokenForm.ReplaceAll(masked, []byte("***")), func(run []byte) []byte {
		if m.numbers[string(run)] {
			return []byte("0")
		}
		return run
	})
	if redact == nil || string(redact(plain)) == string(plain) {
		return masked
	}
	return redact(masked)
}

// unmask puts back the values whose tokens this case has made so far, escaped as an XML
// message needs it.
func (m *masker) unmask(message []byte) []byte {
	isXML := bytes.HasPrefix(bytes.TrimSpace(message), []byte("<"))
	return tokenForm.ReplaceAllFunc(message, func(token []byte) []byte {
		value, ok := m.values[string(token)]
		switch {
		case !ok:
			return token
		case !isXML:
			return []byte(value)
		}
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(value)) // a bytes.Buffer takes everything
		return b.Bytes()
	})
}

func digits(text string) string { return strings.NewReplacer(" ", "", "-", "").Replace(text) }

// token returns the token of a value. Longer values have one token whatever field they
// stand in, so that what an answer repeats can be put back; short ones, such as a month,
// would be mixed up.
func (m *masker) token(kind, value string) string {
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
		if text, err := strconv.Unquote(`"` + written + `"`); err == nil {
			return text
		}
	}
	return written
}
