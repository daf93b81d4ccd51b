package conformance

import (
	"regexp"
	"slices"
)

// volatileKinds are the kinds of placeholder whose values differ from run to run.
var volatileKinds = []string{"token", "billnumber", "operation", "datetime", "minute", "checkvalue", "url"}

// capturing finds a checked placeholder: {{name:kind}} or {{:kind}}.
var capturing = regexp.MustCompile(`\{\{[a-z0-9_.]*:[a-z0-9]+\}\}`)

// sameForm reports whether two values are of one kind whose values differ from run to
// run. Masked values are: nobody can tell what they were.
func sameForm(a, b string) bool {
	if maskedForm.MatchString(a) || maskedForm.MatchString(b) {
		return true
	}
	for _, k := range kinds {
		if !slices.Contains(volatileKinds, k.name) {
			continue
		}
		if form := regexp.MustCompile(`^(?:` + k.pattern + `)$`); form.MatchString(a) && form.MatchString(b) {
			return true
		}
	}
	return false
}

// maskedForm is how reports and recordings mask values.
var maskedForm = regexp.MustCompile(`\*{3}|^masked\(`)
