package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// base is a description with one of everything. Record stands in the request and in
// the answer, so that a change of it gives both twins.
const base = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/" xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" name="Test" targetNamespace="urn:t">
  <types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
    <xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>
    <xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="record" type="t:Record"/></xs:sequence></xs:complexType></xs:element>
    <xs:element name="Answer"><xs:complexType><xs:sequence><xs:element name="record" type="t:Record"/></xs:sequence></xs:complexType></xs:element>
    <xs:element name="Token" type="xs:string"/>
    <xs:element name="Trouble" type="t:Trouble"/>
    <xs:complexType name="Trouble"><xs:sequence><xs:element name="reason" type="xs:string"/></xs:sequence></xs:complexType>
    <xs:complexType name="Record">
      <xs:sequence>
        <xs:element name="number" type="t:Number"/>
        <xs:element name="amount" type="xs:int"/>
        <xs:element name="currency" type="t:Currency" minOccurs="0"/>
        <xs:element name="comment" type="xs:string" minOccurs="0"/>
        <xs:element name="line" type="t:Line" minOccurs="0" maxOccurs="10"/>
        <xs:element name="extra" type="xs:date" minOccurs="0" default="2020-01-01"/>
        <xs:element name="kind" type="xs:string" fixed="k"/>
        <xs:element name="when" type="xs:dateTime" nillable="true"/>
        <xs:choice><xs:element name="card" type="xs:string"/><xs:element name="wallet" type="xs:long"/></xs:choice>
        <xs:element ref="t:Contact" minOccurs="0"/>
        <xs:element name="list" type="t:Strings" minOccurs="0"/>
        <xs:any namespace="urn:a urn:b" processContents="lax" minOccurs="0"/>
      </xs:sequence>
      <xs:attribute name="id" type="xs:string" use="required"/>
      <xs:attribute name="mode" type="xs:string"/>
    </xs:complexType>
    <xs:complexType name="Line"><xs:all><xs:element name="what" type="xs:string"/><xs:element name="count" type="xs:int"/></xs:all></xs:complexType>
    <xs:complexType name="LongLine"><xs:complexContent><xs:extension base="t:Line"><xs:attribute name="length" type="xs:int"/></xs:extension></xs:complexContent></xs:complexType>
    <xs:complexType name="Strings"><xs:complexContent><xs:restriction base="enc:Array"><xs:attribute ref="enc:arrayType" wsdl:arrayType="xs:string[]"/></xs:restriction></xs:complexContent></xs:complexType>
    <xs:element name="Contact" type="xs:string"/>
    <xs:element name="Mail" type="xs:string" substitutionGroup="t:Contact"/>
    <xs:simpleType name="Number"><xs:restriction base="xs:string"><xs:maxLength value="20"/><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="Currency"><xs:restriction base="xs:string"><xs:enumeration value="RUB"/><xs:enumeration value="USD"/></xs:restriction></xs:simpleType>
  </xs:schema></types>
  <message name="AskIn"><part name="body" element="t:Ask"/></message>
  <message name="AskOut"><part name="body" element="t:Answer"/></message>
  <message name="Token"><part name="token" element="t:Token"/></message>
  <message name="Trouble"><part name="detail" element="t:Trouble"/></message>
  <message name="PutIn"><part name="first" type="xs:string"/><part name="second" type="xs:date"/></message>
  <message name="PutOut"><part name="return" type="xs:string"/></message>
  <portType name="PT"><operation name="Ask"><documentation>Asks.</documentation><input wsaw:Action="urn:t:in" message="t:AskIn"/><output wsaw:Action="urn:t:out" message="t:AskOut"/><fault name="Trouble" message="t:Trouble"/></operation></portType>
  <portType name="RPC"><operation name="Put"><input message="t:PutIn"/><output message="t:PutOut"/></operation></portType>
  <binding name="B" type="t:PT"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction="urn:t:ask"/>
      <input><soap:header message="t:Token" part="token" use="literal"/><soap:body use="literal"/></input>
      <output><soap:header message="t:Token" part="token" use="literal"/><soap:body use="literal"/></output>
      <fault name="Trouble"><soap:fault name="Trouble" use="literal"/></fault>
    </operation></binding>
  <binding name="R" type="t:RPC"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Put"><soap:operation soapAction="urn:t:put"/>
      <input><soap:body use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></input>
      <output><soap:body use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></output>
    </operation></binding>
  <service name="S"><port name="P" binding="t:B"><soap:address location="http://localhost/s"/></port></service>
  <service name="Q"><port name="RP" binding="t:R"><soap:address location="http://localhost/q"/></port></service>
</definitions>
`

func files(text string, more ...string) fstest.MapFS {
	root := fstest.MapFS{"a.wsdl": {Data: []byte(text)}}
	for i := 0; i+1 < len(more); i += 2 {
		root[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return root
}

func load(t testing.TB, root fstest.MapFS) *model.Definitions {
	t.Helper()
	defs, err := model.Load("a.wsdl", model.Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	return defs
}

func compare(t testing.TB, old, new *model.Definitions, o Options) *finding.Report {
	t.Helper()
	report, err := Compare(old, new, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func edited(t testing.TB, text string, edit ...string) string {
	t.Helper()
	for i := 0; i+1 < len(edit); i += 2 {
		if !strings.Contains(text, edit[i]) {
			t.Fatalf("fixture edits %q, which is not there", edit[i])
		}
		text = strings.ReplaceAll(text, edit[i], edit[i+1])
	}
	return text
}

// ruleIDs lists the rules of a report, each once, sorted.
func ruleIDs(r *finding.Report) []string {
	var ids []string
	for _, f := range r.Findings {
		ids = append(ids, f.Rule.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func catalogueByID() map[string]*finding.Rule {
	byID := map[string]*finding.Rule{}
	for _, r := range Rules() {
		byID[r.ID] = r
	}
	return byID
}

// expand writes twins out: "field-renamed" is the request rule and the response rule.
func expand(ids []string) []string {
	byID := catalogueByID()
	var out []string
	for _, id := range ids {
		if byID[id] != nil {
			out = append(out, id)
			continue
		}
		out = append(out, "request-"+id, "response-"+id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func printed(r *finding.Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Rule.ID, f.Subject, f.Text().EN)
	}
	return b.String()
}
