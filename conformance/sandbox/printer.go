package sandbox

import (
	"bufio"
	"io"
	"strings"
)

// printer writes XML, one tag at a time. Errors of the writer stay in it: a caller
// that has gone needs no answer.
type printer struct{ out *bufio.Writer }

func newPrinter(w io.Writer) *printer { return &printer{bufio.NewWriter(w)} }

// open writes a start tag; attributes are pairs of name and value.
func (p *printer) open(name string, attributes ...string) {
	p.tag(name, attributes)
	p.raw(">")
}

func (p *printer) close(name string) { p.raw("</", name, ">") }

// leaf writes an element with a text.
func (p *printer) leaf(name, text string, attributes ...string) {
	p.tag(name, attributes)
	if text == "" {
		p.raw("/>")
		return
	}
	p.raw(">", escapeXML(text))
	p.close(name)
}

func (p *printer) tag(name string, attributes []string) {
	p.raw("<", name)
	for i := 0; i+1 < len(attributes); i += 2 {
		p.raw(" ", attributes[i], `="`, escapeXML(attributes[i+1]), `"`)
	}
}

func (p *printer) raw(parts ...string) {
	for _, part := range parts {
		_, _ = p.out.WriteString(part)
	}
}

func (p *printer) flush() { _ = p.out.Flush() }

// escapeXML writes a text so that every reader gets the same one back: a carriage
// return would become a line feed.
func escapeXML(text string) string {
	if !strings.ContainsAny(text, "&<>\"\r") {
		return text
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;").Replace(text)
}
