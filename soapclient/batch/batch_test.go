package batch_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/subscribers"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/generated/resultbydate"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/batch"
	"github.com/assist-soap/toolkit/soapclient/journal"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
	"github.com/assist-soap/toolkit/soapclient/recurring"
)

func want(t *testing.T, run *batch.Run, total, succeeded, refused, open, waiting int) {
	t.Helper()
	if got, want := run.Progress(), (batch.Progress{Total: total, Succeeded: succeeded, Refused: refused, Open: open, Waiting: waiting}); got != want {
		t.Errorf("progress %+v, want %+v", got, want)
	}
}

func TestRun_PaysEverySubscriptionOnce(t *testing.T) {
	s := newShop(t, 10)
	told := 0
	run := s.open(t, func(p *batch.Plan) { p.Progress = func(batch.Progress) { told++ } }, payments(s.First)...)
	want(t, run, 10, 0, 0, 0, 10)
	if err := errors.Join(run.Pay(t.Context()), run.Settle(t.Context())); err != nil {
		t.Fatal(err)
	}
	want(t, run, 10, 10, 0, 0, 0)
	for n := range s.First {
		if got := s.charged(n); got != 1500 {
			t.Errorf("subscription %d was charged %d", n, got)
		}
	}
	for _, r := range run.Results() {
		if r.Outcome != service.Succeeded || !strings.Contains(r.Payment, ".") || r.Amount != "15.00" || r.Currency != "RUB" {
			t.Errorf("%+v", r)
		}
	}
	if err := run.Pay(t.Context()); err != nil || s.Line.Sent() != 10 || told != 10 {
		t.Errorf("paying what is paid: %v; sent %d, told %d times", err, s.Line.Sent(), told)
	}
	s.end(run)
	if err := os.Remove(filepath.Join(s.folder, "sheet")); err != nil {
		t.Fatal(err)
	}
	run = s.open(t, nil, payments(s.First)...) // the sheet is lost; the journal is not
	if err := run.Pay(t.Context()); err != nil || s.Line.Sent() != 10 {
		t.Errorf("without the sheet: %v; sent %d", err, s.Line.Sent())
	}
	want(t, run, 10, 10, 0, 0, 0)
}

func TestRun_WhatNobodyAnsweredIsAskedAfter(t *testing.T) {
	s := newShop(t, 6)
	s.Line.Breaks(func(n int) subscribers.Break {
		return map[int]subscribers.Break{1: subscribers.Silent, 3: subscribers.Lost, 4: subscribers.Silent}[n]
	})
	run := s.open(t, func(p *batch.Plan) { p.Workers = 1 }, payments(s.First)...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 6, 3, 0, 3, 0)
	if err := run.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 6, 5, 0, 0, 1)
	if r := run.Results()[3]; r.Outcome != service.Unknown || r.Reason != "it was not carried out" || s.charged(3) != 0 || s.Line.Sent() != 6 {
		t.Errorf("%+v, charged %d, %d sent", r, s.charged(3), s.Line.Sent())
	}
	if err := run.Pay(t.Context()); err != nil || s.Line.Sent() != 7 { // that was proven, so it may be sent
		t.Errorf("%v, %d sent", err, s.Line.Sent())
	}
	want(t, run, 6, 6, 0, 0, 0)
}

func TestRun_GoesOnAfterACrashWithWhatWasOpen(t *testing.T) {
	s := newShop(t, 4)
	s.Line.Breaks(func(n int) subscribers.Break { return map[int]subscribers.Break{0: subscribers.Silent}[n] })
	run := s.open(t, func(p *batch.Plan) { p.Workers = 1 }, payments(s.First)...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run.Pay(ctx); !errors.Is(err, context.Canceled) || s.Line.Sent() != 0 {
		t.Errorf("%v, %d sent", err, s.Line.Sent())
	}
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 4, 3, 0, 1, 0)
	s.end(run) // before anybody asked
	s.Gateway.Clock().Advance(time.Hour)
	run = s.open(t, nil, payments(s.First)...)
	want(t, run, 4, 3, 0, 0, 1)
	if err := run.Pay(t.Context()); err != nil || s.Line.Sent() != 4 {
		t.Errorf("%v, %d sent", err, s.Line.Sent())
	}
	want(t, run, 4, 3, 0, 1, 0)
	if err := run.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 4, 4, 0, 0, 0)
}

func TestRun_StopsWhenNobodyAnswers(t *testing.T) {
	s := newShop(t, 12)
	s.Line.Breaks(func(int) subscribers.Break { return subscribers.Lost })
	run := s.open(t, func(p *batch.Plan) { p.Workers, p.StopAfter = 1, 3 }, payments(s.First)...)
	if err := run.Pay(t.Context()); !errors.Is(err, batch.ErrStopped) || s.Line.Sent() != 3 {
		t.Errorf("%v, %d sent", err, s.Line.Sent())
	}
	want(t, run, 12, 0, 0, 3, 9)
	if err := run.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Line.Breaks(nil)
	if err := run.Pay(t.Context()); err != nil {
		t.Error(err)
	}
	want(t, run, 12, 12, 0, 0, 0)
}

