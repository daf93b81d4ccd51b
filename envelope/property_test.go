package envelope_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"pgregory.net/rapid"
)

// sameRecord compares texts, states and structure.
func sameRecord(t interface{ Errorf(string, ...any) }, a, b *service.Record) {
	if x, y := dump(a), dump(b); x != y {
		t.Errorf("records differ\n%s\n%s", x, y)
	}
}

func dump(r *service.Record) string {
	if r == nil {
		return "none"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d{", r.TypeID())
	var value func(v *service.Value)
	value = func(v *service.Value) {
		fmt.Fprintf(&b, "%d %q ", v.State, v.Text)
		if v.Record != nil {
			b.WriteString(dump(v.Record))
		}
		for i := range v.Items {
			b.WriteString("[")
			value(&v.Items[i])
			b.WriteString("]")
		}
	}
	for i := range r.Values() {
		value(&r.Values()[i])
		b.WriteString(",")
	}
	return b.String() + "}"
}

// legalText draws texts of every kind that a request may carry.
func legalText() *rapid.Generator[string] {
	return rapid.StringOf(rapid.OneOf(
		rapid.RuneFrom([]rune(" \t\nabc&<>\"';=]/\\%é€Жя\U0001F600\u0085\u2028")),
		rapid.Rune().Filter(func(r rune) bool { return r >= ' ' && r != 0xFFFE && r != 0xFFFF && (r < 0xD800 || r > 0xDFFF) }),
	))
}

func TestEncodeDecode_IsIdentityOnGatewayRecords(t *testing.T) {
	s, c := gateway(t)
	rapid.Check(t, func(t *rapid.T) {
		op := &s.Operations[rapid.IntRange(0, 2).Draw(t, "operation")]
		r := service.NewRecord(s, op.Request.Type)
		set := false
		for i := range r.Values() {
			if rapid.Bool().Draw(t, "present") {
				r.Values()[i], set = present(legalText().Draw(t, "text")), true
			}
		}
		if !set {
			r.Values()[0] = present("")
		}
		roundTrip(t, c, op, r)
	})
}

func TestEncodeDecode_IsIdentityOnForeignRecords(t *testing.T) {
	s, c := foreign(t)
	op := s.Operation("ask")
	rapid.Check(t, func(t *rapid.T) {
		word := func() string { return legalText().Draw(t, "text") }
		r := service.NewRecord(s, fRequest)
		set(r, "id", present("1"))
		if rapid.Bool().Draw(t, "attribute") {
			set(r, "lang", present(word()))
		}
		set(r, "note", service.Value{State: service.State(rapid.IntRange(0, 2).Draw(t, "state"))})
		if v := r.Find("note"); v.State == service.Present {
			v.Text = word()
		}
		if rapid.Bool().Draw(t, "thing") {
			thing := service.NewRecord(s, fBase)
			if rapid.Bool().Draw(t, "derived") {
				thing = service.NewRecord(s, fDerived)
				set(thing, "more", present("1.50"))
			}
			set(thing, "name", present(word()))
			set(r, "thing", nested(thing))
		}
		var rows []service.Value
		for range rapid.IntRange(0, 3).Draw(t, "rows") {
			row := service.NewRecord(s, fRow)
			set(row, "key", present(word()))
			if rapid.Bool().Draw(t, "val") {
				set(row, "val", present(word()))
			}
			rows = append(rows, nested(row))
		}
		if rows != nil {
			set(r, "rows", many(rows...))
		}
		roundTrip(t, c, op, r)
	})
}

func roundTrip(t *rapid.T, c *envelope.Codec, op *service.Operation, r *service.Record) {
	out, err := c.Encode(nil, op, r)
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(string(out)))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("encoding/xml refuses it: %v\n%s", err, out)
		}
	}
	back, err := c.DecodeRequest(op, reply(string(out)))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	sameRecord(t, r, back)
}

