package recurring

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// CheckRecord is [Subscription.Check] on a request as it will be sent: the number is
// found by its role, every amount is checked and every currency of an amount (vendor
// libraries send the order's beside the payment's), and problems name their fields.
func (s *Subscription) CheckRecord(op *service.Operation, r *service.Record, at time.Time) error {
	c := checker{subscription: s, payment: Payment{At: at}, codes: r.Service().Codes}
	for i := range r.Fields() {
		f, text := &r.Fields()[i], strings.TrimSpace(r.Values()[i].Text)
		if text == "" && f.Has(service.Optional) {
			continue
		}
		switch {
		case f.Facts != nil && f.Facts.Role == service.RoleGatewayKey:
			c.payment.BillNumber = text
			c.billNumber(f.Name)
		case f.Facts != nil && f.Facts.Format == service.FormatAmount:
			c.amountText(f.Name, text)
		case isCurrency(r, f):
			c.currency(f.Name, text)
		}
	}
	c.date("")
	return c.error(r.Service().Name, op.Name)
}

// Rule is CheckRecord for soapclient.Under: a payment that breaks the terms is refused
// before it is sent.
func (s *Subscription) Rule(at time.Time) func(*service.Operation, *service.Record) error {
	return func(op *service.Operation, r *service.Record) error { return s.CheckRecord(op, r, at) }
}

// isCurrency reports whether f is the currency of any amount.
func isCurrency(r *service.Record, f *service.Field) bool {
	return slices.ContainsFunc(r.Fields(), func(amount service.Field) bool {
		return amount.Facts != nil && amount.Facts.Currency == f.Name
	})
}

func (c *checker) amountText(field, text string) {
	var a service.Amount
	if a.UnmarshalText([]byte(text)) != nil {
		c.add(field, "amount", "an amount is at most 15 digits with one or two after the point and no sign, as in 100.10")
		return
	}
	c.amount(field, a)
}

// The parameters of the first payment, as the documents spell them.
const (
	indicator = "RecurringIndicator"
	smallest  = "RecurringMinAmount"
	largest   = "RecurringMaxAmount"
	period    = "RecurringPeriod"
	lastDate  = "RecurringMaxDate"
)

// Begin reads the terms out of the first payment's request and checks them: bounds in
// order and above zero, a period of 1 to [MaxPeriod] days, a last date DD.MM.YYYY that
// is not past. BillNumber is known only after the payment; Last is now.
func Begin(op *service.Operation, r *service.Record, now time.Time) (*Subscription, error) {
	s := &Subscription{Last: now}
	c := checker{subscription: s}
	if field, text := parameter(r, indicator); text != "1" {
		c.add(field, "recurring", "the first payment of a series has the value 1 here")
	}
	s.Min, s.Max = c.bound(r, smallest), c.bound(r, largest)
	if field, _ := parameter(r, smallest); !s.Min.IsZero() && !s.Max.IsZero() && s.Min.Cmp(s.Max) > 0 {
		c.add(field, "ordered", "the smallest amount must not be above the largest")
	}
	s.Period = c.period(r)
	s.Until = c.lastDate(r, now)
	s.Currency = c.currencyOf(r)
	if err := c.error(r.Service().Name, op.Name); err != nil {
		return nil, err
	}
	return s, nil
}

func (c *checker) bound(r *service.Record, name string) (a service.Amount) {
	field, text := parameter(r, name)
	switch {
	case text == "":
		c.add(field, "required", "it is required for a first payment")
	case a.UnmarshalText([]byte(text)) != nil:
		c.add(field, "amount", "an amount is at most 15 digits with one or two after the point and no sign, as in 100.10")
	case a.Minor() == 0:
		c.add(field, "amount", "it must be above zero")
	}
	return a
}

func (c *checker) period(r *service.Record) int {
	field, text := parameter(r, period)
	days, err := strconv.Atoi(text)
	switch {
	case text == "":
		c.add(field, "required", "it is required for a first payment")
	case err != nil || !digits(text) || len(text) > 5 || days < 1 || days > MaxPeriod:
		c.add(field, "smallint", "it must be a number of days from 1 to %d", MaxPeriod)
	}
	return days
}

func (c *checker) lastDate(r *service.Record, now time.Time) time.Time {
	field, text := parameter(r, lastDate)
	date, err := time.Parse(dateLayout, text)
	switch {
	case text == "":
		c.add(field, "required", "it is required for a first payment")
	case err != nil || len(text) != len(dateLayout):
		c.add(field, "date", "it is not of the form DD.MM.YYYY; service.Date writes it")
	case date.Before(day(now)):
		c.add(field, "ended", "it is past")
	}
	return date
}

func (c *checker) currencyOf(r *service.Record) string {
	name := "currency"
	for i := range r.Fields() {
		if f := &r.Fields()[i]; f.Facts != nil && f.Facts.Role == service.RoleCurrency {
			if text := strings.TrimSpace(r.Values()[i].Text); text != "" {
				return text
			}
			name = f.Name
		}
	}
	c.add(name, "required", "send it: later payments must repeat it")
	return ""
}

// parameter finds the field of a parameter; spellings vary in case only.
func parameter(r *service.Record, name string) (field, text string) {
	for i := range r.Fields() {
		f := &r.Fields()[i]
		if strings.EqualFold(f.Name, name) || f.Facts != nil && strings.EqualFold(f.Facts.Param, name) {
			return f.Name, strings.TrimSpace(r.Values()[i].Text)
		}
	}
	return strings.ToLower(name), ""
}
