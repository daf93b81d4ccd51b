package conformance

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParse_ReadsACaseWhole(t *testing.T) {
	c := mustParse(t, "suite/name", `title: A bill number that is taken is refused
call: createbill.create
tags: bill duplicate
source: S0 D9
trap: 3 11
needs: sandbox clock

Why it exists,
in two lines.

-- input --
# a comment
bill=B-1
bill_comment=" padded "

-- request.xml --
<a/>
-- wait/options --
advance: 3s
-- second/options --
call: billstatus.status
status: 500
-- second/input --
bill=a=b:c
-- second/error --
kind: gateway
`)
	want := Case{
		Name: "suite/name", Title: "A bill number that is taken is refused", Call: "createbill.create",
		Tags: []string{"bill", "duplicate", "trap-3", "trap-11"}, Source: []string{"S0", "D9"},
		Why: "Why it exists,\nin two lines.", Needs: []string{"sandbox", "clock"},
		Steps: []Step{
			{
				Name: "call", Call: "createbill.create",
				Input:   &Values{Line: 12, Fields: []Line{{"bill", "B-1", 13}, {"bill_comment", " padded ", 14}}},
				Request: &Section{"request.xml", 17, "<a/>\n"},
			},
			{Name: "wait", Call: "createbill.create", Options: &Values{Line: 19, Keys: []Line{{"advance", "3s", 19}}}},
			{
				Name: "second", Call: "billstatus.status",
				Options: &Values{Line: 21, Keys: []Line{{"call", "billstatus.status", 21}, {"status", "500", 22}}},
				Input:   &Values{Line: 24, Fields: []Line{{"bill", "a=b:c", 24}}},
				Error:   &Values{Line: 26, Keys: []Line{{"kind", "gateway", 26}}},
			},
		},
	}
	if diff := cmp.Diff(want, *c, cmpopts.IgnoreUnexported(Case{}, Step{})); diff != "" {
		t.Error(diff)
	}
	for step, line := range map[string]int{"call": 11, "wait": 18, "second": 20, "nobody": 1} {
		if got := c.Line(step); got != line {
			t.Errorf("step %s begins at line %d, want %d", step, got, line)
		}
	}
}

// words that messages list, so that the table below stays readable.
var listed = strings.NewReplacer(
	"<keys>", strings.Join(headerKeys, ", "),
	"<options>", strings.Join(optionKeys, ", "),
	"<sections>", "options, input, raw.xml, raw.form, inbound.xml, inbound.form, request.xml, reply.xml, reply.txt, answer.xml, output, error",
)

