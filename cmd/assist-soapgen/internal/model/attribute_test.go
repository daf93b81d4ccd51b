package model

import "testing"

func TestAttributes_GroupsReferencesAndInheritance(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:attribute name="global" type="xs:int" default="7"/>`+
			`<xs:attributeGroup name="Inner"><xs:attribute name="in" type="xs:string"/><xs:anyAttribute namespace="##other" processContents="skip"/></xs:attributeGroup>`+
			`<xs:attributeGroup name="Outer"><xs:attributeGroup ref="tns:Inner"/><xs:attribute name="out" form="qualified" fixed="x"/></xs:attributeGroup>`+
			`<xs:complexType name="Base"><xs:attributeGroup ref="tns:Outer"/><xs:attribute ref="tns:global"/><xs:attribute ref="xml:lang" use="required"/></xs:complexType>`+
			`<xs:complexType name="T"><xs:complexContent><xs:restriction base="tns:Base"><xs:attribute name="in" use="prohibited"/><xs:attribute name="own" type="xs:boolean"/></xs:restriction></xs:complexContent></xs:complexType>`))
	base, derived := typ(t, d, "Base"), typ(t, d, "T")
	if got, want := attributeNames(base.AllAttributes()), "in {urn:t}out {urn:t}global {http://www.w3.org/XML/1998/namespace}lang"; got != want {
		t.Errorf("Base\n got %s\nwant %s", got, want)
	}
	if got, want := attributeNames(derived.AllAttributes()), "{urn:t}out {urn:t}global {http://www.w3.org/XML/1998/namespace}lang own"; got != want {
		t.Errorf("T\n got %s\nwant %s", got, want)
	}
	global := base.Attributes[2]
	if !global.Ref || global.Default == nil || *global.Default != "7" {
		t.Errorf("reference does not have the default of the declaration: %+v", global)
	}
	if w := base.AnyAttributes(); w == nil || !w.Other || w.Process != Skip || w.Allows("urn:t") || !w.Allows("urn:x") {
		t.Errorf("wildcard: %+v", w)
	}
	if derived.AnyAttributes() != nil {
		t.Error("a restriction does not inherit the wildcard")
	}
}

func TestForm_ResolvedPerComponent(t *testing.T) {
	schema := func(defaults string) string {
		return head + `<types><xs:schema targetNamespace="urn:t" ` + defaults + `><xs:complexType name="T"><xs:sequence>` +
			`<xs:element name="d"/><xs:element name="q" form="qualified"/><xs:element name="u" form="unqualified"/>` +
			`</xs:sequence><xs:attribute name="d"/><xs:attribute name="q" form="qualified"/></xs:complexType></xs:schema></types>` + echo
	}
	for _, c := range []struct{ defaults, elements, attributes string }{
		{"", "d {urn:t}q u", "d {urn:t}q"},
		{`elementFormDefault="qualified"`, "{urn:t}d {urn:t}q u", "d {urn:t}q"},
		{`attributeFormDefault="qualified"`, "d {urn:t}q u", "{urn:t}d {urn:t}q"},
	} {
		d := mustLoadClean(t, "a.wsdl", schema(c.defaults))
		var names string
		for _, p := range typ(t, d, "T").Particle.Items {
			names += " " + p.Element.Name.String()
		}
		if names[1:] != c.elements || attributeNames(typ(t, d, "T").Attributes) != c.attributes {
			t.Errorf("%s: elements%s, attributes %s", c.defaults, names, attributeNames(typ(t, d, "T").Attributes))
		}
	}
}

func TestElement_PropertiesAndSubstitution(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:element name="leaf" substitutionGroup="tns:middle"/>`+
			`<xs:element name="head" type="xs:int" abstract="true" nillable="true" default="1"/>`+
			`<xs:element name="middle" substitutionGroup="tns:head" fixed=" 2 "/>`))
	head, leaf := d.Element(QName{"urn:t", "head"}), d.Element(QName{"urn:t", "leaf"})
	if !head.Abstract || !head.Nillable || *head.Default != "1" {
		t.Errorf("head: %+v", head)
	}
	if len(head.Members) != 2 || head.Members[0] != leaf || leaf.Type != head.Type {
		t.Errorf("members of head: %v; type of leaf %v", head.Members, leaf.Type.Name)
	}
	if middle := leaf.Head; *middle.Fixed != " 2 " || len(middle.Members) != 1 {
		t.Errorf("middle: %+v", middle)
	}
}
