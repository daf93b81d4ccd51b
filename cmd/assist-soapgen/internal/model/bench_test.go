package model

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// syntheticWSDL has one doc/literal operation per count, each with a request of
// so many fields and a small response.
func syntheticWSDL(operations, fields int) string {
	var schema, messages, ports, bindings strings.Builder
	for i := range operations {
		fmt.Fprintf(&schema, "<xs:element name=\"op%dRequest\"><xs:complexType><xs:sequence>\n", i)
		for j := range fields {
			fmt.Fprintf(&schema, "  <xs:element name=\"fieldName%02d\" type=\"xs:string\" minOccurs=\"0\" />\n", j)
		}
		fmt.Fprintf(&schema, "</xs:sequence></xs:complexType></xs:element>\n<xs:element name=\"op%dResponse\" type=\"tns:Result\"/>\n", i)
		fmt.Fprintf(&messages, "<message name=\"op%d\"><part name=\"p\" element=\"tns:op%dRequest\"/></message>\n", i, i)
		fmt.Fprintf(&messages, "<message name=\"op%dOut\"><part name=\"p\" element=\"tns:op%dResponse\"/></message>\n", i, i)
		fmt.Fprintf(&ports, "<operation name=\"op%d\"><input message=\"tns:op%d\"/><output message=\"tns:op%dOut\"/></operation>\n", i, i, i)
		fmt.Fprintf(&bindings, "<operation name=\"op%d\"><soap:operation soapAction=\"urn:op%d\"/><input><soap:body use=\"literal\"/></input><output><soap:body use=\"literal\"/></output></operation>\n", i, i)
	}
	return `<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:big" targetNamespace="urn:big">
<types><xs:schema targetNamespace="urn:big"><xs:complexType name="Result"><xs:sequence><xs:element name="code" type="xs:int"/></xs:sequence></xs:complexType>
` + schema.String() + "</xs:schema></types>\n" + messages.String() +
		"<portType name=\"PT\">" + ports.String() + "</portType>\n<binding name=\"B\" type=\"tns:PT\"><soap:binding transport=\"http://schemas.xmlsoap.org/soap/http\"/>\n" +
		bindings.String() + "</binding></definitions>"
}

func BenchmarkLoad(b *testing.B) {
	for _, operations := range []int{345, 690, 1380} {
		text := syntheticWSDL(operations, 80)
		b.Run(fmt.Sprintf("%dKB", len(text)/1000), func(b *testing.B) {
			root := fstest.MapFS{"big.wsdl": {Data: []byte(text)}}
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Load("big.wsdl", Options{Root: root}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
