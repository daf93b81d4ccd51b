package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance"
)

// sample is a report with every verdict, in two suites, with awkward texts.
func sample() *conformance.Report {
	c := func(name, title string) *conformance.Case {
		return &conformance.Case{Name: name, Title: title, Tags: []string{"one", "two"}, Source: []string{"S4"}, Why: "First line\nsecond <line>."}
	}
	return &conformance.Report{
		Target: "sandbox & friends", Started: time.Date(2026, 3, 14, 12, 0, 0, 0, time.FixedZone("", 3*3600)), Duration: 1234 * time.Millisecond,
		Results: []conformance.Result{
			{Case: c("createbill/pass", "It passes"), Verdict: conformance.Pass, Duration: 5 * time.Millisecond, Steps: []conformance.StepResult{
				{Name: "call", Call: "createbill.create", Status: 200, Request: "<a><b>1</b></a>", Reply: "two\nlines", Duration: time.Millisecond},
			}},
			{Case: c("createbill/fail", `It fails: "<&>"`), Verdict: conformance.Fail, Duration: 7 * time.Millisecond, Steps: []conformance.StepResult{
				{Name: "first", Call: "createbill.create"},
				{Name: "second", Call: "billstatus.status", Status: 500, Request: "<x>", Reply: "<m>\xcf\xf0\x01</m>", Differences: []conformance.Difference{
					{Path: "bill_amount", Text: `want "1", got "<script>alert(1)</script>"`}, {Path: "/a/b", Text: "it is missing, \x01 or not in this place"},
				}},
			}},
			{Case: c("silentpay/error", "It cannot be carried out"), Verdict: conformance.Error, Reason: "step call: there is no service \"x\"", Steps: []conformance.StepResult{{Name: "call"}}},
			{Case: c("silentpay/skip", "It is left out"), Verdict: conformance.Skip, Reason: "the target offers no clock"},
		},
	}
}

// green is a report of nothing but passes.
func green(n int) *conformance.Report {
	r := &conformance.Report{Target: "embedded sandbox", Started: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC), Duration: 2 * time.Second}
	for i := range n {
		r.Results = append(r.Results, conformance.Result{Case: &conformance.Case{Name: fmt.Sprintf("a/%d", i), Title: "T"}, Verdict: conformance.Pass})
	}
	return r
}

func render(t *testing.T, write func(*strings.Builder) error) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSuites_GroupsByFolderInOrder(t *testing.T) {
	suites := Suites(sample())
	if len(suites) != 2 || suites[0].Name != "createbill" || suites[1].Name != "silentpay" || len(suites[0].Results) != 2 || len(suites[1].Results) != 2 {
		t.Fatalf("got %+v", suites)
	}
	if suites[0].Count(conformance.Pass) != 1 || suites[0].Count(conformance.Fail) != 1 || suites[1].Count(conformance.Error) != 1 || suites[1].Count(conformance.Skip) != 1 {
		t.Error("the counts are wrong")
	}
}

func TestReport_GreenNeedsAPassAndNoFailure(t *testing.T) {
	if sample().Green() || green(0).Green() || !green(1).Green() {
		t.Error("wrong colour")
	}
	skipped := green(1)
	skipped.Results[0].Verdict = conformance.Skip
	if skipped.Green() {
		t.Error("a run that skipped everything is green")
	}
}
