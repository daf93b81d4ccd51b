package sandbox

import (
	"slices"
	"time"
)

// What a state file holds. Card numbers never get there: a card is the position of a test
// card, or no more than its masked number.
type (
	memory struct {
		Version int
		Now     time.Time // sandbox time; it does not run backwards
		Random  []byte    // of numbers and tokens, so that none is given out twice
		Books   map[string]bookMemory
		Cards   map[string]savedCardMemory // by token
		Notices []*Notice
		Letters []letterMemory
		Rates   map[string]time.Time
	}
	bookMemory struct {
		Bills  []billMemory
		Orders []orderMemory
	}
	billMemory struct {
		Bill
		Fields   map[string]string
		Delayed  bool
		Deleted  bool
		Notice   string
		Scenario string
		Returns  [3]string
		Attempts []string // billnumbers of orders
	}
	orderMemory struct {
		Order
		Scenario  string
		Delayed   bool
		SettleAt  time.Time
		NoStep    bool
		Expires   time.Time
		Link      string
		Points    int64
		Step      *stepMemory
		Recurring *subscriptionMemory
		Saving    bool
		Token     string
		Receipt   receiptMemory
		Returns   [3]string
		PaidBy    cardMemory
		Receipts  []string // of the operations
		Slips     []string
	}
	stepMemory struct {
		Token     string
		Deadline  time.Time
		CVC       bool
		Challenge string
		Refused   bool
		TransID   string
		Met       bool
	}
	subscriptionMemory struct {
		Least, Most int64
		Currency    string
		Period      int
		Until, Last time.Time
	}
	receiptMemory struct {
		Items, Line, Tax, Mode, System string
		Forbidden                      bool
		Forced                         string
	}
	savedCardMemory struct {
		Merchant, Customer string
		Card               cardMemory
	}
	cardMemory struct {
		Test        int // position among the test cards, from 1; 0 for another card
		Masked      string
		Holder      string
		Month, Year int
	}
	letterMemory struct {
		Order     orderMemory
		Operation int
		Attempt   int
		Due       time.Time
	}
)

func (c card) remembered() cardMemory {
	s := cardMemory{Holder: c.holder, Month: c.month, Year: c.year}
	s.Test = slices.IndexFunc(TestCards(), func(known TestCard) bool { return known.Number == c.number }) + 1
	if s.Test == 0 && c.number != "" {
		s.Masked = c.masked()
	}
	return s
}

// card returns a card of a state. One that was no test card keeps its masked number, which
// answers as any other card does.
func (s cardMemory) card() card {
	c := card{number: s.Masked, holder: s.Holder, month: s.Month, year: s.Year}
	if cards := TestCards(); s.Test > 0 && s.Test <= len(cards) {
		c.number = cards[s.Test-1].Number
	}
	return c
}

func (r returnLinks) texts() [3]string { return [3]string{r.any, r.success, r.failure} }

func (b *Bill) remembered() billMemory {
	s := billMemory{
		Bill: *b, Fields: b.fields, Delayed: b.delayed, Deleted: b.deleted, Notice: b.notice,
		Scenario: b.scenario, Returns: b.returns.texts(),
	}
	s.Payments = nil
	for _, o := range b.attempts {
		s.Attempts = append(s.Attempts, o.BillNumber)
	}
	return s
}

func (s *billMemory) bill(sequence int, orders map[string]*Order) *Bill {
	b := s.Bill
	b.fields, b.delayed, b.deleted, b.notice, b.scenario, b.sequence = s.Fields, s.Delayed, s.Deleted, s.Notice, s.Scenario, sequence
	b.returns = returnLinks{s.Returns[0], s.Returns[1], s.Returns[2]}
	for _, number := range s.Attempts {
		if o := orders[number]; o != nil {
			b.attempts = append(b.attempts, o)
		}
	}
	return &b
}

func (o *Order) remembered() orderMemory {
	s := orderMemory{
		Order: *o, Scenario: o.scenario, Delayed: o.delayed, SettleAt: o.settleAt, NoStep: o.noStep, Expires: o.expires,
		Link: o.link, Points: o.points, Saving: o.saving, Token: o.token, Returns: o.returns.texts(), PaidBy: o.paidBy.remembered(),
		Receipt: receiptMemory{o.receipt.items, o.receipt.line, o.receipt.tax, o.receipt.mode, o.receipt.system, o.receipt.forbidden, o.receipt.forced},
	}
	if p := o.step; p != nil {
		s.Step = &stepMemory{p.token, p.deadline, p.cvc, p.flow.challenge, p.flow.refused, p.transID, p.met}
	}
	if r := o.recurring; r != nil {
		s.Recurring = &subscriptionMemory{r.least, r.most, r.currency, r.period, r.until, r.last}
	}
	for i := range o.Operations {
		s.Receipts, s.Slips = append(s.Receipts, o.Operations[i].receiptID), append(s.Slips, o.Operations[i].slip)
	}
	return s
}

func (s *orderMemory) order() *Order {
	o := s.Order
	o.scenario, o.delayed, o.settleAt, o.noStep, o.expires = s.Scenario, s.Delayed, s.SettleAt, s.NoStep, s.Expires
	o.link, o.points, o.saving, o.token, o.paidBy = s.Link, s.Points, s.Saving, s.Token, s.PaidBy.card()
	o.returns = returnLinks{s.Returns[0], s.Returns[1], s.Returns[2]}
	r := s.Receipt
	o.receipt = receiptTerms{r.Items, r.Line, r.Tax, r.Mode, r.System, r.Forbidden, r.Forced}
	if p := s.Step; p != nil {
		o.step = &step{p.Token, &o, p.Deadline, p.CVC, flow{p.Challenge, p.Refused}, p.TransID, p.Met}
	}
	if r := s.Recurring; r != nil {
		o.recurring = &subscription{r.Least, r.Most, r.Currency, r.Period, r.Until, r.Last}
	}
	for i := range o.Operations {
		if i < len(s.Receipts) && i < len(s.Slips) {
			o.Operations[i].receiptID, o.Operations[i].slip = s.Receipts[i], s.Slips[i]
		}
	}
	return &o
}
