package xmlscan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// readTree writes a document down as one line per token, with every name in
// Clark notation, so that two readings can be compared as text.
func readTree(s *xmlscan.Scanner) ([]string, error) {
	var lines []string
	for {
		kind, err := s.Next()
		if err != nil {
			return lines, err
		}
		switch kind {
		case xmlscan.EOF:
			return lines, nil
		case xmlscan.Start:
			line := "<" + clark(s.Name())
			for _, a := range s.Attrs() {
				line += fmt.Sprintf(" %s=%q", clark(a.Name), a.Value)
			}
			lines = append(lines, line)
		case xmlscan.End:
			lines = append(lines, ">"+clark(s.Name()))
		case xmlscan.Text:
			lines = append(lines, fmt.Sprintf("%q", s.Text()))
		}
	}
}

func clark(n xmlscan.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

// accepted pairs documents with what [readTree] makes of them.
var accepted = []struct{ name, doc, want string }{
	{"empty element", `<a/>`, `<a >a`},
	{"empty element with space", `<a />`, `<a >a`},
	{"empty content", `<a></a>`, `<a >a`},
	{"space in end tag", "<a></a \r\n\t>", `<a >a`},
	{"declaration", `<?xml version="1.0"?><a/>`, `<a >a`},
	{"full declaration", "<?xml  version = '1.0'\n encoding=\"windows-1251\"\tstandalone='yes' ?>\n<a/>", `<a >a`},
	{"byte order mark", "\uFEFF<a/>", `<a >a`},
	{"byte order mark and declaration", "\uFEFF<?xml version='1.0'?><a/>", `<a >a`},
	{"byte order mark in text", "<a>\uFEFF</a>", `<a "\ufeff" >a`},
	{"around the root", " <?p?>\n<!-- c --><?xml-stylesheet href='x'?>\r\n<a/>\n<!-- c -->\t<?p q?> ", `<a >a`},
	{"text", `<a> x </a>`, `<a " x " >a`},
	{"white space is text", "<a>\n<b/>\n</a>", `<a "\n" <b >b "\n" >a`},
	{"comment inside a value", `<a>10<!-- -->0</a>`, `<a "100" >a`},
	{"instruction inside a value", `<a>10<?p ?>0</a>`, `<a "100" >a`},
	{"comment before a value", `<a><!-- -->100</a>`, `<a "100" >a`},
	{"empty comment", `<a><!----></a>`, `<a >a`},
	{"hyphen in comment", `<a><!-- - -></a> --></a>`, `<a >a`},
	{"markup in comment", `<a><!-- <b> & ]]> --></a>`, `<a >a`},
	{"instruction with markup", `<a><?p <b> & ]]> -- ?></a>`, `<a >a`},
	{"question marks", `<a><?p ???></a>`, `<a >a`},
	{"CDATA", `<a><![CDATA[x]]></a>`, `<a "x" >a`},
	{"empty CDATA", `<a><![CDATA[]]></a>`, `<a >a`},
	{"CDATA with markup", `<a><![CDATA[<b>&amp;</b>]]></a>`, `<a "<b>&amp;</b>" >a`},
	{"CDATA with brackets", `<a><![CDATA[]]]]><![CDATA[>]]]></a>`, `<a "]]>]" >a`},
	{"text and CDATA", `<a>1<![CDATA[2]]>3<![CDATA[4]]></a>`, `<a "1234" >a`},
	{"brackets in text", `<a>] ]] ]> ]]&gt;</a>`, `<a "] ]] ]> ]]>" >a`},
	{"brackets across a comment", `<a>]]<!-- -->></a>`, `<a "]]>" >a`},
	{"greater in text", `<a>></a>`, `<a ">" >a`},
	{"references", `<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;&#x0A;&#13;</a>`, `<a "<>&\"'AB😀\n\r" >a`},
	{"leading zeros", `<a>&#0000000000000000000000065;&#x00000000000000000000041;</a>`, `<a "AA" >a`},
	{"ampersand is not read twice", `<a>&amp;lt;&#38;lt;</a>`, `<a "&lt;&lt;" >a`},
	{"highest characters", `<a>&#xD7FF;&#xE000;&#xFFFD;&#x10FFFF;</a>`, "<a \"\\ud7ff\\ue000\uFFFD\\U0010ffff\" >a"},
	{"raw U+FFFD and other noncharacters", "<a>\uFFFD\uFDD0\U0001FFFE\x7F</a>", `<a "` + "\uFFFD" + `\ufdd0\U0001fffe\x7f" >a`},
	{"CRLF", "<a>1\r\n2\r3\n4\r\r\n5</a>", `<a "1\n2\n3\n4\n\n5" >a`},
	{"CRLF in CDATA", "<a><![CDATA[1\r\n2\r3\r]]></a>", `<a "1\n2\n3\n" >a`},
	{"CR before CDATA", "<a>\r<![CDATA[\n]]></a>", `<a "\n\n" >a`},
	{"CR reference stays", "<a>&#13;\n</a>", `<a "\r\n" >a`},
	{"CR at the end", "<a>1\r</a>", `<a "1\n" >a`},
	{"attributes", `<a b="1" c='2'/>`, `<a b="1" c="2" >a`},
	{"attribute spaces", "<a\n b\t=\r\n'1'\n/>", `<a b="1" >a`},
	{"quotes in attributes", `<a b="'" c='"'/>`, `<a b="'" c="\"" >a`},
	{"greater and brackets in attribute", `<a b=">]]>"/>`, `<a b=">]]>" >a`},
	{"attribute white space", "<a b=' 1\t2\n3\r\n4\r5 '/>", `<a b=" 1 2 3 4 5 " >a`},
	{"attribute references stay", "<a b='&#9;&#10;&#13;&#32;&lt;&quot;'/>", `<a b="\t\n\r <\"" >a`},
	{"empty attribute", `<a b=""/>`, `<a b="" >a`},
	{"default namespace", `<a xmlns="u"><b c="1"/><d xmlns=""/><e/></a>`, `<{u}a <{u}b c="1" >{u}b <d >d <{u}e >{u}e >{u}a`},
	{"prefixes", `<p:a xmlns:p="u" p:b="1" b="2"><p:c xmlns:p="v"/><p:d/></p:a>`, `<{u}a {u}b="1" b="2" <{v}c >{v}c <{u}d >{u}d >{u}a`},
	{"prefix bound after use", `<p:a p:b="1" xmlns:p="u"/>`, `<{u}a {u}b="1" >{u}a`},
	{"same local name, other space", `<a xmlns:p="u" xmlns:q="v" p:b="1" q:b="2" b="3"/>`, `<a {u}b="1" {v}b="2" b="3" >a`},
	{"default space is not for attributes", `<a xmlns="u" xmlns:p="u" b="1" p:b="2"/>`, `<{u}a b="1" {u}b="2" >{u}a`},
	{"xml prefix", `<a xml:lang="ru"/>`, `<a {http://www.w3.org/XML/1998/namespace}lang="ru" >a`},
	{"xml prefix declared", `<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="ru"/>`, `<a {http://www.w3.org/XML/1998/namespace}lang="ru" >a`},
	{"reference in namespace", `<a xmlns="u&amp;v"/>`, `<{u&v}a >{u&v}a`},
	{"Cyrillic names", `<счёт сумма="1"><п:к xmlns:п="u"/></счёт>`, `<счёт сумма="1" <{u}к >{u}к >счёт`},
	{"name characters", `<_a-b.c1·/>`, `<_a-b.c1· >_a-b.c1·`},
	{
		"same tail", `<a xmlns:x="u"><b x:t="1">1</b><c x:t="1">2</c><d/><e x:t="1"/></a>`,
		`<a <b {u}t="1" "1" >b <c {u}t="1" "2" >c <d >d <e {u}t="1" >e >a`,
	},
	{
		"same tail, other scope", `<a xmlns:x="u"><b x:t="1"/><c xmlns:x="v"><d x:t="1"/></c><e x:t="1"/></a>`,
		`<a <b {u}t="1" >b <c <d {v}t="1" >d >c <e {u}t="1" >e >a`,
	},
	{
		"same tail with a declaration", `<a><b xmlns:x="u" x:t="1"/><x:c xmlns:x="u" x:t="1"/></a>`,
		`<a <b {u}t="1" >b <{u}c {u}t="1" >{u}c >a`,
	},
	{"same tail but longer", `<a><b t="1">1</b><c t="1" u="2">2</c></a>`, `<a <b t="1" "1" >b <c t="1" u="2" "2" >c >a`},
}

func TestNext_ReadsEveryShape(t *testing.T) {
	for _, c := range accepted {
		t.Run(c.name, func(t *testing.T) {
			lines, err := readTree(xmlscan.New([]byte(c.doc), xmlscan.Limits{}))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(lines, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestDoctype_IsPassedOverWhenAllowed(t *testing.T) {
	for _, doc := range []string{
		`<!DOCTYPE a><a/>`,
		`<!DOCTYPE a []><a/>`,
		"<?xml version='1.0'?>\n<!-- c --><!DOCTYPE\na\n[\n]\n>\n<a/>",
		`<!DOCTYPE p:a[<!ELEMENT a (b*,(c|d)?)><!-- '"> ]> <!ENTITY x "y"> --> <!ATTLIST a b CDATA #REQUIRED c (d|e) #IMPLIED>]><a/>`,
	} {
		lines, err := readTree(xmlscan.NewString(doc, xmlscan.Limits{AllowDoctype: true}))
		if got := strings.Join(lines, " "); err != nil || got != "<a >a" {
			t.Errorf("%q: got %q, %v", doc, got, err)
		}
	}
}

func TestDeclaredEncoding_IsReportedOnly(t *testing.T) {
	s := xmlscan.NewString("<?xml version='1.0' encoding='windows-1251'?><a>Я</a>", xmlscan.Limits{})
	if got := s.DeclaredEncoding(); got != "windows-1251" {
		t.Errorf("got %q", got)
	}
	if err := s.Finish(); err != nil {
		t.Error(err)
	}
}

func TestLenientPrefixes_AcceptsAndWarns(t *testing.T) {
	const doc = `<s:a><b x:t="d:string">1</b><c x:t="d:string" y:t="2" t="3">2</c></s:a>`
	s := xmlscan.NewString(doc, xmlscan.Limits{LenientPrefixes: true})
	lines, err := readTree(s)
	want := `<a <b t="d:string" "1" >b <c t="d:string" t="2" t="3" "2" >c >a`
	if got := strings.Join(lines, " "); err != nil || got != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	var marks []string
	for _, w := range s.Warnings() {
		marks = append(marks, w.Prefix+"@"+doc[w.Offset:w.Offset+3])
	}
	if want := []string{"s@s:a", "x@x:t", "x@x:t", "y@y:t"}; !slices.Equal(marks, want) {
		t.Errorf("got warnings %v, want %v", marks, want)
	}

	for doc, rule := range map[string]string{
		`<a x:t="" x:t=""/>`: xmlscan.RuleDuplicateAttribute,
		`<xmlns:a/>`:         xmlscan.RuleReservedPrefix,
	} {
		if err := xmlscan.Check([]byte(doc), xmlscan.Limits{LenientPrefixes: true}); err == nil || !strings.Contains(err.Error(), rule) {
			t.Errorf("%q: got %v, want %s", doc, err, rule)
		}
	}
}

func TestLenientPrefixes_WarningsAreBounded(t *testing.T) {
	doc := "<a>" + strings.Repeat(`<b x:t="1"/>`, 5000) + "</a>"
	s := xmlscan.NewString(doc, xmlscan.Limits{LenientPrefixes: true})
	if err := s.Finish(); err != nil || len(s.Warnings()) != 1000 {
		t.Errorf("got %d warnings, %v", len(s.Warnings()), err)
	}
}
