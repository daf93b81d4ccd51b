package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// fiscalReceipt tells the fiscal receipt of a payment or a refund (D43). It is New at
// first and Success some seconds later.
func fiscalReceipt(c *call) (answer, *refusal) {
	o, p := findReceipt(c)
	if p == nil {
		return answer{}, refuse(firstUnknown, secondReceipt, "merchant %s has no such receipt: billnumber %q, payment_id %q, fiscalreceipt_id %q",
			c.merchant.ID, clip(c.get("billnumber")), clip(c.get("payment_id")), clip(c.get("fiscalreceipt_id")))
	}
	state := o.receipt.state(p, c.now)
	t := texts{
		"billnumber": p.BillNumber, "payment_id": paymentID(o, p), "fiscalreceipt_id": p.receiptID,
		"receipttype": "1", "status": state, "chequeitems": o.receipt.lines(p, p.Minor == o.Minor),
		"total": moneyText(p.Minor), "taxationsystem": o.receipt.system, "errortext": "",
	}
	if p.Type == OperationCancellation {
		t["receipttype"] = "2"
	}
	if state == receiptSuccess {
		t["url"] = c.endpoint + pathReceipt + "?ID=" + p.receiptID
		t["receipt_datetime"] = p.Ended.Add(receiptAfter).Format(layoutDateTime)
		t["fiscal_receipt_number"], t["shift_number"] = "1", "1"
		t["fn_number"], t["ecr_registration_number"] = "SANDBOX-FN", "SANDBOX-ECR"
		t["fiscal_document_number"], t["fiscal_document_attribute"] = p.receiptID, p.receiptID
	} else if state != receiptNew && state != receiptNotNeeded {
		t["errortext"] = "the sandbox was told to answer " + state
	}
	if full := c.get("full_receipt"); full != "" && full != "0" {
		more := texts{
			"merchant_name": c.merchant.Name, "merchant_inn": "0000000000", "calc_type": t["receipttype"],
			"payment_types": "electronic", "tax_items": "", "cashier": "Sandbox", "calc_adr": "Sandbox",
			"calc_dsc": "Sandbox", "fris_site": "", "sale_email": "",
		}
		for name, text := range more {
			t[name] = text
		}
	}
	return flat(t), nil
}

// findReceipt finds the operation a receipt belongs to; a short billnumber means the
// payment.
func findReceipt(c *call) (*Order, *Operation) {
	number, id, payment := c.get("billnumber"), c.get("fiscalreceipt_id"), c.get("payment_id")
	for _, o := range c.ledger.books[c.merchant.ID].orders {
		for i := range o.Operations {
			p := &o.Operations[i]
			if !p.success(OperationPayment) && !p.success(OperationCancellation) {
				continue // a confirmation has none of its own (inferred)
			}
			if (number == "" || p.BillNumber == number || o.BillNumber == number && !strings.Contains(number, ".")) &&
				(id == "" || p.receiptID == id) && (payment == "" || paymentID(o, p) == payment) {
				return o, p
			}
		}
	}
	return nil, nil
}

// paymentID is the merchant's own number of an operation: that of the refund, or of the
// order (inferred).
func paymentID(o *Order, p *Operation) string {
	if p.RefundID != "" {
		return p.RefundID
	}
	return o.Number
}

// receiptPage is what the page of a receipt shows.
type receiptPage struct {
	Shop      string
	Order     Order
	Operation Operation
	Amount    string
	Refund    bool
	ID        string
}

// showReceipt shows the receipt that url leads to.
func (s *Sandbox) showReceipt(w http.ResponseWriter, r *http.Request) {
	id := tokenOf(r, "ID")
	var p receiptPage
	s.ledger.transaction(func(now time.Time) {
		for _, m := range s.merchants {
			for _, o := range s.ledger.books[m.ID].orders {
				for _, op := range o.Operations {
					if id != "" && op.receiptID == id && o.receipt.state(&op, now) == receiptSuccess {
						p = receiptPage{m.Name, o.copy(), op, moneyText(op.Minor), op.Type == OperationCancellation, id}
					}
				}
			}
		}
	})
	if p.ID == "" {
		s.show(w, r, http.StatusNotFound, "unknown.html", "receipt unknown", view{Lang: language(r, "")}, "")
		return
	}
	s.show(w, r, http.StatusOK, "receipt.html", "receipt title", view{Lang: language(r, p.Order.Language), Data: p}, "")
}
