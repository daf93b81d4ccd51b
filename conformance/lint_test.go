package conformance

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestLint_TheBuiltInCasesHaveNoDefect(t *testing.T) {
	if err := Lint(builtIn(t), catalog.Services()); err != nil {
		t.Error(err)
	}
}

func TestLint_PointsAtTheWord(t *testing.T) {
	const head = "title: T\ncall: createbill.create\n\n"
	const input = "-- input --\nbill=B-1\nbill_amount=1.00\nbill_currency=RUB\n"
	const good = "-- output --\noutcome: succeeded\nHash={{:token}}\n"
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", head + input + good, ""},
		{"service", "title: T\ncall: nobody.create\n\n" + input + good, `f:2:7: there is no service "nobody"`},
		{"operation", head + "-- options --\ncall: createbill.make\n" + input + good, `f:5:7: service createbill has no operation "make"`},
		{"input field", head + "-- input --\nbil=1\n" + good, `f:5:1: the request of createbill.create has no field "bil"`},
		{"output field", head + input + "-- output --\noutcome: succeeded\nhash=1\n", `f:10:1: the answer of createbill.create has no field "hash"; an element that the description does not know is +hash`},
		{"unknown element", head + input + "-- output --\n+hash=1\n", ""},
		{"output key", head + input + "-- output --\nresult: succeeded\n", `f:9:1: a section output has no key result; known are outcome, verified, testmode`},
		{"error key", head + input + "-- error --\nkind: gateway\ncode: 7\n", `f:10:1: a section error has no key code; known are kind, first, second, field, problems, rule, text, contains, sent`},
		{"variable", head + "-- input --\nbill=B-{{uniq}}\n" + good, `f:5:8: placeholder {{uniq}}: nothing is called "uniq" here; a step before has to capture it`},
		{"capture in an input", head + "-- input --\nbill=B-{{x:digits}}\n" + good, `f:5:8: placeholder {{x:digits}} checks what comes; nothing can be sent for it`},
		{"kind", head + input + "-- output --\nHash={{:tokn}}\n", `f:9:6: placeholder {{:tokn}}: placeholder kind "tokn" is unknown`},
		{"captured later", head + "-- a/input --\nbill={{x}}\n-- a/output --\nHash={{x:token}}\n", `f:5:6: placeholder {{x}}: nothing is called "x" here; a step before has to capture it`},
		{"captured before", head + "-- a/input --\nbill=1\n-- a/output --\nHash={{x:token}}\n-- b/input --\nbill={{x}}\n-- b/output --\nHash=1\n", ""},
		{"defined", head + "-- vars --\nx=A-{{unique}}\n-- input --\nbill={{x}}\n-- output --\nHash={{=bill}}\n", ""},
		{"derived of nothing", head + input + "-- output --\nHash={{=bil}}\n", `f:9:6: placeholder {{=bil}}: the input of step call has no bil`},
		{"inside a check value", head + input + "-- reply.xml --\n<a>\n<b>{{checkvalue {merchant};{nobody}}}</b></a>\n-- output --\nHash=1\n", `f:10:4: placeholder {{checkvalue {merchant};{nobody}}}: nothing is called "nobody" here; a step before has to capture it`},
		{"wrapper", head + "-- options --\nwrapper: older\n" + input + good, `f:5:10: option wrapper: "older": the request has no such wrapper; there are old`},
		{"variant", head + "-- options --\nvariant: request.checkvalue=no\n" + input + good, `f:5:10: option variant: "request.checkvalue=no": there is no such variant; write request.checkvalue=NAME; there are base, sent-only, all-slots, order-rule`},
		{"status", head + "-- options --\nexpect-status: ok\n" + input + good, `f:5:16: option expect-status: "ok": it is no HTTP status`},
		{"duration", head + "-- options --\nuntil: Hash=1\nwithin: 5\n" + input + good, `f:6:9: option within: "5": write it as 90s, 10m or 1h30m`},
		{"backoff", head + "-- options --\nuntil: Hash=1\nbackoff: 0\n" + input + good, `f:6:10: option backoff: "0": it is a number from 1 to 10`},
		{"bound of a text", head + input + "-- output --\nHash={{:token>bill}}\n", `f:9:6: placeholder {{:token>bill}}: only digits and a billnumber can be above another`},
		{"near of a number", head + input + "-- output --\nHash={{:digits~5m}}\n", `f:9:6: placeholder {{:digits~5m}}: only a datetime and a minute can be near the target's time`},
	} {
		parsed, problems := Parse("f", "x/f", []byte(c.text))
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		got := ""
		if err := Lint([]*Case{parsed}, catalog.Services()); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestLint_AllDefectsOfAllCases(t *testing.T) {
	a := mustParse(t, "x/a", "title: T\ncall: no.a\n\n-- input --\na=1\n-- output --\nb=1\n")
	b := mustParse(t, "x/b", "title: T\ncall: no.b\n\n-- input --\na=1\n-- output --\nb=1\n")
	if err := Lint([]*Case{a, b}, catalog.Services()); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("got %v", err)
	}
}
