package gen

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// commentWidth is where comments wrap, their indentation not counted.
const commentWidth = 100

// quoteWord quotes a value in a comment.
func quoteWord(s string) string { return strconv.Quote(s) }

// sentence ends a text with a full stop and begins it with a capital.
func sentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	if !strings.ContainsRune(".!?:;", rune(s[len(s)-1])) {
		s += "."
	}
	return s
}

// paragraphs cleans a documentation text: lines joined, paragraphs kept apart, nothing
// that would end a comment or be taken for a directive.
func paragraphs(s string) []string {
	var list []string
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			list = append(list, strings.Join(lines, " "))
			lines = nil
		}
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		words := strings.Fields(strings.Map(printable, line))
		if len(words) == 0 {
			flush()
			continue
		}
		lines = append(lines, strings.Join(words, " "))
	}
	flush()
	return list
}

func printable(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	if !unicode.IsPrint(r) {
		return -1
	}
	return r
}

// wrap breaks a paragraph into lines of at most commentWidth characters.
func wrap(paragraph string) []string {
	var lines []string
	line, width := "", 0
	for word := range strings.FieldsSeq(paragraph) {
		n := utf8.RuneCountInString(word)
		if width > 0 && width+1+n > commentWidth {
			lines = append(lines, line)
			line, width = "", 0
		}
		if width > 0 {
			line, width = line+" ", width+1
		}
		line, width = line+word, width+n
	}
	return append(lines, line)
}

// decapitalise makes the first word fit into the middle of a sentence, unless it is
// an abbreviation or a name in mixed case.
func decapitalise(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) || unicode.IsDigit(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
