package cheque_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/cheque"
)

func amount(text string) service.Amount { return service.MustAmount(text) }

// two are the items of the documents' sample (D32), with their brace where it belongs.
func two() cheque.Items {
	return cheque.Items{
		{
			ID: 1, Product: "123460176", Name: "First item", Price: amount("201.45"), Quantity: cheque.MustQuantity("42.345"), Amount: amount("8530.40"),
			Tax: cheque.VAT10, HSCode: "8528722001", FPMode: cheque.FullPrepayment,
		},
		{
			ID: 2, Product: "123460189", Name: "Second item", Price: amount("15301.01"), Quantity: cheque.MustQuantity("0.128"), Amount: amount("1958.53"),
			Tax: cheque.VAT20, FPMode: cheque.FullPrepayment,
		},
	}
}

const twoJSON = `{"items":[{"id":1,"product":"123460176","name":"First item","price":201.45,"quantity":42.345,"amount":8530.40,"tax":"vat10","hscode":"8528722001","fpmode":1},` +
	`{"id":2,"product":"123460189","name":"Second item","price":15301.01,"quantity":0.128,"amount":1958.53,"tax":"vat20","fpmode":1}]}`

var twoSum = cheque.Request{Amount: amount("10488.93")}

func TestJSON_IsDeterministicAndHasTheOrderOfTheTable(t *testing.T) {
	if diff := cmp.Diff(twoJSON, two().JSON()); diff != "" {
		t.Error(diff)
	}
	all := cheque.Items{{
		ID: 1, Name: `"Носки" <б/у> & \`, Price: amount("5"), Quantity: cheque.Pieces(2), Amount: amount("10.0"), Tax: "novat", FPMode: 4,
		EANCode: "1", UNCode: "2", GS1Code: "3", FURCode: "4", EGAISCode: "5", HSCode: "6", SubjType: cheque.SubjGoods,
	}}
	const want = `{"items":[{"id":1,"name":"\"Носки\" <б/у> & \\","price":5.00,"quantity":2,"amount":10.00,"tax":"novat","hscode":"6","fpmode":4,` +
		`"eancode":"1","uncode":"2","gs1code":"3","furcode":"4","egaiscode":"5","subjtype":1}]}`
	if diff := cmp.Diff(want, all.JSON()); diff != "" {
		t.Error(diff)
	}
	if !json.Valid([]byte(cheque.Items{{}}.JSON())) {
		t.Error("an empty item is no valid JSON")
	}
}

func TestCheck_TheSampleIsRightToTheHundredth(t *testing.T) {
	if err := two().Check(twoSum, cheque.Settings{}); err != nil {
		t.Error(err)
	}
}

func TestCheck_AllProblemsAtOnceWithTheItem(t *testing.T) {
	items := two()
	items[0].Product, items[0].Name = "", " "
	items[0].Tax, items[0].FPMode = "", 0
	items[0].HSCode = "85287A22001234"
	items[1].ID = 1
	items[1].Name = strings.Repeat("я", 251)
	items[1].Amount = amount("1958.52")
	items[1].Tax, items[1].FPMode = "vat18", 8
	request := cheque.Request{Amount: amount("10489.93"), Tax: "VAT 20"}
	err := items.Check(request, cheque.Settings{TaxationSystems: []cheque.TaxationSystem{cheque.GeneralTax, cheque.Patent}})
	var invalid *envelope.InvalidRequestError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, p.Field+" "+p.Rule)
	}
	want := []string{
		"tax tax", "taxationsystem taxation-system", "items[1]/name one-of", "items[1]/hscode max-length", "items[1]/hscode hscode", "items[1]/fpmode fpmode",
		"items[2]/name max-length", "items[2]/amount amount", "items[2]/tax tax", "items[2]/fpmode fpmode", "items[2]/id unique", "items sum",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"request not sent: tax: ", "items: they must add up to the amount of the order: 1.01 too little", "rounded to hundredths: 0.01 too little"} {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%q is not in %v", text, err)
		}
	}
}

func TestCheck_TaxAndPaymentMethodComeFromThreeLevels(t *testing.T) {
	for _, test := range []struct {
		item, request, settings bool
		ok                      bool
	}{
		{true, false, false, true}, {false, true, false, true}, {false, false, true, true}, {false, false, false, false},
	} {
		item, _ := cheque.NewItem("Item", amount("10.00"), cheque.Pieces(1))
		request, settings := cheque.Request{Amount: amount("10.00")}, cheque.Settings{}
		if test.item {
			item.Tax, item.FPMode = cheque.VAT20, cheque.FullPayment
		}
		if test.request {
			request.Tax, request.FPMode = cheque.VAT20, cheque.FullPayment
		}
		if test.settings {
			settings.Tax, settings.FPMode = "vat22", cheque.FullPayment
		}
		err := cheque.Items{item}.Numbered().Check(request, settings)
		if (err == nil) != test.ok {
			t.Errorf("%+v: got %v", test, err)
		}
		const tax = `items[1]/tax: the item has none, and neither has the request (Tax) nor the merchant's settings ("Default tax rate")`
		if err != nil && (!strings.Contains(err.Error(), tax) || !strings.Contains(err.Error(), "items[1]/fpmode: ")) {
			t.Errorf("got %v", err)
		}
	}
}

func TestCheck_TaxationSystemIsRequiredWithSeveral(t *testing.T) {
	several := cheque.Settings{TaxationSystems: []cheque.TaxationSystem{cheque.GeneralTax, cheque.Patent}}
	one := cheque.Settings{TaxationSystems: several.TaxationSystems[:1]}
	for _, test := range []struct {
		settings cheque.Settings
		system   service.Opt[cheque.TaxationSystem]
		ok       bool
	}{
		{one, service.Opt[cheque.TaxationSystem]{}, true},
		{several, service.Opt[cheque.TaxationSystem]{}, false},
		{several, service.Some(cheque.GeneralTax), true},
		{several, service.Some(cheque.ImputedIncome), false},
		{cheque.Settings{}, service.Some(cheque.TaxationSystem(6)), false},
	} {
		request := twoSum
		request.TaxationSystem = test.system
		if err := two().Check(request, test.settings); (err == nil) != test.ok {
			t.Errorf("%+v: got %v", test, err)
		}
	}
}

func TestCheck_RatesOfTheAccountAreAccepted(t *testing.T) {
	items := two()
	items[0].Tax = "vat5"
	if err := items.Check(twoSum, cheque.Settings{}); err == nil {
		t.Error("an unknown rate passes")
	}
	if err := items.Check(twoSum, cheque.Settings{Taxes: []cheque.Tax{"vat5"}}); err != nil {
		t.Error(err)
	}
}

func TestCheck_NoItemsAndNoAmount(t *testing.T) {
	err := cheque.Items{}.Check(cheque.Request{}, cheque.Settings{})
	if err == nil || !strings.Contains(err.Error(), "amount: the amount of the order is required") || !strings.Contains(err.Error(), "at least one item") {
		t.Errorf("got %v", err)
	}
	err = cheque.Items{{}}.Check(twoSum, cheque.Settings{})
	for _, field := range []string{"id", "name", "price", "quantity", "amount", "tax", "fpmode"} {
		if !strings.Contains(err.Error(), "items[1]/"+field+": ") {
			t.Errorf("%s is not reported in %v", field, err)
		}
	}
}

func TestTitle_JoinsProductAndName(t *testing.T) {
	for want, item := range map[string]cheque.Item{
		"A-1 Socks": {Product: "A-1", Name: "Socks"}, "A-1": {Product: "A-1"}, "Socks": {Name: "Socks"}, "": {},
	} {
		if got := item.Title(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSingle_IsTheLineTheGatewayMakes(t *testing.T) {
	request := cheque.Request{Amount: amount("10.00"), Tax: cheque.VAT0}
	settings := cheque.Settings{FPMode: cheque.FullPayment, Tax: cheque.VAT20}
	items := cheque.Single(request, settings)
	if err := items.Check(request, settings); err != nil {
		t.Error(err)
	}
	if items[0].Title() != "Payment for the order" || items[0].Tax != cheque.VAT0 || items[0].FPMode != cheque.FullPayment {
		t.Errorf("got %+v", items[0])
	}
	settings.ReceiptLine = "Goods"
	if got := cheque.Single(request, settings)[0].Name; got != "Goods" {
		t.Errorf("got %q", got)
	}
	request.ReceiptLine = "Order 24"
	if got := cheque.Single(request, settings)[0].Name; got != "Order 24" {
		t.Errorf("got %q", got)
	}
}

func TestNumbered_KeepsNumbersThatAreThere(t *testing.T) {
	var got []int
	for _, i := range (cheque.Items{{}, {ID: 1}, {}, {ID: 7}, {}}).Numbered() {
		got = append(got, i.ID)
	}
	if diff := cmp.Diff([]int{2, 1, 3, 7, 4}, got); diff != "" {
		t.Error(diff)
	}
}

func TestQuantity_Texts(t *testing.T) {
	for text, want := range map[string]string{"1": "1", "1.0": "1", "0.5": "0.5", "42.345": "42.345", "007": "7", "0.001": "0.001", "999999999999.999": "999999999999.999"} {
		q, err := cheque.ParseQuantity(text)
		if err != nil || q.String() != want {
			t.Errorf("%s: got %s, %v", text, q, err)
		}
	}
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.2345", "1000000000000", "1.2.3", " 1"} {
		if q, err := cheque.ParseQuantity(text); err == nil {
			t.Errorf("%q: got %s", text, q)
		}
	}
}

// The largest price and quantity do not wrap around.
func TestTotal_RefusesWhatNoAmountHolds(t *testing.T) {
	for _, price := range []string{"9999999999999.99", "10000000.00", "10.01"} {
		if got, err := cheque.Total(amount(price), cheque.MustQuantity("999999999999.999")); err == nil {
			t.Errorf("%s: got %s", price, got)
		}
	}
}

func TestTotal_RoundsHalvesUpExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := service.Minor(rapid.Int64Range(0, 1e10).Draw(t, "price"))
		thousandths := rapid.Int64Range(0, 1e8).Draw(t, "thousandths")
		quantity := cheque.MustQuantity(big.NewRat(thousandths, 1000).FloatString(3))
		got, err := cheque.Total(price, quantity)
		// 2·hundredths·1000 + 1000, divided by 2000 and cut, is the value with halves rounded up.
		want := new(big.Int).Mul(big.NewInt(price.Minor()), big.NewInt(2*thousandths))
		want.Add(want, big.NewInt(1000)).Quo(want, big.NewInt(2000))
		if want.Cmp(big.NewInt(1e15)) >= 0 {
			if err == nil {
				t.Fatalf("%s × %s: got %s", price, quantity, got)
			}
			return
		}
		if err != nil || got.Minor() != want.Int64() {
			t.Fatalf("%s × %s: got %s, %v; want %s hundredths", price, quantity, got, err, want)
		}
	})
}

func TestParse_ReadsBackWhatJSONWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		got, err := cheque.Parse(items.JSON())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(items, got, cmp.Comparer(service.Amount.Equal), cmp.AllowUnexported(cheque.Quantity{})); diff != "" {
			t.Fatal(diff)
		}
		if got.JSON() != items.JSON() {
			t.Fatal("the second text differs")
		}
	})
}

// A receipt that was computed passes; one hundredth more or less on any item does not.
func TestCheck_ComputedReceiptsPassAndChangedOnesDoNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t).Numbered()
		sum, err := items.Sum()
		if err != nil {
			t.Skip()
		}
		request := cheque.Request{Amount: sum}
		if err := items.Check(request, cheque.Settings{}); err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, len(items)-1).Draw(t, "changed")
		items[i].Amount = service.Minor(items[i].Amount.Minor() + 1)
		err = items.Check(request, cheque.Settings{})
		if err == nil || !strings.Contains(err.Error(), "/amount: ") || !strings.Contains(err.Error(), "0.01 too much") {
			t.Fatalf("got %v", err)
		}
	})
}

func drawItems(t *rapid.T) cheque.Items {
	n := rapid.IntRange(1, 5).Draw(t, "items")
	var items cheque.Items
	for range n {
		thousandths := rapid.Int64Range(1, 1e6).Draw(t, "quantity")
		item, err := cheque.NewItem("Item "+rapid.StringMatching(`[a-zA-Zа-яА-Я0-9"'\\<>&=;/]{0,20}`).Draw(t, "name"),
			service.Minor(rapid.Int64Range(0, 1e8).Draw(t, "price")), cheque.MustQuantity(big.NewRat(thousandths, 1000).FloatString(3)))
		if err != nil {
			t.Fatal(err)
		}
		item.Tax = rapid.SampledFrom(cheque.Taxes()).Draw(t, "tax")
		item.FPMode = cheque.FPMode(rapid.IntRange(1, 7).Draw(t, "fpmode"))
		item.HSCode = rapid.StringMatching(`[0-9]{0,13}`).Draw(t, "hscode")
		item.SubjType = cheque.SubjType(rapid.IntRange(0, 33).Draw(t, "subjtype"))
		items = append(items, item)
	}
	return items
}

