package describe

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// width is how wide a page may be.
const width = 100

// page lays text out. Errors of the writer are kept, so that the code that writes
// reads as the page does.
type page struct {
	w   io.Writer
	ru  bool
	err error
}

func (p *page) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// word picks a label in the page's language.
func (p *page) word(en, ru string) string {
	if p.ru {
		return ru
	}
	return en
}

// heading writes a line and underlines it.
func (p *page) heading(text string) {
	p.printf("\n%s\n%s\n", text, strings.Repeat("-", utf8.RuneCountInString(text)))
}

// paragraph writes text wrapped, after an indentation; the first line may begin with
// a label of its own.
func (p *page) paragraph(indent int, label, text string) {
	margin := strings.Repeat(" ", indent)
	lines := wrap(text, width-indent)
	for i, line := range lines {
		if i == 0 && label != "" {
			p.printf("%s%s\n", pad(label, indent), line)
			continue
		}
		p.printf("%s%s\n", margin, line)
	}
}

func wrap(text string, room int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > room {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pad fills a text with blanks to n characters; a longer one gets one blank.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(1, n-utf8.RuneCountInString(s)))
}

// table writes rows in columns as wide as their widest cell.
func (p *page) table(indent int, rows [][]string) {
	widths := make([]int, 0, 8)
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", indent))
		for i, cell := range row {
			b.WriteString(pad(cell, widths[i]+2))
		}
		p.printf("%s\n", strings.TrimRight(b.String(), " "))
	}
}
