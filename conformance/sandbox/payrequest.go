package sandbox

import "time"

// pageTerm is how long an order made by payrequest can be paid (D41: the clock runs from
// the call; the figure is inferred).
const pageTerm = 15 * time.Minute

// payRequest makes an order and answers with the address of the page to pay it on
// (D41). The order has no operation until somebody tries.
func payRequest(c *call) (answer, *refusal) {
	order, problem := newOrder(c)
	if problem != nil {
		return answer{}, problem
	}
	if problem := c.ledger.free(c.merchant.ID, order.Number); problem != nil {
		return answer{}, problem
	}
	order.delayed = c.twoStage()
	order.noStep = c.get("disable3ds") == "1"
	order.points, _ = minorUnits(c.get("ordermaxpoints"))
	order.points = min(order.points, order.Minor)
	order.expires = c.now.Add(pageTerm)
	o := c.ledger.enter(c.merchant, order, c.now)
	o.link = c.ledger.tokens.link()
	c.ledger.pages[o.link] = o
	return flat(texts{
		"url":            c.endpoint + pathPay + "?CFSID=" + o.link,
		"expirationtime": o.expires.Format(layoutDateTime),
		"orderstate":     o.State,
	}), nil
}

// declineJSON is how payrequest refuses in JSON: an empty address and the state Decline
// (D41); the codes are nowhere.
func declineJSON(p *printer, now time.Time) {
	p.raw(`{"URL":"","expirationtime":"`, now.Format(layoutDateTime), `","orderstate":"Decline"}`, "\n")
}
