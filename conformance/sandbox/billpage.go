package sandbox

import (
	"net/http"
	"net/url"
	"time"
)

// billPage is what the payment page of a bill shows.
type billPage struct {
	Shop     string
	Bill     Bill
	Last     *Order // the latest attempt, if any
	Declined string // why the latest attempt failed, from the code tables
	Step     string // link to a 3-D Secure step that waits
	Return   string // link back to the shop
	Form     *cardForm
}

// showBill shows a bill and, while it can be paid, the card form.
func (s *Sandbox) showBill(w http.ResponseWriter, r *http.Request) {
	p, ok := s.billPage(tokenOf(r, "ID"))
	if !ok {
		s.show(w, r, http.StatusNotFound, "unknown.html", "unknown", view{Lang: language(r, "")}, "")
		return
	}
	p.Form.choose(r, s.clock.Now())
	s.show(w, r, http.StatusOK, "bill.html", "bill title", view{Lang: language(r, p.Bill.Language), Data: p}, "")
}

// submitBill pays a bill with the card of the form and sends the browser on, so that
// reloading the page pays nothing.
func (s *Sandbox) submitBill(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	token := tokenOf(r, "ID")
	c, wrong := cardOfForm(r)
	if p, ok := s.billPage(token); len(wrong) > 0 || !ok {
		if !ok {
			s.show(w, r, http.StatusNotFound, "unknown.html", "unknown", view{Lang: language(r, "")}, "")
			return
		}
		p.Form.complain(wrong)
		s.show(w, r, http.StatusUnprocessableEntity, "bill.html", "bill title", view{Lang: language(r, p.Bill.Language), Data: p}, "")
		return
	}
	step, taken := "", false
	s.ledger.transaction(func(now time.Time) {
		bill := s.ledger.links[token]
		if problem := s.ledger.payBill(bill, s.merchant(bill.Merchant), c, now); problem != nil {
			s.log.Info("payment page", "bill", bill.Number, "reason", problem.reason)
			taken = bill.state(now) == BillInvoiced // else the page says why it cannot be paid
			return
		}
		if last := bill.last(); last.Code == codeStep {
			step = last.step.token
		}
	})
	s.wake()
	if taken {
		p, _ := s.billPage(token)
		p.Form.complain([]formError{{"", "order taken"}})
		s.show(w, r, http.StatusConflict, "bill.html", "bill title", view{Lang: language(r, p.Bill.Language), Data: p}, "")
		return
	}
	target := pathBill + "?" + query(r, "ID", token)
	if step != "" {
		target = pathStep + "?" + query(r, "PaReq", encodeStep(step))
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}

// billPage collects what the page shows of a bill; ok is false when the token is
// unknown.
func (s *Sandbox) billPage(token string) (p billPage, ok bool) {
	s.ledger.transaction(func(now time.Time) {
		bill := s.ledger.links[token]
		if ok = bill != nil; !ok {
			return
		}
		m := s.merchant(bill.Merchant)
		p = billPage{
			Shop: m.Name, Bill: bill.copy(now),
			Form: newCardForm(pathBill, "ID", token, bill.Amount+" "+bill.Currency),
		}
		last := bill.last()
		if last == nil {
			return
		}
		p.Last = &p.Bill.Payments[len(p.Bill.Payments)-1]
		p.Return = bill.returns.next(last.paid())
		if last.State == StateInProcess && last.step != nil {
			p.Step = encodeStep(last.step.token)
		}
		if last.State == StateDeclined || last.State == StateTimeout {
			p.Declined = last.Code
		}
	})
	return p, ok
}

// DeclinedText explains a failed attempt in words of the test cards.
func (v view) DeclinedText(code string) string {
	for _, known := range TestCards() {
		if known.Code == code {
			return code + ". " + known.What.In(v.Lang) + "."
		}
	}
	return code + "."
}

func (s *Sandbox) merchant(id string) *Merchant {
	for i := range s.merchants {
		if s.merchants[i].ID == id {
			return &s.merchants[i]
		}
	}
	return nil
}

// query builds a query string that keeps the page's language.
func query(r *http.Request, name, value string) string {
	q := url.Values{name: {value}}
	if lang := r.FormValue("lang"); lang != "" {
		q.Set("lang", lang)
	}
	return q.Encode()
}
