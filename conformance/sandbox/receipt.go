package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// States of a fiscal receipt (D33).
const (
	receiptNew       = "New"
	receiptSuccess   = "Success"
	receiptNotNeeded = "NotNeeded"
)

// receiptAfter is how long the cash register takes (inferred).
const receiptAfter = 5 * time.Second

// receiptTerms is what a payment says about its fiscal receipt (S1, D32).
type receiptTerms struct {
	items, line, tax, mode, system string
	forbidden                      bool   // GenerateReceipt=0
	forced                         string // state a ReceiptLine of that name puts the receipt into, for tests
}

// receiptTermsOf reads them, and refuses lines whose sums are no amounts or do not add
// up to the order (inferred).
func receiptTermsOf(c *call, minor int64) (receiptTerms, *refusal) {
	t := receiptTerms{
		items: c.get("chequeitems"), line: c.get("receiptline"), tax: c.get("tax"), mode: c.get("fpmode"),
		system: c.get("taxationsystem"), forbidden: c.get("generatereceipt") == "0",
	}
	if codes := c.service.Codes; codes != nil && t.line != "" {
		if row := service.FindCode(codes.Cheques, t.line); row != nil {
			t.forced = row.Code
		}
	}
	if t.items == "" {
		return t, nil
	}
	sum, complaint := sumOfItems(t.items)
	switch {
	case complaint != "":
		return t, refuse(firstFormat, secondReceipt, "chequeitems: %s", complaint)
	case sum != minor:
		return t, refuse(firstValue, secondReceipt, "chequeitems add up to %s, the order to %s", moneyText(sum), moneyText(minor))
	}
	return t, nil
}

// sumOfItems adds the amounts of the lines without any float.
func sumOfItems(text string) (sum int64, complaint string) {
	var items struct {
		Items []struct {
			Amount json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(text), &items); err != nil || len(items.Items) == 0 {
		return 0, "an object with a list items is expected"
	}
	for i, item := range items.Items {
		minor, ok := minorUnits(strings.Trim(string(item.Amount), `"`))
		if !ok {
			return 0, "line " + strconv.Itoa(i+1) + " has no amount"
		}
		sum += minor
	}
	return sum, ""
}

// state returns the state of the receipt of an operation at a moment.
func (t receiptTerms) state(p *Operation, now time.Time) string {
	switch {
	case t.forbidden:
		return receiptNotNeeded
	case t.forced != "":
		return t.forced
	case now.Before(p.Ended.Add(receiptAfter)):
		return receiptNew
	}
	return receiptSuccess
}

// lines returns the lines of a receipt: those of the payment, or the one that is built
// (D32). The receipt of a part has one line too.
func (t receiptTerms) lines(p *Operation, whole bool) string {
	if t.items != "" && whole {
		return t.items
	}
	name := t.line
	if name == "" {
		name = "Payment for the order"
	}
	amount := moneyText(p.Minor)
	tax := t.tax
	if tax == "" {
		tax = "novat" // the merchants of the sandbox are set so
	}
	return `{"items":[{"id":1,"name":` + quoted(name) + `,"price":` + amount + `,"quantity":1,"amount":` + amount + `,"tax":` + quoted(tax) + `}]}`
}
