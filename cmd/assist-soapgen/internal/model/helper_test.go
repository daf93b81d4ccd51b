package model

import (
	"strings"
	"testing"
	"testing/fstest"
)

// head opens a WSDL on one line, so that what follows begins on line 2.
const head = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"` +
	` xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"` +
	` xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/"` +
	` xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/"` +
	` xmlns:tns="urn:t" name="Test" targetNamespace="urn:t">` + "\n"

// echo is a message, portType and binding of one operation without schema.
const echo = `<message name="M"><part name="p" type="xs:string"/></message>` +
	`<portType name="PT"><operation name="Echo"><input message="tns:M"/><output message="tns:M"/></operation></portType>` +
	`<binding name="B" type="tns:PT"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>` +
	`<operation name="Echo"><soap:operation soapAction="urn:echo"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>` +
	"\n</definitions>"

// schemaHead opens an inline schema; its content begins on line 3.
const schemaHead = head + `<types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">` + "\n"

// withSchema is a WSDL with the echo operation and an inline schema, whose
// content begins on line 3.
func withSchema(content string) string {
	return schemaHead + content + "\n</xs:schema></types>\n" + echo
}

// xsd wraps schema content in an xs:schema element on one line.
func xsd(attrs, content string) string {
	return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ` + attrs + ">\n" + content + "\n</xs:schema>"
}

// files makes a root from path, text, path, text, …
func files(pairs ...string) fstest.MapFS {
	root := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		root[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return root
}

// mustLoad loads a.wsdl, which must be without errors.
func mustLoad(t *testing.T, pairs ...string) *Definitions {
	t.Helper()
	d, err := Load("a.wsdl", Options{Root: files(pairs...)})
	if err != nil {
		t.Fatalf("load:\n%v", err)
	}
	return d
}

// mustLoadClean is mustLoad without warnings either.
func mustLoadClean(t *testing.T, pairs ...string) *Definitions {
	t.Helper()
	d := mustLoad(t, pairs...)
	if len(d.Warnings) > 0 {
		t.Fatalf("unexpected warnings:\n%v", d.Warnings)
	}
	return d
}

// typ finds a type of urn:t.
func typ(t *testing.T, d *Definitions, local string) *Type {
	t.Helper()
	found := d.Type(QName{"urn:t", local})
	if found == nil {
		t.Fatalf("no type %s", local)
	}
	return found
}

// outline writes a content model in a compact form for comparison.
func outline(particles []*Particle) string {
	var parts []string
	for _, p := range particles {
		parts = append(parts, outlineOne(p))
	}
	return strings.Join(parts, " ")
}

func outlineOne(p *Particle) string {
	s := p.Kind.String()
	switch p.Kind {
	case ElementParticle:
		s = p.Element.Name.Local + ":" + p.Element.Type.Name.Local
	case Any:
	default:
		s += "(" + outline(p.Items) + ")"
	}
	switch {
	case p.Min == 1 && p.Max == 1:
	case p.Min == 0 && p.Max == 1:
		s += "?"
	case p.Min == 0 && p.Max == Unbounded:
		s += "*"
	case p.Min == 1 && p.Max == Unbounded:
		s += "+"
	default:
		s += "{}"
	}
	return s
}

func attributeNames(uses []*AttributeUse) string {
	var names []string
	for _, u := range uses {
		names = append(names, u.Attribute.Name.String())
	}
	return strings.Join(names, " ")
}
