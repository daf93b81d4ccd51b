package sandbox

import (
	"strconv"

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
	encoded  bool   // SOAP encoding: xsi:type on frames
	typed    bool   // xsi:type on fields
}

// hybrid is the service whose literal answer prints xsi:type all the same (S4).
const hybrid = "silentpay"

func dialectOf(svc *service.Service, op *service.Operation) dialect {
	if op.Response.Use == service.Encoded {
		return dialect{"SOAP-ENV", "ASS-NS", true, true}
	}
	return dialect{"soapenv", "ws", false, svc.Name == hybrid}
}

func (d dialect) begin(p *printer, namespace string) {
	attributes := []string{
		"xmlns:" + d.envelope, spaceEnvelope, "xmlns:" + d.payload, namespace,
		"xmlns:xsd", spaceXSD, "xmlns:xsi", spaceXSI,
	}
	if d.encoded {
		attributes = append(attributes, d.envelope+":encodingStyle", spaceEncoding)
	}
	p.raw(`<?xml version="1.0" encoding="UTF-8"?>`)
	p.open(d.envelope+":Envelope", attributes...)
	p.open(d.envelope + ":Body")
}

func (d dialect) end(p *printer) {
	p.close(d.envelope + ":Body")
	p.close(d.envelope + ":Envelope")
}

// writeSOAP writes an answer in the dialect of its operation.
func writeSOAP(p *printer, svc *service.Service, op *service.Operation, r record) {
	d := dialectOf(svc, op)
	d.begin(p, svc.Space(op.Response.Frames[0].Name))
	var names []string
	for i, frame := range op.Response.Frames {
		name := frame.Name.Local
		if frame.Name.Space != 0 {
			name = d.payload + ":" + name
		}
		names = append(names, name)
		typeName := frame.Type
		if typeName.Local == "" && i == len(op.Response.Frames)-1 {
			typeName = svc.Type(op.Response.Type).Name
		}
		if d.encoded && typeName.Local != "" {
			p.open(name, "xmlns:si", svc.Space(typeName), "xsi:type", "si:"+typeName.Local)
		} else {
			p.open(name)
		}
	}
	d.fields(p, svc, r)
	for i := range names {
		p.close(names[len(names)-1-i])
	}
	d.end(p)
}

func (d dialect) fields(p *printer, svc *service.Service, r record) {
	for i := range r.fields {
		field, m := &r.fields[i], &r.members[i]
		switch {
		case !m.there:
		case isRecord(svc, field):
			for inner := range m.each() {
				p.open(field.Name)
				d.fields(p, svc, inner)
				p.close(field.Name)
			}
		case d.typed && (d.encoded || field.Type < 0):
			p.leaf(field.Name, m.text, "xsi:type", printedType(svc, field.Type))
		default:
			p.leaf(field.Name, m.text)
		}
	}
}

// printedType returns the xsi:type of a field: the built-in type it restricts.
func printedType(svc *service.Service, id service.TypeID) string {
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
func writeFault(p *printer, svc *service.Service, op *service.Operation, r *refusal) {
	d := dialectOf(svc, op)
	d.begin(p, svc.Namespace)
	p.open(d.envelope + ":Fault")
	p.leaf("faultcode", strconv.Itoa(r.first))
	p.leaf("faultstring", strconv.Itoa(r.second))
	p.leaf("detail", "")
	p.close(d.envelope + ":Fault")
	d.end(p)
}
