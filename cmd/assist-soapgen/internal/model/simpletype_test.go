package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFacets_AllOfThemAndTheirInheritance(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:simpleType name="Base"><xs:restriction base="xs:string"><xs:pattern value="a.*"/><xs:pattern value="b.*"/><xs:minLength value="1"/><xs:maxLength value="9"/><xs:whiteSpace value="collapse"/></xs:restriction></xs:simpleType>`+
			`<xs:simpleType name="T"><xs:restriction base="tns:Base"><xs:enumeration value="a"><xs:annotation><xs:documentation>first</xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value="b "/><xs:pattern value=".?"/><xs:maxLength value="2"/></xs:restriction></xs:simpleType>`+
			`<xs:simpleType name="N"><xs:restriction base="xs:decimal"><xs:totalDigits value="5"/><xs:fractionDigits value="2"/><xs:minInclusive value="0.00"/><xs:maxExclusive value="1e3"/></xs:restriction></xs:simpleType>`+
			`<xs:simpleType name="N2"><xs:restriction base="tns:N"><xs:minExclusive value="0"/></xs:restriction></xs:simpleType>`+
			`<xs:simpleType name="L"><xs:restriction base="xs:hexBinary"><xs:length value="4"/></xs:restriction></xs:simpleType>`))
	ignorePos := cmpopts.IgnoreTypes(Pos{})
	for _, c := range []struct {
		name string
		want Facets
	}{
		{"T", Facets{
			Enumeration: []Enum{{Value: "a", Qualified: QName{nsWSDL, "a"}, Doc: "first"}, {Value: "b ", Qualified: QName{nsWSDL, "b"}}},
			Patterns:    []Pattern{{Alternatives: []string{".?"}}, {Alternatives: []string{"a.*", "b.*"}}},
			MinLength:   new(1), MaxLength: new(2), WhiteSpace: "collapse",
		}},
		{"N", Facets{TotalDigits: new(5), FractionDigits: new(2), MinInclusive: new("0.00"), MaxExclusive: new("1e3")}},
		{"N2", Facets{TotalDigits: new(5), FractionDigits: new(2), MinExclusive: new("0"), MaxExclusive: new("1e3")}},
		{"L", Facets{Length: new(4)}},
	} {
		if diff := cmp.Diff(c.want, typ(t, d, c.name).EffectiveFacets(), ignorePos); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSimpleType_ListsAndUnions(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(
		`<xs:simpleType name="R"><xs:restriction base="tns:L"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>`+
			`<xs:simpleType name="L"><xs:list itemType="xs:int"/></xs:simpleType>`+
			`<xs:simpleType name="I"><xs:list><xs:simpleType><xs:restriction base="xs:token"/></xs:simpleType></xs:list></xs:simpleType>`+
			`<xs:simpleType name="U"><xs:union memberTypes="xs:int tns:L"><xs:simpleType><xs:restriction base="xs:string"/></xs:simpleType></xs:union></xs:simpleType>`))
	r, u := typ(t, d, "R"), typ(t, d, "U")
	if r.Variety != List || r.Item.Name.Local != "int" || r.Root().Name.Local != "anySimpleType" {
		t.Errorf("R: variety %v, item %v", r.Variety, r.Item)
	}
	if i := typ(t, d, "I"); i.Item.Root().Name.Local != "token" || join2(i.Item.Context) != "I/item" {
		t.Errorf("I: item %+v", i.Item)
	}
	if u.Variety != Union || len(u.Members) != 3 || u.Members[1] != typ(t, d, "L") || join2(u.Members[2].Context) != "U/member3" {
		t.Errorf("U: members %v", u.Members)
	}
}

func TestBuiltins_All44AndTheirTree(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", withSchema(""))
	if got := len(builtinTypes) - 1; got != 44 {
		t.Errorf("%d built-in types besides anySimpleType, want 44", got)
	}
	for _, row := range builtinTypes {
		b := d.Type(QName{XMLSchemaNamespace, row.name})
		if b == nil || !b.BuiltIn() || !b.IsSimple() || !b.DerivesFrom(d.AnyType()) || b.Root() != b {
			t.Errorf("%s: %+v", row.name, b)
		}
		if twin := d.Type(QName{SOAPEncodingNamespace, row.name}); row.name != "anySimpleType" && (twin == nil || twin.Root() != b || !twin.Nillable) {
			t.Errorf("soapenc:%s: %+v", row.name, twin)
		}
	}
	if base := d.Type(QName{XMLSchemaNamespace, "unsignedByte"}).Base.Name.Local; base != "unsignedShort" {
		t.Errorf("unsignedByte is based on %s", base)
	}
}
