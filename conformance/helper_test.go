package conformance

import (
	"context"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
)

// mustParse reads a case that has no defect.
func mustParse(t testing.TB, name, text string) *Case {
	t.Helper()
	c, problems := Parse(name+".txtar", name, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

// builtIn loads the cases of the toolkit.
func builtIn(t testing.TB) []*Case {
	t.Helper()
	all, err := Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sampled is builtIn, but under the race detector every sixth of them: one whole run of
// the suite under it is enough.
func sampled(t testing.TB) []*Case {
	t.Helper()
	all := builtIn(t)
	if !underRace {
		return all
	}
	var some []*Case
	for i := 0; i < len(all); i += 6 {
		some = append(some, all[i])
	}
	return some
}

// embedded starts a sandbox of its own for the test.
func embedded(t testing.TB) Target {
	t.Helper()
	target, end, err := Embedded(sandbox.Config{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := end(); err != nil {
			t.Error(err)
		}
	})
	return target
}

// carryOut runs cases on a sandbox of their own.
func carryOut(t testing.TB, list ...*Case) *Report {
	t.Helper()
	return carryOutOn(t, embedded(t), list...)
}

func carryOutOn(t testing.TB, target Target, list ...*Case) *Report {
	t.Helper()
	report, err := Run(context.Background(), Plan{Cases: list, Target: target, Services: catalog.Services(), Seed: t.Name()})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// findings lists everything that a result has against its case.
func findings(r *Result) string {
	lines := []string{string(r.Verdict)}
	if r.Reason != "" {
		lines = append(lines, r.Reason)
	}
	for _, s := range r.Steps {
		for _, d := range s.Differences {
			lines = append(lines, s.Name+": "+d.String())
		}
	}
	return strings.Join(lines, "\n")
}

const caseHead = "title: A case\ncall: silentpay.pay\n\n"

// payInput is an input that the approving test card pays.
const payInput = `ordernumber=O-{{unique}}
orderamount=100.10
ordercurrency=RUB
cardnumber=4111111111111111
expiremonth=12
expireyear=2040
cvc2=123
`

// payReply is a canned answer with the given fields.
func payReply(fields string) string {
	return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><e:Body>` +
		`<ws:SilentPayResponse><return>` + fields + `</return></ws:SilentPayResponse></e:Body></e:Envelope>` + "\n"
}

// approved is payReply of an approved order.
func approved() string {
	return payReply("<ordernumber>O-{{unique}}</ordernumber><responsecode>AS000</responsecode><orderstate>Approved</orderstate>")
}

const approvedOutput = "outcome: succeeded\nordernumber=O-{{unique}}\nresponsecode=AS000\norderstate=Approved\n"
