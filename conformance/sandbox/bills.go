package sandbox

import (
	"maps"
	"strings"
	"time"
)

// createBill enters a bill and returns the token of its payment link (S0, D1).
func createBill(c *call) (answer, *refusal) {
	bill, problem := newBill(c)
	if problem != nil {
		return answer{}, problem
	}
	book := c.ledger.books[c.merchant.ID]
	if _, taken := book.bills[bill.Number]; taken {
		return answer{}, refuse(firstDuplicate, secondBill, "bill %s exists already", clip(bill.Number))
	}
	bill.Token = c.ledger.tokens.link()
	if _, taken := c.ledger.links[bill.Token]; taken {
		return answer{}, refuse(firstError, secondUnexpected, "a unique payment token cannot be created")
	}
	bill.sequence = len(book.bills)
	book.bills[bill.Number], c.ledger.links[bill.Token] = bill, bill
	bill.notice = c.announce(bill, NoticeInvoiced, c.get("sendnotification"))
	return flat(texts{"hash": bill.Token}), nil
}

func newBill(c *call) (*Bill, *refusal) {
	amount := c.get("bill_amount")
	minor, _ := minorUnits(amount)
	if minor == 0 {
		return nil, refuse(firstValue, secondAmount, "bill_amount is zero; a bill asks for money")
	}
	until := c.now.Add(defaultTerm)
	if text := c.get("pay_until"); text != "" {
		until, _ = time.Parse(layoutMinute, text)
		if !until.After(c.now) {
			return nil, refuse(firstValue, secondPayUntil, "pay_until %s is over: it is %s GMT", text, c.now.Format(layoutMinute))
		}
	}
	number, problem := c.numberOf("bill", secondBill)
	if problem != nil {
		return nil, problem
	}
	return &Bill{
		Merchant: c.merchant.ID, Number: number, Amount: amount, Minor: minor,
		Currency: c.get("bill_currency"), Comment: c.get("bill_comment"), Language: c.get("language"),
		Created: c.now, PayUntil: until,
		fields: customerOf(c), delayed: c.get("delaypayment") == "1", scenario: c.scenario,
		returns: returnLinks{c.get("url_return"), c.get("url_return_ok"), c.get("url_return_no")},
	}, nil
}

// billStatus finds a bill by its own number or by the number of its payment (S0, D5).
func billStatus(c *call) (answer, *refusal) {
	bill, problem := findBill(c)
	if problem != nil {
		return answer{}, problem
	}
	return flat(billAnswer(bill, c)), nil
}

// billRevoke deletes a bill that nobody has paid (D3). The documents show no answer;
// the bill with its new state is the natural guess (inferred).
func billRevoke(c *call) (answer, *refusal) {
	bill, problem := findBill(c)
	if problem != nil {
		return answer{}, problem
	}
	if state := bill.state(c.now); state != BillInvoiced && state != BillTimedOut {
		return answer{}, refuse(firstForbidden, secondBillState, "bill %s is %s; only Invoiced and Timed out bills can be revoked", clip(bill.Number), state)
	}
	bill.deleted = true
	if asked := c.get("sendnotification"); asked != "" || c.merchant.SendNotification != "" {
		bill.notice = c.announce(bill, NoticeAnnulled, asked)
	}
	return flat(billAnswer(bill, c)), nil
}

// customerOf are the request's texts about the customer, which answers repeat.
func customerOf(c *call) map[string]string {
	fields := map[string]string{}
	for _, name := range []string{
		"customer_name", "customer_lastname", "customer_middlename",
		"customer_email", "customer_phone", "customer_mobile",
	} {
		fields[name] = c.get(name)
	}
	return fields
}

func findBill(c *call) (*Bill, *refusal) {
	number, payment := c.get("bill"), c.get("billnumber")
	payment, _, _ = strings.Cut(payment, ".") // an extended number names an operation of the same order
	bills := c.ledger.books[c.merchant.ID].bills
	if bill := bills[number]; bill != nil && (payment == "" || bill.paidUnder(payment)) {
		return bill, nil
	}
	for _, bill := range bills {
		if number == "" && bill.paidUnder(payment) {
			return bill, nil
		}
	}
	return nil, refuse(firstUnknown, secondBill, "merchant %s has no such bill: bill %q, billnumber %q", c.merchant.ID, clip(number), clip(payment))
}

// paidUnder reports whether an attempt to pay the bill has this number.
func (b *Bill) paidUnder(billnumber string) bool {
	for _, o := range b.attempts {
		if o.BillNumber == billnumber {
			return true
		}
	}
	return false
}

// billAnswer describes a bill (D3, D4). Before a payment payment_amount is 0.00, as
// the examples print it, and the other payment fields are empty, as the table says.
func billAnswer(b *Bill, c *call) texts {
	a := texts{
		"merchant_id": b.Merchant, "bill": b.Number, "bill_amount": b.Amount, "bill_currency": b.Currency,
		"bill_comment": b.Comment, "bill_date": b.Created.Format(layoutDateTime), "bill_status": b.state(c.now),
		"billnumber": "", "payment_date": "", "payment_amount": "0.00", "payment_currency": "",
		"payment_rrn": "", "refund_amount": "",
		"language": b.Language, "pay_until": b.PayUntil.Format(layoutMinute), "sendnotification": b.notice,
	}
	maps.Copy(a, b.fields)
	if c.merchant.BillType {
		a["bill_type"] = "1"
	}
	order := b.last()
	if order == nil {
		return a
	}
	a["billnumber"], a["payment_date"] = order.BillNumber, order.Date.Format(layoutDateTime)
	if paid := order.payment(); paid != nil {
		a["payment_amount"], a["payment_currency"] = moneyText(paid.Minor), order.Currency
		a["payment_rrn"], a["refund_amount"] = paid.RRN, moneyText(order.Refunded())
	}
	return a
}
