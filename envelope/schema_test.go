package envelope_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// ordersOf is a foreign service of one operation whose message has the given fields.
func ordersOf(types []service.Type, fields ...service.Field) *service.Service {
	all := append([]service.Type{{Fields: fields}}, types...)
	message := service.Message{Name: "request", Frames: []service.Frame{{Name: service.Name{Space: 1, Local: "order"}}}}
	answer := message
	answer.Name = "response"
	return &service.Service{
		Name: "orders", Spaces: []string{"", "urn:orders", "http://www.w3.org/XML/1998/namespace", "urn:other"}, Types: all,
		Operations: []service.Operation{{Name: "put", WSDLName: "put", Request: message, Response: answer}},
	}
}

func codecOf(t *testing.T, s *service.Service) (*envelope.Codec, *service.Operation) {
	t.Helper()
	codec, err := envelope.New(s, envelope.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return codec, &s.Operations[0]
}

// TestEncode_XMLLang: the prefix xml is bound by XML itself; declaring its namespace
// under another one makes the message no XML.
func TestEncode_XMLLang(t *testing.T) {
	s := ordersOf(nil, service.Field{Name: "lang", Space: 2, Type: service.XSDLanguage, Flags: service.Attribute})
	codec, op := codecOf(t, s)
	r := service.NewRecord(s, 0)
	r.Values()[0] = service.Value{State: service.Present, Text: "en"}
	text, err := codec.Encode(nil, op, r)
	if err != nil || !strings.Contains(string(text), ` xml:lang="en"`) || strings.Contains(string(text), "XML/1998") {
		t.Errorf("%s %v", text, err)
	}
}

// TestDecode_AttributesOfOneNameInTwoNamespaces are two attributes.
func TestDecode_AttributesOfOneNameInTwoNamespaces(t *testing.T) {
	s := ordersOf(nil,
		service.Field{Name: "id", Type: service.XSDString, Flags: service.Attribute},
		service.Field{Name: "id", Space: 3, Type: service.XSDString, Flags: service.Attribute})
	codec, op := codecOf(t, s)
	got, err := codec.DecodeRequest(op, inEnvelope(`<o:order xmlns:o="urn:orders" xmlns:x="urn:other" x:id="2" id="1"/>`))
	if err != nil || got.Values()[0].Text != "1" || got.Values()[1].Text != "2" {
		t.Errorf("%v %v", got, err)
	}
}

func inEnvelope(body string) envelope.Reply {
	return envelope.Reply{ContentType: "text/xml", Body: []byte(
		`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>` + body + `</e:Body></e:Envelope>`)}
}

// TestFixed_IsFilledInAndChecked on both ways: another value is another contract.
func TestFixed_IsFilledInAndChecked(t *testing.T) {
	version := service.Type{Kind: service.Simple, Base: service.XSDDecimal, Facets: &service.Facets{FractionDigits: -1, Fixed: "1.0"}}
	s := ordersOf([]service.Type{version}, service.Field{Name: "version", Type: 1, Flags: service.Attribute})
	codec, op := codecOf(t, s)
	for given, want := range map[string]string{"": `version="1.0"`, "1.00": `version="1.00"`, "2": "fixes it"} {
		r := service.NewRecord(s, 0)
		r.Values()[0] = service.Value{State: service.Present, Text: given}
		err := codec.Check(op, r)
		text, _ := codec.Encode(nil, op, r)
		if given == "2" {
			text = nil
		}
		if said := string(text); err == nil && !strings.Contains(said, want) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %s, %v; want %s", given, said, err, want)
		}
	}
	if _, err := codec.Decode(op, inEnvelope(`<o:order xmlns:o="urn:orders" version="2.0"/>`)); err == nil || !strings.Contains(err.Error(), "fixes, 1.0") {
		t.Errorf("a wrong version was read: %v", err)
	}
	if _, err := codec.Decode(op, inEnvelope(`<o:order xmlns:o="urn:orders" version="1"/>`)); err != nil {
		t.Errorf("the same number in other words: %v", err)
	}
}

// TestQNameList_EveryNameHasAPrefix: a list of names is written and read with namespaces.
func TestQNameList_EveryNameHasAPrefix(t *testing.T) {
	names := service.Type{Kind: service.List, Base: service.XSDQName}
	s := ordersOf([]service.Type{names}, service.Field{Name: "names", Type: 1})
	codec, op := codecOf(t, s)
	r := service.NewRecord(s, 0)
	const want = "{urn:a}x plain {urn:b}y"
	r.Values()[0] = service.Value{State: service.Present, Text: want}
	text, err := codec.Encode(nil, op, r)
	if err != nil {
		t.Fatal(err)
	}
	got, err := codec.DecodeRequest(op, envelope.Reply{ContentType: "text/xml", Body: text})
	if err != nil || got.Text("names") != want {
		t.Errorf("%v %v of\n%s", got, err, text)
	}
}

