package envelope_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func sealedPayment(tb testing.TB) (*service.Operation, *service.Record, func([]byte) []byte) {
	tb.Helper()
	s, c := gateway(tb)
	op, r := s.Operation("pay"), payment(tb, s, "cardholder", "TEST & HOLDER", "clientip", "192.0.2.1")
	if err := c.Seal(op, r, credentials()); err != nil {
		tb.Fatal(err)
	}
	return op, r, func(dst []byte) []byte {
		out, err := c.Encode(dst[:0], op, r)
		if err != nil {
			tb.Fatal(err)
		}
		return out
	}
}

func TestEncode_AllocatesNothingIntoAKeptBuffer(t *testing.T) {
	_, _, encode := sealedPayment(t)
	buffer := encode(nil)
	if n := testing.AllocsPerRun(100, func() { buffer = encode(buffer) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkEncode(b *testing.B) {
	_, _, encode := sealedPayment(b)
	buffer := encode(nil)
	b.SetBytes(int64(len(buffer)))
	b.ReportAllocs()
	for b.Loop() {
		buffer = encode(buffer)
	}
}

// handWritten is the least anybody could do for the same text.
func handWritten(dst []byte, r *service.Record, texts []string, names []string) []byte {
	dst = append(dst, `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><soapenv:Body><ws:SilentPay>`...)
	for i, text := range texts {
		dst = append(append(append(dst, '<'), names[i]...), '>')
		for j := 0; j < len(text); j++ {
			switch c := text[j]; c {
			case '&':
				dst = append(dst, "&amp;"...)
			case '<':
				dst = append(dst, "&lt;"...)
			case '>':
				dst = append(dst, "&gt;"...)
			default:
				dst = append(dst, c)
			}
		}
		dst = append(append(append(dst, "</"...), names[i]...), '>')
	}
	return append(dst, `</ws:SilentPay></soapenv:Body></soapenv:Envelope>`...)
}

func BenchmarkEncode_HandWritten(b *testing.B) {
	_, r, encode := sealedPayment(b)
	var texts, names []string
	for i, v := range r.Values() {
		if v.State == service.Present {
			texts, names = append(texts, v.Text), append(names, r.Fields()[i].Name)
		}
	}
	buffer := handWritten(nil, r, texts, names)
	if string(buffer) != string(encode(nil)) {
		b.Fatalf("other text:\n%s\n%s", buffer, encode(nil))
	}
	b.SetBytes(int64(len(buffer)))
	b.ReportAllocs()
	for b.Loop() {
		buffer = handWritten(buffer[:0], r, texts, names)
	}
}

type xmlPay struct {
	XMLName        xml.Name `xml:"http://www.paysecure.ru/ws/ SilentPayResponse"`
	Ordernumber    string   `xml:"return>ordernumber"`
	Responsecode   string   `xml:"return>responsecode"`
	Recommendation string   `xml:"return>recommendation"`
	Message        string   `xml:"return>message"`
	Orderamount    string   `xml:"return>orderamount"`
	Ordercurrency  string   `xml:"return>ordercurrency"`
	Amount         string   `xml:"return>amount"`
	Orderstate     string   `xml:"return>orderstate"`
	Testmode       string   `xml:"return>testmode"`
	Packetdate     string   `xml:"return>packetdate"`
	Signature      string   `xml:"return>signature"`
}

func BenchmarkEncode_EncodingXML(b *testing.B) {
	_, r, _ := sealedPayment(b)
	type field struct {
		XMLName xml.Name
		Text    string `xml:",chardata"`
	}
	var body struct {
		XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
		Fields  []field  `xml:"Body>SilentPay>any"`
	}
	for i, v := range r.Values() {
		if v.State == service.Present {
			body.Fields = append(body.Fields, field{xml.Name{Local: r.Fields()[i].Name}, v.Text})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xml.Marshal(body); err != nil {
			b.Fatal(err)
		}
	}
}

func answerBytes() []byte {
	return []byte(payResponse(`<ordernumber>O-1</ordernumber><responsecode>AS000</responsecode><recommendation/><message>Оплата &amp; доставка</message>` +
		`<orderamount>100.10</orderamount><ordercurrency>RUB</ordercurrency><amount>100.10</amount><orderstate>Approved</orderstate><testmode>0</testmode>` +
		`<packetdate>06.07.2016 13:34</packetdate><signature> </signature>`))
}

func BenchmarkDecode(b *testing.B) {
	s, c := gateway(b)
	op := s.Operation("pay")
	r := reply(string(answerBytes()))
	b.SetBytes(int64(len(r.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Decode(op, r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode_EncodingXML(b *testing.B) {
	body := answerBytes()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		var v struct {
			Body struct {
				Pay xmlPay `xml:"SilentPayResponse"`
			} `xml:"Body"`
		}
		if err := xml.Unmarshal(body, &v); err != nil || v.Body.Pay.Responsecode != "AS000" {
			b.Fatal(err)
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	s, c := gateway(b)
	op, r, cred := s.Operation("create"), bill(b, s), credentials()
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Seal(op, r, cred); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	s, c := gateway(b)
	op := s.Operation("status")
	request := record(b, s, typeStatus, "merchant_id", "123456", "bill", "B-1")
	r, cred := reply(statusAnswer(";", "Invoiced", "")), credentials()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Open(op, request, r, cred); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRedact(b *testing.B) {
	_, _, encode := sealedPayment(b)
	_, c := gateway(b)
	body := encode(nil)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if out := c.Redact(body); !strings.Contains(string(out), "***") {
			b.Fatal(string(out))
		}
	}
}
