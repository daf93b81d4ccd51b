package envelope_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// packed is a multipart answer: a picture stands in a part of its own.
const packed = `--b
Content-Type: image/png
Content-ID: <pic%1@example.org>

PNG
--b
Content-Type: application/xop+xml; charset=UTF-8; type="text/xml"
Content-Transfer-Encoding: 8bit
Content-ID: <root>

<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><o:order xmlns:o="urn:orders"><name>é</name><picture><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:pic%251@example.org"/></picture></o:order></e:Body></e:Envelope>
--b--
`

// TestDecode_Multipart reads MTOM: what stands in other parts is put where it belongs.
func TestDecode_Multipart(t *testing.T) {
	s := ordersOf(nil, service.Field{Name: "name", Type: service.XSDString}, service.Field{Name: "picture", Type: service.XSDBase64Binary})
	codec, op := codecOf(t, s)
	const related = `multipart/related; type="application/xop+xml"; start="<root>"; boundary="b"`
	got, err := codec.Decode(op, envelope.Reply{Status: 200, ContentType: related, Body: []byte(packed)})
	if err != nil || got.Text("name") != "é" || got.Text("picture") != "UE5H" {
		t.Fatalf("%v %v", got, err)
	}
	for what, broken := range map[string]string{
		"cut off":             packed[:len(packed)-40],
		"does not have":       strings.Replace(packed, "<pic%1@", "<other@", 1),
		"has no part":         "--b--\n",
		"is no message at al": "",
	} {
		_, err := codec.Decode(op, envelope.Reply{Status: 200, ContentType: related, Body: []byte(broken)})
		malformed, ok := errors.AsType[*envelope.MalformedError](err)
		if !ok || malformed.Rule != envelope.RuleMultipart {
			t.Errorf("%s: %v", what, err)
		}
	}
}