func TestParse_NamesEveryDefectByFileAndLine(t *testing.T) {
	const ok = "-- input --\na=b\n-- output --\noutcome: succeeded\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty file", "", `f:1:1: "" is no header line; the keys are <keys>
f:1:1: the head lacks the key title
f:1:1: the head lacks the key call
f:1:1: the case has no step`},
		{"unknown header key", "title: T\ncall: a.b\nauthor: me\n\n" + ok, `f:3:1: "author: me" is no header line; the keys are <keys>`},
		{"header line without colon", "title: T\nnonsense\ncall: a.b\n\n" + ok, `f:2:1: "nonsense" is no header line; the keys are <keys>`},
		{"header key twice", "title: T\ncall: a.b\ntitle: U\n\n" + ok, `f:3:1: key title is given twice`},
		{"header key without value", "title: T\ncall:\n\n" + ok, `f:2:1: key call has no value`},
		{"no title", "call: a.b\n\n" + ok, `f:1:1: the head lacks the key title`},
		{"no call", "title: T\n\n" + ok, `f:1:1: the head lacks the key call`},
		{"unknown need", "title: T\ncall: a.b\nneeds: sandbox sanbox\n\n" + ok, `f:3:16: need sanbox is unknown; known are sandbox, clock, other-merchant, signing, cards`},
		{"no step", "title: T\ncall: a.b\n\nWhy.\n", `f:1:1: the case has no step`},
		{"unknown section", "title: T\ncall: a.b\n\n" + ok + "-- request.json --\n{}\n", `f:8:1: section "request.json" is unknown; a step has <sections>`},
		{"section too deep", "title: T\ncall: a.b\n\n" + ok + "-- a/b/input --\nx=y\n", `f:8:1: section "a/b/input" is unknown; a step has <sections>
f:1:1: step a has neither input, raw nor reply: it does nothing`},
		{"section twice", "title: T\ncall: a.b\n\n" + ok + "-- input --\nc=d\n", `f:8:1: section "input" is given twice, or together with its alternative`},
		{"section twice under the default name", "title: T\ncall: a.b\n\n" + ok + "-- call/input --\nc=d\n", `f:8:1: section "call/input" is given twice, or together with its alternative`},
		{"both replies", "title: T\ncall: a.b\n\n" + ok + "-- reply.xml --\n<a/>\n-- reply.txt --\nx\n", `f:10:1: section "reply.txt" is given twice, or together with its alternative`},
		{"both raw forms", "title: T\ncall: a.b\n\n-- raw.xml --\n<a/>\n-- raw.form --\na=b\n-- output --\nx=y\n", `f:6:1: section "raw.form" is given twice, or together with its alternative`},
		{"input and raw", "title: T\ncall: a.b\n\n" + ok + "-- raw.xml --\n<a/>\n", `f:9:1: step call has both input and raw`},
		{"output and error", "title: T\ncall: a.b\n\n" + ok + "-- error --\nkind: gateway\n", `f:9:1: step call expects both output and error`},
		{"does nothing", "title: T\ncall: a.b\n\n-- output --\nx=y\n", `f:1:1: step call has neither input, raw nor reply: it does nothing`},
		{"expects nothing", "title: T\ncall: a.b\n\n-- input --\nx=y\n", `f:1:1: step call expects nothing; give it request.xml, answer.xml, output or error`},
		{"expects nothing of a reply", "title: T\ncall: a.b\n\n-- s/raw.xml --\n<a/>\n-- s/reply.xml --\n<a/>\n", `f:1:1: step s expects nothing; give it request.xml, answer.xml, output or error`},
		{"unknown format", "title: T\ncall: a.b\n\n-- options --\nformat: yaml\n-- raw.form --\na=b\n-- output --\nx=y\n", `f:5:1: step call: format yaml is unknown; known are soap, csv, xml, json`},
		{"format of a typed request", "title: T\ncall: a.b\n\n-- options --\nformat: json\n" + ok, `f:5:1: step call names a format, which only the answer to a raw request has a choice of`},
		{"clock without need", "title: T\ncall: a.b\n\n" + ok + "-- s/options --\nadvance: 1s\n", `f:9:1: step s moves the clock; the head must say needs: clock`},
		{"expectation of a step that only waits", "title: T\ncall: a.b\nneeds: clock\n\n-- s/options --\nadvance: 1s\n-- s/output --\na=b\n", `f:1:1: step s only moves the clock, and has nothing that could be held against what it expects`},
		{"waiting does not excuse", "title: T\ncall: a.b\nneeds: clock\n\n-- options --\nadvance: 1s\n-- input --\na=b\n", `f:1:1: step call expects nothing; give it request.xml, answer.xml, output or error`},
		{"sections apart", "title: T\ncall: a.b\n\n-- a/input --\nx=y\n-- b/input --\nx=y\n-- b/output --\nx=y\n-- a/output --\nx=y\n", `f:10:1: the sections of step a do not stand together`},
		{"line of neither kind", "title: T\ncall: a.b\n\n-- input --\njust words\n-- output --\nx=y\n", `f:5:1: the line is neither "key: value" nor "field=value"`},
		{"line without name", "title: T\ncall: a.b\n\n-- input --\n=b\n-- output --\nx=y\n", `f:5:1: the line is neither "key: value" nor "field=value"`},
		{"field twice", "title: T\ncall: a.b\n\n-- input --\nx=y\n\nx=z\n-- output --\nx=y\n", `f:7:1: x is given twice`},
		{"key twice", "title: T\ncall: a.b\n\n-- input --\nx=y\n-- error --\nfield: a\nfield: b\n", `f:8:1: field is given twice`},
		{"open quote", "title: T\ncall: a.b\n\n-- input --\nx=\"y\n-- output --\nx=y\n", `f:5:1: the quoted value is not closed or has an unknown escape; known are \n \t \r \" \\ \uXXXX`},
		{"unknown escape", "title: T\ncall: a.b\n\n-- input --\nx=\"\\x41\"\n-- output --\nx=y\n", `f:5:1: the quoted value is not closed or has an unknown escape; known are \n \t \r \" \\ \uXXXX`},
		{"key in an input", "title: T\ncall: a.b\n\n-- input --\nx: y\n-- output --\nx=y\n", `f:5:1: an input has field=value lines only; write x=…`},
		{"field in an error", "title: T\ncall: a.b\n\n-- input --\nx=y\n-- error --\nkind=gateway\n", `f:7:1: a section error has key: value lines only; write kind: …`},
		{"unknown option", "title: T\ncall: a.b\n\n-- options --\nmerchnat: other\n" + ok, `f:5:1: option merchnat is unknown; known are <options>`},
		{"field in the options", "title: T\ncall: a.b\n\n-- options --\nstatus=500\n" + ok, `f:5:1: a section options has key: value lines only; write status: …`},
	} {
		_, problems := Parse("f", "f", []byte(c.text))
		if got := problems.Error(); got != listed.Replace(c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, listed.Replace(c.want))
		}
	}
}

func TestParse_ReportsAllDefectsOfAFileAtOnce(t *testing.T) {
	_, problems := Parse("f", "f", []byte("title: T\nx: y\n\n-- input --\nz\n-- zzz --\n"))
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Line)
	}
	if diff := cmp.Diff([]int{2, 1, 5, 6, 1}, lines); diff != "" {
		t.Errorf("%s\n%s", diff, problems)
	}
}

func TestLoad_ReportsTheDefectsOfAllFilesInOrder(t *testing.T) {
	good := caseHead + "-- input --\na=b\n-- output --\na=b\n"
	files := fstest.MapFS{
		"cases/b/two.txtar": {Data: []byte("title: T\n")},
		"cases/a/one.txtar": {Data: []byte("call: x.y\n")},
		"cases/a/ok.txtar":  {Data: []byte(good)},
		"cases/readme.md":   {Data: []byte("not a case")},
	}
	_, err := Load(files, "cases")
	want := "cases/a/one.txtar:1:1: the head lacks the key title\ncases/a/one.txtar:1:1: the case has no step\n" +
		"cases/b/two.txtar:1:1: the head lacks the key call\ncases/b/two.txtar:1:1: the case has no step"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	delete(files, "cases/b/two.txtar")
	files["cases/a/one.txtar"].Data = []byte(good)
	loaded, err := Load(files, "cases")
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded) != 2 || loaded[0].Name != "a/ok" || loaded[1].Name != "a/one" {
		t.Errorf("got %d cases, %v", len(loaded), loaded)
	}
}
