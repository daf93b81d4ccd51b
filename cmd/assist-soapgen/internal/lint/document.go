package lint

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// Namespaces.
const (
	nsWSDL    = "http://schemas.xmlsoap.org/wsdl/"
	nsSOAP    = "http://schemas.xmlsoap.org/wsdl/soap/"
	nsSOAP12  = "http://schemas.xmlsoap.org/wsdl/soap12/"
	nsXSD     = "http://www.w3.org/2001/XMLSchema"
	nsSOAPEnc = "http://schemas.xmlsoap.org/soap/encoding/"
	soapHTTP  = "http://schemas.xmlsoap.org/soap/http"
)

// document is one input file as it is written. The model keeps what a description
// means; many requirements are about how it is said.
type document struct {
	model.Document
	encoding string // as declared; "" for none
	doctype  finding.Pos
	root     *element
}

// element is an XML element with its place.
type element struct {
	name   xml.Name
	attrs  []xml.Attr
	pos    finding.Pos
	parent *element
	kids   []*element
}

func (e *element) is(space, local string) bool {
	return e.name.Local == local && e.name.Space == space
}

func (e *element) isSOAP(local string) bool { return e.is(nsSOAP, local) || e.is(nsSOAP12, local) }

// attr returns an attribute without namespace.
func (e *element) attr(local string) (string, bool) { return e.attrNS("", local) }

func (e *element) attrNS(space, local string) (string, bool) {
	for _, a := range e.attrs {
		if a.Name.Local == local && a.Name.Space == space {
			return strings.TrimSpace(a.Value), true
		}
	}
	return "", false
}

// walk visits the element and everything below it in document order.
func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, kid := range e.kids {
		kid.walk(visit)
	}
}

// parse reads a document that the model has read before.
func parse(d model.Document, raw []byte) (*document, error) {
	raw = decodeUTF16(raw)
	out := &document{Document: d}
	dec := xml.NewDecoder(bytes.NewReader(raw))
	dec.Strict = false
	dec.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(label)
		if err != nil || strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return r, nil // UTF-16 is decoded already
		}
		return enc.NewDecoder().Reader(r), nil
	}
	at := cursor{file: d.Path, raw: raw, line: 1, col: 1}
	var open *element
	for {
		at.advance(int(dec.InputOffset()))
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Path, err)
		}
		open = out.add(tok, open, at.pos())
	}
	if out.root == nil {
		return nil, fmt.Errorf("%s: there is no element in it", d.Path)
	}
	return out, nil
}

// decodeUTF16 makes UTF-8 of a document with the byte order mark of UTF-16.
func decodeUTF16(raw []byte) []byte {
	if len(raw) < 2 || !(raw[0] == 0xFE && raw[1] == 0xFF || raw[0] == 0xFF && raw[1] == 0xFE) {
		return raw
	}
	if text, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(raw); err == nil {
		return text
	}
	return raw
}

// add enters a token and returns the element that is open after it.
func (d *document) add(tok xml.Token, open *element, pos finding.Pos) *element {
	switch tok := tok.(type) {
	case xml.ProcInst:
		if tok.Target == "xml" {
			d.declaration(string(tok.Inst))
		}
	case xml.Directive:
		if strings.HasPrefix(string(tok), "DOCTYPE") {
			d.doctype = pos
		}
	case xml.StartElement:
		e := &element{name: tok.Name, attrs: tok.Copy().Attr, pos: pos, parent: open}
		if open != nil {
			open.kids = append(open.kids, e)
		} else if d.root == nil {
			d.root = e
		}
		return e
	case xml.EndElement:
		if open != nil {
			return open.parent
		}
	}
	return open
}

// declaration reads the encoding of the XML declaration.
func (d *document) declaration(inst string) {
	for _, part := range strings.Fields(strings.ReplaceAll(inst, " =", "=")) {
		if name, value, _ := strings.Cut(part, "="); name == "encoding" {
			d.encoding = strings.Trim(value, `'"`)
		}
	}
}

// cursor turns offsets into places.
type cursor struct {
	file      string
	raw       []byte
	offset    int
	line, col int
}

func (c *cursor) advance(to int) {
	part := c.raw[c.offset:min(to, len(c.raw))]
	c.offset += len(part)
	if n := bytes.Count(part, []byte{'\n'}); n > 0 {
		c.line += n
		c.col = 1
		part = part[bytes.LastIndexByte(part, '\n')+1:]
	}
	c.col += utf8.RuneCount(part)
}

func (c *cursor) pos() finding.Pos { return finding.Pos{File: c.file, Line: c.line, Col: c.col} }
