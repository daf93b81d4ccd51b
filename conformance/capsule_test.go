package conformance

import (
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// Every case that asks the target is made to fail, and its capsule must fail in the same
// places, with nothing to ask and other secrets; and it must hold none of this run.
func TestCapsules_FailAsTheirCasesDid(t *testing.T) {
	merchants := sandbox.DefaultMerchants()
	for i, id := range []string{"715089", "715090"} {
		merchants[i].ID = id
		merchants[i].Login, merchants[i].Password, merchants[i].SecretWord = "login_of_ours", "password_of_ours", "word-of-ours"
	}
	target, end, err := Embedded(sandbox.Config{Seed: 1, Merchants: merchants})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = end() }()
	p := plan(target, brokenCases(t)...)
	report := judged(t, p)
	capsules, err := p.Capsules(t.Context(), report)
	if err != nil {
		t.Fatal(err)
	}
	cards := map[string]bool{}
	for _, c := range sandbox.TestCards() {
		cards[c.Number] = true
	}
	for _, c := range capsules {
		if c.Differs != "" {
			t.Errorf("%s: %s\n%s", c.Case, c.Differs, c.Text)
		}
		if leaks := recording.ScanText(string(c.Text), p.Target.Secrets(), cards); len(leaks) > 0 {
			t.Errorf("%s holds %v", c.Case, leaks)
		}
		if strings.Contains(string(c.Text), "715089") {
			t.Errorf("%s names the merchant", c.Case)
		}
	}
	if len(capsules) < 200 && !underRace {
		t.Errorf("only %d capsules", len(capsules))
	}
	t.Logf("%d capsules", len(capsules))
}

// brokenCases are the built-in cases with an expectation of their last step changed.
func brokenCases(t *testing.T) []*Case {
	var list []*Case
	for i, c := range sampled(t) {
		last := len(c.Steps) - 1
		if slices.Contains(c.Needs, "clock") || c.Steps[last].Reply != nil || isInbound(c.Steps[last].Raw) {
			continue
		}
		all := mutants(&c.Steps[last])
		if len(all) == 0 {
			continue
		}
		c.Steps[last] = all[i%len(all)].step
		list = append(list, c)
	}
	return list
}

func TestShape_KeepsWhatRulesLookAt(t *testing.T) {
	for value, want := range map[string]string{
		"ivanov@example.com": "xxxxxx@xxxxxxx.xxx", "+7 (495) 123-45-67": "+1 (111) 111-11-11", "Иванов Пётр": "Хххххх Хххх", "31.12.1990": "11.11.1111", "": "",
	} {
		if got := shape(value); got != want {
			t.Errorf("%q: %q", value, got)
		}
	}
}

func TestStandIns_TellNumbersApartAndKeepPlaceholders(t *testing.T) {
	p := plan(Target{})
	s := newStandIns(&p)
	a, b := s.value("4000000000000010", true), s.value("4000000000000028", true)
	if a == b || s.value("4000 0000 0000 0010", true) != a[:4]+" "+a[4:8]+" "+a[8:12]+" "+a[12:] || a == "4000000000000010" {
		t.Errorf("got %s and %s", a, b)
	}
	for _, kept := range []string{"{{password}}", "411111****1111", "4111111111111111"} {
		if got := s.value(kept, false); got != kept {
			t.Errorf("%s became %s", kept, got)
		}
	}
	if got := s.everywhere("for Petrova, <b>Petrova &amp; Co</b>"); got != "for Petrova, <b>Petrova &amp; Co</b>" {
		t.Errorf("got %s", got)
	}
	s.value("Petrova & Co", false)
	if got := s.everywhere("<b>Petrova &amp; Co</b> Petrova & Co"); got != "<b>Xxxxxxx &amp; Xx</b> Xxxxxxx & Xx" {
		t.Errorf("got %s", got)
	}
}
