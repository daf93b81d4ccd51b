package sandbox

// makeCharge confirms a two-stage payment, whole or in part (D22, D23). What cannot be
// confirmed is answered with AS400; the documents do not say how (inferred).
func makeCharge(c *call) (answer, *refusal) {
	number := c.get("billnumber")
	o := c.ledger.payment(c.merchant.ID, number)
	if o == nil {
		return answer{}, unknownPayment(c, number)
	}
	minor, problem := partOf(c, o, o.Held())
	if problem != nil && o.Held() > 0 {
		return answer{}, problem
	}
	last := o.last(OperationConfirmation)
	switch {
	case o.Held() > 0:
		return chargeAnswer(o, c.ledger.confirm(o, minor, c.now), c), nil
	case o.State == StateApproved && last != nil && (!c.sent("amount") || minor == last.Minor):
		return chargeAnswer(o, last, c), nil // confirming again draws no money (D23)
	case o.State == StateApproved && last != nil:
		return answer{}, problem
	}
	refused := Operation{Type: OperationConfirmation, Code: codeNoPayment, Minor: minor, BillNumber: o.BillNumber}
	return chargeAnswer(o, &refused, c), nil
}

// chargeAnswer is flat; its billnumber is that of the operation (D44).
func chargeAnswer(o *Order, p *Operation, c *call) answer {
	t := flatOrder(o, p, c)
	t["billnumber"] = p.BillNumber
	return flat(t)
}

// partOf reads Amount and Currency, which come together (D22): the whole rest when they
// were not sent. The amount is returned with a refusal too.
func partOf(c *call, o *Order, rest int64) (int64, *refusal) {
	if !c.sent("amount") {
		return rest, nil
	}
	minor, _ := minorUnits(c.get("amount"))
	switch {
	case !sameCurrency(c.service.Codes, c.get("currency"), o.Currency):
		return minor, refuse(firstValue, secondCurrency, "the payment is in %s", clip(o.Currency))
	case minor == 0:
		return minor, refuse(firstValue, secondAmount, "amount is zero")
	case minor > rest:
		return minor, refuse(firstValue, secondAmount, "amount is more than is left, %s", moneyText(rest))
	}
	return minor, nil
}

// last returns the latest successful operation of a type, or nil.
func (o *Order) last(kind int) *Operation {
	for i := len(o.Operations) - 1; i >= 0; i-- {
		if o.Operations[i].success(kind) {
			return &o.Operations[i]
		}
	}
	return nil
}
