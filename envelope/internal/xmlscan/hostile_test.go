package xmlscan_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

func TestTruncation_IsRefusedAtEveryByte(t *testing.T) {
	docs := map[string][]byte{
		"response": response(),
		"shapes": []byte("\uFEFF<?xml version='1.0' encoding=\"utf-8\"?>\r\n<!-- c --><?p q?><s:a xmlns:s='u' b = \"&#x41;&amp;\">" +
			"<![CDATA[x]]y]]>\r<счёт s:t='1'/>10<!-- - -->0<?p ??></s:a\t>"),
	}
	for name, doc := range docs {
		if err := xmlscan.Check(doc, xmlscan.Limits{}); err != nil {
			t.Fatalf("%s: the whole document: %v", name, err)
		}
		for n := range doc {
			if err := xmlscan.Check(doc[:n], xmlscan.Limits{}); err == nil {
				t.Errorf("%s: cut after %d bytes it is accepted", name, n)
			}
			if name != "response" {
				continue
			}
			if _, err := readResponse(xmlscan.New(doc[:n], xmlscan.Limits{})); err == nil {
				t.Errorf("%s: cut after %d bytes it is accepted through Leaf", name, n)
			}
		}
	}
}

// TestHostileInput_IsBounded gives each input far more time and memory than it
// needs, and far less than an attack wants.
func TestHostileInput_IsBounded(t *testing.T) {
	unlimited := xmlscan.Limits{Document: 1 << 30, Nodes: 1 << 30, Text: 1 << 30, Attributes: 1 << 30, Depth: 1 << 30, Name: 1 << 30}
	big := xmlscan.Limits{Document: 1 << 30}
	rep := strings.Repeat
	manyAttributes := func() string {
		var b strings.Builder
		b.WriteString("<a")
		for i := range 1_000_000 {
			fmt.Fprintf(&b, " a%d=''", i)
		}
		b.WriteString("/>")
		return b.String()
	}()
	for _, c := range []struct {
		name, doc string
		limits    xmlscan.Limits
		rule      string // empty: accepted
	}{
		{"200,000 nested elements", rep("<a>", 200_000), xmlscan.Limits{}, xmlscan.RuleLimitDepth},
		{"200,000 nested elements, no limit", rep("<a>", 200_000) + rep("</a>", 200_000), unlimited, ""},
		{"200,000 nested default namespaces", rep("<a xmlns='u'>", 200_000), unlimited, xmlscan.RuleLimitNamespaces},
		{"50 MB document", "<a>" + rep("x", hostile) + "</a>", xmlscan.Limits{}, xmlscan.RuleLimitDocument},
		{"50 MB text", "<a>" + rep("x", hostile) + "</a>", big, xmlscan.RuleLimitText},
		{"50 MB text, no limit", "<a>" + rep("x", hostile) + "</a>", unlimited, ""},
		{"50 MB attribute", "<a b='" + rep("x", hostile) + "'/>", big, xmlscan.RuleLimitText},
		{"50 MB attribute of references", "<a b='" + rep("&lt;", hostile/4) + "'/>", big, xmlscan.RuleLimitText},
		{"50 MB name", "<" + rep("x", hostile) + "/>", big, xmlscan.RuleLimitName},
		{"50 MB name in Cyrillic", "<" + rep("я", hostile/2) + "/>", big, xmlscan.RuleLimitName},
		{"50 MB of one reference", "<a>&#" + rep("0", hostile) + "65;</a>", big, xmlscan.RuleLimitText},
		{"50 MB entity name", "<a>&" + rep("x", hostile) + ";</a>", unlimited, xmlscan.RuleUndefinedEntity},
		{"50 MB comment", "<a><!--" + rep("- ", hostile/2) + "--></a>", big, ""},
		{"50 MB of open comments", "<a>" + rep("<!-", hostile/3) + "</a>", big, xmlscan.RuleMalformedMarkup},
		{"50 MB of brackets", "<a>" + rep("]]", hostile/2) + "</a>", unlimited, ""},
		{"50 MB white space between elements", "<a>" + rep(" ", hostile) + "<b/></a>", unlimited, ""},
		{"50 MB of CR", "<a>" + rep("\r", hostile) + "</a>", unlimited, ""},
		{"1,000,000 attributes", manyAttributes, xmlscan.Limits{}, xmlscan.RuleLimitAttributes},
		{"1,000,000 attributes, no limit", manyAttributes, unlimited, ""},
		{"1,000,000 elements", "<a>" + rep("<b/>", 1_000_000) + "</a>", xmlscan.Limits{}, xmlscan.RuleLimitNodes},
		{"2,000,000 references", "<a>" + rep("&amp;", 2_000_000) + "</a>", unlimited, ""},
		{"700,000 values with a reference", "<a>" + rep("<b>&amp;</b>", 700_000) + "</a>", xmlscan.Limits{}, ""},
		{"1,000,000 CDATA sections in one value", "<a>" + rep("<![CDATA[x]]>", 1_000_000) + "</a>", xmlscan.Limits{}, xmlscan.RuleLimitNodes},
		{"900,000 comments in one value", "<a>" + rep("x<!---->", 900_000) + "</a>", xmlscan.Limits{}, ""},
		{"entity bomb", "<!DOCTYPE a [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>", xmlscan.Limits{AllowDoctype: true}, xmlscan.RuleDoctypeEntity},
		{"500,000 declarations", "<!DOCTYPE a [" + rep("<!ELEMENT a ANY>", 500_000) + "]><a/>", xmlscan.Limits{AllowDoctype: true}, ""},
		{"prefixes at the far end of the list", farPrefixes(), xmlscan.Limits{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := cpuTime()
			err := xmlscan.Check([]byte(c.doc), c.limits)
			spent := cpuTime() - begin
			runtime.ReadMemStats(&after)
			if c.rule == "" && err != nil || c.rule != "" && (err == nil || !strings.Contains(err.Error(), c.rule)) {
				t.Errorf("got %v, want %q", err, c.rule)
			}
			perByte := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(c.doc))
			t.Logf("%d bytes: %v of CPU, %.1f bytes allocated per byte", len(c.doc), spent, perByte)
			if most := time.Duration(len(c.doc))*perHostileByte + time.Second; spent > most {
				t.Errorf("took %v of CPU, more than %v", spent, most)
			}
			if len(c.doc) > 1<<20 && perByte > 80 {
				t.Errorf("allocated %.1f bytes per byte of the document", perByte)
			}
		})
	}
}

