package recording

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Replacer finds in messages what a recording masks, for those who want something else
// in its place.
type Replacer struct {
	fields  *fields
	secrets []string
}

// NewReplacer returns a replacer for the messages of services. Secrets are texts to be
// replaced wherever they stand.
func NewReplacer(services []*service.Service, secrets []string) *Replacer {
	return &Replacer{newFields(services), secrets}
}

// Replace puts with(name, value) where the message holds something that a recording
// masks. Values are given, and put back, as they are written; the name is that of the
// field, in lower case, or "pan" or "secret".
func (r *Replacer) Replace(message string, with func(name, value string) string) string {
	m := newMasker(r.fields, r.secrets)
	var b strings.Builder
	last := 0
	for _, s := range m.spans(message) {
		b.WriteString(message[last:s.from])
		b.WriteString(with(s.kind, message[s.from:s.to]))
		last = s.to
	}
	b.WriteString(message[last:])
	return b.String()
}
