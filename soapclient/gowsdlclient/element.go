package gowsdlclient

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// element is the child of our SOAP body in a form encoding/xml writes as it is: a start
// tag spelled with its prefix, and everything inside untouched. encoding/xml cannot
// choose prefixes itself, and a default namespace would swallow unqualified children.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Inner   string     `xml:",innerxml"`
}

// bodyElement cuts the child of the body out of a message of ours. Namespaces that the
// envelope declares are declared on the element.
func bodyElement(message []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(message))
	found := &element{}
	depth, from := 0, int64(0)
	for {
		before := d.InputOffset()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the message has no body element")
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth <= 3 {
				found.inherit(t.Attr, depth == 3)
			}
			if depth == 3 {
				found.XMLName.Local = spelled(t.Name)
				from = d.InputOffset()
			}
		case xml.EndElement:
			if depth == 3 {
				found.Inner = string(message[from:before])
				return found, nil
			}
			depth--
		}
	}
}

// inherit takes namespace declarations, nearer ones winning, and with all also the
// element's own attributes. The header is empty in our messages.
func (e *element) inherit(attrs []xml.Attr, all bool) {
	for _, a := range attrs {
		name := spelled(a.Name)
		if !all && !strings.HasPrefix(name, "xmlns") {
			continue
		}
		e.Attrs = append(withoutAttr(e.Attrs, name), xml.Attr{Name: xml.Name{Local: name}, Value: a.Value})
	}
}

func withoutAttr(attrs []xml.Attr, name string) []xml.Attr {
	kept := attrs[:0]
	for _, a := range attrs {
		if a.Name.Local != name {
			kept = append(kept, a)
		}
	}
	return kept
}

func spelled(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// nothing is what gowsdl decodes answers into: the strict reader has the bytes.
type nothing struct{}

// UnmarshalXML implements xml.Unmarshaler.
func (*nothing) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error { return d.Skip() }
