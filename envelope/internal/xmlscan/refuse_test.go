package xmlscan_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// refusal is a document with the place of the refusal marked by "§", which is
// not part of the document; without a mark the place is its end.
type refusal struct {
	rule, doc string
}

var refusals = []refusal{
	// Characters.
	{xmlscan.RuleInvalidUTF8, "<a>x§\xff</a>"},
	{xmlscan.RuleInvalidUTF8, "<a>§\xed\xa0\x80</a>"}, // a surrogate
	{xmlscan.RuleInvalidUTF8, "<a>§\xc0\xbc/a>"},      // "<" in two bytes
	{xmlscan.RuleInvalidUTF8, "<a b=\"§\xd0\"/>"},     // cut sequence
	{xmlscan.RuleInvalidUTF8, "<a/><!--§\x80-->"},
	{xmlscan.RuleInvalidUTF8, "§\xff\xfe<\x00a\x00/\x00>\x00"}, // UTF-16
	{xmlscan.RuleInvalidUTF8, "<a>§\xf4\x90\x80\x80</a>"},      // above U+10FFFF
	{xmlscan.RuleIllegalCharacter, "<a>x§\x00</a>"},
	{xmlscan.RuleIllegalCharacter, "<a>§\x1f</a>"},
	{xmlscan.RuleIllegalCharacter, "<a>1234567890§\x0b</a>"},
	{xmlscan.RuleIllegalCharacter, "<a>\n\n\n\n\r\t§\x08</a>"},
	{xmlscan.RuleIllegalCharacter, "<a>\xd0\x9e§\uFFFE</a>"},
	{xmlscan.RuleIllegalCharacter, "<a>§\uFFFF</a>"},
	{xmlscan.RuleIllegalCharacter, "<a><!-- §\uFFFF --></a>"},
	{xmlscan.RuleIllegalCharacter, "<a/>§\x00"},
	{xmlscan.RuleIllegalCharacter, "<a><![CDATA[§\x01]]></a>"},
	{xmlscan.RuleIllegalCharacter, "<a b='§\x01'/>"},

	// References.
	{xmlscan.RuleUndefinedEntity, "<a>§&nbsp;</a>"},
	{xmlscan.RuleUndefinedEntity, "<a>§&AMP;</a>"},
	{xmlscan.RuleUndefinedEntity, "<a b='§&x;'/>"},
	{xmlscan.RuleUndefinedEntity, "<a>&amp;§&Я;</a>"},
	{xmlscan.RuleUndefinedEntity, "<a>§&a:b;</a>"},
	{xmlscan.RuleMalformedReference, "<a>x§& y</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&amp</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#x;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#X41;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#4a;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#xG;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#65 ;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#-1;</a>"},
	{xmlscan.RuleMalformedReference, "<a>§&#65</a>"},
	{xmlscan.RuleMalformedReference, "<a b='§&#65'/>"},
	{xmlscan.RuleMalformedReference, "<a>§&1a;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#0;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#x0;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#8;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#x1F;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#xD800;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#xDFFF;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#xFFFE;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#65535;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#x110000;</a>"},
	{xmlscan.RuleIllegalReference, "<a>§&#x10000000041;</a>"}, // 41 after an overflow
	{xmlscan.RuleIllegalReference, "<a>§&#18446744073709551681;</a>"},
	{xmlscan.RuleIllegalReference, "<a b='§&#0;'/>"},

	// Around the root.
	{xmlscan.RuleEmptyDocument, ""},
	{xmlscan.RuleEmptyDocument, "\uFEFF"},
	{xmlscan.RuleEmptyDocument, " \r\n\t"},
	{xmlscan.RuleEmptyDocument, "<?xml version='1.0'?>\n"},
	{xmlscan.RuleEmptyDocument, "<!-- only -->"},
	{xmlscan.RuleTextOutsideRoot, "§x<a/>"},
	{xmlscan.RuleTextOutsideRoot, "<a/>§x"},
	{xmlscan.RuleTextOutsideRoot, "<a/>\n§&#32;"},
	{xmlscan.RuleTextOutsideRoot, "<a/>§<![CDATA[]]>"},
	{xmlscan.RuleTextOutsideRoot, "<a/>§\uFEFF"},
	{xmlscan.RuleTextOutsideRoot, "\uFEFF§\uFEFF<a/>"},
	{xmlscan.RuleTextOutsideRoot, "<a/>§]]>"},
	{xmlscan.RuleTextOutsideRoot, "§{\"json\": 1}"},
	{xmlscan.RuleSecondRoot, "<a/>§<a/>"},
	{xmlscan.RuleSecondRoot, "<a></a>\n<!-- -->§<b>"},
	{xmlscan.RuleUnexpectedEndTag, "<a/>§</a>"},
	{xmlscan.RuleUnexpectedEndTag, "§</a>"},
	{xmlscan.RuleXMLVersion, "§<?xml version='1.1'?><a/>"},
	{xmlscan.RuleXMLVersion, "§<?xml version=\"2.0\"?><a/>"},
	{xmlscan.RuleXMLVersion, "§<?xml version=''?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml§ ?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml§ encoding='utf-8'?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version=§1.0?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version=§'1.0?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0'§encoding='utf-8'?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' encoding='1'§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' encoding=''§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' encoding='кои8'§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' standalone='maybe'§?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' standalone='no' §encoding='utf-8'?><a/>"},
	{xmlscan.RuleXMLDeclaration, "<?xml version='1.0' §other='x'?><a/>"},
	{xmlscan.RuleXMLDeclarationPosition, "\n§<?xml version='1.0'?><a/>"},
	{xmlscan.RuleXMLDeclarationPosition, "<a>§<?xml version='1.0'?></a>"},
	{xmlscan.RuleXMLDeclarationPosition, "<a/>§<?xml ?>"},
	{xmlscan.RuleXMLDeclarationPosition, "<?xml version='1.0'?>§<?xml version='1.0'?><a/>"},

	// Instructions, comments, sections, other markup.
	{xmlscan.RuleInstructionName, "§<?XML version='1.0'?><a/>"},
	{xmlscan.RuleInstructionName, "<a>§<?xMl ?></a>"},
	{xmlscan.RuleMalformedName, "<a><?§ x?></a>"},
	{xmlscan.RuleMalformedName, "<a><?§1?></a>"},
	{xmlscan.RuleMalformedName, "<a><?a§:b?></a>"},
	{xmlscan.RuleMalformedInstruction, "<a><?b§!?></a>"},
	{xmlscan.RuleCommentDoubleHyphen, "<a><!-- x §-- y --></a>"},
	{xmlscan.RuleCommentDoubleHyphen, "<!-- §---><a/>"},
	{xmlscan.RuleCommentDoubleHyphen, "<!--§--a--><a/>"},
	{xmlscan.RuleMalformedMarkup, "<a>§<!ELEMENT a ANY></a>"},
	{xmlscan.RuleMalformedMarkup, "<a>§<![cdata[x]]></a>"},
	{xmlscan.RuleMalformedMarkup, "<a>§<!></a>"},
	{xmlscan.RuleMalformedMarkup, "§<!doctype a><a/>"},
	{xmlscan.RuleCDATAEndInText, "<a>x§]]></a>"},
	{xmlscan.RuleCDATAEndInText, "<a>]§]]></a>"},
	{xmlscan.RuleCDATAEndInText, "<a><![CDATA[x]]>§]]></a>"},
	{xmlscan.RuleCDATAEndInText, "<a>§]]><b/></a>"},

	// Names and tags.
	{xmlscan.RuleMalformedName, "<§ a/>"},
	{xmlscan.RuleMalformedName, "<§1/>"},
	{xmlscan.RuleMalformedName, "<§-a/>"},
	{xmlscan.RuleMalformedName, "<§:a/>"},
	{xmlscan.RuleMalformedName, "<a:§/>"},
	{xmlscan.RuleMalformedName, "<a:§1/>"},
	{xmlscan.RuleMalformedName, "<a:b§:c/>"},
	{xmlscan.RuleMalformedName, "<§×/>"},
	{xmlscan.RuleMalformedName, "<Я:§́/>"},
	{xmlscan.RuleMalformedName, "<a>1 <§ 2</a>"},
	{xmlscan.RuleMalformedName, "<a></§ a>"},
	{xmlscan.RuleMalformedName, "<a></§>"},
	{xmlscan.RuleMalformedName, "<a §1='x'/>"},
	{xmlscan.RuleMalformedName, "<a §='x'/>"},
	{xmlscan.RuleMalformedTag, "<a§$/>"},
	{xmlscan.RuleMalformedTag, "<a§<b/>"},
	{xmlscan.RuleMalformedTag, "<a/§ >"},
	{xmlscan.RuleMalformedTag, "<a b='x'/§/>"},
	{xmlscan.RuleMalformedTag, "<a></a §b>"},
	{xmlscan.RuleMalformedTag, "<a></a §/>"},
	{xmlscan.RuleEndTagMismatch, "<a>§</b>"},
	{xmlscan.RuleEndTagMismatch, "<a>§</A>"},
	{xmlscan.RuleEndTagMismatch, "<a><b>§</a></b>"},
	{xmlscan.RuleEndTagMismatch, "<ab>§</a>"},
	{xmlscan.RuleEndTagMismatch, "<a>§</ab>"},
	{xmlscan.RuleEndTagMismatch, "<p:a xmlns:p='u' xmlns:q='u'>§</q:a>"},
	{xmlscan.RuleEndTagMismatch, "<r><a>text§</b></r>"},
	{xmlscan.RuleUnclosedElement, "<a>"},
	{xmlscan.RuleUnclosedElement, "<a>text"},
	{xmlscan.RuleUnclosedElement, "<a><b/>"},
	{xmlscan.RuleUnclosedElement, "<a><b></b> "},
	{xmlscan.RuleTruncated, "<"},
	{xmlscan.RuleTruncated, "<a"},
	{xmlscan.RuleTruncated, "<a "},
	{xmlscan.RuleTruncated, "<a/"},
	{xmlscan.RuleTruncated, "<a b"},
	{xmlscan.RuleTruncated, "<a b="},
	{xmlscan.RuleTruncated, "<a b='"},
	{xmlscan.RuleTruncated, "<a b='&amp;"},
	{xmlscan.RuleTruncated, "<a b='&am"},
	{xmlscan.RuleTruncated, "<a></"},
	{xmlscan.RuleTruncated, "<a></a"},
	{xmlscan.RuleTruncated, "<a></a "},
	{xmlscan.RuleTruncated, "<a><!"},
	{xmlscan.RuleTruncated, "<a><!-"},
	{xmlscan.RuleTruncated, "<a><!-- -"},
	{xmlscan.RuleTruncated, "<a><!-- --"},
	{xmlscan.RuleTruncated, "<a><![CDAT"},
	{xmlscan.RuleTruncated, "<a><![CDATA[x]]"},
	{xmlscan.RuleTruncated, "<a><?"},
	{xmlscan.RuleTruncated, "<a><?b ?"},
	{xmlscan.RuleTruncated, "<?xml"},
	{xmlscan.RuleTruncated, "<?xml version='1.0'"},
	{xmlscan.RuleTruncated, "<!DOCTYP"},

	// Attributes.
	{xmlscan.RuleMalformedAttribute, "<a b§/>"},
	{xmlscan.RuleMalformedAttribute, "<a b §c='x'/>"},
	{xmlscan.RuleMalformedAttribute, "<a b=§x/>"},
	{xmlscan.RuleMalformedAttribute, "<a b=§/>"},
	{xmlscan.RuleAttributeSpace, "<a b='x'§c='y'/>"},
	{xmlscan.RuleAttributeSpace, "<a b='x'§'y'/>"},
	{xmlscan.RuleAttributeValueLess, "<a b='x§<'/>"},
	{xmlscan.RuleAttributeValueLess, "<a b='&amp;§<'/>"},
	{xmlscan.RuleAttributeValueLess, "<a b=\"x>§</a>"},
	{xmlscan.RuleDuplicateAttribute, "<a b='x' §b='x'/>"},
	{xmlscan.RuleDuplicateAttribute, "<a b='x' c='' §b='y'/>"},
	{xmlscan.RuleDuplicateAttribute, "<a xmlns:p='u' xmlns:q='u' p:b='x' §q:b='y'/>"},
	{xmlscan.RuleDuplicateAttribute, "<a xmlns='u' §xmlns='u'/>"},
	{xmlscan.RuleDuplicateAttribute, "<a xmlns:p='u' §xmlns:p='v'/>"},
	{xmlscan.RuleDuplicateAttribute, "<a xml:lang='a' §xml:lang='b'/>"},

	// Namespaces.
	{xmlscan.RuleUnboundPrefix, "<§p:a/>"},
	{xmlscan.RuleUnboundPrefix, "<a §p:b='x'/>"},
	{xmlscan.RuleUnboundPrefix, "<a><b xmlns:p='u'/><§p:c/></a>"},
	{xmlscan.RuleUnboundPrefix, "<a><b xmlns:p='u' p:x=''>v</b><b §p:x=''>v</b></a>"},
	{xmlscan.RuleUnboundPrefix, "<a xmlns:P='u'><§p:b/></a>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:xml='u'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:xml=''/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:xmlns='u'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:p='http://www.w3.org/2000/xmlns/'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns:p='http://www.w3.org/XML/1998/namespace'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns='http://www.w3.org/XML/1998/namespace'/>"},
	{xmlscan.RuleReservedPrefix, "<a §xmlns='http://www.w3.org/2000/xmlns/'/>"},
	{xmlscan.RuleReservedPrefix, "<§xmlns:a/>"},
	{xmlscan.RuleEmptyPrefixBinding, "<a §xmlns:p=''/>"},

	// Document type.
	{xmlscan.RuleDoctype, "§<!DOCTYPE a><a/>"},
	{xmlscan.RuleDoctype, "<?xml version='1.0'?>\n§<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
	{xmlscan.RuleDoctype, "<a/>§<!DOCTYPE a>"},
	{xmlscan.RuleDoctype, "<a>§<!DOCTYPE a></a>"},
}

var doctypeRefusals = []refusal{
	{xmlscan.RuleDoctypePosition, "<a/>§<!DOCTYPE a>"},
	{xmlscan.RuleDoctypePosition, "<a>§<!DOCTYPE a></a>"},
	{xmlscan.RuleDoctypePosition, "<!DOCTYPE a>§<!DOCTYPE a><a/>"},
	{xmlscan.RuleDoctypeEntity, "<!DOCTYPE a [§<!ENTITY b 'c'>]><a/>"},
	{xmlscan.RuleDoctypeEntity, "<!DOCTYPE a [ §<!ENTITY % b SYSTEM 'c'>]><a/>"},
	{xmlscan.RuleDoctypeEntity, "<!DOCTYPE a [§%b;]><a/>"},
	{xmlscan.RuleDoctypeEntity, "<!DOCTYPE a [<!ELEMENT a §%b;>]><a/>"},
	{xmlscan.RuleDoctypeExternal, "<!DOCTYPE a §SYSTEM 'file:///etc/passwd'><a/>"},
	{xmlscan.RuleDoctypeExternal, "<!DOCTYPE a §PUBLIC '-//x' 'http://x'><a/>"},
	{xmlscan.RuleDoctypeDefault, "<!DOCTYPE a [<!ATTLIST a b CDATA §'c'>]><a/>"},
	{xmlscan.RuleDoctypeDefault, "<!DOCTYPE a [<!ATTLIST a b CDATA #FIXED §\"c\">]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [§<!NOTATION n SYSTEM 'x'>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [§<?pi '>]?>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [§<![INCLUDE[]]>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [§x]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [§<a/>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [<!ELEMENT a §<b>>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a []§]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a [<!ELEMENT§x>]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE§[]><a/>"},
	{xmlscan.RuleMalformedName, "<!DOCTYPE §[]><a/>"},
	{xmlscan.RuleCommentDoubleHyphen, "<!DOCTYPE a [<!-- §-- -->]><a/>"},
	{xmlscan.RuleDoctypeMalformed, "<!DOCTYPE a§$><a/>"},
	{xmlscan.RuleUndefinedEntity, "<!DOCTYPE a []><a>§&b;</a>"},
	{xmlscan.RuleTruncated, "<!DOCTYPE"},
	{xmlscan.RuleTruncated, "<!DOCTYPE "},
	{xmlscan.RuleTruncated, "<!DOCTYPE a"},
	{xmlscan.RuleTruncated, "<!DOCTYPE a "},
	{xmlscan.RuleTruncated, "<!DOCTYPE a ["},
	{xmlscan.RuleTruncated, "<!DOCTYPE a [<!ELEM"},
	{xmlscan.RuleTruncated, "<!DOCTYPE a [<!ELEMENT a "},
	{xmlscan.RuleTruncated, "<!DOCTYPE a [<!-- ]> "},
	{xmlscan.RuleTruncated, "<!DOCTYPE a []"},
	{xmlscan.RuleEmptyDocument, "<!DOCTYPE a>"},
}

func TestCheck_RefusesWithRuleAndOffset(t *testing.T) {
	testRefusals(t, refusals, xmlscan.Limits{})
}

func TestCheck_AllowedDoctypeIsStillRefusedWhenItMeansSomething(t *testing.T) {
	testRefusals(t, doctypeRefusals, xmlscan.Limits{AllowDoctype: true})
}

func testRefusals(t *testing.T, table []refusal, limits xmlscan.Limits) {
	for i, r := range table {
		t.Run(fmt.Sprintf("%03d %s", i, r.rule), func(t *testing.T) {
			before, after, marked := strings.Cut(r.doc, "§")
			doc, offset := before+after, len(before)
			if !marked {
				offset = len(doc)
			}
			wantRefusal(t, xmlscan.Check([]byte(doc), limits), r.rule, offset)

			// The other ways through the document lead to the same refusal.
			s := xmlscan.NewString(doc, limits)
			err := walk(s)
			if e, ok := errors.AsType[*xmlscan.SyntaxError](err); ok && e.Rule != xmlscan.RuleUnexpectedText {
				wantRefusal(t, err, r.rule, offset)
			} else if err == nil {
				t.Errorf("walking by Child and Leaf accepts %q", doc)
			}
			if again := s.Finish(); again != err {
				t.Errorf("the refusal is not final: %v, then %v", err, again)
			}
		})
	}
}

func wantRefusal(t *testing.T, err error, rule string, offset int) {
	t.Helper()
	e, ok := errors.AsType[*xmlscan.SyntaxError](err)
	if !ok {
		t.Fatalf("got error %v, want %s at %d", err, rule, offset)
	}
	if e.Rule != rule || e.Offset != offset {
		t.Errorf("got %s at %d (%v), want %s at %d", e.Rule, e.Offset, err, rule, offset)
	}
}

// walk goes through a document with Child alone.
func walk(s *xmlscan.Scanner) error {
	for {
		more, err := s.Child()
		if err != nil {
			return err
		}
		if !more && s.Depth() == 0 {
			return s.Finish()
		}
	}
}

func TestLimits_EachRefusesAtItsBound(t *testing.T) {
	for _, c := range []struct {
		rule   string
		limits xmlscan.Limits
		good   string
		bad    string
	}{
		{xmlscan.RuleLimitDocument, xmlscan.Limits{Document: 8}, "<a>1</a>", "<a>12</a§>"},
		{xmlscan.RuleLimitDepth, xmlscan.Limits{Depth: 2}, "<a><b/><b/></a>", "<a><b>§<c/></b></a>"},
		{xmlscan.RuleLimitAttributes, xmlscan.Limits{Attributes: 2}, "<a b='' xmlns='u'/>", "§<a b='' xmlns='u' c=''/>"},
		{xmlscan.RuleLimitNodes, xmlscan.Limits{Nodes: 3}, "<a b=''><c/></a>", "<a b=''><c/>§<c/></a>"},
		{xmlscan.RuleLimitNodes, xmlscan.Limits{Nodes: 2}, "<a b=''/>", "<a b=''>§<!----></a>"},
		{xmlscan.RuleLimitNodes, xmlscan.Limits{Nodes: 2}, "<a><?p?></a>", "<a><?p?>§<![CDATA[]]></a>"},
		{xmlscan.RuleLimitNodes, xmlscan.Limits{Nodes: 2}, "<a/><?p?>", "<a/><?p?>§<?p?>"},
		{xmlscan.RuleLimitNodes, xmlscan.Limits{Nodes: 4}, "<a><b c=''/></a>", "<a><b c=''/>§<b c=''/></a>"},
		{xmlscan.RuleLimitName, xmlscan.Limits{Name: 3}, "<abc/>", "<§abcd/>"},
		{xmlscan.RuleLimitName, xmlscan.Limits{Name: 3}, "<abc/>", "<a §bcde=''/>"},
		{xmlscan.RuleLimitName, xmlscan.Limits{Name: 3}, "<Я/>", "<§ЯЯ/>"},
		{xmlscan.RuleLimitName, xmlscan.Limits{Name: 3}, "<a><?pi?></a>", "<a><?§pipi?></a>"},
		{xmlscan.RuleLimitText, xmlscan.Limits{Text: 3}, "<a>123</a>", "<a>§1234</a>"},
		{xmlscan.RuleLimitText, xmlscan.Limits{Text: 3}, "<a>1<!-- long -->23</a>", "<a>§12<!-- -->34</a>"},
		{xmlscan.RuleLimitText, xmlscan.Limits{Text: 3}, "<a><![CDATA[123]]></a>", "<a>§<![CDATA[1234]]></a>"},
		{xmlscan.RuleLimitText, xmlscan.Limits{Text: 3}, "<a b='123'/>", "<a b=§'1234'/>"},
		{xmlscan.RuleLimitText, xmlscan.Limits{Text: 5}, "<a b='&amp;'/>", "<a b=§'&amp;1'/>"},
		{xmlscan.RuleLimitNamespaces, xmlscan.Limits{Namespaces: 2}, "<a xmlns:p='u'><b xmlns='v'/><b xmlns='w'/></a>", "<a xmlns:p='u'><b xmlns='v'><c §xmlns='w'/></b></a>"},
	} {
		if err := xmlscan.Check([]byte(c.good), c.limits); err != nil {
			t.Errorf("%s at the bound: %v", c.rule, err)
		}
		before, after, _ := strings.Cut(c.bad, "§")
		wantRefusal(t, xmlscan.Check([]byte(before+after), c.limits), c.rule, len(before))
		_, err := readTree(xmlscan.NewString(before+after, c.limits))
		wantRefusal(t, err, c.rule, len(before))
	}
}

func TestErrors_NeverRepeatValues(t *testing.T) {
	const secret = "S3CRET"
	for _, r := range append(append([]refusal{}, refusals...), doctypeRefusals...) {
		// Values become secret: what stands between quotes or in text.
		doc := strings.NewReplacer("§", "", "'x", "'"+secret, ">x", ">"+secret, "]]>", secret+"]]>", "&x", "&"+secret).Replace(r.doc)
		for _, allow := range []bool{false, true} {
			err := xmlscan.Check([]byte(doc), xmlscan.Limits{AllowDoctype: allow})
			if err != nil && strings.Contains(err.Error(), secret) {
				t.Errorf("%q: the message repeats a value: %v", doc, err)
			}
		}
	}
}

func TestErrors_LongNamesAreCut(t *testing.T) {
	name := strings.Repeat("Я", 200)
	err := xmlscan.Check([]byte("<"+name+"></b>"), xmlscan.Limits{})
	if err == nil || len(err.Error()) > 300 {
		t.Errorf("got a message of %d bytes", len(fmt.Sprint(err)))
	}
}
