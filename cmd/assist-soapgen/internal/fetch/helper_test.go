package fetch

import (
	"net/url"
	"strings"
	"testing"
)

func long(n int) string { return strings.Repeat("a", n) }

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
