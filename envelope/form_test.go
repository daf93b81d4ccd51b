package envelope_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"pgregory.net/rapid"
)

func TestEncodeAs_PostWritesTheDocumentsSpelling(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	r := question(t, s, c, "list", "ordercomment", "Счёт & more=1 +2\n~")
	out, err := c.EncodeAs([]byte("x&"), op, r, envelope.Form{Request: envelope.RequestPost, Answer: envelope.JSON})
	want := "x&OrderNumber=O-1&Merchant_ID=123456&Login=sandbox_login&Password=sandbox_pass1&OrderComment=%D0%A1%D1%87%D1%91%D1%82%20%26%20more%3D1%20%2B2%0A~&Format=5"
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\n%s", err, out, want)
	}
	g, gc := gateway(t)
	g.Operations[2].Forms = []service.Form{{Request: "post", Answers: []int{1, 3}, Default: 1}}
	pay := payment(t, g)
	if err := gc.Seal(g.Operation("pay"), pay, credentials()); err != nil {
		t.Fatal(err)
	}
	out, err = gc.EncodeAs(nil, g.Operation("pay"), pay, envelope.Form{Request: envelope.RequestPost})
	if err != nil || !strings.HasSuffix(string(out), "&Cvc2=123&Format=1") || strings.Contains(string(out), "signature") {
		t.Errorf("%v %s", err, out)
	}
}

func TestEncodeAs_JSONIsFlatUnlessTheDescriptionSaysMore(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	r := question(t, s, c, "list", "ordercomment", "a\"b\\c\n\tя")
	out, err := c.EncodeAs(nil, op, r, envelope.Form{Request: envelope.RequestJSON, Answer: envelope.XML})
	want := `{"merchant":{"merchant_id":"123456","login":"sandbox_login","password":"sandbox_pass1"},"ordernumber":"O-1","ordercomment":"a\"b\\c\n\tя","format":3}`
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\n%s", err, out, want)
	}
	s.Operations[0].Forms[1].Merchant = ""
	out, err = newCodec(t, s, envelope.Options{}).EncodeAs(nil, op, r, envelope.Form{Request: envelope.RequestJSON})
	want = `{"ordernumber":"O-1","merchant_id":"123456","login":"sandbox_login","password":"sandbox_pass1","ordercomment":"a\"b\\c\n\tя"}`
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\n%s", err, out, want)
	}
}

func TestOffer_RefusesFormsThatTheDocumentsDoNotOffer(t *testing.T) {
	s, c := lookup(t)
	for _, tc := range []struct{ op, form, want string }{
		{"list", "soap", "soap/soap"}, {"list", "soap/4", "soap/soap"}, {"list", "post", "post/xml"}, {"list", "POST/csv", "post/csv"},
		{"list", "json", "json/json"}, {"list", "json/3", "json/xml"}, {"one", "post/5", "post/json"}, {"nested", "soap", "soap/soap"},
		{"list", "json/csv", ""}, {"list", "soap/xml", ""}, {"one", "json", ""}, {"nested", "post", ""}, {"nested", "post/xml", ""},
	} {
		form, err := envelope.ParseForm(tc.form)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Offer(s.Operation(tc.op), form)
		switch {
		case tc.want == "" && (err == nil || !strings.Contains(err.Error(), "not offered") || !strings.Contains(err.Error(), "soap/soap")):
			t.Errorf("%s %s: %v", tc.op, tc.form, err)
		case tc.want != "" && (err != nil || got.String() != tc.want):
			t.Errorf("%s %s: %v %s", tc.op, tc.form, err, got)
		}
		if _, err := c.EncodeAs(nil, s.Operation(tc.op), question(t, s, c, tc.op), form); (err == nil) != (tc.want != "") {
			t.Errorf("%s %s: encoding says %v", tc.op, tc.form, err)
		}
	}
	for _, text := range []string{"", "xml", "post/wddx", "post/2", "post/xml/3", "json "} {
		if form, err := envelope.ParseForm(text); err == nil {
			t.Errorf("%q is read as %s", text, form)
		}
	}
}

