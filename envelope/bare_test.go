package envelope

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// bareService has messages without a frame: two elements side by side, none at all, and
// an encoded array of two dimensions.
func bareService() *service.Service {
	return &service.Service{
		Name: "bare", Spaces: []string{"", "urn:b"},
		Types: []service.Type{
			{},
			{Fields: []service.Field{
				{Name: "a", Space: 1, Type: service.XSDString},
				{Name: "b", Space: 1, Type: service.XSDQName, Flags: service.Optional},
				{Name: "plane", Type: 3, Flags: service.Optional},
			}},
			{},
			{Kind: service.Array, Fields: []service.Field{
				{Name: "item", Type: service.XSDInt, Flags: service.Many | service.Optional},
				{Name: service.ArraySize, Type: service.XSDString, Flags: service.Attribute | service.Optional},
			}},
		},
		Operations: []service.Operation{{
			Name: "two", WSDLName: "two",
			Request:  service.Message{Name: "request", Use: service.Encoded, Type: 1},
			Response: service.Message{Name: "response", Type: 2},
		}},
	}
}

func bareCodec(t *testing.T) (*Codec, *service.Operation) {
	t.Helper()
	s := bareService()
	c, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c, &s.Operations[0]
}

func TestBare_ElementsStandInTheBodyAndComeBack(t *testing.T) {
	c, op := bareCodec(t)
	r := service.NewRecord(c.Service(), 1)
	v := r.Values()
	v[0] = service.Value{State: service.Present, Text: "x"}
	plane := service.NewRecord(c.Service(), 3)
	one := service.Value{State: service.Present, Text: "1"}
	plane.Values()[0] = service.Value{State: service.Present, Items: []service.Value{one, one}}
	plane.Values()[1] = service.Value{State: service.Present, Text: "1,2"}
	v[2] = service.Value{State: service.Present, Record: plane}
	text, err := c.Encode(nil, op, r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`Body><ns1:a`, `soapenc:arrayType="xsd:int[1,2]"`, `</plane></soapenv:Body>`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s\nlacks %s", text, want)
		}
	}
	got, err := c.DecodeRequest(op, Reply{ContentType: "text/xml", Body: text})
	if err != nil {
		t.Fatal(err)
	}
	size := got.Values()[2].Record.Values()[1]
	if got.Values()[0].Text != "x" || size.Text != "1,2" {
		t.Errorf("read %+v, size %+v", got.Values(), size)
	}
}

func TestBare_EmptyBodyIsTheEmptyMessageAndNothingElse(t *testing.T) {
	c, op := bareCodec(t)
	answer := func(body string) error {
		_, err := c.Decode(op, Reply{Status: 200, ContentType: "text/xml", Body: []byte(
			`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>` + body + `</e:Body></e:Envelope>`)})
		return err
	}
	if err := answer(""); err != nil {
		t.Error(err)
	}
	if malformed, ok := errors.AsType[*MalformedError](answer("<a/>")); !ok || malformed.Rule != RuleWrongElement {
		t.Errorf("an undeclared element passes")
	}
	if _, ok := errors.AsType[*GatewayError](answer("<e:Fault><faultcode>e:Server</faultcode></e:Fault>")); !ok {
		t.Error("a Fault is not seen")
	}
}
