package sandbox

import (
	"net/http"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// headerReason tells a refused caller why, in plain words. The gateway has no such
// header; the sandbox is where one finds a mistake.
const headerReason = "X-Sandbox-Reason"

// gateway answers the requests to one web service.
func (s *Sandbox) gateway(svc *service.Service) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := Exchange{Time: s.clock.Now(), Path: svc.Path}
		in, sealed, problem := s.carryOut(svc, r, &e)
		op, format := &svc.Operations[0], formatSOAP // of an unreadable request
		if in != nil {
			op = in.operation
			format, _ = in.answerFormat()
			e.Operation, e.Transport, e.Notes = svc.Name+"."+op.Name, in.transport, in.notes
			e.Request = shown(in.requestType(), in.raw)
		}
		header := w.Header()
		header.Set("Content-Type", contentType(format)+"; charset=utf-8")
		header.Set("Cache-Control", "no-store")
		p := newPrinter(w)
		defer p.flush()
		if problem != nil {
			e.Refusal, e.Reason = problem.codes(), problem.reason
			header.Set(headerReason, headerText(problem.reason))
			s.record(e)
			s.refuse(w, p, svc, op, format, problem)
			return
		}
		e.Answer = shownRecord(sealed, "")
		s.record(e)
		s.wake()
		write(p, svc, op, format, sealed)
	})
}

func contentType(format int) string {
	switch format {
	case formatCSV:
		return "text/plain"
	case formatJSON:
		return "application/json"
	}
	return "text/xml"
}

// write writes an answer in a format.
func write(p *printer, svc *service.Service, op *service.Operation, format int, r record) {
	switch format {
	case formatCSV:
		writeCSV(p, svc, r)
	case formatXML:
		writeXML(p, svc, r)
	case formatJSON:
		writeJSON(p, svc, r)
	default:
		writeSOAP(p, svc, op, r)
	}
}

// refuse writes a refusal in a format. Only SOAP has a status of its own for it (T8: XML
// comes with 200).
func (s *Sandbox) refuse(w http.ResponseWriter, p *printer, svc *service.Service, op *service.Operation, format int, problem *refusal) {
	switch {
	case format == formatCSV:
		refuseCSV(p, svc, op, problem)
	case format == formatXML:
		refuseXML(p, svc, op, problem)
	case format == formatJSON && svc.Name == "payrequest":
		declineJSON(p, s.clock.Now())
	case format == formatJSON:
		refuseJSON(p, problem)
	default:
		w.WriteHeader(s.faultStatus)
		writeFault(p, svc, op, problem)
	}
}

// carryOut is the story of a request: read it, find out how to answer and whose it is,
// check it, verify it, do it, seal the answer.
func (s *Sandbox) carryOut(svc *service.Service, r *http.Request, e *Exchange) (*input, record, *refusal) {
	in, problem := s.read(svc, r)
	if problem != nil {
		return in, record{}, problem
	}
	if _, problem := in.answerFormat(); problem != nil {
		return in, record{}, problem
	}
	m, problem := s.authenticate(in)
	if problem != nil {
		return in, record{}, problem
	}
	e.Merchant = m.ID
	for _, step := range []func() *refusal{
		func() *refusal { return check(in, m) },
		func() *refusal { return s.checkCurrency(in) },
		func() *refusal { return verify(in, m) },
	} {
		if problem := step(); problem != nil {
			return in, record{}, problem
		}
	}
	sealed, problem := s.do(in, m, s.base(r))
	return in, sealed, problem
}

// do carries out the operation and seals its answer. Only what was carried out counts
// for the documented rates.
func (s *Sandbox) do(in *input, m *Merchant, endpoint string) (sealed record, problem *refusal) {
	run := s.behaviours[in.service.Name+"."+in.operation.Name]
	if run == nil {
		return record{}, refuse(firstForbidden, secondService, "the sandbox cannot do %s.%s yet", in.service.Name, in.operation.Name)
	}
	s.ledger.transaction(func(now time.Time) {
		if problem = s.rates.check(in, m, now); problem != nil {
			return
		}
		var a answer
		a, problem = run(&call{input: in, merchant: m, ledger: s.ledger, now: now, endpoint: endpoint})
		if problem == nil {
			s.rates.count(in, m, now)
			sealed = seal(in, m, a)
		}
	})
	return sealed, problem
}

// checkCurrency refuses currencies that the code tables do not know.
func (s *Sandbox) checkCurrency(in *input) *refusal {
	field := fieldWithRole(in.requestType(), service.RoleCurrency)
	if field == nil || !in.sent(field.Name) || in.service.Codes == nil || len(in.service.Codes.Currencies) == 0 {
		return nil
	}
	if service.FindCode(in.service.Codes.Currencies, in.get(field.Name)) == nil {
		return refuse(firstValue, secondCode(field), "%s %s is not a currency of the gateway", field.Name, clip(in.get(field.Name)))
	}
	return nil
}

// record keeps an exchange and tells the log of a refusal.
func (s *Sandbox) record(e Exchange) {
	e.Reason = shorten(e.Reason, 5000)
	s.exchanges.add(e)
	what := e.Operation
	if what == "" {
		what = e.Path
	}
	if e.Refusal != "" {
		s.log.Info("refused", "what", what, "codes", e.Refusal, "reason", e.Reason)
		return
	}
	s.log.Info("carried out", "what", what, "merchant", e.Merchant)
}
