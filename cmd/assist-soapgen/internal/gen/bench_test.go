package gen

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// syntheticWSDL has one document/literal operation per count, each with a request of so
// many fields and a small answer.
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

// BenchmarkForeign reads, checks, names, writes and formats: everything between the
// input files and the output files.
func BenchmarkForeign(b *testing.B) {
	for _, size := range []struct{ operations, fields int }{{3, 12}, {345, 80}, {690, 80}, {1380, 80}} {
		text := syntheticWSDL(size.operations, size.fields)
		b.Run(fmt.Sprintf("operations=%d/%dKB", size.operations, len(text)/1000), func(b *testing.B) {
			root := fstest.MapFS{"big.wsdl": {Data: []byte(text)}}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Foreign(root, "big.wsdl", ForeignOptions{Package: "stub"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
