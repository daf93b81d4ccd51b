package sandbox

import "strings"

// wsCancel gives money back: it releases what is only held and refunds what was taken
// (D24). One answer has one operation for each payment of the order. The codes of its
// refusals are inferred.
func wsCancel(c *call) (answer, *refusal) {
	number := c.get("billnumber")
	o := c.ledger.payment(c.merchant.ID, number)
	if o == nil {
		return answer{}, unknownPayment(c, number)
	}
	targets, problem := cancelTargets(c, o, number)
	if problem != nil {
		return answer{}, problem
	}
	id := c.get("externalrefundid")
	for _, p := range o.Operations {
		if id != "" && p.RefundID == id {
			return answer{}, refuse(firstDuplicate, secondRefund, "externalrefundid %s was used for this order already", clip(id))
		}
	}
	named := ""
	if strings.Contains(number, ".") {
		named = number
	}
	first := len(o.Operations)
	for _, target := range targets {
		c.ledger.cancel(o, o.operation(target.billnumber), target.minor, named, id, c.now)
	}
	return answer{
		texts:   texts{"packetdate": c.now.Format(layoutDateTime), "signature": ""},
		records: map[string][]answer{"order": {nested(o, c, o.Operations[first:])}},
	}, nil
}

// target is how much of which operation is cancelled.
type target struct {
	billnumber string
	minor      int64
}

// cancelTargets decides what is cancelled: the named operation, or all payments of the
// order. A part of an order with several payments needs the number of one (D24).
func cancelTargets(c *call, o *Order, number string) ([]target, *refusal) {
	if !o.paid() {
		return nil, refuse(firstForbidden, secondCancel, "order %s is %s; there is nothing to cancel", clip(o.Number), o.State)
	}
	var payments []*Operation
	for i := range o.Operations {
		if p := &o.Operations[i]; p.success(OperationPayment) {
			payments = append(payments, p)
		}
	}
	if strings.Contains(number, ".") {
		p := o.operation(number)
		switch {
		case o.receipt.items != "":
			return nil, refuse(firstForbidden, secondCancel, "the order has cheque items; cancel it by the number of the payment")
		case !p.success(OperationPayment) && !p.success(OperationConfirmation):
			return nil, refuse(firstForbidden, secondCancel, "operation %s is no payment", p.BillNumber)
		}
		payments = []*Operation{p}
	}
	if len(payments) > 1 && c.sent("amount") {
		return nil, refuse(firstForbidden, secondCancel, "the order has %d payments; name the one to cancel a part of", len(payments))
	}
	var targets []target
	for _, p := range payments {
		rest := o.restOf(p)
		minor, problem := partOf(c, o, rest)
		if problem != nil {
			return nil, problem
		}
		if minor > 0 {
			targets = append(targets, target{p.BillNumber, minor})
		}
	}
	if len(targets) == 0 {
		return nil, refuse(firstForbidden, secondCancel, "operation %s is cancelled already", clip(number))
	}
	return targets, nil
}
