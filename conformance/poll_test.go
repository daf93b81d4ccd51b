package conformance

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// clocked is a target that approves when it is asked for the nth time, with a clock that
// only pauses move.
func clocked(t *testing.T, nth int64) (Target, *time.Duration) {
	target := answering(t, func(n int64) string {
		code := "AS300"
		if n >= nth {
			code = "AS000"
		}
		return payReply("<responsecode>" + code + "</responsecode>")
	})
	passed := new(time.Duration)
	target.Advance = func(d time.Duration) { *passed += d }
	return target, passed
}

func polling(t *testing.T, options string) *Case {
	return mustParse(t, "x/poll", caseHead+"-- options --\n"+options+"-- input --\n"+payInput+"-- output --\noutcome: succeeded\nresponsecode=AS000\n")
}

func TestPoll_AsksUntilItHasCome(t *testing.T) {
	for _, c := range []struct {
		options string
		nth     int64
		passed  time.Duration
		verdict Verdict
		told    string
	}{
		{"until: responsecode=AS000\n", 1, 0, Pass, ""},
		{"until: responsecode=AS000\n", 4, 9 * time.Second, Pass, ""},
		{"until: outcome=succeeded\nevery: 10m\nwithin: 2h\n", 7, time.Hour, Pass, ""},
		{"until: responsecode=AS000\nevery: 1s\nbackoff: 2\n", 4, 7 * time.Second, Pass, ""},
		{"until: responsecode=AS000\nevery: 10s\nwithin: 25s\n", 9, 20 * time.Second, Fail, `until: it has not come after 3 answers within 20s: responsecode: want "AS000", got "AS300"`},
	} {
		target, passed := clocked(t, c.nth)
		r := judged(t, plan(target, polling(t, c.options))).Results[0]
		if r.Verdict != c.verdict || *passed != c.passed || !strings.Contains(findings(&r), c.told) {
			t.Errorf("%q: %s passed, %s", c.options, *passed, findings(&r))
		}
	}
}

func TestPoll_ARefusalIsNotWhatItWaitsFor(t *testing.T) {
	target := answering(t, same(payReply("<faultcode>1</faultcode>")))
	target.Advance = func(time.Duration) {}
	r := judged(t, plan(target, polling(t, "until: responsecode=AS000\n"))).Results[0]
	if r.Verdict == Pass || !strings.Contains(findings(&r), "it has not come after 21 answers within 1m0s") {
		t.Errorf("got %s", findings(&r))
	}
}

func TestPause_EndsWithTheRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (&Target{}).pause(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := (&Target{}).pause(t.Context(), time.Microsecond); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestBounds_OfCheckedPlaceholders(t *testing.T) {
	s := scope()
	s.now = func() time.Time { return time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC) }
	s.vars["first"] = "100"
	for _, c := range []struct {
		want, got string
		fits      bool
	}{
		{"{{:digits>first}}", "101", true},
		{"{{:digits>first}}", "100", false},
		{"{{:digits>first}}", "99", false},
		{"{{:digits>nobody}}", "99", false},
		{"{{:datetime~5m}}", "14.03.2026 12:04:59", true},
		{"{{:datetime~5m}}", "14.03.2026 11:55:00", true},
		{"{{:datetime~5m}}", "14.03.2026 12:05:01", false},
		{"{{:datetime~5m}}", "31.02.2026 12:00:00", false},
		{"{{:minute~2m}}", "20260314T1201", true},
		{"{{:minute~2m}}", "20260314T1203", false},
		{"{{:word~2m}}", "x", false},
	} {
		if why := s.Match(c.want, c.got); (why == "") != c.fits {
			t.Errorf("%s, %s: %q", c.want, c.got, why)
		}
	}
	s.input = &Values{Fields: []Line{{"bill", "B-{{first}}", 1}}}
	if why := s.Match("{{=bill}}", "B-100"); why != "" {
		t.Error(why)
	}
	if s.Match("{{=bill}}", "B-101") == "" || s.Match("{{=other}}", "") == "" {
		t.Error("a derived value fits anything")
	}
}
