package conformance

import (
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

const billCase = "title: T\ncall: createbill.create\naxes: AXES\n\n-- input --\nbill=B-{{unique}}\nbill_amount=1.00\nbill_currency=RUB\n-- output --\noutcome: succeeded\nHash={{:token}}\n"

func multiplied(t *testing.T, axes string, extra ...string) ([]*Case, error) {
	t.Helper()
	text := strings.Replace(billCase, "AXES", axes, 1) + strings.Join(extra, "")
	p := Plan{Cases: []*Case{mustParse(t, "x/bill", text)}, Services: catalog.Services()}
	return p.Choose()
}

func names(list []*Case) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Name)
	}
	return out
}

func TestAxes_MultiplyACase(t *testing.T) {
	list, err := multiplied(t, "wrapper=* variant=base,all-slots")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"x/bill@wrapper-new@variant-base", "x/bill@wrapper-new@variant-all-slots", "x/bill@wrapper-old@variant-base", "x/bill@wrapper-old@variant-all-slots"}
	if got := names(list); !slices.Equal(got, want) {
		t.Fatalf("got %v", got)
	}
	last := list[3]
	if last.Steps[0].Options.Key("wrapper", "") != "old" || last.Steps[0].Options.Key("variant", "") != "request.checkvalue=all-slots" || last.Origin() != "x/bill" {
		t.Errorf("got %+v", last.Steps[0].Options)
	}
	if list[0].Steps[0].Options != nil {
		t.Error("the default needs no options")
	}
	report := carryOut(t, list[0], list[2])
	for i, wrapper := range []string{"<ws:CreateBill", "<ws:WSCreateBill"} {
		if r := report.Results[i]; r.Verdict != Pass || !strings.Contains(r.Steps[0].Request, wrapper) {
			t.Errorf("%s: %s", r.Case.Name, findings(&r))
		}
	}
}

func TestAxes_AStepThatChoseIsLeftAlone(t *testing.T) {
	list, err := multiplied(t, "wrapper=old", "-- two/options --\nvariant: request.checkvalue=base\n-- two/input --\nbill=B2\n-- two/output --\noutcome: refused\n",
		"-- three/reply.xml --\n<a/>\n-- three/error --\nkind: x\n")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	steps := list[0].Steps
	if steps[0].Options.Key("wrapper", "") != "old" || steps[1].Options.Key("wrapper", "") != "old" || steps[1].Options.Key("variant", "") != "request.checkvalue=base" || steps[2].Options != nil {
		t.Errorf("got %+v", steps)
	}
}

func TestAxes_WhatNoStepCanFollowIsAnError(t *testing.T) {
	if _, err := multiplied(t, "wrapper=older"); err == nil || err.Error() != `x/bill.txtar:1:1: axis wrapper: no step of the case has "older"; there are new, old` {
		t.Errorf("got %v", err)
	}
	c := mustParse(t, "x/pay", "title: T\ncall: silentpay.pay\naxes: wrapper=*\n\n-- input --\nordernumber=1\n-- output --\noutcome: succeeded\n")
	p := Plan{Cases: []*Case{c}, Services: catalog.Services()}
	if _, err := p.Choose(); err == nil || !strings.Contains(err.Error(), "axis wrapper: no step of the case has one") {
		t.Errorf("got %v", err)
	}
}

func TestAxes_DefectsOfTheHead(t *testing.T) {
	for axes, want := range map[string]string{
		"colour=red": `axis "colour=red" is not of the form`, "wrapper": `axis "wrapper" is not`, "wrapper=old,": "is not of the form", "wrapper=old wrapper=new": "axis wrapper is given twice",
	} {
		_, problems := Parse("f", "f", []byte(strings.Replace(billCase, "AXES", axes, 1)))
		if len(problems) != 1 || !strings.Contains(problems[0].Text, want) || problems[0].Line != 3 {
			t.Errorf("%s: %v", axes, problems)
		}
	}
}