// No secret gets into an error or into redacted bytes, however it looks and
// whatever the gateway does with it.
func TestSecrets_NeverLeak(t *testing.T) {
	s, c := gateway(t)
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9&<>"';=()я]{9,19}`).Draw(t, "secret")
		card := drawCard(t)
		cred := credentials()
		cred.Password, cred.SecretWord = service.NewSecret(secret), service.NewSecret(secret)
		op := s.Operation("pay")
		r := service.NewRecord(s, typePay)
		for name, value := range map[string]string{
			"ordernumber": card, "orderamount": card + "," + secret, "cardnumber": card[:len(card)-1] + "x", "cardholder": secret + "\r",
			"cvc2": secret, "expiremonth": secret, "clientip": card, "chequeitems": secret,
		} {
			if err := r.Set(name, value); err != nil {
				t.Fatal(err)
			}
		}
		leaks := func(where, shown string) {
			if strings.Contains(shown, secret) || strings.Contains(shown, card) || strings.Contains(shown, card[:len(card)-1]) {
				t.Fatalf("%s: %q or %q is in %s", where, secret, card, shown)
			}
		}
		leaks("seal", fmt.Sprint(c.Seal(op, r, cred)))
		for _, name := range []string{"cardnumber", "cvc2"} {
			_ = r.Set(name, card)
		}
		_ = r.Set("cardholder", secret)
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(secret)
		for _, body := range []string{
			fault11("<faultcode>x:" + escaped + "</faultcode><faultstring>" + escaped + " " + card + "</faultstring><detail><message>" + escaped + "</message><a>" + card + "</a></detail>"),
			secret + " " + card, "<html><title>" + card + secret + "</title>", payResponse("<ordernumber>" + escaped + card + "</ordernumber><ordernumber/>"),
			payResponse("<ordernumber>" + card + "</ordernumber>"), payResponse("<x>" + escaped), `{"a":"` + secret + card + `"}`,
		} {
			_, err := c.Open(op, r, reply(body), cred)
			leaks("open", fmt.Sprint(err))
		}
		out, err := c.Encode(nil, op, r)
		if err != nil {
			t.Fatal(err)
		}
		redacted := c.Redact(out)
		cut := rapid.IntRange(0, len(out)).Draw(t, "cut")
		for _, shown := range []string{string(c.Redact(out[:cut])), string(redacted)} {
			// Fields that are no secret keep what a caller wrongly put there, but for cards.
			shown = strings.ReplaceAll(shown, "<orderamount>"+card+","+escaped, "")
			for _, name := range []string{"cardholder", "cardnumber", "cvc2", "password"} {
				if _, after, found := strings.Cut(shown, "<"+name+">"); found {
					value, _, _ := strings.Cut(after, "<")
					if strings.Trim(value, "*") != "" {
						t.Fatalf("%s shows %q", name, value)
					}
				}
			}
			if strings.Contains(shown, card) {
				t.Fatalf("a card number is in %s", shown)
			}
		}
	})
}

func drawCard(t *rapid.T) string {
	digits := rapid.StringMatching(`[45][0-9]{14}`).Draw(t, "card")
	for check := range 10 {
		if card := digits + fmt.Sprint(check); service.Luhn(card) {
			return card
		}
	}
	return ""
}

// A nil error means an answer that holds something.
func FuzzDecode(f *testing.F) {
	s, c := gateway(f)
	for _, seed := range []string{
		payResponse(`<ordernumber>O-1</ordernumber><responsecode> AS000 </responsecode><message><![CDATA[a&b]]>x</message>`),
		billResponse(`<Hash xsi:type="xsd:string">6CPV</Hash>`), fault11(`<faultcode>3</faultcode><faultstring>115</faultstring>`),
		payResponse("<amount>1</amount><amount>2</amount>"), literalHead + literalTail, "<html>", "{}", "\xef\xbb\xbf" + payResponse("<amount>&#x31;</amount>"),
		billResponse(`<Hash href="#a"/>`), payResponse(`<a xmlns:x="y" x:b="c"><d/>e</a>`),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, op := range []*service.Operation{s.Operation("pay"), s.Operation("create")} {
			r, err := c.Decode(op, envelope.Reply{Body: []byte(body)})
			c.Redact([]byte(body))
			if (r == nil) == (err == nil) {
				t.Fatalf("record %v and error %v", r, err)
			}
			if err != nil {
				knownError(t, err)
				continue
			}
			if op.Name == "pay" {
				compareWithOracle(t, body, r)
			}
		}
	})
}

func knownError(t *testing.T, err error) {
	t.Helper()
	_, malformed := errors.AsType[*envelope.MalformedError](err)
	_, strange := errors.AsType[*envelope.NotSOAPError](err)
	_, refused := errors.AsType[*envelope.GatewayError](err)
	if !malformed && !strange && !refused {
		t.Fatalf("an error of no known kind: %v", err)
	}
	if strings.ContainsAny(err.Error(), "\n\x00\x1b") || len(err.Error()) > 1500 {
		t.Fatalf("no short line: %q", err.Error())
	}
}

// compareWithOracle reads the texts of the fields with encoding/xml and compares.
func compareWithOracle(t *testing.T, body string, r *service.Record) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(body, "\xef\xbb\xbf")))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	texts := map[string][]string{}
	var path []string
	var text []strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch e := token.(type) {
		case xml.StartElement:
			path, text = append(path, e.Name.Local), append(text, strings.Builder{})
		case xml.CharData:
			if len(text) > 0 {
				text[len(text)-1].Write(e)
			}
		case xml.EndElement:
			if len(path) == 5 {
				name := strings.ToLower(path[4])
				texts[name] = append(texts[name], text[4].String())
			}
			path, text = path[:len(path)-1], text[:len(text)-1]
		}
	}
	for i, f := range r.Fields() {
		v := r.Values()[i]
		if v.State != service.Present {
			continue
		}
		spellings := append([]string{f.Name}, f.Facts.Aliases...)
		found := false
		for _, name := range spellings {
			for _, other := range texts[name] {
				found = found || other == v.Text
			}
		}
		if !found && !strings.Contains(body, "encoding") {
			t.Fatalf("%s is %q here, and %q for encoding/xml", f.Name, v.Text, texts[f.Name])
		}
	}
}
