package service

import "strings"

// sameWord compares code-table words: case and surrounding blanks do not count.
func sameWord(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}
