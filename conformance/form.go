package conformance

import (
	"net/url"
	"strings"
)

// formBody turns name=value lines into a form body, keeping their order.
func formBody(text string) string {
	var pairs []string
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\n"), "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	return strings.Join(pairs, "&")
}
