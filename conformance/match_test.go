package conformance

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// equal lists pairs that say the same. The names are those of the trackers in which users of
// mock servers reported that they were told apart, and of our own decisions.
var equal = []struct{ name, a, b string }{
	{"mock-server 1027: only the prefix differs", `<a:element xmlns:a="the_namespace"><a:key>k</a:key></a:element>`, `<b:element xmlns:b="the_namespace"><b:key>k</b:key></b:element>`},
	{"mock-server 462: declarations in another order", `<a xmlns:x="u" xmlns:y="v"><x:b/><y:c/></a>`, `<a xmlns:y="v" xmlns:x="u"><x:b/><y:c/></a>`},
	{"wiremock 1150: generated prefixes, declared elsewhere", `<S:E xmlns:S="soap"><S:B><ns2:Get xmlns="d" xmlns:ns2="s"><v>1</v></ns2:Get></S:B></S:E>`, `<e:E xmlns:e="soap" xmlns:p="s" xmlns:q="d"><e:B><p:Get><q:v>1</q:v></p:Get></e:B></e:E>`},
	{"karate 1051: default namespace or prefix", `<foo xmlns="u">abc</foo>`, `<p:foo xmlns:p="u">abc</p:foo>`},
	{"wiremock 2641: one namespace under two prefixes", `<S:E xmlns:S="soap" xmlns:T="soap"><T:B/></S:E>`, `<S:E xmlns:S="soap"><S:B/></S:E>`},
	{"a declaration that nothing uses", `<a/>`, `<a xmlns:unused="u"/>`},
	{"a prefix declared again", `<p:a xmlns:p="u"><p:b xmlns:p="v"/></p:a>`, `<a xmlns="u"><b xmlns="v"/></a>`},
	{"the default namespace taken away", `<a xmlns="u"><b xmlns=""/></a>`, `<p:a xmlns:p="u"><b/></p:a>`},
	{"indentation", "<a><b>1</b><c/></a>", "\n<a>\n  <b>1</b>\n\t<c></c>\n</a>\n"},
	{"the XML declaration", `<a/>`, `<?xml version="1.0" encoding="UTF-8" standalone="no"?><a/>`},
	{"comments", `<a><b>12</b></a>`, `<a><!-- c --><b>1<!-- c -->2</b></a>`},
	{"processing instructions", `<a>12</a>`, `<a>1<?pi x?>2</a>`},
	{"CDATA", `<a>x &amp; y</a>`, `<a>x <![CDATA[&]]> y</a>`},
	{"references", `<a b="&quot;">Ж&lt;</a>`, `<a b='"'>&#x416;&#60;</a>`},
	{"attributes in another order", `<a b="1" c="2"/>`, `<a c="2" b="1"/>`},
	{"attributes under another prefix", `<a xmlns:p="u" p:b="1"/>`, `<a xmlns:q="u" q:b="1"/>`},
	{"xsi:type under other prefixes", `<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:string"/>`, `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="http://www.w3.org/2001/XMLSchema" i:type="s:string"/>`},
	{"xsi:type in the default namespace", `<a xmlns="u" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="t"/>`, `<p:a xmlns:p="u" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="p:t"/>`},
	{"xsi:type in no namespace", `<p:a xmlns:p="u" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="t"/>`, `<q:a xmlns:q="u" xmlns="" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="t"/>`},
}

