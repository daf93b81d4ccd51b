package sandbox

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// verb finds what a format leaves open.
var verb = regexp.MustCompile(`%[dsq]`)

// glossary is the Russian table made ready for looking things up. It never changes, and
// every refusal asks it.
var glossary = sync.OnceValue(newTranslations)

// translations are the sentences by their English format, and the formats with something
// left open taken apart.
type translations struct {
	said map[string]string
	open []openFormat
}

// openFormat is a format between its verbs.
type openFormat struct {
	literals []string
	said     string // in Russian, with verbs in the same order
}

// newTranslations leaves out what holds hardly more than values and so fits anything.
func newTranslations() *translations {
	t := &translations{said: russian()}
	for _, format := range slices.Sorted(maps.Keys(t.said)) {
		literals := verb.Split(format, -1)
		if len(literals) >= 2 && len(strings.Join(literals, "")) >= 8 {
			t.open = append(t.open, openFormat{literals, t.said[format]})
		}
	}
	return t
}
