package soapclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// books is a gateway with a memory and a script: each request to pay or to ask takes the
// next canned answer of its list, the last one for ever.
type books struct {
	mu        sync.Mutex
	pay, ask  []canned
	paid      int
	questions int
}

func (b *books) RoundTrip(r *http.Request) (*http.Response, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	list, n := b.pay, &b.paid
	if strings.Contains(r.Header.Get("Soapaction"), "#State") {
		list, n = b.ask, &b.questions
	}
	answer := list[min(*n, len(list)-1)]
	*n++
	return answer(r)
}

func (b *books) option() soapclient.Option {
	return soapclient.WithTransport(func(http.RoundTripper) http.RoundTripper { return b })
}

func says(text string) canned {
	return func(*http.Request) (*http.Response, error) { return response(200, text), nil }
}

func silence(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

func refuses(codes string) canned {
	first, second, _ := strings.Cut(codes, "/")
	return func(*http.Request) (*http.Response, error) { return response(500, fault(first, second)), nil }
}

// pendingToy is the toy service with a state that is not decided, and a step.
func pendingToy() *service.Service {
	s := toy()
	for i := range s.Operations {
		s.Operations[i].Outcome = append(s.Operations[i].Outcome,
			service.OutcomeRule{Outcome: service.Pending, When: []service.Match{{Field: "state", Values: []string{"In Process"}}}},
			service.OutcomeRule{Outcome: service.ActionRequired, When: []service.Match{{Field: "state", Values: []string{"Step"}}}})
	}
	return s
}

func noon() *stepClock { return &stepClock{now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)} }

// unknownPayment pays into silence.
func unknownPayment(t *testing.T, client *soapclient.Client, s *service.Service) soapclient.Intent {
	t.Helper()
	_, err := pay(t.Context(), client, s)
	return mustUnknown(t, err).Intent
}

const lastMoment = 20*time.Second + 5*time.Minute // newClient's timeout and the grace

func TestResolve_FindsTheTruthAndBelievesItWhenItMay(t *testing.T) {
	approved, declined := says(toyAnswer("A-1", "100.10", "Approved", "")), says(toyAnswer("A-1", "100.10", "Declined", ""))
	for name, test := range map[string]struct {
		ask     []canned
		outcome service.Outcome
		found   bool
		foreign bool
		least   time.Duration // the outcome must not be believed earlier
		asked   int           // 0: any number
	}{
		"paid":                       {ask: []canned{approved}, outcome: service.Succeeded, found: true, asked: 1},
		"paid, arrived late":         {ask: []canned{refuses("10/201"), refuses("10/201"), approved}, outcome: service.Succeeded, found: true, asked: 3},
		"unknown to the gateway":     {ask: []canned{refuses("10/201")}, outcome: service.Refused, least: lastMoment},
		"declined":                   {ask: []canned{declined}, outcome: service.Refused, found: true, least: lastMoment},
		"declined before, then paid": {ask: []canned{declined, approved}, outcome: service.Succeeded, found: true, asked: 2},
		"another amount":             {ask: []canned{says(toyAnswer("A-1", "50.00", "Approved", ""))}, outcome: service.Refused, found: true, foreign: true, least: lastMoment},
		"the same amount, other zeros": {
			ask: []canned{says(toyAnswer("A-1", "100.1", "Approved", ""))}, outcome: service.Succeeded, found: true, asked: 1,
		},
		"silence, then paid":         {ask: []canned{silence, silence, silence, silence, approved}, outcome: service.Succeeded, found: true},
		"lies, then paid":            {ask: []canned{says(strings.Replace(toyAnswer("A-1", "100.10", "Declined", ""), "Declined", "Approved", 1)), approved}, outcome: service.Succeeded, found: true},
		"another order, then paid":   {ask: []canned{says(toyAnswer("B-2", "100.10", "Approved", "")), approved}, outcome: service.Succeeded, found: true, asked: 2},
		"asked too often, then paid": {ask: []canned{refuses("17/3"), approved}, outcome: service.Succeeded, found: true, asked: 2},
		"trouble, then paid":         {ask: []canned{refuses("1/1"), refuses("2/0"), refuses("16/0"), refuses("e:Server/no"), approved}, outcome: service.Succeeded, found: true, asked: 5},
		"never an answer":            {ask: []canned{silence}, outcome: service.Unknown},
		"a state nobody knows":       {ask: []canned{says(toyAnswer("A-1", "100.10", "Novel", ""))}, outcome: service.Unknown, found: true},
		"in process for ever":        {ask: []canned{says(toyAnswer("A-1", "100.10", "In Process", ""))}, outcome: service.Pending, found: true},
		"in process, then paid":      {ask: []canned{says(toyAnswer("A-1", "100.10", "In Process", "")), approved}, outcome: service.Succeeded, found: true, asked: 2},
		"waits for the payer":        {ask: []canned{says(toyAnswer("A-1", "100.10", "Step", ""))}, outcome: service.ActionRequired, found: true, asked: 1},
	} {
		clock, gateway := noon(), &books{pay: []canned{silence}, ask: test.ask}
		client := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(clock))
		started := clock.Now()
		found, err := client.Resolve(t.Context(), unknownPayment(t, client, pendingToy()))
		if err != nil || found.Outcome != test.outcome || found.Found != test.found || found.Foreign != test.foreign {
			t.Errorf("%s: %+v, %v", name, found, err)
			continue
		}
		took := clock.Now().Sub(started)
		if took < test.least || took > test.least+time.Minute && test.least > 0 || took > 11*time.Minute {
			t.Errorf("%s: took %v, want %v", name, took, test.least)
		}
		if test.asked > 0 && found.Asked != test.asked || gateway.paid != 1 {
			t.Errorf("%s: asked %d times, sent %d times", name, found.Asked, gateway.paid)
		}
		if (found.Err == nil) != (found.Settled() || test.outcome == service.Pending || test.outcome == service.ActionRequired) {
			t.Errorf("%s: outcome %v with error %v", name, found.Outcome, found.Err)
		}
	}
}

