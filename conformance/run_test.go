package conformance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// server is a target of our own, which counts the requests it is answering.
type server struct {
	Target
	now, most, all atomic.Int32
}

func serve(t *testing.T) *server {
	t.Helper()
	s := &server{}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.all.Add(1)
		s.most.Store(max(s.most.Load(), s.now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		s.now.Add(-1)
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = io.WriteString(w, strings.ReplaceAll(approved(), "{{unique}}", "1"))
	}))
	t.Cleanup(h.Close)
	s.Target = Target{
		Name: "own server", Endpoint: h.URL, Now: time.Now,
		Merchants: []soapclient.Merchant{{ID: "1", Login: "login", Password: service.NewSecret("a-password"), SecretWord: service.NewSecret("a-word")}},
	}
	return s
}

// asks is a case that asks the server, in one step or with a pause between two.
func asks(t *testing.T, name string, needs ...string) *Case {
	text := "title: T\ncall: silentpay.pay\n"
	if len(needs) > 0 {
		text += "needs: " + strings.Join(needs, " ") + "\n"
	}
	text += "\n-- a/raw.form --\nx=1\n-- a/answer.xml --\n" + strings.ReplaceAll(approved(), "{{unique}}", "1")
	if slices.Contains(needs, "clock") {
		text += "-- b/options --\nadvance: 1s\n"
	}
	return mustParse(t, name, text)
}

func plan(target Target, list ...*Case) Plan {
	return Plan{Cases: list, Target: target, Services: catalog.Services(), Seed: "seed"}
}

func TestRun_NoCaseIsAnError(t *testing.T) {
	s := serve(t)
	none := plan(s.Target)
	p := plan(s.Target, asks(t, "x/a"), asks(t, "x/b"))
	p.Select.Name = regexp.MustCompile("^nothing/")
	for want, p := range map[string]Plan{
		"no case is selected out of 0; conform --list shows their names": none,
		"no case is selected out of 2; conform --list shows their names": p,
	} {
		if report, err := Run(t.Context(), p); err == nil || err.Error() != want || report != nil {
			t.Errorf("got %v and %v", report, err)
		}
	}
}

func TestRun_RefusesATargetThatCannotBeUsed(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(*Target)
	}{
		{"target own server: no merchant is configured", func(t *Target) { t.Merchants = nil }},
		{"target own server: it has no clock", func(t *Target) { t.Now = nil }},
	} {
		s := serve(t)
		c.change(&s.Target)
		if _, err := Run(t.Context(), plan(s.Target, asks(t, "x/a"))); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestRun_SelectsByName(t *testing.T) {
	s := serve(t)
	p := plan(s.Target, asks(t, "x/a"), asks(t, "x/b"), asks(t, "y/a"))
	p.Select.Name = regexp.MustCompile("^x/")
	report, err := Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Results) != 2 || report.Results[0].Case.Name != "x/a" || report.Results[1].Case.Name != "x/b" || s.all.Load() != 2 {
		t.Errorf("%d requests, results %v", s.all.Load(), report.Results)
	}
	if len(p.Cases) != 3 {
		t.Error("the selection changed the plan")
	}
}

func TestRun_SkipsWhatTheTargetDoesNotOffer(t *testing.T) {
	s := serve(t)
	s.Offers = []string{"sandbox"}
	report, err := Run(t.Context(), plan(s.Target, asks(t, "x/a", "sandbox"), asks(t, "x/b", "sandbox", "clock")))
	if err != nil {
		t.Fatal(err)
	}
	a, b := report.Results[0], report.Results[1]
	if a.Verdict != Pass || b.Verdict != Skip || b.Reason != "the target offers no clock" || len(b.Steps) != 0 {
		t.Errorf("got %s and %s", findings(&a), findings(&b))
	}
	if !report.Green() {
		t.Error("a skip beside a pass is no failure")
	}
	report, err = Run(t.Context(), plan(s.Target, asks(t, "x/b", "clock")))
	if err != nil || report.Green() {
		t.Errorf("a run that skipped everything is green, %v", err)
	}
}

