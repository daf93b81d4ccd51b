package cardscan

import (
	"bytes"
	"regexp"
	"strings"
)

// secretField finds name and value of a secret field, as XML, JSON, forms, logs and
// YAML write it; "the password: a word" is prose.
func secretField() *regexp.Regexp {
	const names = `(cvc2?|cvv2?|password|passwd|secret_?word|salt|payment_?token|cardnumber|cardholder|expire_?month|expire_?year|cardexpirationdate)`
	return regexp.MustCompile(`(?im)(?:\b` + names + `(?:"\s*:\s*"|="?|(?:\s[^<>]*)?>\s*)|^[ \t]*` + names + `:[ \t]+)([^\s"'<>&,;)}\]]+)`)
}

// secrets are found by what stands before them.
func (s *Scanner) secrets(text []byte, tell func(at int, rule, shown string)) {
	if at := bytes.Index(text, []byte("-----BEGIN ")); at >= 0 && bytes.Contains(text[at:min(len(text), at+60)], []byte("PRIVATE KEY-----")) {
		tell(at, "private-key", "-----BEGIN … KEY-----")
	}
	if !s.fields {
		return
	}
	for _, m := range s.secret.FindAllSubmatchIndex(text, -1) {
		start, end := m[2], m[3]
		if start < 0 {
			start, end = m[4], m[5]
		}
		name, value := string(text[start:end]), string(text[m[6]:m[7]])
		if start > 0 && text[start-1] == '/' || standsFor(value) || s.values[value] {
			continue
		}
		rule := "secret"
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "cv") {
			if rule = "card-code"; strings.Trim(value, "0123456789") != "" || len(value) < 3 || len(value) > 4 {
				continue
			}
		}
		tell(m[6], rule, name+" ***")
	}
}

// standsFor: masks, tokens and placeholders, and the line breaks of a text that is quoted.
func standsFor(value string) bool {
	value = strings.NewReplacer(`\n`, "", `\r`, "", `\t`, "").Replace(value)
	return strings.Trim(value, `*…•\`) == "" || strings.Contains(value, "***") ||
		strings.HasPrefix(value, "masked(") || strings.HasPrefix(value, "{{")
}