func TestResolve_SaysWhyItCannot(t *testing.T) {
	gateway := &books{pay: []canned{silence}, ask: []canned{refuses("7/141")}}
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(noon()))
	intent := unknownPayment(t, client, toy())
	with := func(change func(*soapclient.Intent)) soapclient.Intent { i := intent; change(&i); return i }
	fresh := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(noon()))
	described := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(noon()), soapclient.WithServices(toy()))
	for name, test := range map[string]struct {
		client *soapclient.Client
		intent soapclient.Intent
		want   string
	}{
		"refused":            {client, intent, "7/141"},
		"merchant unknown":   {newClient(t, "https://example.com", (&books{ask: []canned{refuses("10/100")}}).option(), soapclient.WithServices(toy())), intent, "10/100"},
		"no description":     {fresh, intent, "WithServices"},
		"described":          {described, intent, "7/141"},
		"no key":             {client, with(func(i *soapclient.Intent) { i.Key.Value = "" }), "no key"},
		"other key":          {client, with(func(i *soapclient.Intent) { i.Key.Field = "amount" }), `no query by "amount"`},
		"other merchant":     {client, with(func(i *soapclient.Intent) { i.Merchant = "9" }), "of merchant 9"},
		"unknown operation":  {client, with(func(i *soapclient.Intent) { i.Operation = "steal" }), "no description"},
		"a read has no fate": {client, with(func(i *soapclient.Intent) { i.Operation = "state" }), "no query"},
	} {
		found, err := test.client.Resolve(t.Context(), test.intent)
		if err == nil || !strings.Contains(err.Error(), test.want) || found.Settled() {
			t.Errorf("%s: %+v, %v; want %q", name, found, err, test.want)
		}
	}
	if gateway.paid != 1 {
		t.Errorf("sent %d times", gateway.paid)
	}
}

