package envelope_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// The foreign service has one of every construct a WSDL can bring.

const (
	fRequest service.TypeID = iota
	fBase
	fDerived
	fPrice
	fRow
	fArray
	fEncoded
	fCode
	fNumbers
	fTrouble
	fLonger
)

func foreignService(version service.Version) *service.Service {
	return &service.Service{
		Name: "zoo", Namespace: "urn:zoo", Spaces: []string{"", "urn:zoo", "http://example.com/types"}, SOAP: version,
		Types: []service.Type{
			fRequest: {Name: service.Name{Space: 1, Local: "Request"}, Fields: []service.Field{
				{Name: "lang", Type: service.XSDString, Flags: service.Attribute | service.Optional},
				{Name: "id", Space: 1, Type: service.XSDInt},
				{Name: "ref", Space: 2, Type: service.XSDQName, Flags: service.Optional},
				{Name: "note", Space: 1, Type: service.XSDString, Flags: service.Nillable | service.Optional},
				{Name: "tag", Space: 1, Type: fCode, Flags: service.Optional | service.Many, Occurs: &service.Occurs{Min: 0, Max: 3}},
				{Name: "thing", Space: 1, Type: fBase, Flags: service.Optional},
				{Name: "price", Space: 1, Type: fPrice, Flags: service.Optional},
				{Name: "rows", Type: fRow, Flags: service.Group | service.Many | service.Optional},
				{Name: "numbers", Space: 1, Type: fNumbers, Flags: service.Optional},
				{Name: "blob", Space: 1, Type: service.XSDAnyType, Flags: service.Optional},
				{Name: "any", Flags: service.Wildcard | service.Many | service.Optional},
			}},
			fBase:    {Name: service.Name{Space: 1, Local: "Base"}, Fields: []service.Field{{Name: "name", Space: 1, Type: service.XSDString}}},
			fDerived: {Name: service.Name{Space: 2, Local: "Derived"}, Base: fBase, Fields: []service.Field{{Name: "name", Space: 1, Type: service.XSDString}, {Name: "more", Space: 2, Type: service.XSDDecimal}}},
			fPrice: {Fields: []service.Field{
				{Name: "value", Type: service.XSDDecimal, Flags: service.Content},
				{Name: "currency", Type: service.XSDString, Flags: service.Attribute},
			}},
			fRow: {Fields: []service.Field{{Name: "key", Space: 1, Type: service.XSDString}, {Name: "val", Space: 1, Type: service.XSDString, Flags: service.Optional}}},
			fArray: {Name: service.Name{Space: 1, Local: "ArrayOfBase"}, Kind: service.Array, Base: service.XSDAnyType, Fields: []service.Field{
				{Name: "item", Type: fBase, Flags: service.Many | service.Optional},
			}},
			fEncoded: {Name: service.Name{Space: 1, Local: "encoded"}, Fields: []service.Field{
				{Name: "count", Type: service.XSDInt}, {Name: "head", Type: fBase, Flags: service.Optional}, {Name: "list", Type: fArray, Flags: service.Optional},
			}},
			fCode: {Name: service.Name{Space: 1, Local: "Code"}, Kind: service.Simple, Base: service.XSDToken, Facets: &service.Facets{
				Patterns: []string{`^[A-Z]+$`}, MaxLength: 3, Enum: []string{"A", "AB", "ABCD", "a"}, FractionDigits: -1,
			}},
			fNumbers: {Name: service.Name{Space: 1, Local: "Numbers"}, Kind: service.List, Base: service.XSDUnsignedByte},
			fTrouble: {Name: service.Name{Space: 1, Local: "Trouble"}, Fields: []service.Field{{Name: "why", Space: 1, Type: service.XSDString}}},
			fLonger:  {Name: service.Name{Space: 2, Local: "Longer"}, Base: fDerived, Fields: []service.Field{{Name: "name", Space: 1, Type: service.XSDString}, {Name: "more", Space: 2, Type: service.XSDDecimal}}},
		},
		Operations: []service.Operation{
			{
				Name: "ask", WSDLName: "ask",
				Request:  service.Message{Name: "request", Type: fRequest, Frames: frames(service.Name{Space: 1, Local: "Ask"})},
				Response: service.Message{Name: "response", Type: fRequest, Frames: frames(service.Name{Space: 1, Local: "AskResponse"})},
				Faults:   []service.FaultDetail{{Name: "Trouble", Element: service.Name{Space: 1, Local: "Trouble"}, Type: fTrouble}},
			},
			{
				Name: "enc", WSDLName: "enc", Style: service.RPC,
				Request:  service.Message{Name: "request", Use: service.Encoded, Type: fEncoded, Frames: frames(service.Name{Space: 1, Local: "enc"})},
				Response: service.Message{Name: "response", Use: service.Encoded, Type: fEncoded, Frames: frames(service.Name{Space: 1, Local: "encResponse"})},
			},
			{
				Name: "tell", WSDLName: "tell", OneWay: true,
				Request: service.Message{Name: "request", Type: fBase, Frames: frames(service.Name{Space: 1, Local: "Tell"})},
			},
		},
	}
}

