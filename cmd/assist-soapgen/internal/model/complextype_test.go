package model

import "testing"

func TestContentModel_PerConstruct(t *testing.T) {
	const element = `<xs:element name="g" type="xs:int"/>`
	for _, c := range []struct{ name, schema, want string }{
		{
			"sequence", `<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>`,
			"sequence(a:string b:int?)",
		},
		{
			"unbounded and plural", `<xs:complexType name="T"><xs:sequence maxOccurs="unbounded"><xs:element name="a" type="xs:string" minOccurs="2" maxOccurs="5"/></xs:sequence></xs:complexType>`,
			"sequence(a:string{})+",
		},
		{
			"choice inside sequence", `<xs:complexType name="T"><xs:sequence><xs:choice minOccurs="0"><xs:element name="a" type="xs:string"/><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:choice></xs:sequence></xs:complexType>`,
			"sequence(choice(a:string sequence(b:int))?)",
		},
		{
			"all", `<xs:complexType name="T"><xs:all><xs:element name="a" type="xs:string"/></xs:all></xs:complexType>`,
			"all(a:string)",
		},
		{
			"any", `<xs:complexType name="T"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType>`,
			"sequence(any*)",
		},
		{
			"element reference", element + `<xs:complexType name="T"><xs:sequence><xs:element ref="tns:g" minOccurs="0"/></xs:sequence></xs:complexType>`,
			"sequence(g:int?)",
		},
		{
			"group reference", `<xs:group name="G"><xs:choice><xs:element name="a" type="xs:string"/></xs:choice></xs:group><xs:complexType name="T"><xs:sequence><xs:group ref="tns:G" maxOccurs="unbounded"/></xs:sequence></xs:complexType>`,
			"sequence(choice(a:string)+)",
		},
		{
			"group at the top", `<xs:complexType name="T"><xs:group ref="tns:G"/></xs:complexType><xs:group name="G"><xs:all><xs:element name="a" type="xs:string"/></xs:all></xs:group>`,
			"all(a:string)",
		},
		{
			"maxOccurs 0 is left out", `<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:string" maxOccurs="0"/><xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType>`,
			"sequence(b:int)",
		},
		{"empty", `<xs:complexType name="T"/>`, ""},
		{
			"extension adds to its base", `<xs:complexType name="T"><xs:complexContent><xs:extension base="tns:Base"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>` +
				`<xs:complexType name="Base"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType>`,
			"sequence(a:string) sequence(b:int)",
		},
		{
			"restriction states its own", `<xs:complexType name="T"><xs:complexContent><xs:restriction base="tns:Base"><xs:sequence><xs:element name="a" type="xs:token"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>` +
				`<xs:complexType name="Base"><xs:sequence><xs:element name="a" type="xs:string"/><xs:element name="b" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>`,
			"sequence(a:token)",
		},
		{
			"extension of anyType begins with anything", `<xs:complexType name="T"><xs:complexContent><xs:extension base="xs:anyType"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`,
			"sequence(any*) sequence(b:int)",
		},
		{
			"no type is anyType", `<xs:complexType name="T"><xs:sequence><xs:element name="a"/></xs:sequence></xs:complexType>`,
			"sequence(a:anyType)",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustLoadClean(t, "a.wsdl", withSchema(c.schema))
			if got := outline(typ(t, d, "T").ContentModel()); got != c.want {
				t.Errorf("content model\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestComplexType_RecursiveTypesAndGroupsAreFine(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:complexType name="Node"><xs:sequence><xs:element name="child" type="tns:Node" minOccurs="0"/></xs:sequence></xs:complexType>`+
			`<xs:group name="G"><xs:sequence><xs:element name="e"><xs:complexType><xs:group ref="tns:G" minOccurs="0"/></xs:complexType></xs:element></xs:sequence></xs:group>`+
			`<xs:complexType name="T"><xs:group ref="tns:G"/></xs:complexType>`))
	node := typ(t, d, "Node")
	if node.Particle.Items[0].Element.Type != node {
		t.Error("child is not of its own type")
	}
	e := typ(t, d, "T").Particle.Items[0].Element
	if inner := e.Type.Particle; len(inner.Items) != 1 || inner.Items[0].Element != e {
		t.Error("group inside its own element is not expanded")
	}
}

func TestComplexType_AnonymousTypesKnowTheirContext(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:element name="order"><xs:complexType><xs:sequence><xs:element name="item"><xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element>`))
	order := d.Element(QName{"urn:t", "order"})
	item := order.Type.Particle.Items[0].Element.Type
	for _, c := range []struct {
		typ  *Type
		want string
	}{{order.Type, "order"}, {item, "order/item"}} {
		if got := join2(c.typ.Context); !c.typ.IsAnonymous() || got != c.want {
			t.Errorf("context %q, want %q", got, c.want)
		}
	}
}

func join2(s []string) string {
	out := ""
	for i, v := range s {
		if i > 0 {
			out += "/"
		}
		out += v
	}
	return out
}

func TestComplexType_SimpleContent(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:complexType name="Money"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" type="xs:string" use="required"/></xs:extension></xs:simpleContent></xs:complexType>`+
			`<xs:complexType name="Small"><xs:simpleContent><xs:restriction base="tns:Money"><xs:maxInclusive value="10"/></xs:restriction></xs:simpleContent></xs:complexType>`))
	money, small := typ(t, d, "Money"), typ(t, d, "Small")
	if money.ValueType() != d.Type(QName{XMLSchemaNamespace, "decimal"}) {
		t.Errorf("value of Money is %v", money.ValueType().Name)
	}
	if money.Attributes[0].Use != Required {
		t.Error("currency is not required")
	}
	if f := small.EffectiveFacets(); f.MaxInclusive == nil || *f.MaxInclusive != "10" {
		t.Errorf("facets of Small: %+v", f)
	}
	if small.ValueType().Root().Name.Local != "decimal" || attributeNames(small.AllAttributes()) != "currency" {
		t.Errorf("Small: root %v, attributes %s", small.ValueType().Root().Name, attributeNames(small.AllAttributes()))
	}
}

func TestComplexType_DerivedIndexIsTransitiveAndOrdered(t *testing.T) {
	extend := func(name, base string) string {
		return `<xs:complexType name="` + name + `"><xs:complexContent><xs:extension base="tns:` + base + `"/></xs:complexContent></xs:complexType>`
	}
	d := mustLoadClean(t, "a.wsdl", withSchema(extend("C", "B")+`<xs:complexType name="A" abstract="true"/>`+extend("B", "A")+extend("D", "A")))
	var names string
	for _, derived := range typ(t, d, "A").AllDerived() {
		names += derived.Name.Local
	}
	if names != "BCD" || !typ(t, d, "A").Abstract {
		t.Errorf("derived from A: %s", names)
	}
	if !typ(t, d, "C").DerivesFrom(typ(t, d, "A")) || typ(t, d, "A").DerivesFrom(typ(t, d, "C")) {
		t.Error("DerivesFrom is wrong")
	}
}
