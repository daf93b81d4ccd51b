package sandbox

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"strings"

	"github.com/beevik/etree"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/assist-soap/toolkit/service"
)

// readSOAP reads an envelope by local names alone: the documents' own examples put
// Envelope and Body in no namespace, prefixes vary, and the gateway evidently does
// not look (assist-protocol.md sections 2.1 and 11).
func readSOAP(svc *service.Service, body []byte, contentType string) (*input, *refusal) {
	payload, problem := parseEnvelope(body, contentType)
	if problem != nil {
		return nil, problem
	}
	op := operationFor(svc, payload.Tag)
	if op == nil {
		return nil, refuse(firstError, secondUnexpected, "the body holds %s; %s takes %s",
			clip(payload.Tag), svc.Path, strings.Join(wrapperNames(svc), " or "))
	}
	in := newInput(svc, op, transportSOAP)
	fields, problem := descend(payload, op.Request.Frames)
	if problem != nil {
		return in, problem
	}
	for _, child := range fields.ChildElements() {
		value := resolve(child)
		if len(value.ChildElements()) > 0 {
			return in, refuse(firstFormat, secondPacket, "%s holds elements; a text is expected", clip(child.Tag))
		}
		if isNil(value) {
			continue
		}
		if problem := in.put(child.Tag, allText(value)); problem != nil {
			return in, problem
		}
	}
	return in, nil
}

// parseEnvelope returns the one element of the SOAP body.
func parseEnvelope(body []byte, contentType string) (*etree.Element, *refusal) {
	doc, problem := parse(body, contentType)
	if problem != nil {
		return nil, problem
	}
	envelope := doc.Root()
	if envelope.Tag != "Envelope" {
		return nil, refuse(firstFormat, secondPacket, "the root element is %s; a SOAP Envelope is expected", clip(envelope.Tag))
	}
	var soapBody *etree.Element
	for _, child := range envelope.ChildElements() {
		switch {
		case child.Tag == "Header":
		case child.Tag == "Body" && soapBody == nil:
			soapBody = child
		default:
			return nil, refuse(firstFormat, secondPacket, "the Envelope holds an unexpected %s", clip(child.Tag))
		}
	}
	if soapBody == nil {
		return nil, refuse(firstFormat, secondPacket, "the Envelope has no Body")
	}
	var payload []*etree.Element
	for _, child := range soapBody.ChildElements() {
		if child.SelectAttr("id") == nil || len(payload) == 0 { // later ones with an id are multi-reference values
			payload = append(payload, child)
		}
	}
	if len(payload) != 1 {
		return nil, refuse(firstFormat, secondPacket, "the SOAP Body holds %d elements; one is expected", len(payload))
	}
	return payload[0], nil
}

// parse reads one well-formed document without a DTD.
func parse(body []byte, contentType string) (*etree.Document, *refusal) {
	if !strings.Contains(string(body[:min(len(body), 100)]), "encoding=") {
		_, params, _ := mime.ParseMediaType(contentType)
		decoded, problem := decode(body, params["charset"])
		if problem != nil {
			return nil, problem
		}
		body = decoded
	}
	doc := etree.NewDocument()
	doc.ReadSettings = etree.ReadSettings{CharsetReader: charsetReader, MaxDepth: maxDepth, PreserveDuplicateAttrs: true}
	if err := doc.ReadFromBytes(body); err != nil {
		return nil, refuse(firstFormat, secondPacket, "the request is not well-formed XML: %s", syntaxComplaint(body, err))
	}
	for _, token := range doc.Child {
		switch token := token.(type) {
		case *etree.Directive:
			return nil, refuse(firstFormat, secondPacket, "the request has a DOCTYPE, which SOAP forbids")
		case *etree.CharData:
			if strings.TrimSpace(strings.TrimPrefix(token.Data, "\ufeff")) != "" {
				return nil, refuse(firstFormat, secondPacket, "there is text outside the Envelope")
			}
		}
	}
	if n := len(doc.ChildElements()); n != 1 {
		return nil, refuse(firstFormat, secondPacket, "the request has %d root elements; one is expected", n)
	}
	return doc, nil
}

// syntaxComplaint says where XML breaks off; etree does not always.
func syntaxComplaint(body []byte, err error) string {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.CharsetReader = charsetReader
	for {
		if _, failed := dec.Token(); errors.Is(failed, io.EOF) {
			break
		} else if failed != nil {
			err = failed
			break
		}
	}
	return shorten(clipWords(strings.TrimPrefix(err.Error(), "XML syntax error on ")), 120)
}

func charsetReader(charset string, raw io.Reader) (io.Reader, error) {
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return encoding.NewDecoder().Reader(raw), nil
}

// operationFor finds the operation whose outer element is called name, by its
// current or any tolerated name.
func operationFor(svc *service.Service, name string) *service.Operation {
	for i := range svc.Operations {
		op := &svc.Operations[i]
		if op.Request.Frames[0].Name.Local == name {
			return op
		}
		for _, wrapper := range op.Request.Wrappers {
			if wrapper.Name.Local == name {
				return op
			}
		}
	}
	return nil
}

// wrapperNames lists the outer elements a service takes.
func wrapperNames(svc *service.Service) []string {
	var names []string
	for i := range svc.Operations {
		names = append(names, svc.Operations[i].Request.Frames[0].Name.Local)
	}
	return names
}

// descend goes from the outer element to the one whose children are the fields.
func descend(e *etree.Element, frames []service.Frame) (*etree.Element, *refusal) {
	for _, frame := range frames[1:] {
		children := e.ChildElements()
		if len(children) != 1 || !strings.EqualFold(children[0].Tag, frame.Name.Local) {
			return nil, refuse(firstFormat, secondPacket, "%s must hold exactly one element %s", clip(e.Tag), frame.Name.Local)
		}
		e = resolve(children[0])
	}
	return e, nil
}

// resolve follows a reference of the SOAP encoding (SOAP 1.1, section 5.4.1) to its
// value, whose own name says nothing: PHP and Axis send such references.
func resolve(e *etree.Element) *etree.Element {
	id, local := strings.CutPrefix(e.SelectAttrValue("href", ""), "#")
	if !local {
		return e
	}
	for _, candidate := range rootOf(e).FindElements("//*[@id]") {
		if candidate != e && candidate.SelectAttrValue("id", "") == id {
			return candidate
		}
	}
	return e
}

func rootOf(e *etree.Element) *etree.Element {
	for e.Parent() != nil {
		e = e.Parent()
	}
	return e
}

func isNil(e *etree.Element) bool {
	value := e.SelectAttrValue("xsi:nil", e.SelectAttrValue("nil", ""))
	return value == "true" || value == "1"
}

// allText joins the character data of an element; etree's own Text stops at the
// first comment.
func allText(e *etree.Element) string {
	var text strings.Builder
	for _, token := range e.Child {
		if data, ok := token.(*etree.CharData); ok {
			text.WriteString(data.Data)
		}
	}
	return text.String()
}

// treeOf turns elements into an answer's shape: leaves are texts, the rest records.
func treeOf(e *etree.Element) answer {
	a := answer{texts: texts{}, records: map[string][]answer{}}
	for _, child := range e.ChildElements() {
		if len(child.ChildElements()) > 0 {
			a.records[child.Tag] = append(a.records[child.Tag], treeOf(child))
		} else {
			a.texts[child.Tag] = allText(child)
		}
	}
	return a
}