func TestRun_KeepsTheOrderWhateverIsFasterAndObservesEachOnce(t *testing.T) {
	s := serve(t)
	var list []*Case
	for i := range 40 {
		list = append(list, asks(t, fmt.Sprintf("x/%02d", i)))
	}
	p := plan(s.Target, list...)
	p.Workers = 8
	var counts []int
	seen := map[string]int{}
	p.Observe = func(done, total int, r *Result) {
		counts = append(counts, done)
		seen[r.Case.Name]++
		if total != 40 || r.Verdict != Pass {
			t.Errorf("%d of %d: %s", done, total, findings(r))
		}
	}
	report, err := Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range report.Results {
		if report.Results[i].Case != list[i] {
			t.Fatalf("result %d is of case %s", i, report.Results[i].Case.Name)
		}
	}
	if len(seen) != 40 || len(counts) != 40 || !slices.IsSorted(counts) {
		t.Errorf("observed %d cases, %v", len(seen), counts)
	}
	if s.most.Load() < 2 {
		t.Error("no two cases ran at a time")
	}
}

func TestRun_CasesThatMoveTheClockRunAloneAndLast(t *testing.T) {
	s := serve(t)
	s.Offers = []string{"clock"}
	var order []string
	s.Advance = func(d time.Duration) {
		if busy := s.now.Load(); busy != 0 || d != time.Second {
			t.Errorf("%d requests are under way while the clock moves by %v", busy, d)
		}
	}
	var list []*Case
	for i := range 20 {
		needs := []string{}
		if i%4 == 0 {
			needs = []string{"clock"}
		}
		list = append(list, asks(t, fmt.Sprintf("x/%02d", i), needs...))
	}
	p := plan(s.Target, list...)
	p.Observe = func(_, _ int, r *Result) { order = append(order, r.Case.Name) }
	report, err := Run(t.Context(), p)
	if err != nil || report.Count(Pass) != 20 {
		t.Fatal(err, report)
	}
	if diff := cmp.Diff([]string{"x/00", "x/04", "x/08", "x/12", "x/16"}, order[15:]); diff != "" {
		t.Error(diff)
	}
}

func TestRun_CancelledContextEndsItAndPassesNothing(t *testing.T) {
	s := serve(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var list []*Case
	for i := range 50 {
		list = append(list, asks(t, fmt.Sprintf("x/%02d", i)))
	}
	report, err := Run(ctx, plan(s.Target, list...))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if report == nil || len(report.Results) != 50 || report.Count(Pass) != 0 || report.Green() || s.all.Load() != 0 {
		t.Errorf("%d requests went out; %v", s.all.Load(), report)
	}
}

func TestRun_NumbersAreUniquePerCaseAndSeed(t *testing.T) {
	p := Plan{Seed: "1"}
	q := Plan{Seed: "2"}
	a, b := &Case{Name: "x/a"}, &Case{Name: "x/b"}
	same := Plan{Seed: "1"}
	if p.unique(a) != same.unique(&Case{Name: "x/a"}) || p.unique(a) == p.unique(b) || p.unique(a) == q.unique(a) {
		t.Errorf("%s %s %s", p.unique(a), p.unique(b), q.unique(a))
	}
	if text := p.unique(a); !regexp.MustCompile(`^[0-9A-Z]{1,13}$`).MatchString(text) {
		t.Errorf("%s does not fit into a number", text)
	}
}

func TestRun_SkipsWhatNeedsASecondMerchant(t *testing.T) {
	s := serve(t)
	c := mustParse(t, "x/other", "title: T\ncall: silentpay.pay\n\n-- a/raw.form --\nm={{other.merchant}}\n-- a/answer.xml --\n<a/>\n")
	report, err := Run(t.Context(), plan(s.Target, c, asks(t, "x/a")))
	if err != nil {
		t.Fatal(err)
	}
	if r := report.Results[0]; r.Verdict != Skip || r.Reason != "the target offers no other-merchant" {
		t.Errorf("got %s", findings(&r))
	}
}
