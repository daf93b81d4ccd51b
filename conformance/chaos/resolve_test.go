package chaos

import (
	"errors"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// TestResolve_KnowsWhomToAskForEveryWrite asks about an operation that never was, for
// every operation of the catalogue that changes something.
func TestResolve_KnowsWhomToAskForEveryWrite(t *testing.T) {
	w := newCutWorld(t)
	for _, s := range Services() {
		for i := range s.Operations {
			op := &s.Operations[i]
			if op.Repeat.Safe {
				continue
			}
			now := w.line.clock.Now()
			found, err := w.client.Resolve(t.Context(), soapclient.Intent{
				Service: s.Name, Operation: op.Name, Merchant: w.gateway.merchant.ID, Before: "-",
				Key: soapclient.Key{Field: op.Repeat.By, Value: "7000000000000000"}, Started: now, Deadline: now.Add(time.Minute),
			})
			unlisted := op.Repeat.Among != "" // a payment that is not listed proves nothing
			if err != nil || found.Found || found.Settled() == unlisted {
				t.Errorf("%s.%s: %+v, %v", s.Name, op.Name, found, err)
			}
		}
	}
}

// TestResolve_TellsEqualRefundsApart refunds 30.00 three times: the first is answered, the
// second is lost on its way, the third comes in between and must wait.
func TestResolve_TellsEqualRefundsApart(t *testing.T) {
	for _, name := range writes() {
		if op := operation(name); op.Kind != 0 {
			t.Run(name, func(t *testing.T) { equalParts(t, op) })
		}
	}
}

func equalParts(t *testing.T, op *Operation) {
	w := newCutWorld(t)
	whole, err := op.Fields("A-1", goodCard, w.gateway.deed(t.Context(), w.client))
	if err != nil {
		t.Fatal(err)
	}
	fields := withPart(w.gateway, op, whole)
	part := func(name string, faults ...string) (*soapclient.Reply, error) {
		w.line.next = faults
		return w.gateway.call(t.Context(), w.client, op.Name, fields, soapclient.Part(name))
	}
	done := func() int { return stands(w.gateway.Sandbox.Ledger(), w.gateway.merchant.ID, op.Kind) }
	if reply, err := part("one"); err != nil || reply.Result.Outcome != service.Succeeded || done() != 1 {
		t.Fatalf("%+v, %v", reply, err)
	}
	lost, ok := errors.AsType[*soapclient.OutcomeUnknownError](second(part("two", "", "lose")))
	if !ok || done() != 1 {
		t.Fatal("the second was not lost")
	}
	if duplicate, ok := errors.AsType[*soapclient.DuplicateError](second(part("three"))); !ok || !duplicate.Open || duplicate.Intent.Part != "two" {
		t.Errorf("an equal part while one is open: %+v", duplicate)
	}
	found, err := w.client.Resolve(t.Context(), lost.Intent)
	if err != nil || found.Outcome != service.Refused || !found.Found {
		t.Errorf("what was lost: %+v, %v", found, err)
	}
	cut, ok := errors.AsType[*soapclient.OutcomeUnknownError](second(part("two", "", "reset")))
	if !ok || done() != 2 {
		t.Fatal("the second was not carried out")
	}
	if found, err = w.client.Resolve(t.Context(), cut.Intent); err != nil || found.Outcome != service.Succeeded {
		t.Errorf("what was carried out: %+v, %v", found, err)
	}
	if _, ok = errors.AsType[*soapclient.DuplicateError](second(part("two"))); !ok || done() != 2 {
		t.Error("a part was done twice")
	}
	unknown := cut.Intent
	unknown.Before = ""
	if found, err = w.client.Resolve(t.Context(), unknown); err != nil || found.Outcome != service.Unknown || found.Err == nil {
		t.Errorf("nobody knows what stood there before: %+v, %v", found, err)
	}
}

// TestResolve_FindsWhatHappensToAnOldPayment: the query lists the last days only, unless
// it is told otherwise.
func TestResolve_FindsWhatHappensToAnOldPayment(t *testing.T) {
	w, op := newCutWorld(t), operation("wscancel.cancel")
	fields, err := op.Fields("A-1", goodCard, w.gateway.deed(t.Context(), w.client))
	if err != nil {
		t.Fatal(err)
	}
	for _, age := range []time.Duration{100 * 24 * time.Hour, 400 * 24 * time.Hour} {
		w.line.clock.Clock.Advance(age)
		w.line.next = []string{"", "reset"}
		_, err = w.gateway.call(t.Context(), w.client, op.Name, withPart(w.gateway, op, fields), soapclient.Part(age.String()))
		unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
		if !ok {
			t.Fatal(err)
		}
		found, err := w.client.Resolve(t.Context(), unknown.Intent)
		listed := age < 366*24*time.Hour
		if err != nil || (found.Outcome == service.Succeeded) != listed || found.Outcome == service.Refused {
			t.Errorf("%v later: %+v, %v", age, found, err)
		}
	}
}

// TestResolve_FindsAnOldIntent: a shop comes back after a long weekend. What the query
// lists by itself no longer holds the order.
func TestResolve_FindsAnOldIntent(t *testing.T) {
	for _, name := range []string{"silentpay.pay", "recurrent.pay", "tokenpay.pay", "payrequest.create"} {
		for fault, want := range map[string]service.Outcome{"reset": service.Succeeded, "lose": service.Unknown} {
			w, op := newCutWorld(t), operation(name)
			fields, err := op.Fields("A-1", goodCard, w.gateway.deed(t.Context(), w.client))
			if err != nil {
				t.Fatal(err)
			}
			w.line.next = []string{fault}
			_, err = w.gateway.call(t.Context(), w.client, op.Name, fields)
			unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
			if !ok {
				t.Fatal(err)
			}
			w.line.clock.Clock.Advance(5 * 24 * time.Hour)
			found, err := w.client.Resolve(t.Context(), unknown.Intent)
			if err != nil || found.Outcome != want || found.Found != (want == service.Succeeded) {
				t.Errorf("%s after %s, five days later: %+v, %v", name, fault, found, err)
			}
			if n := w.gateway.Arrived("orderresult.query", unknown.Intent.Key.Value); n == 0 {
				t.Errorf("%s: the query was not asked", name)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }
