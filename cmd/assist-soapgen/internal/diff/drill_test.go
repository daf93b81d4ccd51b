package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/wsdl"
)

func projectFile(t testing.TB, name string) string {
	t.Helper()
	text, err := wsdl.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func projectSidecar(t testing.TB, name string) *specfile.Sidecar {
	t.Helper()
	sidecar, err := specfile.ReadSidecar(name, []byte(projectFile(t, name)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return sidecar
}

// mutation is one change of createbill.wsdl and what must be said about it: rule,
// path in the message, layers.
type mutation struct {
	name string
	edit []string
	more []string
	want []string
}

const comment = `<xsd:element name="bill_comment" type="xsd:string" minOccurs="0"/>`

var drill = []mutation{
	{
		"field added",
		[]string{comment, comment + `<xsd:element name="bill_tax" type="xsd:string"/>`},
		nil,
		[]string{"request-field-added-required Bill/bill_tax wire source"},
	},
	{
		"field removed",
		[]string{comment, ""},
		nil,
		[]string{"request-field-removed-optional Bill/bill_comment wire source checkvalue"},
	},
	{
		"field outside of the check value removed",
		[]string{`<xsd:element name="delaypayment" type="type:Flag" minOccurs="0"/>`, ""},
		nil,
		[]string{"request-field-removed-optional Bill/delaypayment wire source"},
	},
	{
		"field renamed",
		[]string{`name="bill_amount"`, `name="amount"`},
		nil,
		[]string{"request-field-renamed Bill/bill_amount wire source checkvalue"},
	},
	{
		"field retyped",
		[]string{`name="bill_amount" type="type:Amount"`, `name="bill_amount" type="xsd:decimal"`},
		nil,
		[]string{"request-field-retyped Bill/bill_amount wire source checkvalue"},
	},
	{
		"field reordered",
		[]string{comment, "", `<xsd:element name="bill_amount"`, comment + `<xsd:element name="bill_amount"`},
		nil,
		[]string{"request-field-reordered Bill/bill_comment wire checkvalue"},
	},
	{
		"check value renamed",
		[]string{`name="checkvalue"`, `name="check_value"`},
		nil,
		[]string{"request-field-renamed Bill/checkvalue wire source checkvalue"},
	},
	{
		"answer renamed",
		[]string{`name="Hash"`, `name="Token"`},
		nil,
		[]string{"response-field-renamed return/Hash wire source"},
	},
	{
		"encoded to literal",
		[]string{`use="encoded"`, `use="literal"`},
		nil,
		[]string{"request-use-changed  wire", "response-use-changed  wire"},
	},
	{"rpc to document", []string{
		`style="rpc"`, `style="document"`, `use="encoded"`, `use="literal"`,
		`<part name="Bill" type="type:Bill"/>`, `<part name="parameters" element="type:CreateBill"/>`,
		`<xsd:simpleType name="Filled">`, `<xsd:element name="CreateBill"><xsd:complexType><xsd:sequence><xsd:element name="Bill" type="type:Bill"/></xsd:sequence></xsd:complexType></xsd:element><xsd:element name="CreateBillResponse"><xsd:complexType><xsd:sequence><xsd:element name="return" type="type:SOAPStruct"/></xsd:sequence></xsd:complexType></xsd:element><xsd:simpleType name="Filled">`,
		`<part name="return" type="type:SOAPStruct"/>`, `<part name="parameters" element="type:CreateBillResponse"/>`,
	}, nil, []string{"namespace-moved  wire", "request-use-changed  wire", "response-use-changed  wire", "style-changed  wire"}},
	{
		"namespaces moved",
		[]string{"http://www.paysecure.ru/", "http://www.example.test/"},
		nil,
		[]string{"namespace-moved  wire", "soap-action-changed  wire", "type-namespace-moved  wire"},
	},
	{
		"operation and with it the wrapper renamed",
		[]string{`operation name="CreateBill"`, `operation name="WSCreateBill"`},
		nil,
		[]string{"operation-renamed  wire source", "request-wrapper-renamed  wire", "response-wrapper-renamed  wire"},
	},
	{
		"split over imports",
		[]string{"<types>", "<import namespace=\"http://www.paysecure.ru/ws/\" location=\"rest.wsdl\"/>\n<types>"},
		[]string{"rest.wsdl", `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="http://www.paysecure.ru/ws/"/>`},
		nil,
	},
}

func TestDrill_DiffSaysTheTruthAboutTheBill(t *testing.T) {
	text := projectFile(t, "createbill.wsdl")
	options := Options{Sidecar: projectSidecar(t, "createbill.service.yaml"), GoName: gen.GoName}
	old := load(t, files(text))
	for _, m := range drill {
		t.Run(m.name, func(t *testing.T) {
			report := compare(t, old, load(t, files(edited(t, text, m.edit...), m.more...)), options)
			var got []string
			for _, f := range report.Findings {
				got = append(got, fmt.Sprintf("%s %s %s", f.Rule.ID, f.Subject.Path, strings.Join(f.Layers.Names(), " ")))
				if f.Subject.Service != "createbill" || !strings.Contains(f.Subject.Operation, "CreateBill") {
					t.Errorf("subject %s", f.Subject)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			checkFindings(t, report)
		})
	}
}

// The schema of the bill in a file of its own is the same bill.
func TestDrill_SchemaInAFileOfItsOwnIsNoChange(t *testing.T) {
	text := projectFile(t, "createbill.wsdl")
	schema := between(t, text, "<xsd:schema", "</xsd:schema>")
	standalone := strings.Replace(schema, "<xsd:schema", `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:type="http://www.paysecure.ru/type/"`, 1)
	split := edited(t, text, schema, `<xsd:schema><xsd:import namespace="http://www.paysecure.ru/type/" schemaLocation="types.xsd"/></xsd:schema>`)
	report := compare(t, load(t, files(text)), load(t, files(split, "types.xsd", standalone)), Options{})
	if len(report.Findings) > 0 {
		t.Error(printed(report))
	}
}

const caller = `package shop

import "example.test/shop/createbill"

func bill() *createbill.CreateRequest {
	r := &createbill.CreateRequest{BillAmount: amount()}
	r.BillComment = opt("shoes")
	return r
}
`

func TestImpact_NamesSymbolsCallersFactsAndCases(t *testing.T) {
	text := projectFile(t, "createbill.wsdl")
	report := compare(t, load(t, files(text)), load(t, files(edited(t, text, `name="bill_amount"`, `name="amount"`))), Options{
		Sidecar: projectSidecar(t, "createbill.service.yaml"), GoName: gen.GoName,
		Callers: fstest.MapFS{
			"go.mod": {Data: []byte("module example.test/shop\n")}, "pay/bill.go": {Data: []byte(caller)},
			"pay/types.gen.go":   {Data: []byte("// Code generated by hand. DO NOT EDIT.\n\npackage shop\n\nvar _ = x.BillAmount\n")},
			"other/go.mod":       {Data: []byte("module other\n")}, // a module of its own
			"other/other.go":     {Data: []byte(caller)},
			"vendor/x/x.go":      {Data: []byte(caller)},
			"pay/testdata/no.go": {Data: []byte("not Go")},
		},
		Cases: fstest.MapFS{
			"createbill/a.txtar": {Data: []byte("call: createbill.create\n-- input --\nbill_amount=1.00\n-- request.xml --\n<bill_amount>1.00</bill_amount>\n<not_bill_amount/>\n")},
			"silentpay/a.txtar":  {Data: []byte("call: silentpay.pay\n-- input --\nbill_amount=1.00\n")},
		},
	})
	if len(report.Findings) != 1 {
		t.Fatal(printed(report))
	}
	f := report.Findings[0]
	var got []string
	for _, i := range f.Impact {
		got = append(got, string(i.Kind)+" "+i.Place)
	}
	want := []string{"symbol BillAmount", "caller pay/bill.go:6:33", "case createbill/a.txtar:3"}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s is not in %v", w, got)
		}
	}
	facts := 0
	for _, g := range got {
		if strings.HasPrefix(g, "sidecar createbill.service.yaml:") {
			facts++
		} else if !slices.Contains(want, g) {
			t.Errorf("%s should not be there", g)
		}
	}
	if facts < 3 {
		t.Errorf("%d facts of the sidecar; the field, and a term in two variants at least", facts)
	}
	notes := fmt.Sprint(f.Notes)
	if !strings.Contains(notes, "The renamed field bill_amount enters the check value of request createbill.create (base #5") {
		t.Errorf("notes %s", notes)
	}
	if report.Release != "major" || f.Severity != finding.Breaking {
		t.Errorf("release %s, severity %s", report.Release, f.Severity)
	}
}

// With the sidecar already changed, the new name is the one that enters the check value.
func TestImpact_SidecarMayKnowTheNewName(t *testing.T) {
	text := projectFile(t, "createbill.wsdl")
	sidecar, err := specfile.ReadSidecar("s.yaml", []byte(strings.ReplaceAll(projectFile(t, "createbill.service.yaml"), "bill_amount", "bill_sum")), nil)
	if err != nil {
		t.Fatal(err)
	}
	report := compare(t, load(t, files(text)), load(t, files(edited(t, text, "bill_amount", "bill_sum"))), Options{Sidecar: sidecar})
	if len(report.Findings) != 1 || !report.Findings[0].Layers.Has(finding.CheckValue) {
		t.Fatal(printed(report))
	}
	if f := report.Findings[0]; len(f.Impact) > 0 {
		t.Errorf("nothing in the sidecar has the old name: %v", f.Impact)
	}
}
