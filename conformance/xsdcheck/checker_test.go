package xsdcheck

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/wsdl"
)

func find(t testing.TB, name string) *service.Service {
	t.Helper()
	for _, s := range catalog.Services() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no service %s", name)
	return nil
}

const (
	head = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/" xmlns:t="http://www.paysecure.ru/type/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`
	open = head + `<e:Body>`
	shut = `</e:Body></e:Envelope>`
)

// check returns what is wrong with a message, a line each.
func check(t testing.TB, c *Checker, name, message string) string {
	t.Helper()
	s := find(t, name)
	found, err := c.Check(t.Context(), s, []byte(message), s.Operations[0].Request.Use == service.Encoded)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, v := range found {
		lines = append(lines, v.Code+" "+v.Path)
		if !strings.Contains(v.Schema, name+".wsdl") && v.Schema != "envelope.xsd" {
			t.Errorf("%s: the schema's place is %q", v.Path, v.Schema)
		}
	}
	return strings.Join(lines, "\n")
}

const (
	credentials = `<merchant_id xsi:type="xsd:string">1</merchant_id><login xsi:type="xsd:string">login1234</login><password>password1234</password>`
	bill        = credentials + `<bill>B</bill><bill_amount xsi:type="xsd:string">1.00</bill_amount><bill_currency>RUB</bill_currency>`
	value       = `<checkvalue>0123456789ABCDEF0123456789ABCDEF</checkvalue>`
)

func create(fields string) string {
	return open + `<ws:CreateBill e:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><Bill xsi:type="t:Bill">` + fields + `</Bill></ws:CreateBill>` + shut
}

func TestCheck_Messages(t *testing.T) {
	c := New(catalog.Services(), wsdl.Files)
	at := "/Envelope/Body/CreateBill/Bill"
	for _, x := range []struct{ name, service, message, want string }{
		{"a bill", "createbill", create(bill + value), ""},
		{"a wrapper of the sidecar", "createbill", strings.ReplaceAll(create(bill+value), "CreateBill", "WSCreateBill"), ""},
		{"an unknown field", "createbill", create(bill + `<foo/>` + value), "validation.element " + at},
		{"a broken pattern", "createbill", create(strings.Replace(bill, "1.00", "x", 1) + value), "validation.facet " + at + "/bill_amount"},
		{"a missing field", "createbill", create(bill), "validation.content " + at},
		{"fields in another order", "createbill", create(value + bill), "validation.element " + at + "\nvalidation.element " + at},
		{"an answer", "createbill", open + `<ws:BillResponse><return xsi:type="t:SOAPStruct"><Hash>1</Hash></return></ws:BillResponse>` + shut, ""},
		{"an answer of another type", "createbill", open + `<ws:BillResponse><return xsi:type="t:Bill"><Hash>1</Hash></return></ws:BillResponse>` + shut, "validation.type /Envelope/Body/BillResponse"},
		{"an undeclared wrapper", "createbill", open + `<ws:Bill/>` + shut, "validation.element /Envelope/Body"},
		{"the gateway's fault", "createbill", open + `<e:Fault><faultcode>7</faultcode><faultstring>141</faultstring><detail/></e:Fault>` + shut, ""},
		{"a fault without code", "createbill", open + `<e:Fault><faultstring>141</faultstring></e:Fault>` + shut, "validation.content /Envelope/Body/Fault\nvalidation.element /Envelope/Body/Fault"},
		{"no body", "createbill", head + `</e:Envelope>`, "validation.content /Envelope"},
		{"a header block of others", "createbill", head + `<e:Header><x:a xmlns:x="urn:x"/></e:Header><e:Body/></e:Envelope>`, ""},
		{"a qualified child", "silentpay", open + `<ws:SilentPayResponse><return><ws:ordernumber/></return></ws:SilentPayResponse>` + shut, "validation.element /Envelope/Body/SilentPayResponse/return"},
		{"no envelope", "silentpay", `<a/>`, "validation.root /"},
	} {
		got := check(t, c, x.service, x.message)
		if x.name == "fields in another order" || strings.HasPrefix(x.name, "a fault without") {
			if got == "" {
				t.Errorf("%s: it is accepted", x.name)
			}
			continue
		}
		if got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

func TestCheck_NamesTheLineOfTheFacetAndOfTheDeclaration(t *testing.T) {
	text, err := wsdl.Files.ReadFile("createbill.wsdl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	c := New(catalog.Services(), wsdl.Files)
	s := find(t, "createbill")
	for message, want := range map[string]string{
		create(strings.Replace(bill, "1.00", "x", 1) + value):                                 "<xsd:pattern ",
		create(bill + `<foo/>` + value):                                                       `<xsd:complexType name="Bill">`,
		open + `<ws:BillResponse><return><Hash><a/></Hash></return></ws:BillResponse>` + shut: `<xsd:element name="Hash"`,
	} {
		found, err := c.Check(t.Context(), s, []byte(message), true)
		if err != nil || len(found) == 0 {
			t.Fatalf("%v, %v", found, err)
		}
		_, number, _ := strings.Cut(found[0].Schema, ":")
		line := 0
		for _, digit := range number {
			line = line*10 + int(digit-'0')
		}
		if line < 1 || line > len(lines) || !strings.Contains(lines[line-1], want) {
			t.Errorf("%s is said to be at %s, which does not hold %s", found[0], found[0].Schema, want)
		}
	}
}

func TestCheck_BuiltInTypesOfEncodedMessagesMeanNothing(t *testing.T) {
	message := create(strings.Replace(bill+value, `xsi:type="xsd:string"`, `xsi:type='xsd:int'`, 1))
	s := find(t, "createbill")
	c := New(catalog.Services(), wsdl.Files)
	if found, err := c.Check(t.Context(), s, []byte(message), true); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	if found, _ := c.Check(t.Context(), s, []byte(message), false); len(found) == 0 {
		t.Error("a literal message may not name another type")
	}
	if got := withoutBuiltInTypes([]byte(message)); len(got) != len(message) {
		t.Error("the length changed, and places with it")
	}
}

func TestCheck_ViolationsAreCapped(t *testing.T) {
	s := find(t, "silentpay")
	message := open + strings.Repeat(`<ws:SilentPayResponse><return><a/></return></ws:SilentPayResponse>`, 50) + shut
	found, err := New(catalog.Services(), wsdl.Files).Check(t.Context(), s, []byte(message), false)
	if err != nil || len(found) == 0 || len(found) > maxViolations {
		t.Errorf("%d violations, %v", len(found), err)
	}
}

func TestCheck_IsSafeForManyAtOnce(t *testing.T) {
	c := New(catalog.Services(), wsdl.Files)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if got := check(t, c, "createbill", create(bill+value)); got != "" {
					t.Error(got)
				}
			}
		})
	}
	all.Wait()
}

