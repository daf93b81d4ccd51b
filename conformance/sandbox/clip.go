package sandbox

import "strings"

// clip keeps foreign text short and on one line.
func clip(text string) string {
	return shorten(clipWords(text), 40)
}

// clipWords puts a text on one line.
func clipWords(text string) string { return strings.Join(strings.Fields(text), " ") }

// shorten cuts a text that would fill a page, and the ring with it.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// headerText makes a reason fit for a header: ASCII on one line.
func headerText(reason string) string {
	const longest = 1000
	text := strings.Map(func(r rune) rune {
		switch {
		case r == '…':
			return '.'
		case r < 0x20 || r > 0x7e:
			return '?'
		}
		return r
	}, reason)
	return text[:min(len(text), longest)]
}
