package model

import "strings"

var documentCases = []diagnosticCase{
	{
		"missing root",
		[]string{"b.wsdl", ""},
		`a.wsdl:1:1: WSDL: cannot read a.wsdl in the root folder (file does not exist); add the file or map the location in the catalogue [missing-document]`,
	},
	{
		"missing imports",
		[]string{withSchema(`<xs:import namespace="urn:x" schemaLocation="x.xsd"/>` + "\n" + `<xs:include schemaLocation="y.xsd"/>`)},
		`a.wsdl:3:1: import of namespace "urn:x" from "x.xsd": cannot read x.xsd in the root folder (file does not exist); add the file or map the location in the catalogue [missing-document]` + "\n" +
			`a.wsdl:4:1: include from "y.xsd": cannot read y.xsd in the root folder (file does not exist); add the file or map the location in the catalogue [missing-document]`,
	},
	{
		"outside root",
		[]string{"a.wsdl", head + `<import namespace="urn:x" location="../x.wsdl"/>` + "\n" + `<import namespace="urn:x" location="file:///etc/passwd"/>` + "\n" + `<import namespace="urn:x" location="C:\x.wsdl"/>` + "\n" + `<import namespace="urn:x" location="/x.wsdl"/>` + "\n" + echo},
		`a.wsdl:2:1: wsdl:import of namespace "urn:x": location "../x.wsdl" leads outside the root folder; move the root up or map the location in the catalogue [outside-root]` + "\n" +
			`a.wsdl:3:1: wsdl:import of namespace "urn:x": location "file:///etc/passwd" leads outside the root folder; move the root up or map the location in the catalogue [outside-root]` + "\n" +
			`a.wsdl:4:1: wsdl:import of namespace "urn:x": location "C:\x.wsdl" leads outside the root folder; move the root up or map the location in the catalogue [outside-root]` + "\n" +
			`a.wsdl:5:1: wsdl:import of namespace "urn:x": location "/x.wsdl" leads outside the root folder; move the root up or map the location in the catalogue [outside-root]`,
	},
	{
		"network",
		[]string{withSchema(`<xs:import namespace="urn:x" schemaLocation="http://x/y.xsd"/>` + "\n" + `<xs:include schemaLocation="https://x/z.xsd"/>`)},
		`a.wsdl:3:1: import of namespace "urn:x": location "http://x/y.xsd" needs the network, which is not allowed; save the document below the root and map the location in the catalogue [network-refused]` + "\n" +
			`a.wsdl:4:1: include: location "https://x/z.xsd" needs the network, which is not allowed; save the document below the root and map the location in the catalogue [network-refused]`,
	},
	{
		"location of another scheme",
		[]string{withSchema(`<xs:import namespace="urn:x" schemaLocation="urn:x:y"/>`)},
		`a.wsdl:3:1: import of namespace "urn:x": location "urn:x:y" is no file and no http location; map it in the catalogue [missing-document]`,
	},
	{
		"unknown encoding",
		[]string{`<?xml version="1.0" encoding="klingon"?><a/>`},
		`a.wsdl:1:1: document cannot be decoded: encoding "klingon" is unknown; declare the encoding it is stored in [bad-encoding]`,
	},
	{
		"invalid UTF-8",
		[]string{head + "\n  \xff"},
		`a.wsdl:3:3: document cannot be decoded: bytes are not valid UTF-8, the encoding when none is declared; declare the encoding it is stored in [bad-encoding]`,
	},
	{
		"mismatched tags",
		[]string{head + "  <types></portType>"},
		`a.wsdl:2:10: document is not well-formed: element <types> closed by </portType> [broken-xml]`,
	},
	{
		"truncated",
		[]string{head + "  <types>\n"},
		`a.wsdl:3:1: document is not well-formed: unexpected EOF [broken-xml]`,
	},
	{
		"undefined entity",
		[]string{"<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>"},
		`a.wsdl:2:4: document is not well-formed: invalid character entity &x; [broken-xml]`,
	},
	{
		"empty",
		[]string{" "},
		`a.wsdl:1:1: document is not well-formed: no element in it [broken-xml]`,
	},
	{
		"second root",
		[]string{emptyWSDL + "\n<b/>"},
		`a.wsdl:3:1: document is not well-formed: second root element <b> [broken-xml]`,
	},
	{
		"text outside root",
		[]string{emptyWSDL + "\nb"},
		`a.wsdl:1:1: document is not well-formed: text outside the root element [broken-xml]`,
	},
	{
		"attribute twice",
		[]string{head + `<types a="1" a="2"/>` + echo},
		`a.wsdl:2:1: document is not well-formed: attribute "a" of <types> is given twice [broken-xml]`,
	},
	{
		"DOCTYPE",
		[]string{"<!DOCTYPE definitions [<!ENTITY x '<y'> <!-- > -->]>\n" + head + echo},
		`a.wsdl:1:1: DOCTYPE is skipped; entities and defaults it declares are unknown [dtd-skipped]`,
	},
	{
		"too deep",
		[]string{head + strings.Repeat("<documentation>", 31)},
		`a.wsdl:2:436: elements are nested too deep; raise Limits.Depth if the document is genuine [limit-exceeded]`,
	},
	{
		"too big",
		[]string{head + strings.Repeat(" ", 20_001)},
		`a.wsdl:1:1: WSDL: a.wsdl is too big; raise Limits.DocumentBytes or Limits.TotalBytes if it is genuine [limit-exceeded]`,
	},
	{
		"too many documents",
		[]string{
			"a.wsdl", withSchema(`<xs:include schemaLocation="b.xsd"/>` + "\n" + `<xs:include schemaLocation="c.xsd"/>` + "\n" + `<xs:include schemaLocation="d.xsd"/>` + "\n" + `<xs:include schemaLocation="e.xsd"/>` + "\n" + `<xs:include schemaLocation="f.xsd"/>`),
			"b.xsd", xsd("", ""), "c.xsd", xsd("", ""), "d.xsd", xsd("", ""), "e.xsd", xsd("", ""), "f.xsd", xsd("", ""),
		},
		`a.wsdl:7:1: include from "f.xsd": more than 5 documents; raise Limits.Documents [limit-exceeded]`,
	},
	{
		"HTML page",
		[]string{"\n <html><body/></html>"},
		`a.wsdl:2:2: document is an HTML page (<html>), not a WSDL 1.1 (wsdl:definitions in http://schemas.xmlsoap.org/wsdl/) [not-wsdl]`,
	},
	{
		"HTML page that is no XML",
		[]string{"\n<!DOCTYPE HTML>\n<html><br></html>"},
		`a.wsdl:1:1: document is an HTML page, not XML; the address of the WSDL is another, or wants a login [not-wsdl]`,
	},
	{
		"schema instead of WSDL",
		[]string{xsd("", "")},
		`a.wsdl:1:1: document is an XML Schema (<xs:schema>), not a WSDL 1.1 (wsdl:definitions in http://schemas.xmlsoap.org/wsdl/) [not-wsdl]`,
	},
	{
		"WSDL 2.0",
		[]string{`<description xmlns="http://www.w3.org/ns/wsdl"/>`},
		`a.wsdl:1:1: document is WSDL 2.0; only WSDL 1.1 is read, ask the service for that [wsdl-2-0]`,
	},
	{
		"import of something else",
		[]string{"a.wsdl", head + `<import location="b.xml"/>` + "\n<types><xs:schema><xs:import schemaLocation=\"b.xml\"/>\n<xs:include schemaLocation=\"a.wsdl\"/></xs:schema></types>" + echo, "b.xml", `<b xmlns="urn:b"/>`},
		`a.wsdl:2:1: wsdl:import of namespace "": b.xml is XML with root element <b> of namespace "urn:b", not what can be imported here [not-importable]` + "\n" +
			`a.wsdl:3:19: import of namespace "": b.xml is XML with root element <b> of namespace "urn:b", not what can be imported here [not-importable]` + "\n" +
			`a.wsdl:4:1: include: a.wsdl is a WSDL 1.1 (<definitions>), not what can be imported here [not-importable]`,
	},
	{
		"old XSD",
		[]string{head + `<types><s:schema xmlns:s="http://www.w3.org/1999/XMLSchema" targetNamespace="urn:t"><s:element name="e" type="s:timeInstant"/></s:schema></types>` + echo},
		`a.wsdl:2:8: namespace http://www.w3.org/1999/XMLSchema is a draft of XML Schema and is read as http://www.w3.org/2001/XMLSchema [old-xsd]`,
	},
	{
		"namespace mismatch",
		[]string{"a.wsdl", withSchema(`<xs:import namespace="urn:x" schemaLocation="b.xsd"/>` + "\n" + `<xs:include schemaLocation="b.xsd"/>`), "b.xsd", xsd(`targetNamespace="urn:b"`, "")},
		`a.wsdl:3:1: import of namespace "urn:x": the document has target namespace "urn:b"; correct the import [namespace-mismatch]` + "\n" +
			`a.wsdl:4:1: include of "b.xsd": the document has target namespace "urn:b", not "urn:t"; use xs:import [namespace-mismatch]`,
	},
	{
		"import without location",
		[]string{withSchema(`<xs:import namespace="urn:x"/>`)},
		`a.wsdl:3:1: import of namespace "urn:x" has no schemaLocation and no schema of that namespace is loaded; add one [import-unresolved]`,
	},
	{
		"include without location",
		[]string{withSchema(`<xs:include/>`)},
		`a.wsdl:3:1: include has no schemaLocation and is ignored; add it [missing-attribute]`,
	},
	{
		"WSDL import without location",
		[]string{head + `<import namespace="urn:x"/>` + echo},
		`a.wsdl:2:1: wsdl:import of namespace "urn:x" has no location; add it [missing-attribute]`,
	},
}

