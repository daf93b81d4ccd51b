package envelope

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxExcerpt is the most of a foreign text that an error shows.
const maxExcerpt = 80

// maxDetail is the most of a Fault's detail that an error shows.
const maxDetail = 300

// excerpt makes a foreign text fit for one line of a log: printable characters,
// single blanks, no run of eight digits or more, at most 80 characters.
func excerpt(text string) string { return harmless(text, maxExcerpt) }

func harmless(text string, most int) string {
	text = maskDigits(text, 8)
	var b strings.Builder
	written, blank := 0, false
	for _, r := range text {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			r = ' '
		}
		if r == ' ' {
			blank = written > 0
			continue
		}
		if written >= most {
			b.WriteString("…")
			break
		}
		if blank {
			b.WriteByte(' ')
			written++
			blank = false
		}
		b.WriteRune(r)
		written++
	}
	return b.String()
}

// maskDigits replaces every run of at least so many digits by stars. Single
// blanks and hyphens do not end a run: card numbers are printed with them.
func maskDigits(text string, least int) string {
	var masked []byte
	for from := 0; from < len(text); {
		start, end, digits := digitRun(text, from)
		if start < 0 {
			break
		}
		if digits >= least {
			if masked == nil {
				masked = []byte(text)
			}
			starDigits(masked[start:end], 0)
		}
		from = end
	}
	if masked == nil {
		return text
	}
	return string(masked)
}

// digitRun finds the next run of digits at or after from; start is -1 if there
// is none.
func digitRun(text string, from int) (start, end, digits int) {
	start = -1
	for i := from; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			if start < 0 {
				start = i
			}
			digits++
			end = i + 1
		case start < 0:
		case (c == ' ' || c == '-') && end == i:
		default:
			return start, end, digits
		}
	}
	return start, end, digits
}

// starDigits replaces the digits of a run but the last so many.
func starDigits(run []byte, keep int) {
	for i := len(run) - 1; i >= 0; i-- {
		if run[i] < '0' || run[i] > '9' {
			continue
		}
		if keep > 0 {
			keep--
			continue
		}
		run[i] = '*'
	}
}
