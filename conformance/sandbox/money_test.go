package sandbox_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

func join(list []string) string { return strings.Join(list, " ") }

// checkSums holds an order against what its operations say.
func checkSums(t *testing.T, o *sandbox.Order) {
	t.Helper()
	var paid, confirmed, cancelled, released int64
	for _, p := range o.Operations {
		if p.State != sandbox.OperationSuccess {
			continue
		}
		switch p.Type {
		case sandbox.OperationPayment:
			paid += p.Minor
		case sandbox.OperationConfirmation:
			confirmed += p.Minor
		case sandbox.OperationCancellation:
			cancelled, released = cancelled+p.Minor, released+p.Released
		}
	}
	switch {
	case o.Charged() < 0 || o.Held() < 0:
		t.Errorf("%s: charged %d, held %d", o.Number, o.Charged(), o.Held())
	case o.Charged()+o.Held() != paid-cancelled:
		t.Errorf("%s: charged %d and held %d are not %d paid less %d cancelled", o.Number, o.Charged(), o.Held(), paid, cancelled)
	case cancelled > paid || confirmed > paid || released > cancelled:
		t.Errorf("%s: paid %d, confirmed %d, cancelled %d", o.Number, paid, confirmed, cancelled)
	case (o.State == sandbox.StateCanceled) != (paid > 0 && paid == cancelled):
		t.Errorf("%s: %s with %d of %d cancelled", o.Number, o.State, cancelled, paid)
	case o.State == sandbox.StateDelayed && o.Held() != o.Minor, o.State == sandbox.StatePartialDelayed && (o.Held() == 0 || confirmed == 0):
		t.Errorf("%s: %s with %d held", o.Number, o.State, o.Held())
	}
}

// TestMoney_RandomCallsKeepTheSums calls everything that moves money in random order,
// from several callers at once.
func TestMoney_RandomCallsKeepTheSums(t *testing.T) {
	b := start(t)
	var numbers []string
	for i := range 12 {
		numbers = append(numbers, b.pay(t, fmt.Sprint("A-", i), "4111111111111111", "delay", fmt.Sprint(i%2)))
	}
	var wait sync.WaitGroup
	for caller := range 4 {
		wait.Go(func() {
			random := rand.New(rand.NewPCG(uint64(caller), 1))
			for range 60 {
				number := numbers[random.IntN(len(numbers))]
				if random.IntN(3) == 0 {
					number += fmt.Sprint(".", 1+random.IntN(3))
				}
				pairs := []string{"billnumber", number}
				if random.IntN(4) > 0 {
					pairs = append(pairs, "amount", fmt.Sprintf("%d.%02d", random.IntN(6), random.IntN(100)), "currency", "RUB")
				}
				b.soap(t, []string{"charge", "wscancel"}[random.IntN(2)], pairs...)
				if random.IntN(8) == 0 {
					b.soap(t, "orderresult", "billnumber", numbers[0])
				}
			}
		})
	}
	wait.Wait()
	states := map[string]int{}
	for _, o := range b.Ledger().Orders("123456") {
		checkSums(t, &o)
		states[o.State]++
	}
	if len(states) < 2 {
		t.Errorf("all orders ended in the same state: %v", states)
	}
}

// TestMoney_ParallelRefundsGiveBackOnce: ten callers want the whole amount back.
func TestMoney_ParallelRefundsGiveBackOnce(t *testing.T) {
	b := start(t)
	number := b.pay(t, "A-1", "4111111111111111")
	held := b.pay(t, "A-2", "4111111111111111", "delay", "1")
	var mu sync.Mutex
	var codes []string
	var wait sync.WaitGroup
	for range 10 {
		wait.Go(func() {
			got := b.soap(t, "wscancel", "billnumber", number)
			b.soap(t, "charge", "billnumber", held)
			mu.Lock()
			defer mu.Unlock()
			codes = append(codes, got.codes())
		})
	}
	wait.Wait()
	slices.Sort(codes)
	if codes[0] != "" || codes[1] != "15/308" {
		t.Errorf("codes %q", codes)
	}
	b.charged(t, "A-1", 0)
	b.charged(t, "A-2", 1050)
}