var schemaCases = []diagnosticCase{
	{
		"element that lost its prefix",
		[]string{withSchema(`<xs:complexType name="C"><xs:sequence/>` + "\n" + `<attribute xmlns="" name="a" type="xs:string"/></xs:complexType>`)},
		`a.wsdl:4:1: attribute "a" of complexType "C": <attribute> does not belong here and is ignored [unknown-construct]`,
	},
	{
		"identity constraints",
		[]string{withSchema(`<xs:element name="e" type="xs:string">` + "\n" + `<xs:key name="k"><xs:selector xpath="a"/><xs:field xpath="@b"/></xs:key><xs:keyref name="r" refer="tns:k"><xs:selector xpath="a"/><xs:field xpath="@c"/></xs:keyref>` + "\n" + `<xs:unique name="u"><xs:selector xpath="a"/><xs:field xpath="@b"/></xs:unique></xs:element>`)},
		`a.wsdl:4:1: key "k" of element "e": values are not held against it [identity-constraint]` + "\n" +
			`a.wsdl:4:73: keyref "r" of element "e": values are not held against it [identity-constraint]` + "\n" +
			`a.wsdl:5:1: unique "u" of element "e": values are not held against it [identity-constraint]`,
	},
	{
		"unresolved type",
		[]string{withSchema(`<xs:element name="e" type="tns:T"/>`)},
		`a.wsdl:3:1: element "e": type "tns:T" is not defined in namespace "urn:t"; define it or correct the name [unresolved-type]`,
	},
	{
		"unresolved type of a namespace not loaded",
		[]string{withSchema(`<xs:complexType name="C"><xs:sequence>` + "\n" + `<xs:element name="e" type="x:T" xmlns:x="urn:x"/></xs:sequence></xs:complexType>`)},
		`a.wsdl:4:1: element "e" of complexType "C": type "x:T" is of namespace "urn:x", of which nothing is loaded; import the document that defines it [unresolved-type]`,
	},
	{
		"unresolved base",
		[]string{withSchema(`<xs:complexType name="C"><xs:complexContent><xs:extension base="tns:T"/></xs:complexContent></xs:complexType>`)},
		`a.wsdl:3:45: extension of complexType "C": type "tns:T" is not defined in namespace "urn:t"; define it or correct the name [unresolved-type]`,
	},
	{
		"unresolved element",
		[]string{withSchema(`<xs:complexType name="C"><xs:sequence>` + "\n" + `<xs:element ref="tns:e"/></xs:sequence></xs:complexType>`)},
		`a.wsdl:4:1: element of complexType "C": element "tns:e" is not defined in namespace "urn:t"; define it or correct the name [unresolved-element]`,
	},
	{
		"unresolved substitution head",
		[]string{withSchema(`<xs:element name="e" substitutionGroup="tns:h"/>`)},
		`a.wsdl:3:1: element "e": element "tns:h" is not defined in namespace "urn:t"; define it or correct the name [unresolved-element]`,
	},
	{
		"unresolved attribute",
		[]string{withSchema(`<xs:complexType name="C"><xs:attribute ref="tns:a"/></xs:complexType>`)},
		`a.wsdl:3:26: attribute of complexType "C": attribute "tns:a" is not defined in namespace "urn:t"; define it or correct the name [unresolved-attribute]`,
	},
	{
		"unresolved group",
		[]string{withSchema(`<xs:complexType name="C"><xs:group ref="tns:G"/></xs:complexType>`)},
		`a.wsdl:3:26: group of complexType "C": group "tns:G" is not defined in namespace "urn:t"; define it or correct the name [unresolved-group]`,
	},
	{
		"unresolved attributeGroup",
		[]string{withSchema(`<xs:complexType name="C"><xs:attributeGroup ref="tns:G"/></xs:complexType>`)},
		`a.wsdl:3:26: attributeGroup of complexType "C": attributeGroup "tns:G" is not defined in namespace "urn:t"; define it or correct the name [unresolved-attribute-group]`,
	},
	{
		"unresolved redefine",
		[]string{"a.wsdl", withSchema(`<xs:redefine schemaLocation="b.xsd"><xs:simpleType name="S"><xs:restriction base="tns:S"/></xs:simpleType></xs:redefine>`), "b.xsd", xsd("", "")},
		`a.wsdl:3:37: redefined simpleType "S" is not defined in the redefined schema; define it outside xs:redefine [unresolved-redefine]`,
	},
	{
		"undeclared prefixes",
		[]string{withSchema(`<xs:element name="e" type="x:T"/>` + "\n" + `<y:element z:a=""/>` + "\n" + `<xs:element name="f" type="x:string"/>`)},
		`a.wsdl:3:1: element "e": prefix of type="x:T" is not declared; add an xmlns declaration [undeclared-prefix]` + "\n" +
			`a.wsdl:4:1: attribute "z:a": prefix "z" is not declared; add xmlns:z [undeclared-prefix]` + "\n" +
			`a.wsdl:4:1: element <y:element>: prefix "y" is not declared; add xmlns:y [undeclared-prefix]` + "\n" +
			`a.wsdl:5:1: element "f": type="x:string" has a prefix that is not declared and is taken as type of namespace "http://www.w3.org/2001/XMLSchema"; declare and use a prefix [undeclared-prefix]`,
	},
	{
		"reference without prefix",
		[]string{withSchema(`<xs:element name="e" type="T"/><xs:complexType name="T"/>` + "\n" + `<xs:element name="f" type="string"/>`)},
		`a.wsdl:3:1: element "e": type="T" has no prefix and is taken as type of namespace "urn:t"; declare and use a prefix [unqualified-reference]` + "\n" +
			`a.wsdl:4:1: element "f": type="string" has no prefix and is taken as type of namespace "http://www.w3.org/2001/XMLSchema"; declare and use a prefix [unqualified-reference]`,
	},
	{
		"duplicates",
		[]string{withSchema(`<xs:element name="e" type="xs:int"/>` + "\n" + `<xs:element name="e" type="xs:string"/>` + "\n" + `<xs:element name="e" type="xs:int"><xs:annotation/></xs:element>`)},
		`a.wsdl:4:1: element "e" of namespace "urn:t" is defined differently at a.wsdl:3:1; rename or remove one [duplicate-definition]` + "\n" +
			`a.wsdl:5:1: element "e" of namespace "urn:t" is defined the same way at a.wsdl:3:1; remove one [duplicate-definition]`,
	},
	{
		"duplicate attribute",
		[]string{withSchema(`<xs:complexType name="C"><xs:attribute name="a"/><xs:attribute name="a"/></xs:complexType>`)},
		`a.wsdl:3:50: attribute "a" of complexType "C": attribute "a" is there already; remove one [duplicate-definition]`,
	},
	{
		"names missing",
		[]string{withSchema(`<xs:element/>` + "\n" + `<xs:complexType name="C"><xs:sequence><xs:element/></xs:sequence><xs:attribute/></xs:complexType>`)},
		`a.wsdl:3:1: global element has no name; add one [missing-attribute]` + "\n" +
			`a.wsdl:4:39: element of complexType "C": element has neither name nor ref; add one [missing-attribute]` + "\n" +
			`a.wsdl:4:66: attribute of complexType "C": attribute has neither name nor ref; add one [missing-attribute]`,
	},
	{
		"simple types without content",
		[]string{withSchema(`<xs:simpleType name="A"/>` + "\n" + `<xs:simpleType name="B"><xs:restriction/></xs:simpleType>` + "\n" + `<xs:simpleType name="C"><xs:list/></xs:simpleType>` + "\n" + `<xs:simpleType name="D"><xs:union/></xs:simpleType>`)},
		`a.wsdl:3:1: simpleType "A": neither restriction, list nor union inside; add one [missing-attribute]` + "\n" +
			`a.wsdl:4:25: restriction of simpleType "B": restriction has no base; add one [missing-attribute]` + "\n" +
			`a.wsdl:5:25: list of simpleType "C": list has no itemType; add one [missing-attribute]` + "\n" +
			`a.wsdl:6:25: union of simpleType "D": union has no memberTypes; add some [missing-attribute]`,
	},
	{
		"complexContent without derivation",
		[]string{withSchema(`<xs:complexType name="C"><xs:complexContent><xs:sequence/></xs:complexContent></xs:complexType>`)},
		`a.wsdl:3:26: complexContent of complexType "C": neither extension nor restriction inside; what is there is read as if directly in the type [missing-attribute]`,
	},
	{
		"bad values",
		[]string{withSchema(`<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:maxLength value="x"/><xs:whiteSpace value="x"/></xs:restriction></xs:simpleType>` + "\n" +
			`<xs:complexType name="C"><xs:sequence><xs:element name="e" minOccurs="-1" maxOccurs="many"/><xs:element name="f" minOccurs="3" maxOccurs="2"/><xs:any processContents="x"/></xs:sequence>` + "\n" +
			`<xs:attribute name="a" use="x"/></xs:complexType>`)},
		`a.wsdl:3:58: maxLength of simpleType "S": value="x" is no count; the facet is ignored [bad-value]` + "\n" +
			`a.wsdl:3:83: whiteSpace of simpleType "S": value="x" is none of preserve, replace, collapse; the facet is ignored [bad-value]` + "\n" +
			`a.wsdl:4:39: element "e" of complexType "C": minOccurs="-1" is no count; 1 is taken [bad-value]` + "\n" +
			`a.wsdl:4:39: element "e" of complexType "C": maxOccurs="many" is no count; 1 is taken [bad-value]` + "\n" +
			`a.wsdl:4:93: element "f" of complexType "C": minOccurs 3 is above maxOccurs 2; the latter is taken for both [bad-value]` + "\n" +
			`a.wsdl:4:143: any of complexType "C": processContents="x" is none of strict, lax, skip; strict is taken [bad-value]` + "\n" +
			`a.wsdl:5:1: attribute "a" of complexType "C": use="x" is none of optional, required, prohibited; optional is taken [bad-value]`,
	},
	{
		"circular types",
		[]string{withSchema(`<xs:complexType name="A"><xs:complexContent><xs:extension base="tns:B"/></xs:complexContent></xs:complexType>` + "\n" + `<xs:complexType name="B"><xs:complexContent><xs:extension base="tns:A"/></xs:complexContent></xs:complexType>` + "\n" + `<xs:simpleType name="U"><xs:union memberTypes="tns:U xs:int"/></xs:simpleType>`)},
		`a.wsdl:4:1: type "B" is made from itself; correct its base, itemType or memberTypes [circular-definition]` + "\n" +
			`a.wsdl:5:1: type "U" is made from itself; correct its base, itemType or memberTypes [circular-definition]`,
	},
	{
		"circular groups",
		[]string{withSchema(`<xs:group name="G"><xs:sequence>` + "\n" + `<xs:group ref="tns:G"/></xs:sequence></xs:group>` + "\n" + `<xs:attributeGroup name="A"><xs:attributeGroup ref="tns:A"/></xs:attributeGroup>` + "\n" + `<xs:element name="e" substitutionGroup="tns:e"/>`)},
		`a.wsdl:4:1: group "G" contains itself; remove the reference [circular-definition]` + "\n" +
			`a.wsdl:5:1: attributeGroup "A" contains itself; remove the reference [circular-definition]` + "\n" +
			`a.wsdl:6:1: element "e" substitutes itself by way of its substitutionGroup; name another head [circular-definition]`,
	},
	{
		"bad derivations",
		[]string{withSchema(`<xs:complexType name="C"/>` + "\n" + `<xs:simpleType name="S"><xs:restriction base="tns:C"/></xs:simpleType>` + "\n" +
			`<xs:complexType name="D"><xs:simpleContent><xs:extension base="tns:C"/></xs:simpleContent></xs:complexType>` + "\n" +
			`<xs:complexType name="E"><xs:complexContent><xs:extension base="xs:int"/></xs:complexContent></xs:complexType>` + "\n" + `<xs:attribute name="a" type="tns:C"/>`)},
		`a.wsdl:4:1: type "S" is simple and made from complex type "C"; use a simple type [bad-derivation]` + "\n" +
			`a.wsdl:5:1: type "D" has simpleContent and its base type "C" has no text; correct the base [bad-derivation]` + "\n" +
			`a.wsdl:6:1: type "E": complexContent cannot derive from simple type "int"; read as simpleContent [bad-derivation]` + "\n" +
			`a.wsdl:7:1: attribute "a": an attribute cannot have complex type "tns:C"; use a simple type [bad-derivation]`,
	},
	{
		"unknown constructs",
		[]string{withSchema(`<xs:simpletype name="S"/>` + "\n" + `<xs:complexType name="C"><xs:squence/>` + "\n" + `<xs:element name="e"/></xs:complexType>`)},
		`a.wsdl:3:1: simpletype "S": <xs:simpletype> does not belong here and is ignored [unknown-construct]` + "\n" +
			`a.wsdl:4:26: squence of complexType "C": <xs:squence> does not belong here and is ignored [unknown-construct]` + "\n" +
			`a.wsdl:5:1: element "e" of complexType "C": <xs:element> must stand in one xs:sequence, and is read as if it did [unknown-construct]`,
	},
	{
		"groups that explode",
		[]string{withSchema(`<xs:group name="A"><xs:sequence><xs:any/><xs:any/><xs:any/><xs:any/></xs:sequence></xs:group>` +
			`<xs:group name="B"><xs:sequence><xs:group ref="tns:A"/><xs:group ref="tns:A"/><xs:group ref="tns:A"/><xs:group ref="tns:A"/></xs:sequence></xs:group>` +
			`<xs:group name="C"><xs:sequence><xs:group ref="tns:B"/><xs:group ref="tns:B"/><xs:group ref="tns:B"/><xs:group ref="tns:B"/></xs:sequence></xs:group>` +
			`<xs:group name="D"><xs:sequence><xs:group ref="tns:C"/><xs:group ref="tns:C"/><xs:group ref="tns:C"/><xs:group ref="tns:C"/></xs:sequence></xs:group>` + "\n" +
			`<xs:complexType name="T"><xs:group ref="tns:D"/></xs:complexType>`)},
		`a.wsdl:4:1: type "T": content model has more than 200 particles; raise Limits.Particles if it is genuine [limit-exceeded]`,
	},
	{
		"array without brackets",
		[]string{withSchema(`<xs:complexType name="C"><xs:complexContent><xs:restriction base="enc:Array"><xs:attribute ref="enc:arrayType" wsdl:arrayType="xs:int"/></xs:restriction></xs:complexContent></xs:complexType>`)},
		`a.wsdl:3:78: attribute of complexType "C": wsdl:arrayType="xs:int" has no [ ]; one dimension is taken [bad-value]`,
	},
}

