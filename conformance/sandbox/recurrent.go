package sandbox

import (
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// subscription is what a payment with RecurringIndicator=1 permits later (S3, S4).
type subscription struct {
	least, most int64
	currency    string
	period      int       // days between payments
	until       time.Time // first moment after the last day
	last        time.Time // when it was paid last
}

// subscriptionOf reads the terms of a subscription, nil if the payment starts none.
func subscriptionOf(c *call, currency string) *subscription {
	if c.get("recurringindicator") != "1" {
		return nil
	}
	s := &subscription{currency: currency, last: c.now}
	s.least, _ = minorUnits(c.get("recurringminamount"))
	s.most, _ = minorUnits(c.get("recurringmaxamount"))
	s.period, _ = strconv.Atoi(c.get("recurringperiod"))
	until, _ := time.Parse(layoutDate, c.get("recurringmaxdate"))
	s.until = until.AddDate(0, 0, 1)
	return s
}

// recurrentPay takes the next payment of a subscription with the card of the first one
// (S3). The codes of its refusals are inferred.
func recurrentPay(c *call) (answer, *refusal) {
	number := c.get("billnumber")
	short, _, _ := strings.Cut(number, ".")
	first := c.ledger.payment(c.merchant.ID, short)
	if first == nil {
		return answer{}, unknownPayment(c, number)
	}
	minor, _ := minorUnits(c.get("amount"))
	if problem := permitted(c, first, minor); problem != nil {
		return answer{}, problem
	}
	order := Order{
		Number: c.get("ordernumber"), Amount: c.get("amount"), Minor: minor, Currency: c.get("currency"),
		Comment: c.get("ordercomment"), Language: c.get("language"), Customer: first.Customer,
		scenario: c.scenario,
	}
	if !sameCurrency(c.service.Codes, order.Currency, first.recurring.currency) {
		return c.closedInError(first, order)
	}
	o, problem := c.ledger.pay(payment{merchant: c.merchant, order: order, card: first.paidBy, noStep: true}, c.now)
	if problem != nil {
		return answer{}, problem
	}
	if o.paid() {
		first.recurring.last = c.now
	}
	return rpAnswer(o, c), nil
}

// permitted checks a payment against the terms of its subscription.
func permitted(c *call, first *Order, minor int64) *refusal {
	s := first.recurring
	switch {
	case s == nil:
		return refuse(firstForbidden, secondRecurring, "payment %s started no subscription: it had no RecurringIndicator=1", first.BillNumber)
	case !first.paid():
		return refuse(firstForbidden, secondRecurring, "the first payment is %s", first.State)
	case !c.now.Before(s.until):
		return refuse(firstForbidden, secondRecurring, "RecurringMaxDate was %s", s.until.AddDate(0, 0, -1).Format(layoutDate))
	case minor < s.least || minor > s.most:
		return refuse(firstValue, secondAmount, "amount must lie between %s and %s", moneyText(s.least), moneyText(s.most))
	}
	if due := s.last.AddDate(0, 0, s.period); c.now.Before(due) {
		if c.merchant.StrictPeriod {
			return refuse(firstForbidden, secondRecurring, "RecurringPeriod is %d days; the next payment is due on %s", s.period, due.Format(layoutDate))
		}
		c.note("the last payment of this subscription is less than RecurringPeriod=%d days old; what the gateway does then is not documented", s.period)
	}
	return nil
}

// closedInError makes the order that another currency gets: it closes with an error
// (S3); that the error is AS100 is inferred.
func (c *call) closedInError(first *Order, order Order) (answer, *refusal) {
	if problem := c.ledger.free(c.merchant.ID, order.Number); problem != nil {
		return answer{}, problem
	}
	c.note("currency is not that of the first payment, so the order closes with an error")
	o := c.ledger.enter(c.merchant, order, c.now)
	o.Card = first.Card
	o.begin(OperationPayment, o.Minor, c.now)
	c.ledger.decline(o, codeRefused, c.now)
	return rpAnswer(o, c), nil
}

// rpAnswer is flat; its billnumber is that of the operation (S3).
func rpAnswer(o *Order, c *call) answer {
	t := flatOrder(o, o.latest(), c)
	t["billnumber"] = o.latest().BillNumber
	return flat(t)
}

// sameCurrency compares codes; RUR and RUB, BYR and BYN are rows of one currency.
func sameCurrency(codes *service.Codes, a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	if codes == nil {
		return false
	}
	row := service.FindCode(codes.Currencies, a)
	return row != nil && row == service.FindCode(codes.Currencies, b)
}
