package conformance

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// answering is a target that answers every request with the same reply.
func answering(t *testing.T, reply func(n int64) string) Target {
	t.Helper()
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = w.Write([]byte(reply(n.Add(1))))
	}))
	t.Cleanup(server.Close)
	return Target{Name: "own server", Endpoint: server.URL, Merchants: clientMerchants(nil), Now: time.Now}
}

func same(reply string) func(int64) string { return func(int64) string { return reply } }

// paid is a case that pays on the target and expects the given fields.
func paid(t *testing.T, name, output string) *Case {
	return mustParse(t, name, caseHead+"-- input --\n"+payInput+"-- output --\noutcome: succeeded\n"+output)
}

func judged(t *testing.T, p Plan) *Report {
	t.Helper()
	report, err := Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestVerdict_Flaky(t *testing.T) {
	reply := func(n int64) string {
		if n == 2 {
			return payReply("<responsecode>AS100</responsecode>")
		}
		return payReply("<responsecode>AS000</responsecode>")
	}
	p := plan(answering(t, reply), paid(t, "x/flaky", "responsecode=AS000\n"))
	p.Repeat, p.Workers = 3, 1
	report := judged(t, p)
	r := report.Results[0]
	if r.Verdict != Flaky || r.Runs != 3 || r.Failures != 1 || !strings.Contains(r.Reason, "1 of 3 runs failed") || !r.Failed() || report.Green() {
		t.Errorf("got %+v", r)
	}
	p.Target = answering(t, same(payReply("<responsecode>AS100</responsecode>")))
	if r := judged(t, p).Results[0]; r.Verdict != Fail || r.Failures != 3 {
		t.Errorf("what always fails is not flaky: %s, %d", r.Verdict, r.Failures)
	}
}

func TestVerdict_UnknownOutcome(t *testing.T) {
	report := judged(t, plan(answering(t, same("")), paid(t, "x/silent", "responsecode=AS000\n")))
	if r := report.Results[0]; r.Verdict != UnknownOutcome || !strings.Contains(r.Reason, "may have been carried out") || report.Green() {
		t.Errorf("got %s", findings(&r))
	}
}

func TestVerdicts_RedIsRed(t *testing.T) {
	red := map[Verdict]bool{Fail: true, Error: true, Flaky: true, UnknownOutcome: true, NotRun: true}
	for _, v := range Verdicts() {
		r := &Report{Results: []Result{{Case: &Case{}, Verdict: Pass}, {Case: &Case{}, Verdict: v}}}
		if v.Red() != red[v] || r.Conforms() == red[v] {
			t.Errorf("%s", v)
		}
	}
}

// Each verdict there is, reached as a user would reach it.
func TestVerdicts_EachIsReached(t *testing.T) {
	fields := "<responsecode>AS000</responsecode>"
	good := same(payReply(fields))
	known := func(path string) *Known {
		k, err := ParseKnown("known.txt", []byte("case: x/case\nstep: call\npath: "+path+"\nreason: r\nowner: o\nexpires: 2999-01-01\n"))
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	right, wrong := "responsecode=AS000\n", "responsecode=AS999\n"
	for want, c := range map[Verdict]struct {
		reply  func(int64) string
		output string
		change func(*Plan)
		code   bool // conforms
	}{
		Pass:           {good, right, func(*Plan) {}, true},
		Fail:           {good, wrong, func(*Plan) {}, false},
		Error:          {good, right, func(p *Plan) { p.Cases[0].Steps[0].Call = "no.body" }, false},
		Skip:           {good, right, func(p *Plan) { p.Cases[0].Needs = []string{"clock"} }, false},
		Warn:           {same(payReply(fields + "<novelty>1</novelty>")), right + "+novelty=1\n", func(*Plan) {}, true},
		KnownFail:      {good, wrong, func(p *Plan) { p.Known = known("responsecode") }, false},
		UnexpectedPass: {good, right, func(p *Plan) { p.Known = known("responsecode") }, true},
		Flaky: {func(n int64) string {
			if n == 1 {
				return payReply("<responsecode>AS100</responsecode>")
			}
			return payReply(fields)
		}, right, func(p *Plan) { p.Repeat = 2 }, false},
		UnknownOutcome: {same(""), right, func(*Plan) {}, false},
		NotRun:         {good, right, nil, false},
	} {
		p := plan(answering(t, c.reply), paid(t, "x/case", c.output))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if c.change == nil {
			cancel()
		} else {
			c.change(&p)
		}
		report, _ := Run(ctx, p) // of a cancelled run, the error says so
		if report == nil {
			t.Errorf("%s: there is no report", want)
			continue
		}
		if got := report.Results[0].Verdict; got != want || report.Conforms() != c.code {
			t.Errorf("want %s, got %s; conforms: %t", want, findings(&report.Results[0]), report.Conforms())
		}
	}
	if len(Verdicts()) != 10 {
		t.Error("a verdict is not in the table")
	}
}