var wsdlCases = []diagnosticCase{
	{
		"no operations",
		[]string{emptyWSDL},
		`a.wsdl:1:1: definitions "Test": no operation in it or in what it imports [no-operations]`,
	},
	{
		"nothing left",
		[]string{head + `<message name="M"/><portType name="PT"><operation name="A"><input message="tns:M"/></operation></portType><binding name="B" type="tns:PT"/></definitions>`},
		`a.wsdl:1:1: definitions "Test": no operation can be used; correct what is reported about them [nothing-left]`,
	},
	{
		"unresolved message",
		[]string{head + `<message name="M"/><portType name="PT"><operation name="A">` + "\n" + `<input message="tns:M"/><output message="tns:Gone"/></operation></portType></definitions>`},
		`a.wsdl:3:25: output of operation "A": message "tns:Gone" is not defined in namespace "urn:t"; define it or correct the name [unresolved-message]`,
	},
	{
		"unresolved message of an unbound operation",
		[]string{strings.Replace(head+echo, "</portType>", "\n"+`<operation name="A"><input/></operation></portType>`, 1)},
		`a.wsdl:3:21: input of operation "A" has no message attribute; an empty message is taken [unresolved-message]`,
	},
	{
		"unresolved parts",
		[]string{operation("rpc", `<soap:header message="tns:H" part="x"/>`+"\n"+`<soap:header message="tns:X" part="h"/>`+"\n"+`<soap:body parts="a x"/>`, "")},
		`a.wsdl:3:1: header of operation "Op": message "H" has no part "x"; correct part= [unresolved-part]` + "\n" +
			`a.wsdl:4:1: header of operation "Op": message "tns:X" is not defined in namespace "urn:t"; define it or correct the name [unresolved-message]` + "\n" +
			`a.wsdl:5:1: body of operation "Op": message "M" has no part "x"; correct parts= [unresolved-part]`,
	},
	{
		"unresolved portType and binding",
		[]string{strings.Replace(head+echo, "</definitions>", `<binding name="X" type="tns:X"/>`+"\n"+`<service name="S"><port name="P" binding="tns:X"><soap:address location="http://x/"/></port>`+"\n"+`<port name="Q" binding="tns:Y"/></service></definitions>`, 1)},
		`a.wsdl:3:1: binding "X": portType "tns:X" is not defined in namespace "urn:t"; define it or correct the name [unresolved-port-type]` + "\n" +
			`a.wsdl:5:1: port "Q" of service "S": binding "tns:Y" is not defined in namespace "urn:t"; define it or correct the name [unresolved-binding]`,
	},
	{
		"unresolved operation and fault",
		[]string{operation("rpc", `<soap:body/>`, `</operation>`+"\n"+`<operation name="X"/>`+"\n"+`<operation name="Op"><fault name="X"/>`)},
		`a.wsdl:5:1: operation "X" of binding "B" is not in portType "PT"; empty messages are taken [unresolved-operation]` + "\n" +
			`a.wsdl:6:1: operation "Op" is bound twice in binding "B"; the first is kept [duplicate-definition]`,
	},
	{
		"unresolved bound fault",
		[]string{operation("rpc", `<soap:body/>`, "\n"+`<fault name="X"/>`)},
		`a.wsdl:5:1: fault "X" of operation "Op" in binding "B" is not in its portType and is left out [unresolved-fault]`,
	},
	{
		"part without type",
		[]string{head + `<message name="N"><part name="p"/></message>` + echo},
		`a.wsdl:2:19: part "p" of message "N" has neither element nor type; xsd:anyType is taken [part-without-type]`,
	},
	{
		"unresolved part references",
		[]string{head + `<message name="N"><part name="p" element="tns:e"/>` + "\n" + `<part name="q" type="tns:T"/></message>` + echo},
		`a.wsdl:2:19: part "p" of message "N": element "tns:e" is not defined in namespace "urn:t"; define it or correct the name [unresolved-element]` + "\n" +
			`a.wsdl:3:1: part "q" of message "N": type "tns:T" is not defined in namespace "urn:t"; define it or correct the name [unresolved-type]`,
	},
	{
		"duplicate parts and messages",
		[]string{head + `<message name="N"><part name="p" type="xs:int"/><part name="p" type="xs:int"/></message>` + "\n" + `<message name="M"/>` + "\n" + echo},
		`a.wsdl:2:49: message "N" has two parts "p"; rename one [duplicate-definition]` + "\n" +
			`a.wsdl:4:1: message "M" of namespace "urn:t" is defined differently at a.wsdl:3:1; rename or remove one [duplicate-definition]`,
	},
	{
		"names missing",
		[]string{head + `<message/>` + "\n" + `<message name="N"><part type="xs:int"/></message>` + "\n" + `<portType name="P"><operation/></portType>` + "\n" + echo},
		`a.wsdl:2:1: message has no name; add one [missing-attribute]` + "\n" +
			`a.wsdl:3:19: part of message "N" has no name; add one [missing-attribute]` + "\n" +
			`a.wsdl:4:20: operation has no name; add one [missing-attribute]`,
	},
	{
		"unknown constructs",
		[]string{head + `<porttype name="P"/>` + "\n" + `<types><xs:element name="e"/></types>` + "\n" + `<portType name="P"><input/></portType>` + "\n" + echo},
		`a.wsdl:2:1: porttype "P": <porttype> does not belong here and is ignored [unknown-construct]` + "\n" +
			`a.wsdl:3:8: element "e": <xs:element> does not belong here and is ignored [unknown-construct]` + "\n" +
			`a.wsdl:4:20: input of portType "P": <input> does not belong here and is ignored [unknown-construct]`,
	},
	{
		"required extension",
		[]string{head + `<p:Policy xmlns:p="urn:p" wsdl:required="true"/><q:Q xmlns:q="urn:q"/>` + echo},
		`a.wsdl:2:1: extension <p:Policy> of namespace "urn:p" is required by the WSDL and not understood; see to it by hand [required-extension]`,
	},
	{
		"prefix of the types before a component of the WSDL",
		[]string{strings.ReplaceAll(operation("rpc", `<soap:body/>`, ""), `type="tns:`, `xmlns:o="urn:other" type="o:`)},
		`a.wsdl:2:394: binding "B": portType "o:PT" is of namespace "urn:other", of which nothing is loaded; import the document that defines it; until then that of namespace "urn:t" is taken [wrong-namespace]`,
	},
	{
		"server begins",
		[]string{head + `<message name="N"/><portType name="P"><operation name="Tell"><output message="tns:N"/></operation></portType>` + echo},
		`a.wsdl:2:39: operation "Tell" is notification: the server begins [server-initiated]`,
	},
	{
		"attachment",
		[]string{operation("rpc", `<mime:multipartRelated><mime:part><soap:body/></mime:part><mime:part><mime:content part="b" type="image/png"/></mime:part><mime:part><mime:content part="x"/></mime:part></mime:multipartRelated>`, "")},
		`a.wsdl:3:70: part "b" of message "M" is a MIME attachment; it is not in the SOAP body [attachment]` + "\n" +
			`a.wsdl:3:134: content of operation "Op": message "M" has no part "x"; correct part= [unresolved-part]`,
	},
	{
		"bad style and use",
		[]string{operation("wrapped", `<soap:body use="liberal"/>`, "")},
		`a.wsdl:2:426: binding of binding "B": style="wrapped" is none of document, rpc; document is taken [bad-value]` + "\n" +
			`a.wsdl:3:1: body of operation "Op": use="liberal" is none of literal, encoded; literal is taken [bad-value]`,
	},
}