func TestCheck_ASchemaThatCannotBeUsedIsAnError(t *testing.T) {
	s := find(t, "createbill")
	for name, files := range map[string]fstest.MapFS{
		"no file":     {},
		"no XML":      {"createbill.wsdl": {Data: []byte("<a>")}},
		"broken type": {"createbill.wsdl": {Data: []byte(`<d xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:schema><xsd:element name="a" minOccurs="x"/></xsd:schema></d>`)}},
	} {
		if _, err := New(catalog.Services(), files).Check(t.Context(), s, []byte(create(bill+value)), true); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := New(nil, wsdl.Files).Check(t.Context(), s, nil, true); err == nil {
		t.Error("a service that nobody gave is checked")
	}
}

func BenchmarkCheck(b *testing.B) {
	s := find(b, "createbill")
	c := New(catalog.Services(), wsdl.Files)
	message := []byte(create(bill + value))
	for b.Loop() {
		if found, err := c.Check(b.Context(), s, message, true); err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
	}
}

func TestCheck_FollowsImportsInTheFolder(t *testing.T) {
	files := fstest.MapFS{
		"shop.wsdl":    {Data: []byte(`<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"><types><xs:schema><xs:import namespace="urn:shop" schemaLocation="xsd/shop.xsd"/></xs:schema></types></definitions>`)},
		"xsd/shop.xsd": {Data: []byte(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:shop"><xs:element name="Pay"><xs:complexType><xs:sequence><xs:element name="sum" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>`)},
	}
	shop := &service.Service{Name: "shop", WSDLPath: "/shop.wsdl"}
	c := New([]*service.Service{shop}, files)
	for text, valid := range map[string]bool{"1": true, "one": false} {
		message := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><s:Pay xmlns:s="urn:shop"><sum>` + text + `</sum></s:Pay></e:Body></e:Envelope>`
		found, err := c.Check(t.Context(), shop, []byte(message), false)
		if err != nil || valid != (len(found) == 0) {
			t.Errorf("%s: %v, %v", text, found, err)
		}
	}
}

// A child that is wrong for its namespace alone is told from the one the schema asks for.
func TestCheck_UnexpectedChildrenAreNamedWithTheirNamespace(t *testing.T) {
	c := New(catalog.Services(), wsdl.Files)
	for fields, want := range map[string]string{
		"<ws:ordernumber/>":                            "unexpected child element {http://www.paysecure.ru/ws/}ordernumber",
		"<ordernumber xmlns='urn:x'/>\n<ordernumber/>": "unexpected child element {urn:x}ordernumber",
		"<amount/><ordernumber/>":                      "unexpected child element ordernumber in no namespace",
	} {
		message := open + `<ws:SilentPayResponse><return>` + fields + `</return></ws:SilentPayResponse>` + shut
		found, err := c.Check(t.Context(), find(t, "silentpay"), []byte(message), false)
		if err != nil || len(found) == 0 || found[0].Text != want {
			t.Errorf("%s: got %v, %v", fields, found, err)
		}
	}
}
