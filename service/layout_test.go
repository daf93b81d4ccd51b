package service_test

import (
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/service"
)

type order struct {
	OrderNumber string
	Amount      service.Opt[service.Amount]
	Currency    service.Opt[string]
	Operation   []operation
	Result      service.Result
}

type operation struct {
	ResponseCode service.Opt[string]
	Inner        *operation
}

type animal struct{ Name string }

func (*animal) XSDType() service.TypeID { return typeAnimal }

type cat struct {
	Name  string
	Lives int8
}

func (*cat) XSDType() service.TypeID { return typeCat }

type anyAnimal interface{ XSDType() service.TypeID }

// flat has a field of every shape a value can take.
type flat struct {
	Text    string
	Opt     service.Opt[string]
	Amount  service.Amount
	Secret  service.Secret
	PAN     service.PAN
	CVC     service.CVC
	Time    service.Time
	Decimal service.Decimal
	Integer service.Integer
	Base64  service.Base64
	Hex     service.Hex
	QName   service.QName
	Raw     service.Raw
	Bool    bool
	Byte    int8
	Long    int64
	UByte   uint8
	ULong   uint64
	Float   float32
	Double  float64
	List    []int32
	Struct  operation
	OptStr  service.Opt[operation]
	OptPtr  service.Opt[*operation]
	Animal  anyAnimal
	Animals []anyAnimal
	Amounts []service.Amount
	Opts    []service.Opt[int16]
	Lists   service.Opt[[]int32]
}

func flatFields() []service.Field {
	simple := func(name string, id service.TypeID) service.Field { return service.Field{Name: name, Type: id} }
	return []service.Field{
		simple("text", service.XSDString), simple("opt", service.XSDString), simple("amount", service.XSDDecimal),
		simple("secret", service.XSDString), simple("pan", service.XSDString), simple("cvc", service.XSDString),
		simple("time", service.XSDDateTime), simple("decimal", service.XSDDecimal), simple("integer", service.XSDInteger),
		simple("base64", service.XSDBase64Binary), simple("hex", service.XSDHexBinary), simple("qname", service.XSDQName),
		simple("raw", service.XSDAnyType), simple("bool", service.XSDBoolean), simple("byte", service.XSDByte),
		simple("long", service.XSDLong), simple("ubyte", service.XSDUnsignedByte), simple("ulong", service.XSDUnsignedLong),
		simple("float", service.XSDFloat), simple("double", service.XSDDouble), simple("list", typeNumbers),
		simple("struct", typeOperation), simple("optstruct", typeOperation), simple("optpointer", typeOperation),
		{Name: "animal", Type: typeAnimal, Flags: service.Abstract},
		{Name: "animals", Type: typeAnimal, Flags: service.Many | service.Abstract},
		{Name: "amounts", Type: service.XSDDecimal, Flags: service.Many},
		{Name: "opts", Type: service.XSDShort, Flags: service.Many | service.Nillable},
		simple("lists", typeNumbers),
	}
}

func fullFlat() flat {
	pan, _ := service.ParsePAN("4111111111111111")
	cvc, _ := service.ParseCVC("123")
	at, _ := service.ParseTime("21.11.2026 12:05:09")
	integer, _ := service.ParseInteger("-340282366920938463463374607431768211456")
	deep := operation{ResponseCode: service.Some("AS000"), Inner: &operation{ResponseCode: service.Null[string]()}}
	return flat{
		Text: "", Opt: service.Some(""), Amount: service.MustAmount("1234567.10"), Secret: service.NewSecret("word"),
		PAN: pan, CVC: cvc, Time: at, Decimal: service.MustDecimal("-0.10"), Integer: integer,
		Base64: service.Base64{0, 255}, Hex: service.Hex{0xab}, QName: service.QName{Space: "urn:q", Local: "n"}, Raw: "<a/>",
		Bool: true, Byte: math.MinInt8, Long: math.MaxInt64, UByte: 255, ULong: math.MaxUint64,
		Float: 1.5, Double: math.Inf(-1), List: []int32{1, -2}, Struct: deep, OptStr: service.Some(deep), OptPtr: service.Some(&deep),
		Animal: &cat{"Tom", 9}, Animals: []anyAnimal{&animal{"Rex"}, &cat{"Kit", 1}}, Amounts: []service.Amount{service.MustAmount("10"), service.MustAmount("10.00")},
		Opts: []service.Opt[int16]{service.Some[int16](7), service.Null[int16]()}, Lists: service.Some([]int32{5}),
	}
}

// comparable texts of what cannot be compared otherwise.
func exact() cmp.Options {
	return cmp.Options{
		cmp.Comparer(func(a, b service.CVC) bool { return a.Reveal() == b.Reveal() }),
		cmp.Exporter(func(t reflect.Type) bool {
			return t.PkgPath() == "github.com/assist-soap/toolkit/service" || t.PkgPath() == "github.com/assist-soap/toolkit/service_test"
		}),
	}
}

