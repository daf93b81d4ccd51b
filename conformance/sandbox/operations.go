package sandbox

import "strconv"

// meansOf is the number of a payment system (S4, D14, D21), "" for those without one.
func meansOf(brand string) string {
	return map[string]string{"VISA": "1", "MasterCard": "2", "AMEX": "5", "MIR": "6", bonus: "21"}[brand]
}

// bonus is the means of a payment with bonus points.
const bonus = "Discount"

// operationTexts are the fields of one operation.
func operationTexts(o *Order, p *Operation, c *call) texts {
	explained := codeMeaning(c.service.Codes, p.Code, c.language())
	t := texts{
		"billnumber": p.BillNumber, "operationtype": strconv.Itoa(p.Type),
		"operationstate": operationState(p.State, c.language()),
		"amount":         moneyText(p.Minor), "currency": o.Currency, "rate": "1.000",
		"clientip": o.Customer.IP, "ipaddress": o.Customer.IP,
		"meantype_id": meansOf(o.Card.Brand), "meantypename": o.Card.Brand, "meansubtype": "",
		"meannumber": o.Card.Masked, "cardholder": o.Card.Holder, "cardexpirationdate": o.Card.Expiry,
		"issuebank": "Sandbox bank", "bankcountry": "",
		"responsecode": p.Code, "message": explained.meaning, "customermessage": explained.meaning,
		"recommendation": explained.advice, "approvalcode": p.Approval,
		"protocoltypename": "NET", "processingname": "Sandbox",
		"operationdate": p.Date.Format(layoutDateTime),
		"authresult":    "", "authrequired": "0", "slipno": p.slip, "rrn": p.RRN, "extrrn": "",
	}
	if p.Points {
		for _, name := range []string{"meannumber", "cardholder", "cardexpirationdate", "issuebank"} {
			t[name] = ""
		}
		t["meantypename"], t["meantype_id"] = bonus, meansOf(bonus)
	}
	if o.step != nil && !o.step.cvc {
		t["authrequired"] = "1"
		if p.State == OperationSuccess {
			t["authresult"] = "Y"
		} else if p.State == OperationFailed {
			t["authresult"] = "N"
		}
	}
	return t
}

// operationState names the state of an operation; an answer in Russian has a sentence
// for success (D45).
func operationState(state, language string) string {
	if language == "RU" && state == OperationSuccess {
		return "Завершено успешно."
	}
	return state
}

// nested is an order with its operations below it (S1, D20). Fields that the type of
// the answer does not have are left out when it is arranged.
func nested(o *Order, c *call, operations []Operation) answer {
	a := flat(orderTexts(o, c))
	a.records = map[string][]answer{}
	for i := range operations {
		a.records["operation"] = append(a.records["operation"], flat(operationTexts(o, &operations[i], c)))
	}
	a.records["customer"] = []answer{flat(a.texts)}
	return a
}

// flatOrder is an order with one of its operations, without levels (S3, S4, D44): amount
// is what the operation moves. billnumber is that of the order.
func flatOrder(o *Order, p *Operation, c *call) texts {
	if p == nil {
		p = &Operation{Type: OperationPayment, Minor: o.Minor}
	}
	t := operationTexts(o, p, c)
	for name, text := range orderTexts(o, c) {
		t[name] = text
	}
	return t
}
