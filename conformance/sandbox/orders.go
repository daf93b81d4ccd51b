package sandbox

import "github.com/assist-soap/toolkit/service"

// newOrder reads what all requests to pay an order have in common.
func newOrder(c *call) (Order, *refusal) {
	amount := c.get("orderamount")
	minor, _ := minorUnits(amount)
	if minor == 0 {
		return Order{}, refuse(firstValue, secondAmount, "orderamount is zero; a payment moves money")
	}
	number, problem := c.numberOf("ordernumber", secondOrderNumber)
	if problem != nil {
		return Order{}, problem
	}
	terms, problem := receiptTermsOf(c, minor)
	if problem != nil {
		return Order{}, problem
	}
	currency := c.get("ordercurrency")
	if currency == "" {
		currency = c.merchant.Currency
	}
	o := Order{
		Number: number, Amount: amount, Minor: minor, Currency: currency,
		Comment: c.get("ordercomment"), Language: c.get("language"),
		Customer: Customer{
			First: c.get("firstname"), Last: c.get("lastname"), Middle: c.get("middlename"),
			Email: c.get("email"), IP: c.get("clientip"), Number: c.get("customernumber"),
		},
		scenario: c.scenario, receipt: terms, saving: c.get("savecard") == "1",
		returns: returnLinks{c.get("url_return"), c.get("url_return_ok"), c.get("url_return_no")},
	}
	o.recurring = subscriptionOf(c, currency)
	return o, nil
}

// twoStage reports whether a request asks for a two-stage payment.
func (c *call) twoStage() bool { return c.get("delay") == "1" || c.get("delay") == "2" }

// language is that of the answer's texts: as asked for, or the documented default.
func (c *call) language() string {
	if language := c.get("language"); language != "" {
		return language
	}
	if field := fieldCalled(c.requestType(), "language"); field != nil && field.Facts != nil {
		return field.Facts.Default
	}
	return ""
}

// orderTexts are the fields of an order, as answers with records have them. orderamount
// is echoed as it was sent.
func orderTexts(o *Order, c *call) texts {
	t := texts{
		"ordernumber": o.Number, "billnumber": o.BillNumber, "testmode": "1", "ordercomment": o.Comment,
		"orderamount": o.Amount, "ordercurrency": o.Currency, "rate": "1.000",
		"firstname": o.Customer.First, "lastname": o.Customer.Last, "middlename": o.Customer.Middle,
		"email": o.Customer.Email, "orderdate": o.Date.Format(layoutDateTime),
		"orderstate": stateText(c.service.Codes, o.State, c.get("language")),
		"packetdate": c.now.Format(layoutDateTime), "signature": "",
	}
	if o.Live {
		t["testmode"] = "0"
	}
	if c.merchant.NewerFields {
		t["errorcode"], t["errorcategory"], t["merchantadvicecode"] = "0", "", ""
	}
	return t
}

// stateText names a state in Russian when that was asked for: trap 22.
func stateText(codes *service.Codes, state, language string) string {
	if codes == nil || language != "RU" {
		return state
	}
	if row := service.FindCode(codes.States, state); row != nil && len(row.Aliases) > 0 {
		return row.Aliases[0]
	}
	return state
}

// explanation is what the code tables say about a response code, in one language.
type explanation struct{ meaning, advice string }

func codeMeaning(codes *service.Codes, code, language string) explanation {
	if codes == nil {
		return explanation{}
	}
	row := service.FindCode(codes.Response, code)
	if row == nil {
		return explanation{}
	}
	return explanation{row.Meaning.In(language), row.Advice.In(language)}
}

// unknownPayment refuses a billnumber nobody has.
func unknownPayment(c *call, billnumber string) *refusal {
	return refuse(firstValue, secondBillNumber, "merchant %s has no payment with billnumber %s", c.merchant.ID, clip(billnumber))
}
