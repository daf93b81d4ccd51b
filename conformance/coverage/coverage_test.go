package coverage

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

// shop is a service small enough to count by hand.
func shop() *service.Service {
	return &service.Service{
		Name: "shop",
		Types: []service.Type{
			{Name: service.Name{Local: "Order"}, Fields: []service.Field{
				{Name: "name", Type: 2},
				{Name: "colour", Type: 3, Flags: service.Optional},
				{Name: "low", Type: service.XSDString, Flags: service.Optional},
				{Name: "high", Type: service.XSDString, Flags: service.Optional},
				{Name: "password", Type: 2, Flags: service.Sealed},
				{Name: "check", Type: service.XSDString, Flags: service.Sealed},
			}},
			{Name: service.Name{Local: "Answer"}, Fields: []service.Field{
				{Name: "code", Type: service.XSDString, Facts: &service.Facts{Role: service.RoleResponseCode}},
				{Name: "items", Type: 4, Flags: service.Many},
			}},
			{Kind: service.Simple, Base: service.XSDString, Facets: &service.Facets{MinLength: 1, MaxLength: 3}},
			{Kind: service.Simple, Base: service.XSDString, Facets: &service.Facets{Enum: []string{"red", "blue"}}},
			{Fields: []service.Field{{Name: "state", Type: service.XSDString, Facts: &service.Facts{Role: service.RoleState}}}},
		},
		Operations: []service.Operation{{
			Name: "buy", WSDLName: "Buy",
			Request: service.Message{
				Name: "request", Type: 0, Wrappers: []service.Wrapper{{Key: "old", Name: service.Name{Local: "OldBuy"}}},
				Digests:    []service.Digest{{Field: "check", Variants: []service.Variant{{Name: "base"}, {Name: "other"}}}},
				Conditions: []service.Condition{{Kind: service.Together, Fields: []string{"low", "high"}}},
			},
			Response: service.Message{Name: "response", Type: 1},
			Outcome:  []service.OutcomeRule{{Outcome: service.Succeeded, When: []service.Match{{Field: "code", Values: []string{"AS0*"}}}}, {Outcome: service.Refused, When: []service.Match{{Field: "code", Values: []string{"+"}}}}},
		}},
		Codes: &service.Codes{
			First: []service.NumberedCode{{Code: 7}}, Second: []service.NumberedCode{{Code: 141}},
			Response: []service.Code{{Code: "AS000"}, {Code: "AS100"}}, States: []service.Code{{Code: "Approved", Aliases: []string{"ok"}}},
		},
	}
}