func TestEncodeAs_RefusesWhatAFormCannotCarry(t *testing.T) {
	s := ordersService()
	s.Types[oQuestion].Fields = append(s.Types[oQuestion].Fields, repeated("customer", oCustomer))
	c := newCodec(t, s, envelope.Options{})
	r := question(t, s, c, "list")
	r.Values()[6] = service.Value{State: service.Present, Items: []service.Value{{State: service.Present, Record: record(t, s, oCustomer, "firstname", "Иван")}}}
	if out, err := c.EncodeAs([]byte("kept"), s.Operation("list"), r, envelope.Form{Request: envelope.RequestPost}); err == nil || string(out) != "kept" || !strings.Contains(err.Error(), "customer") {
		t.Errorf("%v %s", err, out)
	}
	out, err := c.EncodeAs(nil, s.Operation("list"), r, envelope.Form{Request: envelope.RequestJSON})
	if err != nil || !strings.HasSuffix(string(out), `,"customer":[{"firstname":"Иван"}]}`) {
		t.Errorf("%v %s", err, out)
	}
	_ = r.Set("ordercomment", "a\x00")
	for _, request := range []envelope.Transport{envelope.RequestPost, envelope.RequestJSON} {
		if _, err := c.EncodeAs(nil, s.Operation("list"), r, envelope.Form{Request: request}); err == nil {
			t.Errorf("%v carries a zero byte", request)
		}
	}
}

// What is sent is what was digested, in every form.
func TestEncodeAs_OtherReadersSeeTheTextsOfTheRecord(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	rapid.Check(t, func(t *rapid.T) {
		r := service.NewRecord(s, oQuestion)
		texts := map[string]string{}
		for i, f := range r.Fields() {
			if f.Name != "format" && rapid.Bool().Draw(t, "present") {
				texts[f.Name] = legalText().Draw(t, "text")
				r.Values()[i] = present(texts[f.Name])
			}
		}
		out, err := c.EncodeAs(nil, op, r, envelope.Form{Request: envelope.RequestPost, Answer: envelope.CSV})
		if err != nil {
			t.Fatal(err)
		}
		form, err := url.ParseQuery(string(out))
		if err != nil || form.Get("Format") != "1" || len(form) != len(texts)+1 {
			t.Fatalf("%v %s", err, out)
		}
		out, err = c.EncodeAs(nil, op, r, envelope.Form{Request: envelope.RequestJSON})
		var object map[string]any
		if err != nil || json.Unmarshal(out, &object) != nil {
			t.Fatalf("%v %s", err, out)
		}
		merchant, _ := object["merchant"].(map[string]any)
		for _, f := range r.Fields() {
			text, there := texts[f.Name]
			if got := form.Get(f.Facts.Param); there && got != text {
				t.Fatalf("%s is posted as %q, not %q", f.Name, got, text)
			}
			inJSON, found := object[f.Name]
			if !found {
				inJSON, found = merchant[f.Name]
			}
			if there != found || there && inJSON != text {
				t.Fatalf("%s is in JSON as %q, not %q", f.Name, inJSON, text)
			}
		}
	})
}

func TestEncode_GatewayFieldsGoByBuiltInTypes(t *testing.T) {
	s, c := gateway(t)
	r := bill(t, s)
	if err := c.Seal(s.Operation("create"), r, credentials()); err != nil {
		t.Fatal(err)
	}
	out, err := c.Encode(nil, s.Operation("create"), r)
	if err != nil || !strings.Contains(string(out), `<login xsi:type="xsd:string">sandbox_login</login>`) || strings.Contains(string(out), `"type:Login"`) {
		t.Errorf("%v %s", err, out)
	}
	s.Facts, s.Codes = nil, nil
	if out, err = newCodec(t, s, envelope.Options{}).Encode(nil, s.Operation("create"), r); err != nil || !strings.Contains(string(out), `<login xsi:type="type:Login">`) {
		t.Errorf("a foreign service keeps the declared name: %v %s", err, out)
	}
}
