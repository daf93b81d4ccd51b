package model

import (
	"slices"
	"testing"
)

func TestArray_AllWaysOfWritingOne(t *testing.T) {
	restrict := func(name, content string) string {
		return `<xs:complexType name="` + name + `"><xs:complexContent><xs:restriction base="enc:Array">` + content + `</xs:restriction></xs:complexContent></xs:complexType>`
	}
	arrayType := func(v string) string {
		return `<xs:attribute ref="enc:arrayType" wsdl:arrayType="` + v + `"/>`
	}
	d := mustLoadClean(t, "a.wsdl", withSchema(
		restrict("Ints", arrayType("xs:int[]"))+
			restrict("Matrix", arrayType("tns:Item[][,]"))+
			restrict("Seq", `<xs:sequence><xs:element name="item" type="tns:Item" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>`)+
			restrict("Both", `<xs:sequence><xs:element name="item" type="xs:anyType" maxOccurs="unbounded"/></xs:sequence>`+arrayType("enc:string[3]"))+
			`<xs:complexType name="Derived"><xs:complexContent><xs:restriction base="tns:Ints"/></xs:complexContent></xs:complexType>`+
			`<xs:complexType name="Item"><xs:sequence><xs:element name="a" type="enc:int"/></xs:sequence></xs:complexType>`))
	for _, c := range []struct {
		name, item, element string
		dims                []string
	}{
		{"Ints", "int", "", []string{"[]"}},
		{"Matrix", "Item", "", []string{"[]", "[,]"}},
		{"Seq", "Item", "item", []string{"[]"}},
		{"Both", "string", "item", []string{"[3]"}},
		{"Derived", "int", "", []string{"[]"}},
	} {
		a := typ(t, d, c.name).Array
		if a == nil {
			t.Errorf("%s is no array", c.name)
			continue
		}
		element := ""
		if a.Element != nil {
			element = a.Element.Name.Local
		}
		if a.Item.Name.Local != c.item || element != c.element || !slices.Equal(a.Dims, c.dims) {
			t.Errorf("%s: item %v, element %q, dims %v", c.name, a.Item.Name, element, a.Dims)
		}
		if n := len(typ(t, d, c.name).AllAttributes()); n != 0 || !typ(t, d, c.name).Nillable {
			t.Errorf("%s: %d attributes, nillable %v", c.name, n, typ(t, d, c.name).Nillable)
		}
	}
	if typ(t, d, "Item").Array != nil {
		t.Error("Item is an array")
	}
}

func TestSOAPEncoding_BothVersionsNeedNoDocument(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/" schemaLocation="http://schemas.xmlsoap.org/soap/encoding/"/>`+
			`<xs:import namespace="http://www.w3.org/2003/05/soap-encoding" schemaLocation="missing.xsd"/>`+
			`<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>`+
			`<xs:complexType name="T" xmlns:e12="http://www.w3.org/2003/05/soap-encoding"><xs:complexContent><xs:restriction base="e12:Array"><xs:attributeGroup ref="e12:commonAttributes"/></xs:restriction></xs:complexContent></xs:complexType>`))
	if a := typ(t, d, "T").Array; a == nil || !a.Item.IsAnyType() {
		t.Errorf("T: %+v", a)
	}
}
