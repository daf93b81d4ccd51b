package conformance

import (
	"strings"
	"testing"
	"time"
)

// slowly is a target with a clock that only pauses move.
func slowly(t *testing.T, pace Pace) (Target, func() time.Duration) {
	target := answering(t, same(payReply("<responsecode>AS000</responsecode>")))
	begin := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	now := begin
	target.Pace, target.Now, target.Advance = pace, func() time.Time { return now }, func(d time.Duration) { now = now.Add(d) }
	return target, func() time.Duration { return now.Sub(begin) }
}

// asksOften are cases that ask an operation which its documents limit to once in ten
// minutes.
func asksOften(t *testing.T, n int) []*Case {
	var list []*Case
	for i := range n {
		list = append(list, mustParse(t, "x/often-"+string(rune('a'+i)), "title: T\ncall: resultbydate.query\n\n-- raw.form --\na=b\n-- error --\nsent: false\n"))
	}
	return list
}

func TestPace_KeepsTheLimitsOfTheDescriptions(t *testing.T) {
	target, passed := slowly(t, Pace{Limits: true, Patience: time.Hour})
	p := plan(target, asksOften(t, 4)...)
	p.Workers = 1
	if report := judged(t, p); report.Count(Warn) != 4 || passed() != 30*time.Minute {
		t.Errorf("%d passed in %s", report.Count(Pass), passed())
	}
}

func TestPace_SkipsWhatWouldWaitTooLong(t *testing.T) {
	target, passed := slowly(t, Pace{Limits: true, Patience: time.Minute})
	p := plan(target, asksOften(t, 3)...)
	p.Workers = 1
	report := judged(t, p)
	r := report.Results[1]
	if report.Count(Warn) != 1 || report.Count(Skip) != 2 || passed() != 0 ||
		r.Reason != "step call: the rate limit of resultbydate.query would make it wait 10m0s; a longer --max-wait allows it" {
		t.Errorf("%d passed, %s", report.Count(Pass), findings(&r))
	}
}

func TestPace_WithoutOneNobodyWaits(t *testing.T) {
	target, passed := slowly(t, Pace{})
	if report := judged(t, plan(target, asksOften(t, 3)...)); report.Count(Warn) != 3 || passed() != 0 {
		t.Errorf("%d passed in %s: %s", report.Count(Pass), passed(), findings(&report.Results[0]))
	}
}

func TestPace_AGapBetweenAllRequests(t *testing.T) {
	target, passed := slowly(t, Pace{Gap: 200 * time.Millisecond})
	p := plan(target, paid(t, "x/a", "responsecode=AS000\n"), paid(t, "x/b", "responsecode=AS000\n"), paid(t, "x/c", "responsecode=AS000\n"))
	p.Workers = 1
	if report := judged(t, p); report.Count(Pass) != 3 || passed() != 400*time.Millisecond {
		t.Errorf("%d passed in %s\n%s", report.Count(Pass), passed(), findings(&report.Results[0]))
	}
	if c := mustParse(t, "x/canned", caseHead+"-- input --\n"+payInput+"-- reply.xml --\n"+approved()+"-- output --\n"+approvedOutput); judged(t, plan(target, c)).Count(Pass) != 1 || passed() != 400*time.Millisecond {
		t.Error("a canned reply waits")
	}
	if !strings.Contains((&limitError{"a.b", time.Minute}).Error(), "1m0s") {
		t.Error("the wait is not said")
	}
}
