package gen

import (
	"go/token"
	"testing"
)

func TestGoName_JoinsWordsAndKeepsInitialisms(t *testing.T) {
	for in, want := range map[string]string{
		"Merchant_ID":         "MerchantID",
		"Bill_amount":         "BillAmount",
		"URL_RETURN_OK":       "URLReturnOK",
		"Cvc2":                "CVC2",
		"Payment_RRN":         "PaymentRRN",
		"customerId":          "CustomerID",
		"SOAPStruct":          "SOAPStruct",
		"getHTTPResponseCode": "GetHTTPResponseCode",
		"order-id":            "OrderID",
		"3DSecure":            "X3DSecure",
		"ns.local":            "NsLocal",
		"type":                "Type",
		"сумма":               "Сумма",
		"金額":                  "X金額",
		"_":                   "X",
		"a_1_2":               "A1_2",
		"RRN":                 "RRN",
	} {
		if got := goName(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestScope_GivesSuffixesInOrder(t *testing.T) {
	s := newScope("Client")
	for _, c := range [][2]string{{"Client", "Client2"}, {"Bill", "Bill"}, {"Bill", "Bill2"}, {"Bill2", "Bill2_2"}, {"Bill", "Bill3"}} {
		if got := s.take(c[0]); got != c[1] {
			t.Errorf("%s becomes %s, want %s", c[0], got, c[1])
		}
	}
}

func FuzzGoName(f *testing.F) {
	f.Add("Merchant_ID")
	f.Add("3-x")
	f.Fuzz(func(t *testing.T, name string) {
		if got := goName(name); !token.IsIdentifier(got) || !token.IsExported(got) {
			t.Errorf("%q becomes %q, which is no exported Go name", name, got)
		}
	})
}

func TestEnumWord_SpellsOutSigns(t *testing.T) {
	for in, want := range map[string]string{"+": "Plus", "": "Empty", "dark blue": "DarkBlue", "1": "1", "a/b": "AB", "≥": "U2265"} {
		if got := enumWord(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
