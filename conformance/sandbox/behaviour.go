package sandbox

import "time"

// behaviour carries out one operation inside a ledger transaction.
type behaviour func(*call) (answer, *refusal)

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
		"createbill.create":     createBill,
		"billstatus.status":     billStatus,
		"billrevoke.revoke":     billRevoke,
		"silentpay.pay":         silentPay,
		"tokenpay.pay":          tokenPay,
		"recurrent.pay":         recurrentPay,
		"payrequest.create":     payRequest,
		"charge.charge":         makeCharge,
		"wscancel.cancel":       wsCancel,
		"orderstate.query":      orderState,
		"orderresult.query":     orderResult,
		"resultbydate.query":    resultByDate,
		"get3dsec.continue":     continue3DS,
		"get3dsecver2.continue": continue3DS2,
		"fiscalreceipt.link":    fiscalReceipt,
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
