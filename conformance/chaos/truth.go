package chaos

import (
	"slices"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// billIs looks for our bill in a state; "" is any.
func billIs(state string) func(*sandbox.Ledger, string, string) bool {
	return func(l *sandbox.Ledger, merchant, key string) bool {
		return slices.ContainsFunc(l.Bills(merchant), func(b sandbox.Bill) bool {
			return b.Number == key && (state != "" && b.State == state || state == "" && b.Amount == ourAmount)
		})
	}
}

// billTimes: the ledger holds one bill per number, so it cannot be there twice.
func billTimes(l *sandbox.Ledger, merchant, key string) (times int) {
	for _, b := range l.Bills(merchant) {
		if b.Number == key {
			times++
		}
	}
	return times
}

func anOrder(l *sandbox.Ledger, merchant, key string, is func(*sandbox.Order) bool) (times int) {
	for _, o := range l.Orders(merchant) {
		if o.Number == key && is(&o) {
			times++
		}
	}
	return times
}

func charges(l *sandbox.Ledger, merchant, key string) (times int) {
	return anOrder(l, merchant, key, func(o *sandbox.Order) bool { return o.Charged() > 0 })
}

func charged(l *sandbox.Ledger, merchant, key string) bool { return charges(l, merchant, key) > 0 }

func ordered(l *sandbox.Ledger, merchant, key string) bool {
	return anOrder(l, merchant, key, func(*sandbox.Order) bool { return true }) > 0
}

func canceled(l *sandbox.Ledger, merchant, key string) bool {
	return anOrder(l, merchant, key, func(o *sandbox.Order) bool { return o.State == "Canceled" }) > 0
}

// stands counts the operations of a type on all orders, done.
func stands(l *sandbox.Ledger, merchant string, kind int) (count int) {
	for _, o := range l.Orders(merchant) {
		for i := range o.Operations {
			if p := &o.Operations[i]; p.Type == kind && p.State == sandbox.OperationSuccess {
				count++
			}
		}
	}
	return count
}
