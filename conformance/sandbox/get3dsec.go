package sandbox

import (
	"encoding/base64"
	"strings"
)

// continue3DS ends a payment after the bank's page of version 1. Nothing but the path
// of the service is documented (K5); what it takes and answers is inferred.
//
// PaRes is what the bank's page posts to the shop. A merchant without a browser may end
// the step with the status letters of 3-D Secure 1 in base64: Y confirms, N refuses.
func continue3DS(c *call) (answer, *refusal) {
	o, problem := waiting(c)
	if problem != nil {
		return answer{}, problem
	}
	decoded, _ := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(c.get("pares")), ""))
	switch text := string(decoded); {
	case text == "" && o.open():
		return answer{}, refuse(firstStep, secondWaiting, "pares was not sent and the payer has not decided yet")
	case text == "Y" || text == "N":
		c.ledger.decide(o.step, text == "Y", c.now)
	case text != "" && !strings.HasPrefix(text, o.step.token+":"):
		return answer{}, refuse(firstStep, secondStepDenied, "pares does not belong to this payment")
	}
	return silentAnswer(o, c), nil
}

// continue3DS2 goes on after the hidden frame of version 2 (D16).
func continue3DS2(c *call) (answer, *refusal) {
	o, problem := waiting(c)
	if problem != nil {
		return answer{}, problem
	}
	if !o.step.flow.second() {
		return answer{}, refuse(firstStep, secondWaiting, "this payment waits for 3-D Secure 1: use get3dsec")
	}
	if id := c.get("threedsservertransid"); id != "" && id != o.step.transID {
		return answer{}, refuse(firstStep, secondStepDenied, "threeDSServerTransID is not that of the payment")
	}
	c.ledger.goOn(o, c.now)
	return silentAnswer(o, c), nil
}

// waiting finds the payment that is to go on. One that is final already is answered
// again.
func waiting(c *call) (*Order, *refusal) {
	number := c.get("billnumber")
	o := c.ledger.payment(c.merchant.ID, number)
	if o == nil {
		return nil, unknownPayment(c, number)
	}
	if o.step == nil || o.step.cvc {
		return nil, refuse(firstStep, secondWaiting, "payment %s does not wait for 3-D Secure", o.BillNumber)
	}
	return o, nil
}