func TestResolve_KeepsToTheRateLimitAndTheBudget(t *testing.T) {
	var asked []time.Time
	clock := noon()
	gateway := &books{pay: []canned{silence}, ask: []canned{func(*http.Request) (*http.Response, error) {
		asked = append(asked, clock.Now())
		return nil, io.ErrUnexpectedEOF
	}}}
	s := toy()
	s.Operations[1].Limit.MinInterval = 600
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(clock))
	intent := unknownPayment(t, client, s)
	found, err := client.Resolve(t.Context(), intent, soapclient.Budget(time.Hour))
	if err != nil || found.Outcome != service.Unknown || len(asked) < 5 {
		t.Fatalf("%+v, %v after %d", found, err, len(asked))
	}
	for i := range asked[1:] {
		if pause := asked[i+1].Sub(asked[i]); pause < 10*time.Minute {
			t.Errorf("question %d came after %v", i+2, pause)
		}
	}
	before := len(asked)
	if found, err = client.Resolve(t.Context(), intent, soapclient.Budget(time.Minute)); err != nil || len(asked) != before || !strings.Contains(found.Err.Error(), "every 600 s") {
		t.Errorf("%+v, %v", found, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if found, err = client.Resolve(ctx, intent); !errors.Is(err, context.Canceled) || found.Settled() {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestResolve_AnOldOrderThatIsNotListedProvesNothing(t *testing.T) {
	clock, gateway := noon(), &books{pay: []canned{silence}, ask: []canned{refuses("10/201")}}
	s := toy()
	s.Operations[1].Limit.DefaultWindow = 3 * 24 * 3600
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(clock))
	intent := unknownPayment(t, client, s)
	_ = clock.Sleep(t.Context(), 4*24*time.Hour)
	found, err := client.Resolve(t.Context(), intent)
	if err != nil || found.Outcome != service.Unknown || !strings.Contains(fmt.Sprint(found.Err), "merchant's account") {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestResolve_AnAnswerWithoutTheOrderIsNotFound(t *testing.T) {
	s := toy()
	s.Operations[1].Response.Digests = nil
	empty := envelope(`<t:Answer xmlns:t="urn:toy"><ordernumber></ordernumber></t:Answer>`)
	clock, gateway := noon(), &books{pay: []canned{silence}, ask: []canned{says(empty)}}
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithClock(clock))
	found, err := client.Resolve(t.Context(), unknownPayment(t, client, s))
	if err != nil || found.Outcome != service.Refused || found.Found {
		t.Errorf("%+v, %v", found, err)
	}
}

func newJournal(t *testing.T) *journal.File {
	t.Helper()
	j, err := journal.Open(filepath.Join(t.TempDir(), "journal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func TestJournal_HoldsTheIntentBeforeTheFirstByteLeaves(t *testing.T) {
	j := newJournal(t)
	gateway := &books{pay: []canned{func(*http.Request) (*http.Response, error) {
		if open := j.Unsettled(); len(open) != 1 || open[0].Key.Value != "A-1" || open[0].Amount != "100.10" || open[0].Currency != "RUB" {
			t.Errorf("when the request leaves, the journal has %+v", open)
		}
		return response(200, toyAnswer("A-1", "100.10", "Approved", "")), nil
	}}, ask: []canned{says(toyAnswer("A-1", "100.10", "Approved", ""))}}
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(j))
	s := toy()
	if _, err := pay(t.Context(), client, s); err != nil {
		t.Fatal(err)
	}
	if open := j.Unsettled(); len(open) != 0 {
		t.Errorf("after the answer the journal has %+v", open)
	}
	_, err := pay(t.Context(), client, s)
	if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); !ok || duplicate.Open || gateway.paid != 1 {
		t.Errorf("sent %d times: %v", gateway.paid, err)
	}
	if _, err = ask(t.Context(), client, s); err != nil {
		t.Errorf("reads are nothing to the journal: %v", err)
	}
}

func TestJournal_EndsWhatIsKnownAndLeavesOpenWhatIsNot(t *testing.T) {
	for name, test := range map[string]struct {
		answer canned
		open   bool
		again  bool // the key may be sent again
	}{
		"approved":   {answer: says(toyAnswer("A-1", "100.10", "Approved", ""))},
		"declined":   {answer: says(toyAnswer("A-1", "100.10", "Declined", "")), again: true},
		"in process": {answer: says(toyAnswer("A-1", "100.10", "In Process", "")), open: true},
		"step":       {answer: says(toyAnswer("A-1", "100.10", "Step", "")), open: true},
		"refused":    {answer: refuses("9/158"), again: true},
		"trouble":    {answer: refuses("1/1"), open: true},
		"silence":    {answer: silence, open: true},
		"forged":     {answer: says(strings.Replace(toyAnswer("A-1", "100.10", "Declined", ""), "Declined", "Approved", 1)), open: true},
	} {
		j, s := newJournal(t), pendingToy()
		client := newClient(t, "https://example.com", (&books{pay: []canned{test.answer}}).option(), soapclient.WithJournal(j))
		_, err := pay(t.Context(), client, s)
		if open := len(j.Unsettled()) == 1; open != test.open {
			t.Errorf("%s: open is %v: %v", name, open, err)
		}
		if unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok && unknown.Intent.Entry == "" {
			t.Errorf("%s: the error does not name the journal's entry", name)
		}
		_, err = pay(t.Context(), client, s)
		if _, duplicate := errors.AsType[*soapclient.DuplicateError](err); duplicate == test.again {
			t.Errorf("%s: the second: %v", name, err)
		}
	}
	j := newJournal(t)
	client := newClient(t, "http://127.0.0.1:1", soapclient.WithJournal(j))
	if _, err := pay(t.Context(), client, toy()); mustTransport(t, err).Sent || len(j.Unsettled()) != 0 {
		t.Errorf("nothing was sent and it is open: %v", err)
	}
}

func TestJournal_AnErrorMeansNothingIsSent(t *testing.T) {
	gateway := &books{pay: []canned{says(toyAnswer("A-1", "100.10", "Approved", ""))}}
	j := newJournal(t)
	_ = j.Close()
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(j))
	_, err := pay(t.Context(), client, toy())
	if failed, ok := errors.AsType[*soapclient.JournalError](err); !ok || failed.Operation != "pay" || gateway.paid != 0 {
		t.Errorf("sent %d times: %v", gateway.paid, err)
	}
	client = newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(newJournal(t)))
	leak := card()
	leak.OrderNumber = "order-" + toyCard
	s := toy()
	if err = client.Invoke(t.Context(), s, &s.Operations[0], &leak, new(payResponse)); !strings.Contains(fmt.Sprint(err), "holds a card number") || gateway.paid != 0 {
		t.Errorf("a card number as order number: %v", err)
	}
	keyless := toy()
	keyless.Operations[0].Repeat.By, keyless.Operations[0].Repeat.Ask = "currency", "toy.state"
	keyless.Types[0].Fields[5].Flags |= service.Optional
	client = newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(newJournal(t)))
	request := card()
	request.Currency = ""
	if err = client.Invoke(t.Context(), keyless, &keyless.Operations[0], &request, new(payResponse)); err == nil || gateway.paid != 0 {
		t.Errorf("a payment nobody could ask for: %v", err)
	}
}

