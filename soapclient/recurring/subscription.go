package recurring

import (
	"iter"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Subscription is what the first payment agreed on. It is a plain value, to be stored
// with the customer.
type Subscription struct {
	BillNumber string         // of the first payment, with or without operation suffix
	Customer   string         // the merchant's own key; the package does not look at it
	Currency   string         // of the first payment
	Min, Max   service.Amount // bounds of later amounts, inclusive
	Period     int            // days between payments, 1 to 32767
	Until      time.Time      // the last day, GMT; its time does not count
	Last       time.Time      // the latest payment of the series, the first included; zero: not known
}

// Payment is a recurring payment about to be sent.
type Payment struct {
	BillNumber string // of the first payment
	Amount     service.Amount
	Currency   string
	At         time.Time // when it is sent
}

// MaxPeriod is the largest period in days: the gateway reads a smallint (D38).
const MaxPeriod = 32767

// Next returns the day on which the next payment is due, at midnight GMT: the period
// after the latest payment. It is false if the latest payment is not known or the
// subscription ends before that day.
func (s *Subscription) Next() (time.Time, bool) {
	if s.Last.IsZero() || s.Period < 1 {
		return time.Time{}, false
	}
	due := day(s.Last).AddDate(0, 0, s.Period)
	return due, !due.After(day(s.Until))
}

// Due lists the days on which payments are due after the latest one, to the end of the
// subscription, if each is made on its day.
func (s *Subscription) Due() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		next := *s
		for due, ok := next.Next(); ok && yield(due); due, ok = next.Next() {
			next.Last = due
		}
	}
}

// Ended reports whether the last day is over at a moment.
func (s *Subscription) Ended(at time.Time) bool { return day(at).After(day(s.Until)) }

// day is midnight GMT of the day that a moment lies in. Days of GMT have 24 hours.
func day(t time.Time) time.Time {
	year, month, date := t.UTC().Date()
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}
