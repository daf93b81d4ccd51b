package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// States of subscriptions and stored cards, which follow from their terms.
const (
	statePending = "Pending" // the first payment is not through yet
	stateActive  = "Active"
	stateDue     = "Due"     // the next payment may be taken
	stateExpired = "Expired" // a stored card
	stateEnded   = "Ended"   // its last day is over, or the first payment was given back
)

// Subscription is what a payment with RecurringIndicator=1 permits (S3, S4).
type Subscription struct {
	First    Order // the payment that started it
	State    string
	Least    string // of a payment
	Most     string
	Currency string
	Period   int       // days between payments
	Last     time.Time // when it was paid last
	Due      time.Time
	Until    time.Time // first moment after its last day
}

// Subscriptions returns the subscriptions of a merchant in order of time.
func (l *Ledger) Subscriptions(merchant string) []Subscription {
	var list []Subscription
	l.transaction(func(now time.Time) {
		b := l.books[merchant]
		if b == nil {
			return
		}
		for _, o := range b.orders {
			if r := o.recurring; r != nil && o.State != StateDeclined {
				s := Subscription{
					First: o.copy(), State: stateActive, Least: moneyText(r.least), Most: moneyText(r.most), Currency: r.currency,
					Period: r.period, Last: r.last, Due: r.last.AddDate(0, 0, r.period), Until: r.until,
				}
				switch {
				case o.open():
					s.State = statePending
				case !now.Before(r.until), !o.paid():
					s.State = stateEnded
				case !now.Before(s.Due):
					s.State = stateDue
				}
				list = append(list, s)
			}
		}
	})
	return list
}

// StoredCard is a card a token stands for.
type StoredCard struct {
	Token    string
	State    string // Active, or Expired by the sandbox's clock
	Merchant string
	Customer string // CustomerNumber it was stored for
	Card     CardView
}

// StoredCards returns the cards that payments with SaveCard=1 stored for a merchant.
func (l *Ledger) StoredCards(merchant string) []StoredCard {
	var list []StoredCard
	l.transaction(func(now time.Time) {
		for token, saved := range l.saved {
			if c := saved.card; saved.merchant == merchant {
				state := stateActive
				if c.expired(now) {
					state = stateExpired
				}
				list = append(list, StoredCard{token, state, merchant, saved.customer, CardView{c.masked(), c.holder, c.expiry(), c.brand()}})
			}
		}
	})
	slices.SortFunc(list, func(a, b StoredCard) int { return strings.Compare(a.Token, b.Token) })
	return list
}

func (s *Sandbox) showSubscriptions(w http.ResponseWriter, r *http.Request) {
	var all []Subscription
	for i := range s.merchants {
		if id := s.merchants[i].ID; r.FormValue("merchant") == "" || r.FormValue("merchant") == id {
			all = append(all, s.ledger.Subscriptions(id)...)
		}
	}
	all = slices.DeleteFunc(all, func(x Subscription) bool {
		return !findable(r.FormValue("q"), x.First.Number, x.First.BillNumber) || r.FormValue("state") != "" && r.FormValue("state") != x.State
	})
	slices.Reverse(all)
	p := listOfRows(r, listPage{
		Search: true, Filters: []filter{stateFilter(r, statePending, stateActive, stateDue, stateEnded), s.merchantFilter(r)},
		Table: table{Columns: []string{"first order", "payment no", "bounds", "state", "period", "last payment", "next payment", "until"}, Empty: "no subscriptions"},
	}, all, func(x Subscription) []entry {
		return []entry{
			{Text: x.First.Number, Link: pathOrders + "/" + x.First.BillNumber, Under: x.First.Merchant},
			{Text: x.First.BillNumber, Kind: "number"},
			{Text: x.Least + " – " + x.Most + " " + x.Currency, Kind: "number"},
			stateCell(x.State),
			{Text: strconv.Itoa(x.Period), Kind: "number"},
			{Text: momentText(x.Last), Kind: "number"},
			{Text: momentText(x.Due), Kind: "number"},
			{Text: x.Until.AddDate(0, 0, -1).Format(layoutDate), Kind: "number"},
		}
	})
	s.showConsole(w, r, "list.html", "subscriptions", p)
}

func (s *Sandbox) showCards(w http.ResponseWriter, r *http.Request) {
	var all []StoredCard
	for i := range s.merchants {
		if id := s.merchants[i].ID; r.FormValue("merchant") == "" || r.FormValue("merchant") == id {
			all = append(all, s.ledger.StoredCards(id)...)
		}
	}
	all = slices.DeleteFunc(all, func(c StoredCard) bool {
		return !findable(r.FormValue("q"), c.Token, c.Customer, c.Card.Masked)
	})
	p := listOfRows(r, listPage{
		Search: true, Filters: []filter{s.merchantFilter(r)}, Lead: "stored cards lead",
		Table: table{Columns: []string{"token", "card", "expiry", "state", "customer", "merchant"}, Empty: "no cards"},
	}, all, func(c StoredCard) []entry {
		return []entry{
			{Text: c.Token, Kind: "code"},
			{Text: c.Card.Masked, Under: c.Card.Brand, Kind: "number"},
			{Text: c.Card.Expiry, Kind: "number"},
			stateCell(c.State),
			{Text: c.Customer},
			{Text: c.Merchant},
		}
	})
	s.showConsole(w, r, "list.html", "stored cards", p)
}