func TestJournal_IsEndedByResolve(t *testing.T) {
	j, s := newJournal(t), toy()
	gateway := &books{pay: []canned{silence}, ask: []canned{says(toyAnswer("A-1", "100.10", "Approved", ""))}}
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(j), soapclient.WithClock(noon()))
	_, err := pay(t.Context(), client, s)
	mustUnknown(t, err)
	if _, err = pay(t.Context(), client, s); !strings.Contains(fmt.Sprint(err), "resolve it first") {
		t.Errorf("a second payment while the first is open: %v", err)
	}
	for _, intent := range j.Unsettled() { // as after a restart
		if found, err := client.Resolve(t.Context(), intent); err != nil || found.Outcome != service.Succeeded {
			t.Errorf("%+v, %v", found, err)
		}
		if found, err := client.Resolve(t.Context(), intent); err != nil || found.Outcome != service.Succeeded {
			t.Errorf("the second time: %+v, %v", found, err)
		}
	}
	if len(j.Unsettled()) != 0 {
		t.Error("it is still open")
	}
	_ = j.Close()
	j2 := newJournal(t)
	client = newClient(t, "https://example.com", (&books{pay: []canned{silence}, ask: gateway.ask}).option(), soapclient.WithJournal(j2), soapclient.WithClock(noon()))
	intent := unknownPayment(t, client, s)
	_ = j2.Close()
	found, err := client.Resolve(t.Context(), intent)
	if _, ok := errors.AsType[*soapclient.JournalError](err); !ok || found.Outcome != service.Succeeded {
		t.Errorf("the outcome is known although the journal failed: %+v, %v", found, err)
	}
}