// farPrefixes makes every lookup walk all declarations there may be.
func farPrefixes() string {
	var b strings.Builder
	b.WriteString("<p:a xmlns:p='u'")
	for i := range xmlscan.DefaultNamespaces - 1 {
		fmt.Fprintf(&b, " xmlns:%c='u'", 'а'+rune(i)%32+rune(i/32)*0x100)
	}
	b.WriteString(">" + strings.Repeat("<p:b/>", 900_000) + "</p:a>")
	return b.String()
}

func TestAllocations_OneCopyOfTheDocument(t *testing.T) {
	doc := response()
	text := string(doc)
	plain := bytes.ReplaceAll(doc, []byte("&"), []byte("+"))
	var warm xmlscan.Scanner
	read := func(t *testing.T, s *xmlscan.Scanner) {
		if _, err := readResponse(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		most float64
		run  func()
	}{
		{"new scanner", 3, func() { read(t, xmlscan.New(doc, xmlscan.Limits{})) }},
		{"new scanner, no references", 2, func() { read(t, xmlscan.New(plain, xmlscan.Limits{})) }},
		{"warm scanner, bytes", 1, func() { warm.Reset(doc, xmlscan.Limits{}); read(t, &warm) }},
		{"warm scanner, string", 0, func() { warm.ResetString(text, xmlscan.Limits{}); read(t, &warm) }},
		{"released scanner", 2, func() { warm.Reset(doc, xmlscan.Limits{}); read(t, &warm); warm.Release() }},
		{"refused for its size", 1, func() { warm.Reset(doc, xmlscan.Limits{Document: 100}); _, _ = warm.Next() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(200, c.run); got > c.most {
				t.Errorf("got %v allocations, want at most %v", got, c.most)
			}
		})
	}
}
