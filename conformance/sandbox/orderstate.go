package sandbox

import "strings"

// orderState tells the states of the attempts to pay an order number (D17). Each
// carries a check value of its own.
func orderState(c *call) (answer, *refusal) {
	found, problem := askedFor(c)
	if problem != nil {
		return answer{}, problem
	}
	a := answer{records: map[string][]answer{}}
	for _, o := range found {
		t := orderTexts(o, c)
		t["packetdate"] = c.now.Format(layoutPacket)
		a.records["order"] = append(a.records["order"], flat(t))
	}
	return a, nil
}

// askedFor finds the attempts under an order number, or the one with a billnumber, in
// the window asked for, in order of time.
func askedFor(c *call) ([]*Order, *refusal) {
	w, problem := windowOf(c)
	if problem != nil {
		return nil, problem
	}
	number, billnumber := c.get("ordernumber"), c.get("billnumber")
	var found []*Order
	for _, o := range c.ledger.books[c.merchant.ID].orders {
		if (number == "" || o.Number == number) && (billnumber == "" || numbered(o, billnumber)) && w.holds(o.Date) {
			found = append(found, o)
		}
	}
	if len(found) == 0 {
		return nil, refuse(firstUnknown, secondOrder, "merchant %s has no such order between %s and %s: ordernumber %q, billnumber %q",
			c.merchant.ID, w.from.Format(layoutDateTime), w.to.Format(layoutDateTime), clip(number), clip(billnumber))
	}
	return found, nil
}

// numbered reports whether a billnumber, short or extended, is the order's.
func numbered(o *Order, billnumber string) bool {
	short, extension, _ := strings.Cut(billnumber, ".")
	return o.BillNumber == short && (extension == "" || o.operation(billnumber) != nil)
}
