package temporalpay_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/conformance/subscribers"
	temporalpay "github.com/assist-soap/toolkit/examples/temporal"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

const period = "2026-11"

// book is the journal of one machine; on many, use soapclient/journal/postgres.
type book struct{ *journal.File }

func (b book) Unsettled(context.Context) ([]soapclient.Intent, error) { return b.File.Unsettled(), nil }

// company is a shop and its worker.
type company struct {
	*subscribers.Shop
	activities *temporalpay.Activities
}

func newCompany(t *testing.T, subscriptions int) *company {
	t.Helper()
	shop, err := subscribers.Open(t.Context(), subscriptions, sandbox.NewClock(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shop.Close() })
	file, err := journal.Open(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	gateway, err := shop.Client(soapclient.WithJournal(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(gateway.Close)
	return &company{shop, &temporalpay.Activities{Gateway: gateway, Journal: book{file}, Query: subscribers.Query(gateway)}}
}

func (c *company) payments() (list []temporalpay.Payment) {
	for n, bill := range c.First {
		list = append(list, temporalpay.Payment{Subscription: fmt.Sprintf("S-%d", n), Period: period, Bill: bill, Amount: "15.00", Currency: "RUB"})
	}
	return list
}

// environment is Temporal in one process. Its pauses pass at once, and the gateway's time
// passes with them.
func (c *company) environment(t *testing.T) *testsuite.TestWorkflowEnvironment {
	t.Helper()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterWorkflow(temporalpay.PayAll)
	env.RegisterWorkflow(temporalpay.PayOne)
	env.RegisterActivity(c.activities)
	env.SetStartTime(c.Gateway.Clock().Now())
	env.SetTestTimeout(time.Minute)
	env.SetOnTimerScheduledListener(func(_ string, pause time.Duration) { c.Gateway.Clock().Advance(pause) })
	return env
}

func run(t *testing.T, env *testsuite.TestWorkflowEnvironment, b temporalpay.Batch) (report temporalpay.Report) {
	t.Helper()
	env.ExecuteWorkflow(temporalpay.PayAll, b)
	if err := env.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if err := env.GetWorkflowResult(&report); err != nil {
		t.Fatal(err)
	}
	return report
}

func (c *company) wantChargedOnce(t *testing.T) {
	t.Helper()
	for n := range c.First {
		if got := c.Charged(fmt.Sprintf("S-%d.%s", n, period)); got != 1500 {
			t.Errorf("subscription %d was charged %d", n, got)
		}
	}
}

func TestPayAll_PaysEverySubscriptionOnceAndReconciles(t *testing.T) {
	c := newCompany(t, 12)
	env := c.environment(t)
	list := append(c.payments(), c.payments()[3]) // one is there twice
	report := run(t, env, temporalpay.Batch{Period: period, Payments: list, AtOnce: 4})
	if !report.Clean || report.States[temporalpay.Succeeded] != 12 || report.Skipped != 1 || report.States[temporalpay.Waiting] != 0 {
		t.Errorf("%+v", report)
	}
	progress, err := env.QueryWorkflow(temporalpay.QueryProgress)
	states := map[temporalpay.State]int{}
	if err == nil {
		err = progress.Get(&states)
	}
	if err != nil || states[temporalpay.Succeeded] != 12 {
		t.Errorf("progress %v, %v", states, err)
	}
	again := run(t, c.environment(t), temporalpay.Batch{Period: period, Payments: c.payments()}) // Temporal has forgotten the first run
	if again.States[temporalpay.Succeeded] != 12 || c.Line.Sent() != 12 {
		t.Errorf("%+v, %d payments sent", again, c.Line.Sent())
	}
	c.wantChargedOnce(t)
}

func TestPayOne_AnUnknownOutcomeGoesToTheQuestion(t *testing.T) {
	for name, test := range map[string]struct {
		breaks subscribers.Break
		sent   int
	}{"nobody answered": {subscribers.Silent, 1}, "it never arrived": {subscribers.Lost, 2}, "no connection": {subscribers.Down, 2}} {
		c := newCompany(t, 1)
		c.Line.Breaks(func(n int) subscribers.Break { return map[int]subscribers.Break{0: test.breaks}[n] })
		report := run(t, c.environment(t), temporalpay.Batch{Period: period, Payments: c.payments()})
		if !report.Clean || report.States[temporalpay.Succeeded] != 1 || c.Line.Sent() != test.sent {
			t.Errorf("%s: %+v, %d payments sent", name, report, c.Line.Sent())
		}
		c.wantChargedOnce(t)
	}
}

// TestPayOne_AWorkerThatDiesIsAskedAfter: the payment was made, and the activity never
// came back to say so.
func TestPayOne_AWorkerThatDiesIsAskedAfter(t *testing.T) {
	c := newCompany(t, 2)
	env := c.environment(t)
	tries := map[string]int{}
	died := func(ctx context.Context, p temporalpay.Payment) (temporalpay.Result, error) {
		tries[p.Number()]++
		r, err := c.activities.Pay(ctx, p)
		if p.Subscription == "S-1" && tries[p.Number()] == 1 {
			return temporalpay.Result{}, errors.New("the worker died")
		}
		return r, err
	}
	env.OnActivity(c.activities.Pay, mock.Anything, mock.Anything).Return(died)
	report := run(t, env, temporalpay.Batch{Period: period, Payments: c.payments(), AtOnce: 1})
	if !report.Clean || report.States[temporalpay.Succeeded] != 2 || c.Line.Sent() != 2 || tries["S-1."+period] != 2 {
		t.Errorf("%+v, %d payments sent, tries %v", report, c.Line.Sent(), tries)
	}
	c.wantChargedOnce(t)
}

func TestPayOne_ARefusalIsTheEnd(t *testing.T) {
	c := newCompany(t, 1)
	list := c.payments()
	list[0].Amount = "99.00" // above what the first payment allowed
	report := run(t, c.environment(t), temporalpay.Batch{Period: period, Payments: list})
	if !report.Clean || report.States[temporalpay.Refused] != 1 || c.Line.Sent() != 1 {
		t.Errorf("%+v, %d payments sent", report, c.Line.Sent())
	}
}

func TestCompare_TellsOfStrangers(t *testing.T) {
	c := newCompany(t, 1)
	since := c.Gateway.Clock().Now()
	run(t, c.environment(t), temporalpay.Batch{Period: period, Payments: c.payments()})
	suite := testsuite.WorkflowTestSuite{}
	env := suite.NewTestActivityEnvironment()
	env.RegisterActivityWithOptions(c.activities.Compare, activity.RegisterOptions{Name: "Compare"})
	value, err := env.ExecuteActivity(c.activities.Compare, period, since, []temporalpay.Result{})
	var found temporalpay.Comparison
	if err == nil {
		err = value.Get(&found)
	}
	if err != nil || found.Clean || len(found.Findings) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestNewWorkers_RegisterWhatTheWorkflowsNeed(t *testing.T) {
	lazy, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1"}) // nobody is there, and nobody is asked
	if err != nil {
		t.Fatal(err)
	}
	defer lazy.Close()
	if money, questions := temporalpay.NewWorkers(lazy, &temporalpay.Activities{}, time.Second); money == nil || questions == nil {
		t.Error("no workers")
	}
}