func TestResolve_PendingStaysOpen(t *testing.T) {
	j := newJournal(t)
	gateway := &books{pay: []canned{silence}, ask: []canned{says(toyAnswer("A-1", "100.10", "In Process", ""))}}
	client := newClient(t, "https://example.com", gateway.option(), soapclient.WithJournal(j), soapclient.WithClock(noon()))
	found, err := client.Resolve(t.Context(), unknownPayment(t, client, pendingToy()))
	if err != nil || found.Outcome != service.Pending || len(j.Unsettled()) != 1 {
		t.Errorf("%+v, %v, open %v", found, err, j.Unsettled())
	}
}

func TestConfirmed_AnUnprovenAnswerIsAskedAfter(t *testing.T) {
	s := toy()
	s.Operations[0].Response.Digests = nil // the answer to a payment carries no check value
	bare := func(state string) canned {
		return says(envelope(`<t:Answer xmlns:t="urn:toy"><ordernumber>A-1</ordernumber><amount>100.10</amount><state>` + state + `</state></t:Answer>`))
	}
	for name, test := range map[string]struct {
		pay, ask canned
		verified string // "": the outcome is unknown
	}{
		"genuine":            {bare("Approved"), says(toyAnswer("A-1", "100.10", "Approved", "")), "toy.state checkvalue"},
		"genuine refusal":    {bare("Declined"), says(toyAnswer("A-1", "100.10", "Declined", "")), "toy.state checkvalue"},
		"forged success":     {bare("Approved"), says(toyAnswer("A-1", "100.10", "Declined", "")), ""},
		"forged refusal":     {bare("Declined"), says(toyAnswer("A-1", "100.10", "Approved", "")), ""},
		"never heard of it":  {bare("Approved"), refuses("10/201"), ""},
		"no answer":          {bare("Approved"), silence, ""},
		"both forged":        {bare("Approved"), bare("Approved"), ""},
		"another amount":     {bare("Approved"), says(toyAnswer("A-1", "1.00", "Approved", "")), ""},
		"question forbidden": {bare("Approved"), refuses("7/141"), ""},
	} {
		j, gateway := newJournal(t), &books{pay: []canned{test.pay}, ask: []canned{test.ask}}
		client := newClient(t, "https://example.com", gateway.option(), soapclient.WithConfirmedAnswers(), soapclient.WithJournal(j), soapclient.WithClock(noon()))
		answer, err := pay(t.Context(), client, s)
		if test.verified != "" && (err != nil || answer.Result.Verified != test.verified || len(j.Unsettled()) != 0) {
			t.Errorf("%s: %+v, %v", name, answer, err)
		}
		if test.verified == "" && (mustUnknown(t, err).Intent.Entry == "" || len(j.Unsettled()) != 1) {
			t.Errorf("%s: %v", name, err)
		}
		if gateway.paid != 1 || gateway.questions == 0 {
			t.Errorf("%s: sent %d times, asked %d times", name, gateway.paid, gateway.questions)
		}
	}
	gateway := &books{pay: []canned{bare("Approved")}, ask: []canned{silence}}
	client := newClient(t, "https://example.com", gateway.option())
	if answer, err := pay(t.Context(), client, s); err != nil || answer.Result.Verified != "" || gateway.questions != 0 {
		t.Errorf("without the option: %+v, %v", answer, err)
	}
}

func TestReplay_AnAnswerSeenBeforeIsNotBelieved(t *testing.T) {
	s := toy()
	s.Types[2].Fields[3].Facts = &service.Facts{Role: service.RoleGatewayKey} // attempts plays the gateway's number
	first, second := says(toyAnswer("A-1", "100.10", "Declined", "<attempts>1</attempts>")), says(toyAnswer("A-1", "100.10", "Approved", "<attempts>2</attempts>"))
	gateway := &books{pay: []canned{first, second, first}, ask: []canned{first}}
	client := newClient(t, "https://example.com", gateway.option())
	for n, want := range []service.Outcome{service.Refused, service.Succeeded} {
		if answer, err := pay(t.Context(), client, s); err != nil || answer.Result.Outcome != want {
			t.Errorf("payment %d: %+v, %v", n, answer, err)
		}
	}
	if _, err := pay(t.Context(), client, s); !strings.Contains(mustUnknown(t, err).Error(), "copy of an earlier one") {
		t.Error(err)
	}
	for range 2 {
		if _, err := ask(t.Context(), client, s); err != nil {
			t.Errorf("a question may be answered alike: %v", err)
		}
	}
}