func record(t *testing.T, s *service.Service, id service.TypeID, pairs ...string) *service.Record {
	t.Helper()
	r := service.NewRecord(s, id)
	for i := 0; i < len(pairs); i += 2 {
		if err := r.Set(pairs[i], pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// reached lists the goals an exercise reaches, in order.
func reached(s *service.Service, x Exercise) []string {
	m := NewMeter([]*service.Service{s})
	x.Service, x.Operation = s, &s.Operations[0]
	m.Observe(&x)
	missing := m.Summary().Missing
	var list []string
	for _, g := range m.goals {
		if !slices.Contains(missing, g) {
			list = append(list, g.String())
		}
	}
	return list
}

func TestGoals_AreEverythingTheDescriptionPromises(t *testing.T) {
	var got []string
	for _, g := range Goals([]*service.Service{shop()}) {
		got = append(got, g.String())
	}
	want := strings.Split(strings.TrimSpace(`
shop.buy operation Buy
shop.buy request name
shop.buy request colour
shop.buy enum colour=red
shop.buy enum colour=blue
shop.buy request low
shop.buy request high
shop.buy request password
shop.buy request check
shop.buy boundary name min-length 1 accepted
shop.buy boundary name min-length 1 refused
shop.buy boundary name max-length 3 accepted
shop.buy boundary name max-length 3 refused
shop.buy condition together low,high kept
shop.buy condition together low,high broken
shop.buy digest request check base
shop.buy digest request check other
shop.buy wrapper request old
shop.buy answer code
shop.buy answer items/state
shop.buy outcome 1 succeeded when code=AS0*
shop.buy outcome 2 refused when code=+
(codes) code first 7
(codes) code second 141
(codes) code response AS000
(codes) code response AS100
(codes) code state Approved`), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMeter_SentRequest(t *testing.T) {
	s := shop()
	got := reached(s, Exercise{
		Request: record(t, s, 0, "name", "abc", "colour", "red", "low", "1", "high", "2", "check", "X"), Sent: true,
		Variants: map[string]string{"check": "other"}, RequestFrame: "OldBuy",
	})
	want := []string{
		"shop.buy request name", "shop.buy request colour", "shop.buy enum colour=red", "shop.buy request low", "shop.buy request high", "shop.buy request check",
		"shop.buy boundary name max-length 3 accepted", "shop.buy condition together low,high kept", "shop.buy digest request check other", "shop.buy wrapper request old",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMeter_WhatWasNotSentDoesNotCount(t *testing.T) {
	s := shop()
	if got := reached(s, Exercise{Request: record(t, s, 0, "name", "abc", "colour", "red"), RequestFrame: "OldBuy"}); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestMeter_RefusalCountsForTheNearestValueOnly(t *testing.T) {
	s := shop()
	tooLong := &envelope.InvalidRequestError{Problems: []envelope.Problem{{Field: "name", Rule: "max-length"}, {Field: "high", Rule: "together"}}}
	for name, want := range map[string][]string{
		"abcd":  {"shop.buy boundary name max-length 3 refused", "shop.buy condition together low,high broken"},
		"abcde": {"shop.buy condition together low,high broken"},
	} {
		got := reached(s, Exercise{Request: record(t, s, 0, "name", name, "low", "1"), Invalid: tooLong})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	other := &envelope.InvalidRequestError{Problems: []envelope.Problem{{Field: "name", Rule: "characters"}}}
	if got := reached(s, Exercise{Request: record(t, s, 0, "name", "abcd"), Invalid: other}); len(got) > 0 {
		t.Errorf("a refusal for another reason counts: %v", got)
	}
}

func TestMeter_Answer(t *testing.T) {
	s := shop()
	answer := record(t, s, 1, "code", "AS000")
	item := record(t, s, 4, "state", "OK")
	answer.Values()[1] = service.Value{State: service.Present, Items: []service.Value{{State: service.Present, Record: item}}}
	want := []string{
		"shop.buy operation Buy", "shop.buy answer code", "shop.buy answer items/state", "shop.buy outcome 1 succeeded when code=AS0*",
		"(codes) code response AS000", "(codes) code state Approved",
	}
	if diff := cmp.Diff(want, reached(s, Exercise{Answer: answer})); diff != "" {
		t.Error(diff)
	}
	want = []string{"(codes) code first 7", "(codes) code second 141"}
	if diff := cmp.Diff(want, reached(s, Exercise{Refusal: &envelope.GatewayError{First: 7, Second: 141}})); diff != "" {
		t.Error(diff)
	}
}

func TestMeter_RawFieldsCountUnderTheNamesOfTheDescription(t *testing.T) {
	got := reached(shop(), Exercise{Sent: true, RawFields: map[string]string{"colour": "blue", "name": "", "nosuch": "x"}})
	if diff := cmp.Diff([]string{"shop.buy request colour", "shop.buy enum colour=blue"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSummary_TellsCannedFromLive(t *testing.T) {
	s := shop()
	m := NewMeter([]*service.Service{s})
	x := Exercise{Service: s, Operation: &s.Operations[0], Canned: true, Answer: record(t, s, 1, "code", "AS100")}
	m.Observe(&x)
	sum := m.Summary()
	if sum.Total.Sum != (Count{4, 0, 27}) || len(sum.CannedOnly) != 4 || sum.Total.Sum.Percent() != 14 {
		t.Errorf("got %+v", sum.Total.Sum)
	}
	x.Canned = false
	m.Observe(&x)
	x.Canned = true // a canned reply afterwards takes nothing away
	m.Observe(&x)
	if sum = m.Summary(); sum.Total.Sum != (Count{4, 4, 27}) || len(sum.CannedOnly) != 0 || len(sum.Missing) != 23 {
		t.Errorf("got %+v", sum.Total.Sum)
	}
	if len(sum.Rows) != 2 || sum.Rows[0].Name != "shop" || sum.Rows[1].Name != SharedTables {
		t.Errorf("got %+v", sum.Rows)
	}
}

func TestCount_NothingToReachIsAllReached(t *testing.T) {
	if (Count{}).Percent() != 100 || (Count{999, 0, 1000}).Percent() != 99 || (Count{}).String() != "·" {
		t.Error("wrong percentage")
	}
}

func TestGoals_OfTheCatalogueAreDistinct(t *testing.T) {
	seen := map[Goal]bool{}
	for _, g := range Goals(catalog.Services()) {
		if seen[g] {
			t.Errorf("%s is there twice", g)
		}
		seen[g] = true
	}
	if len(seen) < 400 {
		t.Errorf("%d goals", len(seen))
	}
}

func TestMeter_DigestsOfEveryOrderCount(t *testing.T) {
	for verified, want := range map[string][]string{
		"checkvalue":                                     {"response check base"},
		"checkvalue (other)":                             {"response check other"},
		"checkvalue of every order (2)":                  {"response check base"},
		"checkvalue (other) of 1 of 2 order records":     {"response check other"},
		"checkvalue of every order (1), signature":       {"response check base", "response sign base"},
		"checkvalue and signature of every order (1)":    {"response check base", "response sign base"},
		"checkvalue of every order (1), checkvalue (no)": {"response check base"},
		"": nil,
	} {
		s := shop()
		s.Operations[0].Response.Digests = []service.Digest{
			{Kind: service.CheckValue, Field: "check", Variants: []service.Variant{{Name: "base"}, {Name: "other"}}},
			{Kind: service.Signature, Field: "sign", Variants: []service.Variant{{Name: "base"}}},
		}
		var got []string
		for _, goal := range reached(s, Exercise{Answer: record(t, s, 1, "code", "AS000"), Verified: verified}) {
			if name, ok := strings.CutPrefix(goal, "shop.buy digest "); ok {
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", verified, diff)
		}
	}
}
