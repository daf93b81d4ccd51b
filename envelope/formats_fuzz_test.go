package envelope_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"pgregory.net/rapid"
)

// FuzzFormats: a nil error means a record; errors are typed, of one line, inside the
// reply; nothing panics, and what is streamed is what is read whole.
func FuzzFormats(f *testing.F) {
	s, c := lookup(f)
	formats := []envelope.Format{envelope.SOAP, envelope.CSV, envelope.XML, envelope.JSON}
	for _, flat := range []bool{true, false} {
		for _, r := range inFormats(flat) {
			f.Add(r.Body, uint8(slices.Index(formats, r.Format)&3), "")
		}
	}
	for _, format := range formats[:3] {
		f.Add(severalOrders(3, format).Body, uint8(slices.Index(formats, format)), "text/xml; charset=windows-1251")
	}
	for _, text := range []string{
		`{"fault":{"faultcode":"3","detail":{"message":"x"}}}`, `{"order":[{"a":1}],"checkdata":{"checkvalue":"b"}}`, `{"order":{}}`, "ERROR:x", "ordernumber:1;a:2",
		"Order Number;\"Message\"\r\n1;\"a;\"\"\"\r\n", "<result firstcode='3' secondcode='115'/>", `{"message":" ,"recommendation":""}`,
	} {
		for i := range formats {
			f.Add([]byte(text), uint8(i), "")
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, format uint8, contentType string) {
		r := envelope.Reply{ContentType: contentType, Format: formats[format&3], Body: body}
		for i := range s.Operations {
			op := &s.Operations[i]
			record, err := c.Decode(op, r)
			if (err == nil) != (record != nil) {
				t.Fatalf("%s: record %v, error %v", op.Name, record, err)
			}
			if err != nil {
				checkError(t, err, body)
			} else {
				checkAccepted(t, r)
			}
			if op.Name == "list" && r.Format != envelope.JSON {
				compareStream(t, c, s.Operation("list"), r)
			}
		}
	})
}

// checkAccepted: what we read, the standard library can read too.
func checkAccepted(t *testing.T, r envelope.Reply) {
	if r.ContentType != "" || !utf8.Valid(r.Body) {
		return // it may stand in another charset
	}
	body := bytes.TrimPrefix(r.Body, []byte("\ufeff"))
	switch start := bytes.TrimSpace(body); {
	case bytes.HasPrefix(start, []byte("<")):
		d := xml.NewDecoder(bytes.NewReader(body))
		d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
		for {
			_, err := d.Token()
			if err == io.EOF {
				return
			}
			if err != nil && (isASCII(body) || !strings.Contains(err.Error(), "invalid XML name")) { // its names are those of the fourth edition
				t.Fatalf("accepted, but encoding/xml says %v", err)
			} else if err != nil {
				return
			}
		}
	case r.Format == envelope.JSON && !json.Valid(body):
		t.Fatal("accepted, but encoding/json refuses it")
	}
}

func isASCII(text []byte) bool {
	return !bytes.ContainsFunc(text, func(r rune) bool { return r > 127 })
}

// FuzzRedact: nothing panics; what follows the name of a secret field never gets out.
func FuzzRedact(f *testing.F) {
	s, c := gateway(f)
	_ = s
	for _, seed := range []string{
		"<password>%</password>", `{"password":"%"}`, "password=%&x", "Order;Password\n1;%\n", "password:%;", `"{\"password\":\"%\"}"`,
		"<w:password a='1'>%</w:password>", "&lt;password&gt;%&lt;/password&gt;",
	} {
		before, after, _ := strings.Cut(seed, "%")
		f.Add(before, after)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		c.Redact([]byte(before + after))
		if message := before + "<password>Hidden7secret</password>" + after; bytes.Contains(c.Redact([]byte(message)), []byte("Hidden7secret")) {
			t.Fatalf("%q is not masked", message)
		}
	})
}

func checkError(t *testing.T, err error, body []byte) {
	refusal, malformed, strange := as[*envelope.GatewayError](err), as[*envelope.MalformedError](err), as[*envelope.NotSOAPError](err)
	switch {
	case refusal == nil && malformed == nil && strange == nil:
		t.Fatalf("%T: %v", err, err)
	case strings.ContainsAny(err.Error(), "\n\r\x00"):
		t.Fatalf("%q", err)
	case malformed != nil && (malformed.Rule == "" || malformed.Offset < 0 || malformed.Offset > 3*len(body)):
		t.Fatalf("%+v", malformed)
	}
}

func compareStream(t *testing.T, c *envelope.Codec, op *service.Operation, r envelope.Reply) {
	want, wantErr := wholeList(c, op, r)
	reply := streamed(r)
	reply.Body = iotest.HalfReader(bytes.NewReader(r.Body))
	got, err := streamList(c, op, reply)
	if (err == nil) != (wantErr == nil) || err == nil && !slices.Equal(got, want) {
		t.Fatalf("%v: stream %v, whole %v\n%q\n%q", r.Format, err, wantErr, got, want)
	}
}

// No secret gets into an error or redacted bytes in the other formats either.
func TestSecrets_NeverLeakFromOtherFormats(t *testing.T) {
	s, c := lookup(t)
	op := s.Operation("list")
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[A-Za-z0-9]{9,19}`).Draw(t, "secret")
		card := drawCard(t)
		r := service.NewRecord(s, oQuestion)
		_, _ = r.Set("ordernumber", "O-1"), r.Set("password", secret)
		cred := credentials()
		for _, format := range []envelope.Format{0, envelope.CSV, envelope.XML, envelope.JSON} {
			for _, body := range []string{
				"ERROR:" + secret + " " + card, `{"fault":{"faultcode":"` + secret + `","faultstring":"` + card + `","detail":{"message":"` + secret + `"}}}`,
				`{"order":"` + secret + card + `"}`, `{"` + secret + `":1,"` + secret + `":2}`, `{"order":[{"` + secret + card + `":{"ordernumber":x}}]}`,
				"Order Number;" + secret + "\r\n" + card, "ordernumber:" + secret + ";ordernumber:" + card, secret + card, "<result><" + "a" + secret + ">" + card,
				"<result><order><ordernumber>" + card + "</ordernumber><ordernumber>" + secret + "</ordernumber></order></result>",
			} {
				reply := envelope.Reply{Format: format, Body: []byte(body)}
				_, err := c.Open(op, r, reply, cred)
				_, err2 := drain(c.OpenStream(op, r, streamed(reply), cred))
				for _, text := range []string{fmt.Sprint(err), fmt.Sprint(err2)} {
					if strings.Contains(text, secret) || strings.Contains(text, card) {
						t.Fatalf("%v, %s: %s", format, body, text)
					}
				}
			}
		}
		for _, form := range []string{"post/xml", "json", "soap"} {
			parsed, _ := envelope.ParseForm(form)
			out, err := c.EncodeAs(nil, op, r, parsed)
			if err != nil {
				t.Fatal(err)
			}
			shown := string(c.Redact(out))
			if strings.Contains(shown, secret) || !strings.Contains(shown, "***") {
				t.Fatalf("%s: %s", form, shown)
			}
		}
	})
}
