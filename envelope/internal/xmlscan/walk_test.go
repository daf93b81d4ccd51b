package xmlscan_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// at returns a scanner whose current token is the start tag of the n-th element.
func at(t *testing.T, doc string, n int) *xmlscan.Scanner {
	t.Helper()
	s := xmlscan.NewString(doc, xmlscan.Limits{})
	for n > 0 {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.EOF {
			t.Fatalf("%q: no such element: %v", doc, err)
		}
		if kind == xmlscan.Start {
			n--
		}
	}
	return s
}

func TestLeaf_ReadsToItsOwnEndTag(t *testing.T) {
	for doc, want := range map[string]string{
		`<r><a>text</a><b/></r>`:                       "text",
		`<r><a> text </a><b/></r>`:                     " text ",
		`<r><a></a><b/></r>`:                           "",
		`<r><a/><b/></r>`:                              "",
		`<r><a>text</a ><b/></r>`:                      "text",
		`<r><a>10<!-- </a> -->0</a><b/></r>`:           "100",
		`<r><a><![CDATA[</a>]]></a><b/></r>`:           "</a>",
		`<r><a>x &amp; y</a><b/></r>`:                  "x & y",
		"<r><a>1\r\n2\r3</a><b/></r>":                  "1\n2\n3",
		`<r><a><?p </a>?></a><b/></r>`:                 "",
		`<r>&amp;<a>plain</a><b/></r>`:                 "plain",
		`<r><a>plain</a>&amp;<b/></r>`:                 "plain",
		`<r><a k="1">text</a><b/></r>`:                 "text",
		`<r xmlns:p="u"><p:a k="1">text</p:a><b/></r>`: "text",
	} {
		s := at(t, doc, 2)
		start := s.Offset()
		attrs := len(s.Attrs())
		got, err := s.Leaf()
		if err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", doc, got, err, want)
			continue
		}
		if s.Kind() != xmlscan.End || s.Local() != "a" || s.Offset() != start || s.Depth() != 1 || len(s.Attrs()) != attrs {
			t.Errorf("%q: after Leaf: %v %q at %d, depth %d, %d attributes", doc, s.Kind(), s.Local(), s.Offset(), s.Depth(), len(s.Attrs()))
		}
		if err := s.Finish(); err != nil {
			t.Errorf("%q: after Leaf: %v", doc, err)
		}
	}
}

func TestLeaf_RefusesAChildAndNamesIt(t *testing.T) {
	for _, doc := range []string{
		`<r xmlns:p="u"><a>§<p:amount/></a></r>`,
		`<r xmlns:p="u"><a>secret §<p:amount>1</p:amount></a></r>`,
		`<r xmlns:p="u"><a>1<!-- -->&amp;§<p:amount k="1"/></a></r>`,
	} {
		before, after, _ := strings.Cut(doc, "§")
		s := at(t, before+after, 2)
		_, err := s.Leaf()
		wantRefusal(t, err, xmlscan.RuleChildInLeaf, len(before))
		e, _ := errors.AsType[*xmlscan.SyntaxError](err)
		if !e.Name.Is("u", "amount") || e.Name.Prefix != "p" || !strings.Contains(e.Msg, `"p:amount"`) || strings.Contains(e.Msg, "secret") {
			t.Errorf("%q: got %q about %+v", doc, e.Msg, e.Name)
		}
	}
}

func TestLeaf_RefusesWhatNextRefuses(t *testing.T) {
	for rule, doc := range map[string]string{
		xmlscan.RuleEndTagMismatch:   `<r><a>text§</b></r>`,
		xmlscan.RuleCDATAEndInText:   `<r><a>text§]]></a></r>`,
		xmlscan.RuleUndefinedEntity:  `<r><a>text§&b;</a></r>`,
		xmlscan.RuleIllegalReference: `<r><a>text§&#0;</a></r>`,
		xmlscan.RuleUnclosedElement:  `<r><a>text§`,
		xmlscan.RuleTruncated:        `<r><a>text</a§`,
		xmlscan.RuleUnboundPrefix:    `<r><a><§p:b/></a></r>`,
		xmlscan.RuleMalformedName:    `<r><a>1 <§ 2</a></r>`,
		xmlscan.RuleMalformedTag:     `<r><a></a§=></r>`,
	} {
		before, after, _ := strings.Cut(doc, "§")
		_, err := at(t, before+after, 2).Leaf()
		wantRefusal(t, err, rule, len(before))
	}
}

func TestLeaf_LimitHoldsOnTheFastPath(t *testing.T) {
	s := xmlscan.NewString("<a>1234</a>", xmlscan.Limits{Text: 3})
	if _, err := s.Child(); err != nil {
		t.Fatal(err)
	}
	_, err := s.Leaf()
	wantRefusal(t, err, xmlscan.RuleLimitText, 3)
}