func TestParse_RefusalsSayWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"the documents' sample": {
			`{"items":[{ "id": 1, "product": "123460176", "tax": "vat10"}, "hscode": "8528722001", "fpmode": 1}]}`,
			`item 1 is closed before its key "hscode": a brace stands too early, as in the documents' sample`,
		},
		"a Cyrillic letter":   {`{"items":[{"id":1,"еancode":"1"}]}`, `the key "еancode" has a Cyrillic letter (U+0435) at place 1 where a Latin one belongs: write "eancode"`},
		"another spelling":    {`{"items":[{"ID":1}]}`, `the key "ID" is written "id"`},
		"an unknown key":      {`{"items":[{"colour":"red"}]}`, `item 1: the key "colour" is not known`},
		"a key twice":         {`{"items":[{"id":1,"id":2}]}`, `item 1: the key "id" is there twice`},
		"an exponent":         {`{"items":[{"price":1e2}]}`, `item 1: price: an amount is`},
		"three digits":        {`{"items":[{"amount":1.005}]}`, `item 1: amount: an amount is`},
		"a negative quantity": {`{"items":[{"quantity":-1}]}`, `item 1: quantity: `},
		"a fraction":          {`{"items":[{"id":1.5}]}`, `item 1: id: it must be a whole number`},
		"a list":              {`{"items":[{"name":["a"]}]}`, `item 1: name: a text or a number is needed`},
		"no items":            {`{}`, `the key "items" is missing`},
		"items is null":       {`{"items":null}`, `a list of items is needed`},
		"another top":         {`{"goods":[]}`, `there is "goods"`},
		"items twice":         {`{"items":[],"items":[]}`, `only the key "items"`},
		"a bare list":         {`[{"id":1}]`, `an object is needed`},
		"a number in it":      {`{"items":[1]}`, `item 1 is no object`},
		"cut":                 {`{"items":[{"id":1`, `the JSON ends too early`},
		"empty":               {``, `the JSON ends too early`},
		"more behind":         {`{"items":[]} {}`, `something follows`},
		"a stray comma":       {`{"items":[{"id":1,}]}`, `no valid JSON`},
	} {
		if items, err := cheque.Parse(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, %v", name, items, err)
		}
	}
}

