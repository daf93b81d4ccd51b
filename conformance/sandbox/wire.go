package sandbox

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// sentWire returns a request as it may be shown: values masked as their fields want it,
// values of no field hidden. What cannot be read keeps its known words only.
func sentWire(svc *service.Service, t *service.Type, body []byte, contentType string) string {
	shown, ok := "", false
	switch startOf(body) {
	case 0:
	case '<':
		shown, ok = sentXML(svc, t, body, contentType)
	case '{', '[':
		shown, ok = sentJSON(svc, t, body)
	default:
		shown, ok = sentForm(svc, t, body)
	}
	if !ok {
		shown = knownWords(svc, t, string(body[:min(len(body), mostWire)]))
	}
	return shortWire(withoutCards(shown))
}

// shortWire cuts what is kept of a message.
func shortWire(text string) string {
	if len(text) > mostWire {
		return strings.ToValidUTF8(text[:mostWire], "") + "…"
	}
	return text
}

func sentXML(svc *service.Service, t *service.Type, body []byte, contentType string) (string, bool) {
	doc, problem := parse(body, contentType)
	if problem != nil {
		return "", false
	}
	maskElement(svc, t, doc.Root())
	doc.Indent(2)
	text, err := doc.WriteToString()
	return strings.TrimSpace(text), err == nil
}

// maskElement masks the texts and attributes of an element and of those inside.
func maskElement(svc *service.Service, t *service.Type, e *etree.Element) {
	for i := range e.Attr {
		if a := &e.Attr[i]; a.Space != "xmlns" && a.Key != "xmlns" && !strings.Contains(" type encodingStyle href id nil mustUnderstand arrayType ", " "+a.Key+" ") {
			a.Value = "***"
		}
	}
	children := e.ChildElements()
	if len(children) == 0 {
		text := maskedCalled(svc, t, e.Tag, allText(e))
		e.Child = nil
		if text != "" {
			e.SetText(text)
		}
		return
	}
	var keep []etree.Token
	for _, child := range children {
		keep = append(keep, child)
		maskElement(svc, t, child)
	}
	if strings.TrimSpace(allText(e)) != "" {
		keep = append(keep, etree.NewText("***"))
	}
	e.Child = keep
}

// maskedCalled masks a value by the name it came under.
func maskedCalled(svc *service.Service, t *service.Type, name, text string) string {
	if strings.TrimSpace(text) == "" {
		return text
	}
	if strings.EqualFold(name, "format") {
		return clip(text)
	}
	return shorten(masked(fieldBelow(svc, t, name), text), 1000)
}

// fieldBelow finds a field of a type or of the records inside it, or returns nil.
func fieldBelow(svc *service.Service, t *service.Type, name string) *service.Field {
	if field := fieldCalled(t, name); field != nil {
		return field
	}
	for i := range t.Fields {
		if isRecord(svc, &t.Fields[i]) {
			if field := fieldBelow(svc, svc.Type(t.Fields[i].Type), name); field != nil {
				return field
			}
		}
	}
	return nil
}

// sentForm writes one pair on a line, decoded, as people read it.
func sentForm(svc *service.Service, t *service.Type, body []byte) (string, bool) {
	var lines []string
	for pair := range strings.SplitSeq(strings.TrimSpace(string(body)), "&") {
		name, text, _ := strings.Cut(pair, "=")
		name, nameErr := url.QueryUnescape(name)
		text, textErr := url.QueryUnescape(text)
		if nameErr != nil || textErr != nil || fieldBelow(svc, t, name) == nil && !strings.EqualFold(name, "format") {
			lines = append(lines, knownWords(svc, t, pair))
			continue
		}
		lines = append(lines, name+"="+printable(maskedCalled(svc, t, name, text)))
	}
	return strings.Join(lines, "\n&"), true
}

func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(text, "·"))
}

func sentJSON(svc *service.Service, t *service.Type, body []byte) (string, bool) {
	var value any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&value); err != nil || dec.More() {
		return "", false
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(maskJSON(svc, t, "", value))
	return strings.TrimSpace(out.String()), err == nil
}

// maskJSON masks the values of an object by their names; members come out sorted.
func maskJSON(svc *service.Service, t *service.Type, name string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		if field := fieldBelow(svc, t, name); field != nil && field.Facts.Secret() {
			return "***"
		}
		for member := range value {
			value[member] = maskJSON(svc, t, member, value[member])
		}
		return value
	case []any:
		for i := range value {
			value[i] = maskJSON(svc, t, name, value[i])
		}
		return value
	case json.Number:
		return maskedCalled(svc, t, name, value.String())
	case string:
		return maskedCalled(svc, t, name, value)
	}
	return value
}

// wordsOfText finds what may be a name or a value.
var wordsOfText = regexp.MustCompile(`[\pL\pN_]+`)

// knownWords hides every word of a text that is no name of the protocol: it cannot be
// told from a secret.
func knownWords(svc *service.Service, t *service.Type, text string) string {
	return wordsOfText.ReplaceAllStringFunc(strings.ToValidUTF8(text, "·"), func(word string) string {
		if strings.Contains(soapWords, " "+strings.ToLower(word)+" ") || fieldBelow(svc, t, word) != nil || svc.Name == word {
			return word
		}
		for _, frame := range svc.Operations[0].Request.Frames {
			if frame.Name.Local == word {
				return word
			}
		}
		return strings.Repeat("•", min(len([]rune(word)), 20))
	})
}

// soapWords are names any request may hold.
const soapWords = " xml version encoding utf windows soapenv soap env envelope header body xmlns xsi xsd ws ns1 type string int decimal http schemas xmlsoap org w3 www 2001 xmlschema instance doctype format merchant customer "