func TestChild_WalksElementsOnly(t *testing.T) {
	const doc = "<?xml version='1.0'?><r>\n<a>1</a><!-- c --> <b><c/></b>&#10;<![CDATA[ \n]]><?p?><d/>\n</r>\n"
	s := xmlscan.NewString(doc, xmlscan.Limits{})
	var got []string
	var read func() error
	read = func() error {
		for {
			more, err := s.Child()
			if err != nil || !more {
				got = append(got, ")")
				return err
			}
			got = append(got, s.Local())
			if s.Local() == "a" {
				if _, err := s.Leaf(); err != nil {
					return err
				}
				continue
			}
			if err := read(); err != nil {
				return err
			}
		}
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	if want := "r a b c ) ) d ) ) )"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if more, err := s.Child(); more || err != nil || s.Kind() != xmlscan.EOF {
		t.Errorf("after the end: %v, %v, %v", more, err, s.Kind())
	}
}

func TestChild_RefusesTextBetweenElements(t *testing.T) {
	for _, doc := range []string{
		`<r> §x<a/></r>`,
		`<r><!-- c --> §x</r>`,
		`<r>§&#65;<a/></r>`,
		`<r>§&amp;<a/></r>`,
		`<r> §&#xA0;<a/></r>`,
		`<r>§<![CDATA[x]]></r>`,
		"<r>§\uFEFF<a/></r>",
		"<r>§\u00A0<a/></r>",
	} {
		before, after, _ := strings.Cut(doc, "§")
		_, err := at(t, before+after, 1).Child()
		wantRefusal(t, err, xmlscan.RuleUnexpectedText, len(before))
	}
}

func TestSkipAndRaw_ReadOneElement(t *testing.T) {
	const inner = `<p:a k='1'>x<b/>&amp;<![CDATA[</p:a>]]><p:a/></p:a >`
	const doc = `<r xmlns:p="u">` + inner + `<c>1</c></r>`
	s := at(t, doc, 2)
	raw, err := s.Raw()
	if err != nil || raw != inner || s.Depth() != 1 || !s.Name().Is("u", "a") {
		t.Errorf("got %q, %v, depth %d, name %v", raw, err, s.Depth(), s.Name())
	}
	if more, err := s.Child(); !more || err != nil || s.Local() != "c" {
		t.Errorf("after Raw: %v, %v, %q", more, err, s.Local())
	}

	s = at(t, `<r><a/><c>1</c></r>`, 2)
	if raw, err := s.Raw(); err != nil || raw != "<a/>" {
		t.Errorf("empty element: got %q, %v", raw, err)
	}
	s = at(t, `<r><a><b></a></r>`, 2)
	wantRefusal(t, s.Skip(), xmlscan.RuleEndTagMismatch, 9)
}

func TestMisuse_IsAnErrorNotAPanic(t *testing.T) {
	for name, call := range map[string]func(*xmlscan.Scanner) error{
		"Leaf": func(s *xmlscan.Scanner) error { _, err := s.Leaf(); return err },
		"Skip": (*xmlscan.Scanner).Skip,
		"Raw":  func(s *xmlscan.Scanner) error { _, err := s.Raw(); return err },
	} {
		wantRefusal(t, call(xmlscan.NewString("<a/>", xmlscan.Limits{})), xmlscan.RuleMisuse, 0)
		s := at(t, "<a><b/></a>", 2)
		if err := call(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		wantRefusal(t, call(s), xmlscan.RuleMisuse, 7)
	}
	var zero xmlscan.Scanner
	if zero.Name() != (xmlscan.Name{}) || zero.Local() != "" || zero.Space() != "" || zero.Text() != "" {
		t.Error("the zero scanner has a token")
	}
	wantRefusal(t, zero.Finish(), xmlscan.RuleEmptyDocument, 0)
}

func TestAttr_FindsByNamespaceAndLocalName(t *testing.T) {
	const doc = `<a xmlns:p="u" b="1" p:b="2" c="x&amp;y"/>`
	s := at(t, doc, 1)
	for _, c := range []struct {
		space, local, want string
		found              bool
	}{{"", "b", "1", true}, {"u", "b", "2", true}, {"", "c", "x&y", true}, {"v", "b", "", false}, {"", "p", "", false}} {
		if got, ok := s.Attr(c.space, c.local); got != c.want || ok != c.found {
			t.Errorf("{%s}%s: got %q, %v", c.space, c.local, got, ok)
		}
	}
	if got := doc[s.AttrOffset(1):]; !strings.HasPrefix(got, "p:b=") {
		t.Errorf("the second attribute begins at %q", got)
	}
}

func TestAttrOffset_OfARepeatedStartTag(t *testing.T) {
	const doc = `<r><a k="1">x</a><bcd k="1">y</bcd></r>`
	s := at(t, doc, 3)
	if got := doc[s.AttrOffset(0):]; !strings.HasPrefix(got, `k="1">y`) {
		t.Errorf("the attribute begins at %q", got)
	}
}

func TestNamespace_ResolvesQNamesInValues(t *testing.T) {
	const doc = `<f xmlns="d" xmlns:s="outer"><code xmlns:s="inner" xmlns:only="o"> s:Client
</code><next/></f>`
	s := at(t, doc, 2)
	value, err := s.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	// Declarations of the leaf itself still hold after its end tag ...
	if name, ok := s.ResolveQName(value); !ok || !name.Is("inner", "Client") || name.Prefix != "s" {
		t.Errorf("got %+v, %v", name, ok)
	}
	if name, ok := s.ResolveQName("plain"); !ok || !name.Is("d", "plain") {
		t.Errorf("got %+v, %v", name, ok)
	}
	if name, ok := s.ResolveQName("none:x"); ok || !name.Unbound || name.String() != "none:x" {
		t.Errorf("got %+v, %v", name, ok)
	}
	for _, bad := range []string{"", " ", ":", "s:", ":x", "s:x:y", "1x", "s x", "s:1"} {
		if name, ok := s.ResolveQName(bad); ok || name != (xmlscan.Name{}) {
			t.Errorf("%q: got %+v, %v", bad, name, ok)
		}
	}
	// ... and end with the next step.
	if _, err := s.Child(); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Namespace("s"); got != "outer" || !ok {
		t.Errorf("got %q, %v", got, ok)
	}
	if _, ok := s.Namespace("only"); ok {
		t.Error("a declaration outlives its element")
	}
	if got, ok := s.Namespace("xml"); got == "" || !ok {
		t.Error("the prefix xml is always bound")
	}
}

func TestNamespace_DefaultIsRestored(t *testing.T) {
	s := at(t, `<a xmlns="u"><b xmlns=""><c xmlns="v"/></b><d/></a>`, 4)
	if got := s.Space(); got != "u" {
		t.Errorf("got %q", got)
	}
}

func TestOffsets_OfTokens(t *testing.T) {
	const doc = "\uFEFF<a>x<!-- -->y<b/></a>"
	s := xmlscan.NewString(doc, xmlscan.Limits{})
	want := []string{"<a>", "x<!-- -->y", "<b/>", "", "</a>"}
	for _, w := range want {
		if _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
		if got := doc[s.Offset():s.EndOffset()]; got != w {
			t.Errorf("got %q, want %q", got, w)
		}
	}
}

func TestPosition_CountsLinesAndCharacters(t *testing.T) {
	const doc = "\uFEFFаб\nв\r\nг\rд"
	for _, c := range []struct {
		before       string
		line, column int
	}{
		{"", 1, 1},
		{"\uFEFF", 1, 1},
		{"\uFEFFа", 1, 2},
		{"\uFEFFаб", 1, 3},
		{"\uFEFFаб\n", 2, 1},
		{"\uFEFFаб\nв\r", 2, 3},
		{"\uFEFFаб\nв\r\n", 3, 1},
		{"\uFEFFаб\nв\r\nг\r", 4, 1},
		{doc, 4, 2},
	} {
		if line, column := xmlscan.Position(doc, len(c.before)); line != c.line || column != c.column {
			t.Errorf("%q: got %d:%d, want %d:%d", c.before, line, column, c.line, c.column)
		}
	}
	if line, column := xmlscan.Position(doc, 1000); line != 4 || column != 2 {
		t.Errorf("past the end: %d:%d", line, column)
	}
	if line, column := xmlscan.NewString("<a>\n</b>", xmlscan.Limits{}).Position(4); line != 2 || column != 1 {
		t.Errorf("got %d:%d", line, column)
	}
}

func TestRelease_KeepsValuesAndForgetsTheDocument(t *testing.T) {
	s := at(t, `<a><b k="1&amp;2">x &amp; y</b></a>`, 2)
	attr, _ := s.Attr("", "k")
	value, err := s.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	s.Release()
	if s.Local() != "" || s.Attrs() != nil {
		t.Error("a token outlives Release")
	}
	s.Reset([]byte(`<c><d e="&gt;&gt;&gt;">&lt;&lt;&lt;&lt;&lt;</d></c>`), xmlscan.Limits{})
	if err := s.Finish(); err != nil {
		t.Fatal(err)
	}
	if value != "x & y" || attr != "1&2" {
		t.Errorf("values changed under the reader's hands: %q, %q", value, attr)
	}
}

func TestDuplicateAttribute_AmongMany(t *testing.T) {
	var doc strings.Builder
	doc.WriteString("<a")
	for i := range 100 {
		fmt.Fprintf(&doc, " a%d=''", i)
	}
	good := doc.String() + "/>"
	if err := xmlscan.Check([]byte(good), xmlscan.Limits{}); err != nil {
		t.Error(err)
	}
	bad := doc.String() + " a7=''/>"
	wantRefusal(t, xmlscan.Check([]byte(bad), xmlscan.Limits{}), xmlscan.RuleDuplicateAttribute, doc.Len()+1)
}

func TestRelease_GivesUpLargeBuffers(t *testing.T) {
	doc := strings.Repeat("<a>", 1000) + strings.Repeat("x&amp;", 10_000) + strings.Repeat("</a>", 1000)
	s := xmlscan.NewString(doc, xmlscan.Limits{Depth: 1000})
	for range 2 {
		if err := s.Finish(); err != nil {
			t.Fatal(err)
		}
		s.Release()
		s.ResetString("<a k='1'>&lt;</a>", xmlscan.Limits{})
	}
}
