package sandbox

import (
	"bytes"
	"net/http"

	"github.com/assist-soap/toolkit/service"
)

// shop is a merchant's server as the documents want it (D26), on the sandbox's own
// address: it verifies a notification and answers in the exact form. Set a merchant's
// NotifyURL to it to watch both sides, or send it notifications of your own.
func (s *Sandbox) shop(svc *service.Service) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := Exchange{Time: s.clock.Now(), Path: svc.Path, Operation: svc.Name + "." + svc.Operations[0].Name}
		body := copyBody(r)
		in, sent, problem := s.readNotice(svc, r)
		e.Sent = sentWire(svc, in.requestType(), body, r.Header.Get("Content-Type"))
		e.Transport, e.Request = in.transport, shownRecord(sent, "")
		if problem == nil {
			e.Merchant, problem = s.verifyNotice(in, sent)
		}
		header := w.Header()
		header.Set("Content-Type", "text/xml; charset=utf-8")
		status := http.StatusOK
		if problem != nil {
			e.refusedWith(problem, in.requestType())
			header.Set(headerReason, headerText(problem.reason))
		}
		var out bytes.Buffer
		p := newPrinter(&out)
		switch {
		case in.transport == transportPost:
			shopForm(p, sent, problem)
		case problem != nil:
			status = s.faultStatus
			writeFault(p, svc, in.operation, problem)
		default:
			billnumber, packetdate := echoOf(sent)
			writeSOAP(p, svc, in.operation, arrange(svc, in.operation.Response.Type, flat(texts{"billnumber": billnumber, "packetdate": packetdate})))
		}
		p.flush()
		e.Answered = withoutCards(out.String())
		s.record(r, e)
		w.WriteHeader(status)
		_, _ = w.Write(out.Bytes())
	})
}

// shopForm answers a form: pushpaymentresult, with what was sent or with codes only.
func shopForm(p *printer, sent record, problem *refusal) {
	p.raw(`<?xml version="1.0" encoding="UTF-8"?>`)
	if problem != nil {
		first, second := problem.pair()
		p.open("pushpaymentresult", "firstcode", first, "secondcode", second)
		p.close("pushpaymentresult")
		return
	}
	billnumber, packetdate := echoOf(sent)
	p.open("pushpaymentresult", "firstcode", "0", "secondcode", "0")
	p.open("order")
	p.leaf("billnumber", billnumber)
	p.leaf("packetdate", packetdate)
	p.close("order")
	p.close("pushpaymentresult")
}

// echoOf returns what an answer repeats: the number of the order where there is one.
func echoOf(sent record) (billnumber, packetdate string) {
	billnumber, _ = sent.value("billnumber")
	packetdate, _ = sent.value("packetdate")
	return billnumber, packetdate
}

// readNotice reads a notification in either form.
func (s *Sandbox) readNotice(svc *service.Service, r *http.Request) (*input, record, *refusal) {
	op := &svc.Operations[0]
	in := newInput(svc, op, transportSOAP)
	empty := arrange(svc, op.Request.Type, answer{})
	body, problem := readBody(r)
	if problem != nil {
		return in, empty, problem
	}
	if looksLikeXML(body) {
		payload, problem := parseEnvelope(body, r.Header.Get("Content-Type"))
		if problem != nil {
			return in, empty, problem
		}
		fields, problem := descend(payload, op.Request.Frames)
		if problem != nil {
			return in, empty, problem
		}
		return in, arrange(svc, op.Request.Type, treeOf(fields)), nil
	}
	in.transport = transportPost
	t := texts{}
	problem = eachPair(body, r.Header.Get("Content-Type"), func(name, text string) *refusal {
		if _, repeated := t[name]; repeated {
			return refuse(firstFormat, secondPacket, "%s is there twice", clip(name))
		}
		t[name] = text
		return nil
	})
	operation := flat(t)
	operation.records = map[string][]answer{"threedsdata": {flat(t)}}
	a := answer{texts: t, records: map[string][]answer{"operation": {operation}}}
	return in, arrange(svc, op.Request.Type, a), problem
}

// verifyNotice checks whose notification it is, and its check value in any documented
// reading.
func (s *Sandbox) verifyNotice(in *input, sent record) (merchant string, problem *refusal) {
	id, _ := sent.value("merchant_id")
	m := s.merchant(id)
	if m == nil {
		return "", refuse(firstValue, secondMerchant, "merchant %s is not ours", clip(id))
	}
	for _, name := range []string{"ordernumber", "billnumber", "packetdate"} {
		if text, _ := sent.value(name); text == "" {
			return m.ID, refuse(firstMissing, secondCode(fieldCalled(in.requestType(), name)), "%s was not sent", name)
		}
	}
	d := in.operation.Request.Digest(service.CheckValue)
	given, _ := sent.value(d.Field)
	for i := range d.Variants {
		v := &d.Variants[i]
		if equalDigest(given, checkValue(m.SecretWord, canonical(v, slots(v, sent.value, nil)))) {
			return m.ID, nil
		}
	}
	v := &d.Variants[0]
	return m.ID, refuse(firstDigest, secondCheckValue, "%s is wrong: expected over X = %s with the merchant's secret word",
		d.Field, canonical(v, slots(v, sent.value, nil)))
}
