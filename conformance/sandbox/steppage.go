package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// stepPage is what the 3-D Secure page shows.
type stepPage struct {
	PaReq string
	Shop  string
	Order Order
	Open  bool
	CVC   bool   // the CVC2 is asked for, not 3-D Secure
	Back  string // link to the page of the bill or order that is being paid
	Term  string // TermUrl of the shop, to which the result is posted
	MD    string // the shop's own data, posted back as it came
	PaRes string

	BackTo string // name of the page behind Back
	Return string // link back to the shop, when nothing is posted there
}

// encodeStep packs the token of a step as pareq, which is base64 on the wire.
func encodeStep(token string) string { return base64.StdEncoding.EncodeToString([]byte(token)) }

// encodeStepURL is the same for a link.
func encodeStepURL(token string) string { return url.QueryEscape(encodeStep(token)) }

// findStep returns the step of a pareq; a blank is what a browser makes of an
// unescaped plus sign.
func (l *Ledger) findStep(pareq string) *step {
	token, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(strings.TrimSpace(pareq), " ", "+"))
	if err != nil {
		return nil
	}
	return l.steps[string(token)]
}

// showStep shows the 3-D Secure page, where a person chooses how the step ends.
// Showing it changes nothing, so the shop's page may post here from elsewhere.
func (s *Sandbox) showStep(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	pareq := r.FormValue("PaReq")
	if pareq == "" {
		pareq = r.FormValue("creq") // the challenge of 3-D Secure 2 comes under this name
	}
	s.renderStep(w, r, pareq)
}

// submitStep ends the step as chosen. A payment of a bill goes back to the bill's
// page; a silent payment stays, with a button back to the shop.
func (s *Sandbox) submitStep(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	pareq, choice := r.PostFormValue("PaReq"), r.PostFormValue("choice")
	if choice != "confirm" && choice != "refuse" {
		http.Error(w, "choice must be confirm or refuse", http.StatusUnprocessableEntity)
		return
	}
	s.ledger.transaction(func(now time.Time) {
		if found := s.ledger.findStep(pareq); found != nil {
			s.ledger.decide(found, choice == "confirm", now)
		}
	})
	s.wake()
	if back := s.stepPage(r, pareq).Back; back != "" {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return
	}
	s.renderStep(w, r, pareq)
}

func (s *Sandbox) renderStep(w http.ResponseWriter, r *http.Request, pareq string) {
	p := s.stepPage(r, pareq)
	v := view{Lang: language(r, p.Order.Language), Data: p}
	if p.Order.BillNumber == "" {
		s.show(w, r, http.StatusNotFound, "unknown.html", "step unknown", v, "")
		return
	}
	s.show(w, r, http.StatusOK, "step.html", "step title", v, origin(p.Term))
}

// stepPage collects what the page shows; an unknown step gives an empty order.
func (s *Sandbox) stepPage(r *http.Request, pareq string) stepPage {
	p := stepPage{PaReq: pareq, MD: r.FormValue("MD"), Term: r.FormValue("TermUrl")}
	if origin(p.Term) == "" {
		p.Term = ""
	}
	s.ledger.transaction(func(time.Time) {
		found := s.ledger.findStep(pareq)
		if found == nil {
			return
		}
		p.Order, p.Open, p.CVC = found.order.copy(), found.order.open(), found.cvc
		p.Shop = s.merchant(p.Order.Merchant).Name
		p.PaRes = base64.StdEncoding.EncodeToString([]byte(found.token + ":" + p.Order.State))
		if bill := s.ledger.books[p.Order.Merchant].bills[p.Order.Bill]; p.Order.Bill != "" && bill != nil {
			p.Back, p.BackTo = pathBill+"?"+query(r, "ID", bill.Token), "bill title"
		} else if found.order.link != "" {
			p.Back, p.BackTo = pathPay+"?"+query(r, "CFSID", found.order.link), "order title"
		}
		if p.Back == "" && !p.Open {
			p.Return = found.order.returns.next(found.order.paid())
		}
	})
	return p
}

// origin returns scheme and host of a http link, "" for anything else.
func origin(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
