package sandbox

import "time"

// behaviour carries out one operation inside a ledger transaction.
type behaviour func(*call) (answer, *refusal)

// answer holds the values of an answer by field name; aliases and documented
// spellings will do. Fields of the description that are missing here are empty or
// left out, as the description allows.
type answer map[string]string

// call is a checked request and what it may act on.
type call struct {
	*input
	merchant *Merchant
	ledger   *Ledger
	now      time.Time
	endpoint string // base of links to the sandbox's own pages
}

// behaviours lists what the sandbox can do. Everything else about an operation comes
// from its description.
func behaviours() map[string]behaviour {
	return map[string]behaviour{
		"createbill.create": createBill,
		"billstatus.status": billStatus,
		"billrevoke.revoke": billRevoke,
		"silentpay.pay":     silentPay,
	}
}

// numberOf returns the merchant's own number of a bill or an order. Without automatic
// numbering it is mandatory (S0, footnote 1), which no schema can say.
func (c *call) numberOf(field string, second int) (string, *refusal) {
	switch number := c.get(field); {
	case number != "":
		return number, nil
	case c.merchant.AutoNumber:
		return c.ledger.tokens.number(), nil
	}
	return "", refuse(firstMissing, second, "%s is mandatory and %s; merchant %s has no automatic numbering",
		field, absence(c.input, field), c.merchant.ID)
}
