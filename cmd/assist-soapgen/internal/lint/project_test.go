package lint

import (
	"io/fs"
	"maps"
	"testing"

	"github.com/assist-soap/toolkit/wsdl"
)

// noted are the notes, other than of the profile, that our WSDLs are meant to have: the
// document, the rule and its path, each with the reason.
var noted = map[string]string{
	"notification.wsdl everything-optional type PushedOrder":                       "what is missing is refused by its receiver with a code",
	"notification.wsdl unbounded-list type PushedOrder/operation":                  "as many as the order has had",
	"orderresult.wsdl unbounded-list type Orders/order":                            "as many as the number had attempts",
	"orderresult.wsdl unbounded-list type Order/operation":                         "as many as the order has had",
	"orderstate.wsdl unbounded-list type Orders/order":                             "as many as the number had attempts",
	"resultbydate.wsdl unbounded-list type Payments/payment":                       "as many as the period had",
	"tokenpay.wsdl unbounded-list anonymous type PaymentTokenResponseParams/order": "as many as the number had attempts",
	"tokenpay.wsdl unbounded-list type Order/operation":                            "as many as the order has had",
	"wscancel.wsdl unbounded-list type Order/operation":                            "as many as the order has had",
}

// The gateway's older services speak rpc/encoded; that is the only thing the profile
// may hold against our WSDLs.
func TestLint_ProjectHasOnlyItsDocumentedDialect(t *testing.T) {
	names, err := fs.Glob(wsdl.Files, "*.wsdl")
	if err != nil || len(names) < 4 {
		t.Fatalf("WSDLs %v: %v", names, err)
	}
	open := maps.Clone(noted)
	for _, name := range names {
		report, err := Check(name, Options{Root: wsdl.Files})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Findings {
			place := name + " " + f.Rule.ID + " " + f.Subject.String()
			if _, meant := noted[place]; meant {
				delete(open, place)
			} else if f.Rule.ID != "wsi-r2706" {
				t.Errorf("%s: %s: %s", f.New, f.Rule.ID, f.Text().EN)
			}
		}
	}
	for place := range open {
		t.Errorf("%s is noted, and not found", place)
	}
}