func foreign(tb testing.TB) (*service.Service, *envelope.Codec) {
	tb.Helper()
	s := foreignService(service.SOAP11)
	return s, newCodec(tb, s, envelope.Options{})
}

func present(text string) service.Value { return service.Value{State: service.Present, Text: text} }

func nested(r *service.Record) service.Value { return service.Value{State: service.Present, Record: r} }

func many(items ...service.Value) service.Value {
	return service.Value{State: service.Present, Items: items}
}

func set(r *service.Record, name string, v service.Value) { r.Values()[r.Type().Index(name)] = v }

func wantBody(t *testing.T, got []byte, want string) {
	t.Helper()
	if !strings.Contains(string(got), want) {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	d := xml.NewDecoder(strings.NewReader(string(got)))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("encoding/xml does not read it: %v\n%s", err, got)
		}
	}
}

func everything(tb testing.TB, s *service.Service) *service.Record {
	tb.Helper()
	r := record(tb, s, fRequest, "lang", "a\"<\n&", "id", "7", "ref", "{urn:x}y", "numbers", "1 2", "blob", "te&lt;xt<b>1</b>")
	set(r, "note", service.Value{State: service.Nil})
	set(r, "tag", many(present("A"), present("AB")))
	set(r, "thing", nested(record(tb, s, fDerived, "name", "n", "more", "-0.10")))
	set(r, "price", nested(record(tb, s, fPrice, "value", "9.90", "currency", "RUB")))
	set(r, "rows", many(nested(record(tb, s, fRow, "key", "k1", "val", "v1")), nested(record(tb, s, fRow, "key", "k2"))))
	set(r, "any", many(present(`<p:x xmlns:p="urn:p">1</p:x>`), present(`<y/>`)))
	return r
}

func TestEncode_EveryConstruct(t *testing.T) {
	s, c := foreign(t)
	op, r := s.Operation("ask"), everything(t, s)
	if err := c.Check(op, r); err != nil {
		t.Fatal(err)
	}
	out, err := c.Encode([]byte("kept "), op, r)
	if err != nil {
		t.Fatal(err)
	}
	want := `kept <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:zoo="urn:zoo" xmlns:types="http://example.com/types" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` +
		`<zoo:Ask lang="a&quot;&lt;&#10;&amp;"><zoo:id>7</zoo:id><types:ref xmlns:q="urn:x">q:y</types:ref><zoo:note xsi:nil="true"/><zoo:tag>A</zoo:tag><zoo:tag>AB</zoo:tag>` +
		`<zoo:thing xsi:type="types:Derived"><zoo:name>n</zoo:name><types:more>-0.10</types:more></zoo:thing><zoo:price currency="RUB">9.90</zoo:price>` +
		`<zoo:key>k1</zoo:key><zoo:val>v1</zoo:val><zoo:key>k2</zoo:key><zoo:numbers>1 2</zoo:numbers><zoo:blob>te&lt;xt<b>1</b></zoo:blob>` +
		`<p:x xmlns:p="urn:p">1</p:x><y/></zoo:Ask></soapenv:Body></soapenv:Envelope>`
	if string(out) != want {
		t.Errorf("\n got %s\nwant %s", out, want)
	}
	wantBody(t, out[5:], "")
	back, err := c.DecodeRequest(op, reply(string(out[5:])))
	if err != nil {
		t.Fatal(err)
	}
	sameRecord(t, r, back)
}

