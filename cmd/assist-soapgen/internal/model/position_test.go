package model

import (
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// xmlMarks finds the marks the slow way, by encoding/xml.
func xmlMarks(text []byte) ([]mark, error) {
	dec := xml.NewDecoder(strings.NewReader(string(text)))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var marks []mark
	at, last := mark{1, 1}, int64(0)
	for {
		from := dec.InputOffset()
		tok, err := dec.RawToken()
		if err == io.EOF {
			return marks, nil
		}
		if err != nil {
			return nil, err
		}
		if _, ok := tok.(xml.StartElement); ok && from >= last {
			at.advance(text[last:from])
			last = from
			marks = append(marks, at)
		}
	}
}

func checkMarks(t *testing.T, text []byte) {
	t.Helper()
	want, err := xmlMarks(text)
	if err != nil {
		return // not well-formed: marks are never asked for
	}
	var got []mark
	got = append(got, elementMarks(text)...)
	// An empty-element tag is two tokens at one offset in encoding/xml.
	if len(got) != len(want) {
		t.Fatalf("%d marks, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("mark %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestElementMarks_AgreeWithEncodingXML(t *testing.T) {
	for _, text := range []string{
		"<a/>", "<a><b/>\n <c x='>'/></a>", "<?pi <x> ?>\n<a><!-- <b> --><![CDATA[<c>]]]]>\n<d/></a>",
		"<!DOCTYPE a [<!ELEMENT a ANY> <!ENTITY b '<c>'> <!-- <d> ' -->\n]><a><ä/>é<b\n/></a>", "\r\n<a>\r\n<b></b></a>",
	} {
		checkMarks(t, []byte(text))
	}
}

func TestElementMarks_AgreeWithEncodingXMLOnTheCorpus(t *testing.T) {
	dir, rows := corpus(t)
	for _, row := range rows {
		text, err := os.ReadFile(filepath.Join(dir, row.project, row.path))
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.TrimPrefix(string(text), "\ufeff"))
		if utf8.Valid(text) {
			checkMarks(t, text)
		}
	}
}

func TestPos_OfEveryKindOfConstruct(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", head+"<types>\n <xs:schema targetNamespace='urn:t'>\n  <xs:complexType name='T'>\n   <xs:sequence>\n"+
		"    <xs:element name='ё' type='xs:int'/><xs:any/>\n   </xs:sequence><xs:attribute name='a'/>\n  </xs:complexType></xs:schema></types>\n"+echo)
	c := typ(t, d, "T")
	for _, p := range []struct {
		pos  Pos
		want string
	}{
		{d.Pos, "a.wsdl:1:1"},
		{d.Schemas[0].Pos, "a.wsdl:3:2"},
		{c.Pos, "a.wsdl:4:3"},
		{c.Particle.Pos, "a.wsdl:5:4"},
		{c.Particle.Items[0].Element.Pos, "a.wsdl:6:5"},
		{c.Particle.Items[1].Wildcard.Pos, "a.wsdl:6:41"},
		{c.Attributes[0].Pos, "a.wsdl:7:18"},
		{d.Messages[0].Pos, "a.wsdl:9:1"},
		{d.Type(QName{XMLSchemaNamespace, "int"}).Pos, "built-in"},
	} {
		if got := p.pos.String(); got != p.want {
			t.Errorf("position %s, want %s", got, p.want)
		}
	}
}