func TestRun_WrongCredentialsRefuseNobody(t *testing.T) {
	s := newShop(t, 8)
	m := subscribers.Merchant()
	m.Password = service.NewSecret("wrong_pass1")
	run := s.open(t, func(p *batch.Plan) {
		stranger, err := soapclient.New(s.Gateway.URL(), m, soapclient.WithJournal(forgetful{}), soapclient.WithClock(s.Gateway.Clock()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stranger.Close)
		p.Client, p.Workers = stranger, 1
	}, payments(s.First)...)
	if err := run.Pay(t.Context()); !errors.Is(err, batch.ErrStopped) {
		t.Error(err)
	}
	want(t, run, 8, 0, 0, 0, 8)
	if r := run.Results()[0]; !strings.Contains(r.Reason, "7/141") {
		t.Errorf("%+v", r)
	}
}

func TestRun_ARefusalIsKept(t *testing.T) {
	s := newShop(t, 3)
	list := payments(s.First)
	list[1].Request = subscribers.Request(s.First[1], "50.01") // above what the first payment allowed
	run := s.open(t, nil, list...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 3, 2, 1, 0, 0)
	if r := run.Results()[1]; !strings.Contains(r.Reason, "5/108") {
		t.Errorf("%+v", r)
	}
	s.end(run)
	run = s.open(t, nil, list...)
	if err := run.Pay(t.Context()); err != nil || s.Line.Sent() != 3 {
		t.Errorf("it is tried again: %v, %d sent", err, s.Line.Sent())
	}
	want(t, run, 3, 2, 1, 0, 0)
}

func TestRun_ConfirmsAnswersWhenTheClientDoes(t *testing.T) {
	s := newShop(t, 3)
	book, err := journal.Open(filepath.Join(s.folder, "another journal"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	run := s.open(t, func(p *batch.Plan) {
		p.Client = s.client(t, soapclient.WithJournal(book), soapclient.WithConfirmedAnswers())
	}, payments(s.First)...)
	if err = run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	want(t, run, 3, 3, 0, 0, 0)
	if asked := len(s.Gateway.Exchanges()); asked != 3+3+3 { // first payments, payments, questions
		t.Errorf("%d exchanges", asked)
	}
}

func TestRun_KeepsThePace(t *testing.T) {
	s := newShop(t, 5)
	run := s.open(t, func(p *batch.Plan) { p.Every = time.Minute }, payments(s.First)...)
	before := s.Gateway.Clock().Now()
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := s.Gateway.Clock().Now().Sub(before); took < 4*time.Minute {
		t.Errorf("five payments, a minute apart, took %v", took)
	}
}

func TestRun_KeepsThePaceOfTheDescription(t *testing.T) {
	s := newShop(t, 3)
	limited := recurrent.Service
	limited.Operations = slices.Clone(limited.Operations)
	limited.Operations[0].Limit.MinInterval = 600
	run := s.open(t, func(p *batch.Plan) { p.Service, p.Every = &limited, time.Second }, payments(s.First)...)
	before := s.Gateway.Clock().Now()
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := s.Gateway.Clock().Now().Sub(before); took < 20*time.Minute {
		t.Errorf("three payments, ten minutes apart, took %v", took)
	}
}

func TestRun_DoesNotLoseTheSamePaymentForEver(t *testing.T) {
	s := newShop(t, 3)
	s.Line.Breaks(func(n int) subscribers.Break {
		if n < 2 {
			return 0
		}
		return subscribers.Lost
	})
	run := s.open(t, func(p *batch.Plan) { p.Workers = 1; p.Progress = func(batch.Progress) {} }, payments(s.First)...)
	rounds := 0
	var err error
	for ; err == nil && run.Progress().Waiting > 0 && rounds < 20; rounds++ {
		if err = run.Pay(t.Context()); err == nil {
			err = run.Settle(t.Context())
		}
	}
	if !errors.Is(err, batch.ErrStopped) || rounds != 5 {
		t.Errorf("%d rounds, %v", rounds, err)
	}
}

func TestRun_ProgressMayAskTheRun(t *testing.T) {
	s := newShop(t, 3)
	var run *batch.Run
	run = s.open(t, func(p *batch.Plan) {
		p.Progress = func(told batch.Progress) {
			if now := run.Progress(); now.Succeeded < told.Succeeded || len(run.Results()) != 3 {
				t.Errorf("told %+v, asked %+v", told, now)
			}
		}
	}, payments(s.First)...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOpen_WhatIsSettledIsNotCheckedAgain(t *testing.T) {
	s := newShop(t, 2)
	list := payments(s.First)
	for n := range list {
		list[n].Terms = &recurring.Subscription{BillNumber: s.First[n], Currency: "RUB", Until: s.Gateway.Clock().Now()}
	}
	run := s.open(t, nil, list...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.end(run)
	s.Gateway.Clock().Advance(48 * time.Hour) // both subscriptions have ended
	run = s.open(t, nil, list[:1]...)
	want(t, run, 1, 1, 0, 0, 0)
	report, err := run.Reconcile(t.Context(), subscribers.Query(s.client(t)))
	if err != nil || !report.Clean() || report.Paid != 2 {
		t.Errorf("the sheet knows of both: %+v, %v", report, err)
	}
}

func TestOpen_TellsAllProblemsAndSendsNothing(t *testing.T) {
	s := newShop(t, 3)
	list := payments(s.First)
	terms := &recurring.Subscription{BillNumber: s.First[0], Currency: "RUB", Max: service.MustAmount("12.00"), Until: s.Gateway.Clock().Now().AddDate(0, 1, 0)}
	list[0].Terms = terms
	list[1].Period = "2026.11"
	list = append(list, list[2], batch.Payment{Subscription: "S-9", Period: period, Request: &recurrent.PayRequest{BillNumber: "x"}},
		batch.Payment{Subscription: "S-8", Period: period, Request: &recurrent.PayRequest{OrderNumber: "mine"}}, batch.Payment{Subscription: "S-7", Period: period, Request: 7})
	client := s.client(t, soapclient.WithJournal(forgetful{}))
	path := filepath.Join(s.folder, "sheet")
	_, err := batch.Open(path, batch.Plan{Client: client, Service: &recurrent.Service}, list)
	for _, says := range []string{`"S-0", period "2026-11": recurrent.pay: request not sent: amount: `, `period "2026.11": `, `"S-2", period "2026-11": it is there twice`, `"S-9"`, "its ordernumber is given", `"S-7"`} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q is missing in %v", says, err)
		}
	}
	for name, plan := range map[string]batch.Plan{
		"no client": {}, "no journal": {Client: s.client(t), Service: &recurrent.Service},
		"a read": {Client: client, Service: &resultbydate.Service}, "negative": {Client: client, Service: &recurrent.Service, Workers: -1},
	} {
		if _, err := batch.Open(path, plan, nil); err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a sheet was made: %v", err)
	}
}

// forgetful is a journal without a memory.
type forgetful struct{}

func (forgetful) Begin(context.Context, soapclient.Intent) (string, error) { return "1", nil }

func (forgetful) End(context.Context, string, soapclient.Ending) error { return nil }

func TestOpen_ReadsTheSheetStrictly(t *testing.T) {
	s := newShop(t, 2)
	run := s.open(t, nil, payments(s.First)...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.end(run)
	path := filepath.Join(s.folder, "sheet")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	client := s.client(t, soapclient.WithJournal(forgetful{}))
	plan := batch.Plan{Client: client, Service: &recurrent.Service}
	for cut := len(whole) - 1; cut > len(whole)-30; cut-- { // a line that a crash cut off
		if err = os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		run, err := batch.Open(path, plan, payments(s.First))
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		want(t, run, 2, 1, 0, 0, 1)
		_ = run.Close()
	}
	for name, bad := range map[string]string{
		"no sheet": "assist-journal 1\n", "another operation": strings.Replace(string(whole), "recurrent.pay", "silentpay.pay", 1),
		"damaged": strings.Replace(string(whole), `"outcome":"succeeded"`, `"outcome":"settled"`, 1), "no JSON": string(whole) + "}\n",
		"another amount": strings.Replace(string(whole), "15.00", "16.00", 1),
	} {
		if err = os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := batch.Open(path, plan, payments(s.First)); err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
}

func TestReconcile_FindsStrangersAndWhatIsMissing(t *testing.T) {
	s := newShop(t, 4)
	run := s.open(t, nil, payments(s.First)[:3]...)
	if err := run.Pay(t.Context()); err != nil {
		t.Fatal(err)
	}
	client := s.client(t)
	report, err := run.Reconcile(t.Context(), subscribers.Query(client))
	if err != nil || !report.Clean() || report.Paid != 3 {
		t.Fatalf("%+v, %v", report, err)
	}
	for _, order := range []string{"S-3." + period, "somebody-else"} { // past the run and its journal
		stranger := subscribers.Request(s.First[3], "20.00")
		stranger.OrderNumber = order
		if _, err = recurrent.NewClient(client).Pay(t.Context(), stranger); err != nil {
			t.Fatal(err)
		}
	}
	s.end(run)
	sheet := filepath.Join(s.folder, "sheet")
	text, _ := os.ReadFile(sheet)
	forged := strings.Replace(string(text), `"S-1.2026-11"`, `"S-9.2026-11"`, 1) // paid, it says
	if err = os.WriteFile(sheet, []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	list := payments(s.First)[:3]
	list[1].Subscription = "S-9"
	run = s.open(t, nil, list...)
	report, err = run.Reconcile(t.Context(), subscribers.Query(client))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	report.Write(&out)
	found := map[string]reconcile.Kind{}
	for _, f := range report.Findings {
		found[f.Number] = f.Kind
	}
	if report.Paid != 2 || len(found) != 3 || found["S-9.2026-11"] != reconcile.Missing || found["S-1.2026-11"] != reconcile.Stranger ||
		found["S-3.2026-11"] != reconcile.Stranger || !strings.Contains(out.String(), `stranger "S-3.2026-11": the gateway lists succeeded 20.00 RUB`) {
		t.Errorf("%s", out.String())
	}
}
