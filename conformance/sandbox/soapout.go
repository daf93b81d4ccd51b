package sandbox

import (
	"strconv"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// Namespaces of SOAP 1.1 and XML Schema.
const (
	spaceEnvelope = "http://schemas.xmlsoap.org/soap/envelope/"
	spaceEncoding = "http://schemas.xmlsoap.org/soap/encoding/"
	spaceXSD      = "http://www.w3.org/2001/XMLSchema"
	spaceXSI      = "http://www.w3.org/2001/XMLSchema-instance"
)

// dialect is how answers of one kind of service are written. The documents show two
// (assist-protocol.md section 2.1); their undeclared prefixes and missing end tags are
// not imitated.
type dialect struct {
	envelope string // prefix of the envelope's namespace
	payload  string // prefix of the service's namespace
	encoded  bool   // SOAP encoding: xsi:type on everything
}

func dialectOf(op *service.Operation) dialect {
	if op.Response.Use == service.Encoded {
		return dialect{envelope: "SOAP-ENV", payload: "ASS-NS", encoded: true}
	}
	return dialect{envelope: "soapenv", payload: "ws"}
}

// begin returns a document and its SOAP body.
func (d dialect) begin(namespace string) (*etree.Document, *etree.Element) {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	envelope := doc.CreateElement(d.envelope + ":Envelope")
	envelope.CreateAttr("xmlns:"+d.envelope, spaceEnvelope)
	envelope.CreateAttr("xmlns:"+d.payload, namespace)
	envelope.CreateAttr("xmlns:xsd", spaceXSD)
	envelope.CreateAttr("xmlns:xsi", spaceXSI)
	if d.encoded {
		envelope.CreateAttr(d.envelope+":encodingStyle", spaceEncoding)
	}
	return doc, envelope.CreateElement(d.envelope + ":Body")
}

// writeAnswer writes an answer in the dialect of its operation.
func writeAnswer(svc *service.Service, op *service.Operation, values map[string]string) []byte {
	d := dialectOf(op)
	doc, parent := d.begin(svc.Namespace)
	for _, frame := range op.Response.Frames {
		name := frame.Name.Local
		if frame.Name.Space != 0 {
			name = d.payload + ":" + name
		}
		parent = parent.CreateElement(name)
		if d.encoded && frame.Type.Local != "" {
			parent.CreateAttr("xmlns:si", svc.Space(frame.Type))
			parent.CreateAttr("xsi:type", "si:"+frame.Type.Local)
		}
	}
	t := svc.Type(op.Response.Type)
	for i := range t.Fields {
		field := &t.Fields[i]
		value, there := values[field.Name]
		if !there && field.Has(service.Optional) {
			continue
		}
		child := parent.CreateElement(field.Name)
		if typeName := printedType(svc, field, d); typeName != "" {
			child.CreateAttr("xsi:type", typeName)
		}
		if value != "" {
			child.SetText(value)
		}
	}
	return serialise(doc)
}

// printedType returns the xsi:type of a field. Encoded answers print it always;
// silentpay, the hybrid, prints it too (S4), which schema validity allows as long as
// it is the declared type itself.
func printedType(svc *service.Service, field *service.Field, d dialect) string {
	id := field.Type
	if !d.encoded && id >= 0 {
		return ""
	}
	for id >= 0 {
		id = svc.Type(id).Base
	}
	switch id {
	case service.XSDInt:
		return "xsd:int"
	case service.XSDInteger:
		return "xsd:integer"
	case service.XSDDecimal:
		return "xsd:decimal"
	}
	return "xsd:string"
}

// writeFault writes a refusal: the two codes stand where SOAP has faultcode and
// faultstring, and detail is empty (D26).
func writeFault(svc *service.Service, op *service.Operation, r *refusal) []byte {
	d := dialectOf(op)
	doc, body := d.begin(svc.Namespace)
	fault := body.CreateElement(d.envelope + ":Fault")
	fault.CreateElement("faultcode").SetText(strconv.Itoa(r.first))
	fault.CreateElement("faultstring").SetText(strconv.Itoa(r.second))
	fault.CreateElement("detail")
	return serialise(doc)
}

func serialise(doc *etree.Document) []byte {
	out, err := doc.WriteToBytes()
	if err != nil {
		panic("sandbox: writing to memory failed: " + err.Error())
	}
	return out
}