func TestLayouts_EveryShapeRoundTrips(t *testing.T) {
	s, layouts := zoo(), new(service.Layouts)
	for name, want := range map[string]flat{"full": fullFlat(), "zero": {}, "positive infinity": {Double: math.Inf(1)}} {
		record, err := layouts.Load(s, typeFlat, &want)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got flat
		if err := layouts.Store(record, &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got, exact()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLayouts_RecordHoldsTheExactTexts(t *testing.T) {
	full := fullFlat()
	record, err := new(service.Layouts).Load(zoo(), typeFlat, &full)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"text": "", "opt": "", "amount": "1234567.10", "secret": "word", "pan": "4111111111111111", "cvc": "123",
		"time": "21.11.2026 12:05:09", "decimal": "-0.10", "base64": "AP8=", "hex": "AB", "qname": "{urn:q}n", "bool": "true",
		"byte": "-128", "ulong": "18446744073709551615", "float": "1.5", "double": "-INF", "list": "1 -2",
		"struct/responsecode": "AS000", "animal/lives": "9", "animals/name": "Kit", "amounts": "10.00", "lists": "5",
	} {
		if got, state := record.Get(path); got != want || state != service.Present {
			t.Errorf("%s: %q, %v", path, got, state)
		}
	}
	if v := record.Find("struct/inner/responsecode"); v == nil || v.State != service.Nil {
		t.Error("nil is not nil")
	}
	if id := record.Find("animal").Record.TypeID(); id != typeCat {
		t.Errorf("the cat became type %d", id)
	}
}

func TestLayouts_AbsentEmptyAndNilStayApart(t *testing.T) {
	var layouts service.Layouts
	for _, opt := range []service.Opt[string]{{}, service.Some(""), service.Null[string]()} {
		from := order{OrderNumber: "1", Currency: opt}
		record, err := layouts.Load(zoo(), typeOrder, &from)
		if err != nil {
			t.Fatal(err)
		}
		var to order
		if err := layouts.Store(record, &to); err != nil || to.Currency.State() != opt.State() {
			t.Errorf("%v became %v, %v", opt.State(), to.Currency.State(), err)
		}
		if _, state := record.Get("login"); state != service.Absent {
			t.Error("a sealed field was filled from the struct")
		}
	}
}

func TestLayouts_ResultIsSetBesideTheFields(t *testing.T) {
	var layouts service.Layouts
	var to order
	result := service.Result{Outcome: service.Pending, Verified: "checkvalue", TestMode: true}
	if err := layouts.StoreResult(zoo(), typeOrder, &to, result); err != nil || !cmp.Equal(to.Result, result) {
		t.Errorf("%v, %v", to.Result, err)
	}
	if err := layouts.StoreResult(zoo(), typeOperation, &operation{}, result); err != nil {
		t.Errorf("a struct without Result: %v", err)
	}
}

func TestLayouts_RefusesAStructThatDoesNotFit(t *testing.T) {
	type short struct{ OrderNumber string }
	type long struct {
		A       string
		B       service.Opt[service.Amount]
		C       service.Opt[string]
		D       []operation
		TooMuch string
	}
	type noSlice struct {
		A string
		B service.Opt[service.Amount]
		C service.Opt[string]
		D operation
	}
	type wrongKind struct {
		A chan int
		B service.Opt[service.Amount]
		C service.Opt[string]
		D []operation
	}
	type textForStruct struct {
		A string
		B service.Opt[service.Amount]
		C service.Opt[string]
		D []string
	}
	var none *order
	for want, value := range map[string]any{
		"lacks the field":              &short{},
		"TooMuch has no field":         &long{},
		"needs a slice":                &noSlice{},
		"cannot hold a value":          &wrongKind{},
		"struct type cannot be held":   &textForStruct{},
		"is not a pointer to a struct": order{},
		"*service_test.order is not":   none,
		"<nil> is not":                 nil,
		"*string is not":               new(string),
	} {
		_, err := new(service.Layouts).Load(zoo(), typeOrder, value)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "zoo: ") {
			t.Errorf("%T: %v, want %q", value, err, want)
		}
	}
}

func TestLayouts_RefusesATypeTheDescriptionLacks(t *testing.T) {
	for _, id := range []service.TypeID{service.XSDString, 99} {
		if _, err := new(service.Layouts).Load(zoo(), id, &order{}); err == nil || !strings.Contains(err.Error(), "no struct type") {
			t.Errorf("%d: %v", id, err)
		}
	}
}

type stranger struct{}

func (stranger) XSDType() service.TypeID { return typeAnimal }

type noAnimal struct{ Animal any }

func TestLayouts_RefusesAnInterfaceThatHoldsNoGeneratedType(t *testing.T) {
	s := zoo()
	s.Types[typeFlat].Fields = []service.Field{{Name: "animal", Type: typeAnimal, Flags: service.Abstract}}
	var typed *cat
	for name, value := range map[string]any{"no method": &order{}, "no pointer": stranger{}, "nil pointer": typed, "text": "cat"} {
		if _, err := new(service.Layouts).Load(s, typeFlat, &noAnimal{value}); err == nil || !strings.Contains(err.Error(), "animal: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.Types[typeAnimal].New = nil
	record, err := new(service.Layouts).Load(s, typeFlat, &noAnimal{&animal{"Rex"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := new(service.Layouts).Store(record, &noAnimal{}); err == nil || !strings.Contains(err.Error(), "cannot stand here") {
		t.Errorf("a type nobody can make: %v", err)
	}
}

func TestLayouts_NumbersOutOfRangeAreErrorsAndNeverCut(t *testing.T) {
	for field, texts := range map[string][]string{
		"byte": {"128", "-129", "1.0", "", "0x1", "1e1", "--1", "+-1"}, "ubyte": {"256", "-1", "1 2"}, "long": {"9223372036854775808"},
		"ulong": {"18446744073709551616", "-0.5"}, "float": {"1e39", "0x1p4", "Infinity", "nan", "1_0", "inf"},
		"double": {"1e400", "eins"}, "bool": {"yes", "TRUE", "2", ""}, "list": {"1 zwei", "2147483648"}, "opts": {"32768"},
		"decimal": {"1e5", ""}, "integer": {"1.0"}, "amount": {"-1", "1.234"}, "base64": {"A"}, "hex": {"A", "xy"},
		"pan": {"4111111111111112"}, "cvc": {"12"},
	} {
		for _, text := range texts {
			record := service.NewRecord(zoo(), typeFlat)
			if err := record.Set(field, text); err != nil {
				t.Fatal(err)
			}
			if field == "opts" {
				v := record.Find(field)
				*v = service.Value{State: service.Present, Items: []service.Value{{State: service.Present, Text: text}}}
			}
			var to flat
			err := new(service.Layouts).Store(record, &to)
			if err == nil || !strings.HasPrefix(err.Error(), field) {
				t.Errorf("%s takes %q as %v", field, text, to)
			}
			if field == "pan" && strings.Contains(err.Error(), text) {
				t.Errorf("the error shows a card number: %v", err)
			}
		}
	}
}

func TestLayouts_ReadsWhatXSDAllows(t *testing.T) {
	record := service.NewRecord(zoo(), typeFlat)
	for field, text := range map[string]string{
		"byte": " +7\n", "bool": " 1 ", "float": "INF", "double": "NaN", "base64": "AP\n 8=", "hex": " ab ", "list": " 1\t2\n", "qname": "plain",
		"amount": "1 234,50", "pan": "", "cvc": "", "time": "someday",
	} {
		if err := record.Set(field, text); err != nil {
			t.Fatal(err)
		}
	}
	var to flat
	if err := new(service.Layouts).Store(record, &to); err != nil {
		t.Fatal(err)
	}
	if to.Byte != 7 || !to.Bool || !math.IsInf(float64(to.Float), 1) || !math.IsNaN(to.Double) || len(to.Base64) != 2 || len(to.List) != 2 ||
		to.QName.Local != "plain" || to.Amount.Minor() != 123450 || to.Amount.String() != "1 234,50" || to.Time.String() != "someday" {
		t.Errorf("%+v", to)
	}
}

func TestLayouts_LearnOnceFromManyGoroutines(t *testing.T) {
	s, layouts, full := zoo(), new(service.Layouts), fullFlat()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 50 {
				record, err := layouts.Load(s, typeFlat, &full)
				if err != nil {
					t.Error(err)
					return
				}
				var to flat
				if err := layouts.Store(record, &to); err != nil || to.Amount != full.Amount {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func TestLayouts_AllocatesLittle(t *testing.T) {
	s, layouts := zoo(), new(service.Layouts)
	from := order{OrderNumber: "A-1", Amount: service.Some(service.MustAmount("100.10")), Currency: service.Some("RUB")}
	record, err := layouts.Load(s, typeOrder, &from)
	if err != nil {
		t.Fatal(err)
	}
	load := testing.AllocsPerRun(100, func() {
		if _, err := layouts.Load(s, typeOrder, &from); err != nil {
			t.Fatal(err)
		}
	})
	var to order
	store := testing.AllocsPerRun(100, func() {
		if err := layouts.Store(record, &to); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("load %.0f, store %.0f allocations", load, store)
	if load > 4 || store > 3 {
		t.Errorf("load %.0f, store %.0f allocations; at most 4 and 3", load, store)
	}
}
