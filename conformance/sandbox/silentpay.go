package sandbox

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// silentPay pays an order with a card (S4).
func silentPay(c *call) (answer, *refusal) {
	order, problem := newOrder(c)
	if problem != nil {
		return nil, problem
	}
	paid, problem := c.ledger.pay(payment{
		merchant: c.merchant, order: order, card: cardOf(c),
		delayed: c.get("delay") == "1", noStep: c.get("disable3ds") == "1",
	}, c.now)
	if problem != nil {
		return nil, problem
	}
	return orderAnswer(paid, c), nil
}

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
	currency := c.get("ordercurrency")
	if currency == "" {
		currency = c.merchant.Currency
	}
	return Order{
		Number: number, Amount: amount, Minor: minor, Currency: currency,
		Comment: c.get("ordercomment"), Language: c.get("language"),
		Customer: Customer{
			First: c.get("firstname"), Last: c.get("lastname"), Middle: c.get("middlename"),
			Email: c.get("email"), IP: c.get("clientip"),
		},
	}, nil
}

func cardOf(c *call) card {
	number, _ := onlyDigits(c.get("cardnumber"))
	month, _ := strconv.Atoi(strings.TrimSpace(c.get("expiremonth")))
	year, _ := strconv.Atoi(strings.TrimSpace(c.get("expireyear")))
	return card{number: number, holder: c.get("cardholder"), month: month, year: year}
}

// orderAnswer describes an order with its payment (S4). orderamount is echoed as it
// was sent; amount is what the operation moves.
func orderAnswer(o *Order, c *call) answer {
	explained := codeMeaning(c.service.Codes, o.Code, o.Language)
	a := answer{
		"ordernumber": o.Number, "billnumber": o.BillNumber, "testmode": "1", "ordercomment": o.Comment,
		"orderamount": o.Amount, "ordercurrency": o.Currency, "amount": moneyText(o.Minor), "currency": o.Currency,
		"rate": "1.000", "firstname": o.Customer.First, "lastname": o.Customer.Last, "middlename": o.Customer.Middle,
		"email": o.Customer.Email, "ipaddress": o.Customer.IP,
		"meantypename": o.Card.Brand, "meannumber": o.Card.Masked, "cardholder": o.Card.Holder,
		"cardexpirationdate": o.Card.Expiry, "meansubtype": "", "issuebank": "Sandbox bank", "bankcountry": "",
		"orderdate": o.Date.Format(layoutDateTime), "orderstate": o.State, "responsecode": o.Code,
		"message": explained.meaning, "customermessage": explained.meaning, "recommendation": explained.advice,
		"protocoltypename": "NET", "processingname": "Sandbox",
		"operationtype": strconv.Itoa(operationPayment), "packetdate": c.now.Format(layoutDateTime),
		"approvalcode": "", "signature": "", "pareq": "", "ascurl": "",
	}
	if o.Live {
		a["testmode"] = "0"
	}
	if paid := o.payment(); paid != nil {
		a["approvalcode"] = paid.Approval
	}
	if o.Code == codeStep {
		a["pareq"] = base64.StdEncoding.EncodeToString([]byte(o.step.token))
		a["ascurl"] = c.endpoint + pathStep
	}
	return a
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
