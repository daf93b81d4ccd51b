package sandbox

import (
	"slices"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// In this service the merchant is the server and the gateway the client (D26): after
// each finished operation it reports the result to the merchant's NotifyURL. The names
// and the order of the fields come from the description; deliver.go sends them.
const nameOfNotification = "notification"

// merchantServes reports whether the merchant is the server of a service: nothing of its
// request is filled in by a merchant's client.
func merchantServes(svc *service.Service) bool {
	request := svc.Type(svc.Operations[0].Request.Type)
	return !slices.ContainsFunc(request.Fields, func(f service.Field) bool { return f.Has(service.Sealed) })
}

// Served reports whether the gateway is the server of a service. Of the others, which
// are reports to the merchant, it is the client.
func Served(svc *service.Service) bool { return !merchantServes(svc) }

// report is a finished operation that its merchant is to be told of: the order as it
// stood when the operation ended.
type report struct {
	order     Order
	operation int
}

// tell puts a finished operation into the outbox. Timed-out payments are not reported
// (D26).
func (l *Ledger) tell(o *Order, p *Operation) {
	for i := range o.Operations {
		if &o.Operations[i] == p {
			n := report{order: o.copy(), operation: i}
			if o.step != nil {
				n.order.step = &step{cvc: o.step.cvc, flow: o.step.flow, transID: o.step.transID, met: true}
			}
			l.outbox = append(l.outbox, n)
		}
	}
}

// content is the report as the description of the service has it. The digests are over
// amount and currency of the operation, not of the order (trap 23).
func (n *report) content(svc *service.Service, m *Merchant, signs *Notary, now time.Time) record {
	o, p := &n.order, &n.order.Operations[n.operation]
	in := newInput(svc, &svc.Operations[0], transportPost)
	in.values["language"] = o.Language
	c := &call{input: in, merchant: m, now: now}
	a := flat(orderTexts(o, c))
	a.texts["merchant_id"] = m.ID
	inner := operationTexts(o, p, c)
	inner["token"] = o.token
	if m.notifyAs() != NotifyForm { // only in the form
		delete(inner, "rate")
		delete(inner, "token")
	}
	if m.notifyAs() != NotifySOAPExtended {
		delete(inner, "rrn")
	}
	operation := flat(inner)
	if o.step != nil && o.step.flow.second() && m.notifyAs() != NotifySOAP {
		operation.records = map[string][]answer{"threedsdata": {flat(threeDSData(o, ""))}}
	}
	a.records = map[string][]answer{"operation": {operation}}
	request := &svc.Operations[0].Request
	r := arrange(svc, request.Type, a)
	signs.fill(r, m, request, svc.Name+"."+svc.Operations[0].Name+".request.", nil, now)
	return r
}

// formOrder is the order of the fields in the form (log sample of D26): those of the
// SOAP packet, flat, the check data behind them.
const formOrder = "merchant_id ordernumber billnumber testmode ordercomment orderamount ordercurrency amount currency " +
	"rate firstname lastname middlename email clientip ipaddress meantype_id meantypename meansubtype meannumber " +
	"cardholder cardexpirationdate issuebank bankcountry orderdate orderstate responsecode message customermessage " +
	"recommendation approvalcode protocoltypename processingname operationtype operationdate authresult authrequired " +
	"slipno packetdate signature checkvalue token version alphaauthresult challenge eci"

// repeats are the intervals between attempts while there is no answer: growing, at most
// 8 within 4 hours (D26; the figures are ours).
func repeats(attempt int) (time.Duration, bool) {
	minutes := []int{1, 2, 4, 8, 16, 32, 64, 113}
	if attempt > len(minutes) {
		return 0, false
	}
	return time.Duration(minutes[attempt-1]) * time.Minute, true
}

// Delivery is one attempt to tell a merchant of an operation.
type Delivery struct {
	Number     int       // running, from 1
	Time       time.Time // sandbox time
	Merchant   string
	Order      string
	BillNumber string // of the operation
	Attempt    int    // from 1
	As         string // NotifyForm …
	URL        string
	// Result is "accepted", "no answer: …", which is repeated, or what was wrong with
	// the answer, which is not.
	Result string
	Next   time.Time // when it will be repeated; zero: never

	Sent     string // masked
	Answered string // the start of the merchant's answer
}

func (d Delivery) title() string { return d.BillNumber + " (" + strconv.Itoa(d.Attempt) + ")" }
