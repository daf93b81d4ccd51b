package sandbox

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// silentPay pays an order with a card (S4).
func silentPay(c *call) (answer, *refusal) {
	order, problem := newOrder(c)
	if problem != nil {
		return answer{}, problem
	}
	paid, problem := c.ledger.pay(payment{
		merchant: c.merchant, order: order, card: cardOf(c), delayed: c.twoStage(),
		noStep: c.get("disable3ds") == "1", flow: flowOf(c.get("cardholder")),
	}, c.now)
	if problem != nil {
		return answer{}, problem
	}
	return silentAnswer(paid, c), nil
}

func cardOf(c *call) card {
	number, _ := onlyDigits(c.get("cardnumber"))
	month, _ := strconv.Atoi(strings.TrimSpace(c.get("expiremonth")))
	year, _ := strconv.Atoi(strings.TrimSpace(c.get("expireyear")))
	return card{number: number, holder: c.get("cardholder"), month: month, year: year}
}

// silentAnswer describes a payment and, while 3-D Secure is waiting, what it needs
// next: pareq and ascurl (S4), or threedsdata (D15). The continuations answer alike.
func silentAnswer(o *Order, c *call) answer {
	a := flat(flatOrder(o, o.latest(), c))
	a.texts["responsecode"], a.texts["pareq"], a.texts["ascurl"] = o.Code, "", ""
	explained := codeMeaning(c.service.Codes, o.Code, c.language())
	a.texts["message"], a.texts["customermessage"], a.texts["recommendation"] = explained.meaning, explained.meaning, explained.advice
	switch {
	case o.step == nil || o.step.cvc:
	case o.step.flow.second():
		a.records = map[string][]answer{"threedsdata": {flat(threeDSData(o, c.endpoint))}}
	case o.open():
		a.texts["pareq"] = base64.StdEncoding.EncodeToString([]byte(o.step.token))
		a.texts["ascurl"] = c.endpoint + pathStep
	}
	return a
}
