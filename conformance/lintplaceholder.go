package conformance

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// runVars are the placeholders that every run gives.
var runVars = []string{"unique", "endpoint", "future", "soon", "merchant", "login", "password"}

// ofMerchant are placeholders of the merchants that are not the first.
var ofMerchant = regexp.MustCompile(`^(other|signing[0-9]*)\.(merchant|login|password)$`)

// sent looks at the placeholders of a text that leaves: all must stand for something.
func (l *linter) sent(line int, text string) {
	for _, found := range braces.FindAllStringSubmatch(text, -1) {
		if body := found[1]; capture.MatchString(body) {
			l.complain(line, found[0], "placeholder %s checks what comes; nothing can be sent for it", found[0])
		} else if why := l.unknown(body); why != "" {
			l.complain(line, found[0], "placeholder %s: %s", found[0], why)
		}
	}
}

// matched looks at the placeholders of an expectation, and remembers what it captures.
func (l *linter) matched(st *Step) func(int, string) {
	return func(line int, text string) {
		for _, found := range braces.FindAllStringSubmatch(text, -1) {
			body := found[1]
			if m := capture.FindStringSubmatch(body); m != nil {
				if _, why := kindOf(m); why != "" {
					l.complain(line, found[0], "placeholder %s: %s", found[0], why)
				}
				l.known = append(l.known, m[1])
				continue
			}
			if field, ok := strings.CutPrefix(body, "="); ok {
				if st.Input.Field(field) == nil {
					l.complain(line, found[0], "placeholder %s: the input of step %s has no %s", found[0], st.Name, field)
				}
				continue
			}
			if why := l.unknown(body); why != "" {
				l.complain(line, found[0], "placeholder %s: %s", found[0], why)
			}
		}
	}
}

// unknown says why a placeholder stands for nothing, or "".
func (l *linter) unknown(body string) string {
	body = strings.TrimPrefix(body, "lower ")
	if _, x, proof := strings.Cut(body, " "); proof {
		for _, part := range single.FindAllStringSubmatch(x, -1) {
			if why := l.unknown(part[1]); why != "" {
				return why
			}
		}
		return "" // which proofs there are is the target's matter
	}
	if slices.Contains(l.known, body) || ofMerchant.MatchString(body) {
		return ""
	}
	return fmt.Sprintf("nothing is called %q here; a step before has to capture it", body)
}
