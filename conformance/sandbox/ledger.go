package sandbox

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Ledger is what the sandbox remembers: bills, orders and the operations on them,
// merchant by merchant. The exported methods are a read view for tests; they return
// copies and are safe for concurrent use.
type Ledger struct {
	mu     sync.Mutex
	clock  *Clock
	tokens *tokens
	books  map[string]*book     // by merchant
	steps  map[string]*step     // open and finished 3-D Secure steps, by token
	links  map[string]*Bill     // by token of the payment link
	pages  map[string]*Order    // orders with a page of their own, by its token
	saved  map[string]savedCard // stored cards, by token
	open   []*Order             // orders whose outcome is still to come
	outbox []report             // finished operations that merchants are to be told of

	codes      *service.Codes
	stationery stationery
	notices    []*Notice // to customers, in order of time
	mailed     int       // so many from the start are settled
}

// book is the part of the ledger that belongs to one merchant.
type book struct {
	bills  map[string]*Bill
	orders []*Order // in order of time; several may share a number
}

func newLedger(clock *Clock, tokens *tokens, merchants []Merchant) *Ledger {
	l := &Ledger{
		clock: clock, tokens: tokens,
		books: map[string]*book{}, steps: map[string]*step{}, links: map[string]*Bill{},
		pages: map[string]*Order{}, saved: map[string]savedCard{},
	}
	for _, m := range merchants {
		l.books[m.ID] = &book{bills: map[string]*Bill{}}
	}
	return l
}

// transaction runs one piece of business: the moment stands still, payments that
// were due have settled, and nobody else is in the ledger.
func (l *Ledger) transaction(run func(now time.Time)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	l.open = slices.DeleteFunc(l.open, func(o *Order) bool {
		l.settle(o, now)
		return o.settled()
	})
	run(now)
}

// Orders returns the orders of a merchant in order of time. A retry after a failure
// is an order of its own under the same number.
func (l *Ledger) Orders(merchant string) []Order {
	var list []Order
	l.transaction(func(time.Time) {
		if b := l.books[merchant]; b != nil {
			for _, o := range b.orders {
				list = append(list, o.copy())
			}
		}
	})
	return list
}

// Bills returns the bills of a merchant in order of creation.
func (l *Ledger) Bills(merchant string) []Bill {
	var list []Bill
	l.transaction(func(now time.Time) {
		if b := l.books[merchant]; b != nil {
			for _, bill := range b.bills {
				list = append(list, bill.copy(now))
			}
		}
	})
	slices.SortFunc(list, func(a, b Bill) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return a.sequence - b.sequence
	})
	return list
}

// Charged returns the money taken for an order number and not refunded, in hundredths:
// the truth that property tests compare with what a client believes.
func (l *Ledger) Charged(merchant, number string) int64 {
	sum := int64(0)
	for _, o := range l.Orders(merchant) {
		if o.Number == number {
			sum += o.Charged()
		}
	}
	return sum
}

// attempts returns the orders of a merchant under one number, in order of time.
func (l *Ledger) attempts(merchant, number string) []*Order {
	var list []*Order
	for _, o := range l.books[merchant].orders {
		if o.Number == number {
			list = append(list, o)
		}
	}
	return list
}

// payment finds an order of a merchant by the gateway's number, which may be that of
// one of its operations; nil if there is none.
func (l *Ledger) payment(merchant, billnumber string) *Order {
	short, extension, _ := strings.Cut(billnumber, ".")
	for _, o := range l.books[merchant].orders {
		if o.BillNumber == short && (extension == "" || o.operation(billnumber) != nil) {
			return o
		}
	}
	return nil
}
