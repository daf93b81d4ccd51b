package finding

import (
	"strings"
	"testing"
	"time"
)

func TestApprovals_EveryBadLineIsNamed(t *testing.T) {
	_, err := ReadApprovals("list", "# fine\n123456789abc 2030-01-01 me because\nshort 2030-01-01 me because\n123456789abd 01.01.2030 me because\n123456789abe 2030-01-01 me\n123456789abc 2030-01-01 me again\n")
	if err == nil {
		t.Fatal("nothing found")
	}
	for _, want := range []string{`list:3:1: "short" is no fingerprint`, `list:4:1: "01.01.2030" is no date`, "list:5:1: an entry needs four fields", "list:6:1: fingerprint 123456789abc is there twice, first in line 2"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not in\n%v", want, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != 3 {
		t.Errorf("%d problems", n+1)
	}
}

func TestApprovals_HoldToTheEndOfTheirDay(t *testing.T) {
	rule := &Rule{ID: "r", Severity: Breaking}
	for day, approved := range map[int]bool{30: true, 31: true, 32: false} {
		r := &Report{Findings: []*Finding{{Rule: rule, Severity: Breaking, Fingerprint: "123456789abc"}}}
		list, err := ReadApprovals("list", "\ufeff123456789abc 2026-01-31 me because\r\n")
		if err != nil {
			t.Fatal(err)
		}
		r.Approve(list, time.Date(2026, 1, day, 23, 59, 0, 0, time.UTC))
		if r.Fails(FailBreaking) == approved || (len(r.Stale) == 0) != approved {
			t.Errorf("day %d: fails %v, stale %v", day, r.Fails(FailBreaking), r.Stale)
		}
	}
}

func TestFingerprint_DependsOnRulePathAndValuesOnly(t *testing.T) {
	a := Fingerprint("rule", "path", []Value{{"old", "x"}, {"new", "y"}})
	if len(a) != 12 || a != Fingerprint("rule", "path", []Value{{"old", "x"}, {"new", "y"}}) {
		t.Errorf("fingerprint %q", a)
	}
	for _, b := range []string{
		Fingerprint("rule2", "path", []Value{{"old", "x"}, {"new", "y"}}), Fingerprint("rule", "path2", []Value{{"old", "x"}, {"new", "y"}}),
		Fingerprint("rule", "path", []Value{{"old", "y"}, {"new", "x"}}), Fingerprint("rule", "path", nil),
	} {
		if a == b {
			t.Error("two findings have one fingerprint")
		}
	}
}
