package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// watch remembers the states that were seen last.
type watch map[string]string

// see complains of a step that the tables do not have.
func (w watch) see(t *rapid.T, kind, name, state string) {
	key := kind + " " + name
	before, known := w[key]
	w[key] = state
	for _, m := range sandbox.StateMachines() {
		if m.Kind == kind && known && before != state && !slices.Contains(m.Next[before], state) {
			t.Fatalf("%s went from %s to %s", key, before, state)
		}
	}
}

func (w watch) all(t *rapid.T, l *sandbox.Ledger) {
	for _, o := range l.Orders("123456") {
		w.see(t, "order", o.BillNumber, o.State)
	}
	for _, b := range l.Bills("123456") {
		w.see(t, "bill", b.Number, b.State)
	}
	for _, s := range l.Subscriptions("123456") {
		w.see(t, "subscription", s.First.BillNumber, s.State)
	}
	for _, c := range l.StoredCards("123456") {
		w.see(t, "card", c.Token, c.State)
	}
}

// Whatever merchants, payers and time do, states follow each other as the tables say.
func TestStates_FollowTheTables(t *testing.T) {
	cards := []string{"4111111111111111", "4000000000000002", "5555555555554444", "4000000000003220"}
	rapid.Check(t, func(rt *rapid.T) {
		b := start(t)
		seen := watch{}
		var links, numbers, steps []string
		for i := range rapid.IntRange(1, 15).Draw(rt, "steps") {
			card := rapid.SampledFrom(cards).Draw(rt, "card")
			switch act := rapid.IntRange(0, 8).Draw(rt, "act"); {
			case act == 0:
				links = append(links, b.billLink(t, fmt.Sprintf("B-%d", i)))
			case act == 1 && len(links) > 0:
				to := b.payBill(t, rapid.SampledFrom(links).Draw(rt, "link"), card).header.Get("Location")
				if _, pareq, found := strings.Cut(to, "PaReq="); found {
					steps = append(steps, pareq)
				}
			case act == 2:
				more := rapid.SampledFrom([][]string{
					nil,
					{"delay", "1"},
					{"savecard", "1", "customernumber", "C"},
					{"recurringindicator", "1", "recurringminamount", "1.00", "recurringmaxamount", "50.00", "recurringperiod", "1", "recurringmaxdate", "16.03.2026"},
				}).Draw(rt, "more")
				if got := b.post(t, pathSilent, silentPay(fmt.Sprintf("A-%d", i), card, more...)); got.codes() == "" {
					numbers = append(numbers, got.value("billnumber"))
				}
			case act == 3 && len(steps) > 0:
				choice := rapid.SampledFrom([]string{"confirm", "refuse"}).Draw(rt, "choice")
				b.form(t, "/acs/3dsecure/decide?PaReq="+rapid.SampledFrom(steps).Draw(rt, "step"), "choice", choice)
			case act == 4 && len(numbers) > 0:
				b.soap(t, "charge", "billnumber", rapid.SampledFrom(numbers).Draw(rt, "number"), "amount", "4.00", "currency", "RUB")
			case act == 5 && len(numbers) > 0:
				b.soap(t, "wscancel", "billnumber", rapid.SampledFrom(numbers).Draw(rt, "number"), "amount", "3.00", "currency", "RUB")
			case act == 6 && len(numbers) > 0:
				b.form(t, "/console/orders/"+rapid.SampledFrom(numbers).Draw(rt, "number"), "do", rapid.SampledFrom([]string{"confirm", "cancel"}).Draw(rt, "do"))
			case act == 7 && len(links) > 0:
				_, token, _ := strings.Cut(rapid.SampledFrom(links).Draw(rt, "link"), "ID=")
				b.form(t, "/console/bills/"+token, "do", "revoke")
			case act == 8:
				b.Clock().Advance(rapid.SampledFrom([]time.Duration{3 * time.Second, 16 * time.Minute, 25 * time.Hour, 6 * 365 * 24 * time.Hour}).Draw(rt, "time"))
			}
			seen.all(rt, b.Ledger())
		}
	})
}