func TestEncode_SOAPEncoding(t *testing.T) {
	for version, wants := range map[service.Version][]string{
		service.SOAP11: {
			`<zoo:encResponse soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><count xsi:type="xsd:int">2</count><head xsi:type="types:Derived">`,
			`<list xsi:type="zoo:ArrayOfBase" soapenc:arrayType="zoo:Base[2]"><item xsi:type="zoo:Base"><zoo:name xsi:type="xsd:string">a</zoo:name></item>`,
		},
		service.SOAP12: {`soapenv:encodingStyle="http://www.w3.org/2003/05/soap-encoding"`, `soapenc:itemType="zoo:Base" soapenc:arraySize="2"`},
	} {
		s := foreignService(version)
		c := newCodec(t, s, envelope.Options{})
		list := service.NewRecord(s, fArray)
		set(list, "item", many(nested(record(t, s, fBase, "name", "a")), nested(record(t, s, fBase, "name", "b"))))
		r := record(t, s, fEncoded, "count", "2")
		set(r, "head", nested(record(t, s, fDerived, "name", "h", "more", "1")))
		set(r, "list", nested(list))
		out, err := c.EncodeAnswer(nil, s.Operation("enc"), r)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			wantBody(t, out, want)
		}
		back, err := c.Decode(s.Operation("enc"), reply(string(out)))
		if err != nil {
			t.Fatal(err)
		}
		sameRecord(t, r, back)
	}
}

func TestEncode_IllegalTextIsAnErrorNotAReplacement(t *testing.T) {
	s, c := foreign(t)
	for _, text := range []string{"a\x00", "a\xff", "a\uffff", "\x1b"} {
		out, err := c.Encode([]byte("kept"), s.Operation("ask"), record(t, s, fRequest, "id", text))
		if err == nil || string(out) != "kept" {
			t.Errorf("%q: %v %q", text, err, out)
		}
		if _, err := c.Encode(nil, s.Operation("ask"), record(t, s, fRequest, "lang", text)); err == nil {
			t.Errorf("%q in an attribute: no error", text)
		}
	}
}

func TestCheck_SchemaOfAForeignService(t *testing.T) {
	s, c := foreign(t)
	op := s.Operation("ask")
	for _, tc := range []struct {
		field, rule string
		change      func(r *service.Record)
	}{
		{"id", "required", func(r *service.Record) { set(r, "id", service.Value{}) }},
		{"id", "integer", func(r *service.Record) { set(r, "id", present("")) }},
		{"id", "max", func(r *service.Record) { set(r, "id", present("2147483648")) }},
		{"id", "nil", func(r *service.Record) { set(r, "id", service.Value{State: service.Nil}) }},
		{"tag[2]", "pattern", func(r *service.Record) { set(r, "tag", many(present("A"), present("a"))) }},
		{"tag[1]", "max-length", func(r *service.Record) { set(r, "tag", many(present("ABCD"))) }},
		{"tag[1]", "enumeration", func(r *service.Record) { set(r, "tag", many(present("ABC"))) }},
		{"tag", "occurs", func(r *service.Record) { set(r, "tag", many(present("A"), present("A"), present("A"), present("A"))) }},
		{"thing", "type", func(r *service.Record) { set(r, "thing", nested(service.NewRecord(s, fRow))) }},
		{"thing/more", "decimal", func(r *service.Record) { set(r, "thing", nested(record(t, s, fDerived, "name", "", "more", "1e5"))) }},
		{"price/currency", "required", func(r *service.Record) { set(r, "price", nested(record(t, s, fPrice, "value", "1"))) }},
		{"rows[1]/key", "required", func(r *service.Record) { set(r, "rows", many(nested(service.NewRecord(s, fRow)))) }},
		{"numbers", "max", func(r *service.Record) { set(r, "numbers", present("1 256")) }},
		{"blob", "xml", func(r *service.Record) { set(r, "blob", present("<a>")) }},
		{"any[1]", "xml", func(r *service.Record) { set(r, "any", many(present("<p:x/>"))) }},
	} {
		r := everything(t, s)
		tc.change(r)
		err := c.Check(op, r)
		field := tc.field
		if tc.rule == "nil" {
			tc.rule = "required" // a required field that cannot be nil is missing
		}
		wantProblem(t, err, field, tc.rule)
	}
}

func TestDecode_ForeignAnswersAreReadExactly(t *testing.T) {
	s, c := foreign(t)
	wrap := func(children string) string {
		return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>` +
			`<AskResponse xmlns="urn:zoo" xmlns:t="http://example.com/types">` + children + `</AskResponse></e:Body></e:Envelope>`
	}
	ok := []string{
		`<id> 7 </id>`,
		`<id>7</id><thing xsi:type="t:Longer"><name/><t:more>1</t:more></thing>`,
		`<id>7</id><note xsi:nil="1"></note>`,
		`<price currency="RUB">1</price><id>7</id>`,
	}
	for _, children := range ok {
		r, err := c.Decode(s.Operation("ask"), reply(wrap(children)))
		if err != nil || r.Text("id") != "7" {
			t.Errorf("%s: %v", children, err)
		}
	}
	for children, rule := range map[string]string{
		``:                             envelope.RuleMissingField,
		`<ID>7</ID>`:                   envelope.RuleMissingField,
		`<id xmlns="">7</id>`:          envelope.RuleMissingField,
		`<id>7</id><id>7</id>`:         envelope.RuleRepeated,
		`<id xsi:nil="true"/>`:         envelope.RuleUnexpectedValue,
		`<id>7</id><thing/>`:           envelope.RuleMissingField,
		`<id>7</id><ref>x:y</ref>`:     "", // unqualified: an extra, taken by the wildcard
		`<id>7</id><t:ref>x:y</t:ref>`: envelope.RuleUnexpectedValue,
		`<id>7</id><thing xsi:type="t:Nope"><name/></thing>`:  envelope.RuleWrongType,
		`<id>7</id><thing xsi:type="Trouble"><name/></thing>`: envelope.RuleWrongType,
		`<id>7</id><note xsi:nil="true">x</note>`:             envelope.RuleUnexpectedValue,
		`<id>7</id><price>1</price>`:                          envelope.RuleMissingField,
	} {
		_, err := c.Decode(s.Operation("ask"), reply(wrap(children)))
		malformed, isMalformed := errors.AsType[*envelope.MalformedError](err)
		if rule == "" && err != nil && malformed.Rule != "unbound-prefix" || rule != "" && (!isMalformed || malformed.Rule != rule) {
			t.Errorf("%s: %v", children, err)
		}
	}
}

func TestDecode_WildcardsStandAlone(t *testing.T) {
	s, c := foreign(t)
	r, err := c.Decode(s.Operation("ask"), reply(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><z:AskResponse xmlns:z="urn:zoo" xmlns:p="urn:p" xmlns="urn:d">`+
		`<z:id>7</z:id><p:x a="p:q" xmlns:r = "urn:r"><r:y/><in/></p:x><z:blob>text <p:b/> more</z:blob></z:AskResponse></e:Body></e:Envelope>`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Find("any").Text, `<p:x xmlns="urn:d" xmlns:p="urn:p" a="p:q" xmlns:r = "urn:r"><r:y/><in/></p:x>`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := r.Text("blob"); got != `text <p:b xmlns="urn:d" xmlns:p="urn:p"/> more` {
		t.Errorf("blob %s", got)
	}
}

func encodedReply(body string) envelope.Reply {
	return reply(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:z="urn:zoo" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>` + body + `</e:Body></e:Envelope>`)
}

func TestDecode_ReferencesAreFollowed(t *testing.T) {
	s, c := foreign(t)
	r, err := c.Decode(s.Operation("enc"), encodedReply(`<z:encResponse><count href="#c"/><head href="#h"/><list><x href="#h"/><y id="in"><z:name>inline</z:name></y><z href="#in"/></list></z:encResponse>`+
		`<multiRef id="h" xsi:type="z:Base"><z:name href="#n"/></multiRef><multiRef id="c">3</multiRef><multiRef id="n">deep</multiRef>`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Text("count") != "3" || r.Text("head/name") != "deep" || len(r.Extras) != 0 {
		t.Errorf("%q %q %v", r.Text("count"), r.Text("head/name"), r.Extras)
	}
	items := r.Find("list").Record.Values()[0].Items
	if len(items) != 3 || items[0].Record.Text("name") != "deep" || items[2].Record.Text("name") != "inline" {
		t.Errorf("%v", items)
	}
}

func TestDecode_BadReferencesAreRefused(t *testing.T) {
	s, c := foreign(t)
	bomb := `<z:encResponse><count>1</count><list>` + strings.Repeat(`<x href="#a"/>`, 2000) + `</list></z:encResponse><m id="a"><z:name>` + strings.Repeat("x", 5000) + `</z:name></m>`
	for name, body := range map[string]string{
		"unknown id":      `<z:encResponse><count href="#c"/></z:encResponse>`,
		"cycle":           `<z:encResponse><count>1</count><head href="#h"/></z:encResponse><m id="h"><z:name href="#h"/></m>`,
		"chain":           `<z:encResponse><count href="#a"/></z:encResponse><m id="a" href="#b"/><m id="b">1</m>`,
		"twice":           `<z:encResponse><count href="#a"/></z:encResponse><m id="a">1</m><m id="a">2</m>`,
		"content as well": `<z:encResponse><count href="#a">2</count></z:encResponse><m id="a">1</m>`,
		"far too much":    bomb,
	} {
		_, err := c.Decode(s.Operation("enc"), encodedReply(body))
		if malformed, ok := errors.AsType[*envelope.MalformedError](err); !ok || malformed.Rule != envelope.RuleReference {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFault_DeclaredDetailIsDecoded(t *testing.T) {
	s, c := foreign(t)
	body := literalHead + `<soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>no</faultstring><detail><z:Trouble xmlns:z="urn:zoo"><z:why>because</z:why></z:Trouble></detail></soapenv:Fault>` + literalTail
	e := refusal(t, c, s.Operation("ask"), reply(body))
	if e.Declared == nil || e.Declared.Text("why") != "because" || e.FaultName != "Trouble" || e.Error() != "zoo.ask: fault Client: no: Trouble: because" {
		t.Errorf("%v %+v", e, e)
	}
	e = refusal(t, c, s.Operation("ask"), reply(strings.Replace(body, "z:why>", "z:what>", 2)))
	if e.Declared != nil || !strings.Contains(e.Detail, "because") {
		t.Errorf("a detail that does not fit hides the fault: %+v", e)
	}
}

func TestOpen_OneWay(t *testing.T) {
	s, c := foreign(t)
	op := s.Operation("tell")
	answer, err := c.Open(op, nil, envelope.Reply{Status: 202}, nil)
	if err != nil || answer.Record != nil || answer.Result.Outcome != service.Succeeded {
		t.Errorf("%v %+v", err, answer)
	}
	if _, err := c.Open(op, nil, envelope.Reply{Status: 500}, nil); err == nil {
		t.Error("an error status is accepted")
	}
	refusal(t, c, op, reply(fault11(`<faultcode>soapenv:Client</faultcode><faultstring>no</faultstring>`)))
	if _, err := c.Decode(op, reply(literalHead+"<x/>"+literalTail)); err == nil {
		t.Error("an answer to a one-way operation is accepted")
	}
}
