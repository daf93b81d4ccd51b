package conformance

import (
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
