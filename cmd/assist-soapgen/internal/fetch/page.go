package fetch

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// Namespaces that tell what a document is.
const (
	spaceWSDL   = "http://schemas.xmlsoap.org/wsdl/"
	spaceWSDL20 = "http://www.w3.org/ns/wsdl"
	spaceSOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
	spaceSOAP12 = "http://www.w3.org/2003/05/soap-envelope"
)

var (
	htmlStart = regexp.MustCompile(`(?is)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]`)
	htmlTitle = regexp.MustCompile(`(?is)<title[^>]*>([^<]*)</title>`)
)

// notAContract says what a page is that was served in place of a WSDL, or of a
// document that one imports; "" when it may well be one. What is left is for the
// reader of WSDLs, which names lines.
func notAContract(content []byte, first bool) string {
	start := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(content) == 0:
		return "an empty page"
	case len(start) == 0:
		return "a page of blanks"
	case bytes.HasPrefix(content, []byte{0x1f, 0x8b}):
		return "gzip without the header that says so"
	case bytes.HasPrefix(content, []byte{0xff, 0xfe}), bytes.HasPrefix(content, []byte{0xfe, 0xff}):
		return "" // UTF-16
	case htmlStart.Match(start[:min(len(start), 4096)]):
		return htmlPage(start)
	case (start[0] == '{' || start[0] == '[') && json.Valid(start):
		return "JSON"
	case start[0] == '<':
		return notRoot(content, first)
	case !utf8.Valid(start):
		return "binary data"
	}
	return "plain text: " + strconv.Quote(oneLine(string(start[:min(len(start), 200)]), 60))
}

func htmlPage(page []byte) string {
	if title := htmlTitle.FindSubmatch(page[:min(len(page), 16<<10)]); title != nil {
		return "an HTML page called " + strconv.Quote(oneLine(string(title[1]), 80))
	}
	return "an HTML page"
}

// notRoot looks at the root element.
func notRoot(content []byte, first bool) string {
	dec := xml.NewDecoder(bytes.NewReader(content))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		token, err := dec.Token()
		if err != nil {
			return "" // the reader of WSDLs says where
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := root.Name; {
		case name.Space == spaceWSDL20:
			return "a WSDL 2.0 description; only WSDL 1.1 is read"
		case name.Local == "Envelope" && (name.Space == spaceSOAP11 || name.Space == spaceSOAP12 || name.Space == ""):
			return "a SOAP message"
		case !first || name.Space == spaceWSDL && name.Local == "definitions":
			return ""
		default:
			return fmt.Sprintf("an XML document with the root element {%s}%s", oneLine(name.Space, 100), oneLine(name.Local, 60))
		}
	}
}
