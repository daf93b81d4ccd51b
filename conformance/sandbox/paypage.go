package sandbox

import (
	"net/http"
	"time"
)

// orderPage is what the page of an order made by payrequest shows.
type orderPage struct {
	Shop   string
	Order  Order
	Until  time.Time
	Form   *cardForm // while it can be paid
	Step   string    // link to a 3-D Secure step that waits
	Return string    // link back to the shop
	Again  string    // link to this page
}

// showOrder shows an order and, while nobody has tried to pay it, the card form.
func (s *Sandbox) showOrder(w http.ResponseWriter, r *http.Request) {
	s.renderOrder(w, r, http.StatusOK, nil)
}

// submitOrder pays an order with the card of the form and sends the browser on.
func (s *Sandbox) submitOrder(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	c, wrong := cardOfForm(r)
	token := tokenOf(r, "CFSID")
	if len(wrong) > 0 {
		s.renderOrder(w, r, http.StatusUnprocessableEntity, wrong)
		return
	}
	target := pathPay + "?" + query(r, "CFSID", token)
	s.ledger.transaction(func(now time.Time) {
		o := s.ledger.pages[token]
		if o == nil || !o.open() || len(o.Operations) > 0 {
			return // the page says how it stands
		}
		s.ledger.attempt(o, payment{card: c, noStep: o.noStep, flow: flowOf(c.holder)}, now)
		if o.open() && o.step != nil && !o.step.flow.second() {
			target = pathStep + "?" + query(r, "PaReq", encodeStep(o.step.token))
		}
	})
	s.wake()
	http.Redirect(w, r, target, http.StatusSeeOther)
}

func (s *Sandbox) renderOrder(w http.ResponseWriter, r *http.Request, status int, wrong []formError) {
	token := tokenOf(r, "CFSID")
	p, ok := s.orderPage(r, token)
	v := view{Lang: language(r, p.Order.Language), Data: p}
	if !ok {
		s.show(w, r, http.StatusNotFound, "unknown.html", "unknown", v, "")
		return
	}
	if p.Form != nil {
		p.Form.complain(wrong)
		p.Form.choose(r, s.clock.Now())
	}
	s.show(w, r, status, "order.html", "order title", v, "")
}

// orderPage collects what the page shows; ok is false when the token is unknown.
func (s *Sandbox) orderPage(r *http.Request, token string) (p orderPage, ok bool) {
	s.ledger.transaction(func(time.Time) {
		o := s.ledger.pages[token]
		if ok = o != nil; !ok {
			return
		}
		p = orderPage{
			Shop: s.merchant(o.Merchant).Name, Order: o.copy(), Until: o.expires,
			Return: o.returns.next(o.paid()), Again: pathPay + "?" + query(r, "CFSID", token),
		}
		if o.open() && o.step != nil {
			p.Step = encodeStep(o.step.token)
		}
		if o.open() && len(o.Operations) == 0 {
			p.Form = newCardForm(pathPay, "CFSID", token, o.Amount+" "+o.Currency)
		}
	})
	return p, ok
}