func TestParse_QuotedNumbersAndNulls(t *testing.T) {
	got, err := cheque.Parse(`{"items":[{"id":"1","name":"A","price":"5.5","quantity":"2","amount":11,"tax":null,"hscode":""}]}`)
	want := `{"items":[{"id":1,"name":"A","price":5.50,"quantity":2,"amount":11.00}]}`
	if err != nil || got.JSON() != want {
		t.Errorf("got %s, %v", got.JSON(), err)
	}
}

func FuzzParse_NeverPanicsAndStaysStable(f *testing.F) {
	f.Add(twoJSON)
	f.Add(`{"items":[{"id":1}, "hscode": 1}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		items, err := cheque.Parse(text)
		if err != nil {
			return
		}
		_ = items.Check(twoSum, cheque.Settings{})
		again, err := cheque.Parse(items.JSON())
		if err != nil || again.JSON() != items.JSON() {
			t.Errorf("%q becomes %q: %v", text, items.JSON(), err)
		}
	})
}

func TestCheckRecord_NamesOperationAndField(t *testing.T) {
	field := func(name string, role service.Role) service.Field {
		return service.Field{Name: strings.ToLower(name), Type: service.XSDString, Flags: service.Optional, Facts: &service.Facts{Param: name, Role: role}}
	}
	s := &service.Service{Name: "example", Spaces: []string{""}, Types: []service.Type{{Fields: []service.Field{
		field("OrderAmount", service.RoleAmount), field("Chequeitems", 0), field("Tax", 0), field("FPMode", 0), field("TaxationSystem", 0),
	}}}, Operations: []service.Operation{{Name: "pay"}}}
	r := service.NewRecord(s, 0)
	if err := cheque.CheckRecord(&s.Operations[0], r, cheque.Settings{}); err != nil {
		t.Errorf("no items: %v", err)
	}
	items := two()
	items[0].Tax = ""
	for name, value := range map[string]string{"orderamount": "10488.93", "chequeitems": items.JSON(), "tax": "vat20", "taxationsystem": "0"} {
		_ = r.Set(name, value)
	}
	if err := cheque.CheckRecord(&s.Operations[0], r, cheque.Settings{}); err != nil {
		t.Errorf("as it should be: %v", err)
	}
	_ = r.Set("tax", "")
	_ = r.Set("fpmode", "all")
	err := cheque.CheckRecord(&s.Operations[0], r, cheque.Settings{})
	for _, want := range []string{"example.pay: request not sent: fpmode: ", "chequeitems/items[1]/tax: "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	_ = r.Set("chequeitems", "{}")
	if err := cheque.CheckRecord(&s.Operations[0], r, cheque.Settings{}); err == nil || !strings.Contains(err.Error(), "chequeitems: cheque: the key") {
		t.Errorf("got %v", err)
	}
}
