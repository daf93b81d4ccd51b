package journaltest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

func refusesDuplicates(t *testing.T, k Kind) {
	b := k.open(t, k.Make(t))
	first := begin(t, b, "A-1")
	wantRefused(t, b, "A-1", true)
	end(t, b, first, service.Succeeded)
	wantRefused(t, b, "A-1", false)
	end(t, b, begin(t, b, "A-2"), service.Refused)
	second := begin(t, b, "A-2") // a new attempt under the same number is legal
	wantRefused(t, b, "A-2", true)
	end(t, b, second, service.Succeeded)
	wantRefused(t, b, "A-2", false)
	for name, change := range map[string]func(*soapclient.Intent){
		"merchant": func(i *soapclient.Intent) { i.Merchant = "654321" }, "service": func(i *soapclient.Intent) { i.Service = "play" },
		"operation": func(i *soapclient.Intent) { i.Operation = "cancel" }, "part": func(i *soapclient.Intent) { i.Part = "2" },
		"field": func(i *soapclient.Intent) { i.Key.Field = "billnumber" },
	} {
		other := Intent("A-1")
		change(&other)
		if duplicate, err := refusal(b, other); duplicate != nil || err != nil {
			t.Errorf("another %s: %v, %v", name, duplicate, err)
		}
	}
	other := Intent("A-1")
	other.Amount, other.Currency = "1.00", "USD"
	if duplicate, _ := refusal(b, other); duplicate == nil || duplicate.Intent.Amount != "100.10" {
		t.Errorf("another amount makes another payment: %+v", duplicate)
	}
}

func endsOnce(t *testing.T, k Kind) {
	b := k.open(t, k.Make(t))
	entry := begin(t, b, "A-1")
	for _, bad := range []struct {
		entry   string
		outcome service.Outcome
	}{
		{"77", service.Refused},
		{"x", service.Refused},
		{"", service.Refused},
		{"99999999999999999999", service.Refused},
		{entry, service.Pending},
		{entry, service.ActionRequired},
		{entry, service.Unknown},
	} {
		if err := b.End(t.Context(), bad.entry, soapclient.Ending{Outcome: bad.outcome}); err == nil {
			t.Errorf("entry %q ends as %s", bad.entry, bad.outcome)
		}
	}
	wantRefused(t, b, "A-1", true)
	end(t, b, entry, service.Succeeded)
	end(t, b, entry, service.Succeeded) // two that resolve at once agree
	if err := b.End(t.Context(), entry, soapclient.Ending{Outcome: service.Refused}); err == nil {
		t.Error("a success became a refusal")
	}
	wantRefused(t, b, "A-1", false)
}

func remembers(t *testing.T, k Kind) {
	place := k.Make(t)
	b := k.open(t, place)
	end(t, b, begin(t, b, "paid"), service.Succeeded)
	end(t, b, begin(t, b, "declined"), service.Refused)
	entry := begin(t, b, "open")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = k.open(t, place)
	want := Intent("open")
	want.Entry = entry
	if list := unsettled(t, b); len(list) != 1 || list[0] != want {
		t.Fatalf("open: %+v, want %+v", list, want)
	}
	wantRefused(t, b, "paid", false)
	wantRefused(t, b, "open", true)
	if again := begin(t, b, "declined"); again == entry {
		t.Errorf("entry %s was given out twice", again)
	}
	end(t, b, entry, service.Refused)
	begin(t, b, "open")
	if list := unsettled(t, b); len(list) != 2 || list[0].Key.Value != "declined" || list[1].Key.Value != "open" {
		t.Errorf("open: %+v", list)
	}
}

func takesAnyKey(t *testing.T, k Kind) {
	b := k.open(t, k.Make(t))
	keys := []string{"c\n\x1e\"<'", "д", "%s \\ $1 ?", " A-1", "A-1 ", "a-1", "A-1", "😀", "e\u0301", "\u00e9"} // the last two look alike
	for _, key := range keys {
		begin(t, b, key)
	}
	list := unsettled(t, b)
	if len(list) != len(keys) {
		t.Fatalf("%d open, want %d", len(list), len(keys))
	}
	for i, key := range keys {
		if list[i].Key.Value != key {
			t.Errorf("%q came back as %q", key, list[i].Key.Value)
		}
	}
}

func oneCallerWins(t *testing.T, k Kind) {
	place := k.Make(t)
	books := []Book{k.open(t, place)}
	if k.Shared {
		books = append(books, k.open(t, place))
	}
	for round := range 10 {
		var group sync.WaitGroup
		var won atomic.Int64
		for n := range 8 {
			group.Go(func() {
				if duplicate, err := refusal(books[n%len(books)], Intent(fmt.Sprint(round))); err != nil {
					t.Error(err)
				} else if duplicate == nil {
					won.Add(1)
				}
			})
		}
		if group.Wait(); won.Load() != 1 {
			t.Fatalf("round %d: %d may send", round, won.Load())
		}
	}
}

// saysWhatAModelSays drives the journal and a map with the same steps, with restarts.
func saysWhatAModelSays(t *testing.T, k Kind) {
	random := rand.New(rand.NewPCG(4, 21))
	place := k.Make(t)
	b := k.open(t, place)
	type state struct {
		entry string
		done  bool
	}
	model := map[string]state{}
	for step := range 300 {
		order := []string{"a", "b", "c", "d", "e"}[random.IntN(5)]
		now := model[order]
		switch choice := random.IntN(20); {
		case choice < 10:
			entry, err := b.Begin(t.Context(), Intent(order))
			if (err == nil) != (now == state{}) {
				t.Fatalf("step %d: begin %s in %+v: %v", step, order, now, err)
			}
			if err == nil {
				model[order] = state{entry: entry}
			}
		case choice < 18 && now.entry != "" && !now.done:
			end(t, b, now.entry, service.Refused)
			delete(model, order)
		case choice == 18 && now.entry != "" && !now.done && len(model) > 3:
			end(t, b, now.entry, service.Succeeded)
			model[order] = state{now.entry, true}
		case choice == 19:
			_ = b.Close()
			b = k.open(t, place)
		}
		open := 0
		for _, s := range model {
			if !s.done {
				open++
			}
		}
		if got := len(unsettled(t, b)); got != open {
			t.Fatalf("step %d: %d open, want %d", step, got, open)
		}
	}
}

func closedMeansClosed(t *testing.T, k Kind) {
	b := k.open(t, k.Make(t))
	entry := begin(t, b, "A-1")
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	_ = b.Close() // twice is no harm
	if _, err := b.Begin(t.Context(), Intent("A-2")); err == nil {
		t.Error("a closed journal takes intents")
	}
	if err := b.End(t.Context(), entry, soapclient.Ending{Outcome: service.Refused}); err == nil {
		t.Error("a closed journal takes endings")
	}
}

func heedsTheContext(t *testing.T, k Kind) {
	b := k.open(t, k.Make(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Begin(ctx, Intent("A-1")); err == nil {
		t.Error("it begins after the end of its context")
	}
	if list := unsettled(t, b); len(list) != 0 {
		t.Errorf("open: %v", list)
	}
}
