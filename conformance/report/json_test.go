package report

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestJSON_ComesBackWhole(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JSON(b, sample()) })
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var got jsonReport
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	step := func(name, call string, status int, found ...jsonDifference) jsonStep {
		return jsonStep{Name: name, Call: call, Status: status, Differences: found}
	}
	tags, sources := []string{"one", "two"}, []string{"S4"}
	want := jsonReport{
		Schema: "assist-soapgen/conform/1", Producer: "assist-soapgen", Target: "sandbox & friends", Started: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC), Millis: 1234,
		Counts: map[string]int{"pass": 1, "fail": 1, "error": 1, "skip": 1},
		Results: []jsonResult{
			{Case: "createbill/pass", Title: "It passes", Verdict: "pass", Tags: tags, Sources: sources, Micros: 5000, Steps: []jsonStep{step("call", "createbill.create", 200)}},
			{Case: "createbill/fail", Title: `It fails: "<&>"`, Verdict: "fail", Tags: tags, Sources: sources, Micros: 7000, Steps: []jsonStep{
				step("first", "createbill.create", 0),
				step("second", "billstatus.status", 500, jsonDifference{"bill_amount", `want "1", got "<script>alert(1)</script>"`}, jsonDifference{"/a/b", "it is missing, \x01 or not in this place"}),
			}},
			{Case: "silentpay/error", Title: "It cannot be carried out", Verdict: "error", Reason: `step call: there is no service "x"`, Tags: tags, Sources: sources, Steps: []jsonStep{step("call", "", 0)}},
			{Case: "silentpay/skip", Title: "It is left out", Verdict: "skip", Reason: "the target offers no clock", Tags: tags, Sources: sources, Steps: []jsonStep{}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestJSON_OfNothingHasLists(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JSON(b, green(0)) })
	if !strings.Contains(text, `"results": []`) || !strings.Contains(text, `"green": false`) {
		t.Errorf("got %s", text)
	}
}

func TestJSON_LeavesTheWireToTheHTMLReport(t *testing.T) {
	text := render(t, func(b *strings.Builder) error { return JSON(b, sample()) })
	if strings.Contains(text, "two\\nlines") {
		t.Error("a reply is in it")
	}
}