// different lists pairs that do not say the same, although some matcher said so, or might.
var different = []struct{ name, a, b string }{
	{"wiremock 934: another root", `<DangerousOperation>X</DangerousOperation>`, `<SafeOperation>X</SafeOperation>`},
	{"wiremock 647: another child under a root with a namespace", `<n:root xmlns:n="u"><child1/></n:root>`, `<n:root xmlns:n="u"><child2/></n:root>`},
	{"wiremock 2936: child in the namespace or in none", `<a:Root xmlns:a="u"><a:Child/></a:Root>`, `<a:Root xmlns:a="u"><Child/></a:Root>`},
	{"wiremock 2936: child in none or in another namespace", `<a:Root xmlns:a="u"><Child/></a:Root>`, `<a:Root xmlns:a="u"><Child xmlns="v"/></a:Root>`},
	{"wiremock 2641: text beside a prefix that stands for the same namespace", `<S:E xmlns:S="soap" xmlns:T="soap">expected</S:E>`, `<S:E xmlns:S="soap" xmlns:T="soap">other</S:E>`},
	{"the same prefix for another namespace", `<p:a xmlns:p="u"/>`, `<p:a xmlns:p="v"/>`},
	{"namespaces that differ by a slash", `<a xmlns="http://www.paysecure.ru/ws/"/>`, `<a xmlns="http://www.paysecure.ru/ws"/>`},
	{"namespaces that differ by case", `<a xmlns="http://u/"/>`, `<a xmlns="HTTP://u/"/>`},
	{"names that differ by case", `<a/>`, `<A/>`},
	{"a prefix that is not declared is not no namespace", `<a><ws:b xmlns:ws="u"/></a>`, `<a><ws:b/></a>`},
	{"a prefix that is not declared is not none", `<a><b/></a>`, `<a><ws:b/></a>`},
	{"an attribute in a namespace and one in none", `<a xmlns:p="u" p:b="1"/>`, `<a xmlns:p="u" b="1"/>`},
	{"an attribute with a prefix that is not declared", `<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="t"/>`, `<a xsi:type="t"/>`},
	{"another order", `<a><b/><c/></a>`, `<a><c/><b/></a>`},
	{"one element more", `<a><b/></a>`, `<a><b/><b/></a>`},
	{"one element less", `<a><b/><b/></a>`, `<a><b/></a>`},
	{"an element for a text", `<a>1</a>`, `<a><b>1</b></a>`},
	{"an empty element and none", `<a><b/></a>`, `<a/>`},
	{"another text", `<a>100.10</a>`, `<a>100.1</a>`},
	{"blanks inside a leaf", `<a>1</a>`, `<a> 1 </a>`},
	{"a blank leaf and an empty one", `<a></a>`, `<a> </a>`},
	{"text beside elements", `<a><b/></a>`, `<a>x<b/></a>`},
	{"text beside elements that differs", `<a>x<b/></a>`, `<a>y<b/></a>`},
	{"another value of an attribute", `<a b="1"/>`, `<a b="2"/>`},
	{"an attribute more", `<a/>`, `<a b="1"/>`},
	{"an attribute less", `<a b="1"/>`, `<a/>`},
	{"blanks in an attribute", `<a b="1"/>`, `<a b=" 1"/>`},
	{"xsi:type of another namespace under the same prefix", `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="u" i:type="s:string"/>`, `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="v" i:type="s:string"/>`},
	{"xsi:type of another name", `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="u" i:type="s:string"/>`, `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="u" i:type="s:int"/>`},
	{"xsi:type declared and not declared", `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="u" i:type="s:string"/>`, `<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="s:string"/>`},
	{"a second root", `<a/>`, `<a/><a/>`},
	{"text after the root", `<a/>`, `<a/>x`},
	{"no XML", `<a/>`, `a`},
	{"nothing", `<a/>`, ``},
	{"cut off", `<a><b/></a>`, `<a><b/>`},
	{"an unknown entity", `<a>x</a>`, `<a>&x;</a>`},
}

func TestMatchXML_EqualMessages(t *testing.T) {
	for _, c := range equal {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if found := MatchXML(scope(), pair[0], pair[1]); len(found) > 0 {
				t.Errorf("%s: %v", c.name, found)
			}
		}
	}
}

func TestMatchXML_DifferentMessages(t *testing.T) {
	for _, c := range different {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if found := MatchXML(scope(), pair[0], pair[1]); len(found) == 0 {
				t.Errorf("%s: no difference between %s and %s", c.name, pair[0], pair[1])
			}
		}
	}
}

func TestMatchXML_NamesThePlaceAndBothSides(t *testing.T) {
	for _, c := range []struct{ want, got, found string }{
		{`<a><b>1</b></a>`, `<a><b>2</b></a>`, `/a/b: want "1", got "2"`},
		{`<a/>`, `<b/>`, `/a: want element a, got b`},
		{`<a xmlns="u"/>`, `<a/>`, `/a: want element {u}a, got a`},
		{`<a><b/></a>`, `<a/>`, `/a/b: it is missing, or not in this place`},
		{`<a><c/></a>`, `<a><b/><c/></a>`, `/a/b: nobody expects it here`},
		{`<a><b/></a>`, `<a><b/><c/></a>`, `/a/c: nobody expects it here`},
		{`<a b="1"/>`, `<a b="2"/>`, `/a/@b: want "1", got "2"`},
		{`<a b="1"/>`, `<a/>`, `/a/@b: the attribute is missing`},
		{`<a/>`, `<a b="1"/>`, `/a/@b: nobody expects the attribute`},
		{`<a>x<b/></a>`, `<a>y<b/></a>`, `/a: want the text "x" between its elements, got "y"`},
		{`<a>`, `<a/>`, `/: the expectation is no XML: XML syntax error on line 1: unexpected EOF`},
		{`<a/>`, `Not found`, `/: want XML, got something else: EOF`},
		{`<a>{{x:number}}</a>`, `<a>1</a>`, `/a: placeholder kind "number" is unknown`},
	} {
		found := MatchXML(scope(), c.want, c.got)
		if len(found) != 1 || found[0].String() != c.found {
			t.Errorf("%s against %s: %v, want %s", c.want, c.got, found, c.found)
		}
	}
}

func TestMatchXML_OneMissingElementIsOneDifference(t *testing.T) {
	found := MatchXML(scope(), `<a><b>1</b><c>2</c><d>3</d><e>4</e></a>`, `<a><b>1</b><d>3</d><e>5</e></a>`)
	want := []Difference{{"/a/c", "it is missing, or not in this place"}, {"/a/e", `want "4", got "5"`}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func TestMatchXML_PlaceholdersInTextsAndAttributes(t *testing.T) {
	s := scope()
	if found := MatchXML(s, `<a id="{{id:digits}}"><b>{{merchant}}</b><c>{{id}}</c></a>`, `<a id="7"><b>123456</b><c>7</c></a>`); len(found) > 0 {
		t.Error(found)
	}
	if found := MatchXML(s, `<a>{{id}}</a>`, `<a>8</a>`); len(found) != 1 {
		t.Errorf("the captured value is not held: %v", found)
	}
}