// TestCheck_Calendar compares dates, times and durations by value.
func TestCheck_Calendar(t *testing.T) {
	for _, c := range []struct {
		base        service.TypeID
		least, most string
		text, rule  string
	}{
		{service.XSDDate, "2000-01-01", "", "1999-12-31", "at least"},
		{service.XSDDate, "2000-01-01", "", "2000-01-01Z", ""}, // 14 hours uncertain
		{service.XSDDate, "", "", "2023-02-29", "not written"},
		{service.XSDDate, "", "", "12026-02-28+14:00", ""},
		{service.XSDDate, "", "", "0000-01-01", "not written"},
		{service.XSDDateTime, "", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", ""},
		{service.XSDDateTime, "", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00.5Z", "at most"},
		{service.XSDDateTime, "", "", "2030-01-01 00:00:00", "not written"},
		{service.XSDDateTime, "", "", "2030-01-01T24:00:00", ""},
		{service.XSDTime, "12:00:00", "", "11:59:59.999", "at least"},
		{service.XSDGYear, "", "2050", "2051", "at most"},
		{service.XSDGMonthDay, "", "", "--02-29", ""},
		{service.XSDGDay, "", "", "---32", "not written"},
		{service.XSDGMonth, "--03", "", "--02", "at least"},
		{service.XSDGYearMonth, "2020-05", "", "2020-04", "at least"},
		{service.XSDDuration, "P1D", "", "PT23H", "at least"},
		{service.XSDDuration, "P1M", "", "P30D", ""}, // nobody knows
		{service.XSDDuration, "P1M", "", "P27D", "at least"},
		{service.XSDDuration, "", "P1Y", "P1Y2M3DT4H5M6.7S", "at most"},
		{service.XSDDuration, "", "", "P", "not written"},
		{service.XSDDuration, "", "", "P1S", "not written"},
		{service.XSDDuration, "", "", "P1YT", "not written"},
		{service.XSDDouble, "1e3", "", "999", "at least"},
		{service.XSDFloat, "", "0", "INF", "at most"},
	} {
		typ := service.Type{Kind: service.Simple, Base: c.base, Facets: &service.Facets{FractionDigits: -1, MinInclusive: c.least, MaxInclusive: c.most}}
		s := ordersOf([]service.Type{typ}, service.Field{Name: "day", Type: 1})
		codec, op := codecOf(t, s)
		r := service.NewRecord(s, 0)
		r.Values()[0] = service.Value{State: service.Present, Text: c.text}
		err := codec.Check(op, r)
		if c.rule == "" && err != nil || c.rule != "" && (err == nil || !strings.Contains(err.Error(), c.rule)) {
			t.Errorf("%q, at least %q, at most %q: %v; want %q", c.text, c.least, c.most, err, c.rule)
		}
	}
}

// open has a declared attribute and leaves the others open.
type open struct {
	ID         string
	Attributes []service.AttributeValue
}

// TestAnyAttribute_IsKeptAndSent from struct to struct, with its namespace.
func TestAnyAttribute_IsKeptAndSent(t *testing.T) {
	const wild = service.Attribute | service.Wildcard | service.Many | service.Optional
	s := ordersOf(nil,
		service.Field{Name: "id", Type: service.XSDString, Flags: service.Attribute},
		service.Field{Name: "anyAttribute", Type: service.XSDAnySimpleType, Flags: wild})
	codec, op := codecOf(t, s)
	want := open{"1", []service.AttributeValue{
		{Name: service.QName{Space: "urn:x=y", Local: "note"}, Value: `a<"b"=c`},
		{Name: service.QName{Local: "plain"}, Value: ""},
		{Name: service.QName{Space: "http://www.w3.org/XML/1998/namespace", Local: "lang"}, Value: "en"},
	}}
	var layouts service.Layouts
	r, err := layouts.Load(s, 0, &want)
	if err != nil {
		t.Fatal(err)
	}
	if err := codec.Check(op, r); err != nil {
		t.Error(err)
	}
	text, err := codec.Encode(nil, op, r)
	if err != nil {
		t.Fatal(err)
	}
	read, err := codec.DecodeRequest(op, envelope.Reply{ContentType: "text/xml", Body: text})
	if err != nil {
		t.Fatalf("%v of\n%s", err, text)
	}
	var got open
	if err := layouts.Store(read, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-sent +read)\n%s\n%s", diff, text)
	}
	r.Values()[1].Items[0].Text = `{urn:x}no te="1" x=y`
	if err := codec.Check(op, r); err == nil || !strings.Contains(err.Error(), "no attribute can have that name") {
		t.Errorf("a bad name passed: %v", err)
	}
	if _, err := codec.Encode(nil, op, r); err == nil {
		t.Error("a bad name was written")
	}
}
