package xmlscan_test

import (
	"errors"
	"strings"
	"unicode/utf8"
)

var errByHand = errors.New("malformed")

// readByHand is the measure of speed: the least a reader of [response] can do
// with the checks on, written for that shape alone (no prefixes resolved per
// element, no comments or CDATA, no end tag with spaces).
func readByHand(body []byte) (int, error) {
	doc := string(body)
	for i := range len(doc) {
		if doc[i] < ' ' && doc[i] != '\n' && doc[i] != '\t' {
			return 0, errByHand
		}
	}
	if !utf8.ValidString(doc) || strings.Contains(doc, "]]>") || strings.Contains(doc, "\r") {
		return 0, errByHand
	}
	amp := strings.Contains(doc, "&")
	var open [16]string
	depth, total, p := 0, 0, strings.Index(doc, "?>")+2
	tail := ""
	for {
		for p < len(doc) && (doc[p] == ' ' || doc[p] == '\n') {
			p++
		}
		if p == len(doc) {
			if depth != 0 {
				return 0, errByHand
			}
			return total, nil
		}
		if doc[p] != '<' || p+1 == len(doc) {
			return 0, errByHand
		}
		if doc[p+1] == '/' {
			if depth == 0 {
				return 0, errByHand
			}
			depth--
			name := open[depth]
			end := p + 2 + len(name)
			if end >= len(doc) || doc[p+2:end] != name || doc[end] != '>' {
				return 0, errByHand
			}
			p = end + 1
			continue
		}
		e := p + 1
		for e < len(doc) && (doc[e]|0x20 >= 'a' && doc[e]|0x20 <= 'z' || doc[e] >= '0' && doc[e] <= '9' || doc[e] == ':') {
			e++
		}
		if e == p+1 || depth == len(open) {
			return 0, errByHand
		}
		name := doc[p+1 : e]
		total += len(name)
		if tail == "" || !strings.HasPrefix(doc[e:], tail) {
			width := strings.IndexByte(doc[e:], '>')
			if width < 0 || strings.Count(doc[e:e+width], `"`)%2 != 0 {
				return 0, errByHand
			}
			tail = doc[e : e+width+1]
		}
		p = e + len(tail)
		lt := strings.IndexByte(doc[p:], '<')
		if lt < 0 {
			return 0, errByHand
		}
		text := doc[p : p+lt]
		end := p + lt + 2 + len(name)
		if end < len(doc) && doc[p+lt+1] == '/' && doc[p+lt+2:end] == name && doc[end] == '>' {
			if amp && strings.IndexByte(text, '&') >= 0 {
				text = byHandEntities.Replace(text)
			}
			total += len(text)
			p = end + 1
			continue
		}
		open[depth] = name
		depth++
	}
}

var byHandEntities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")
