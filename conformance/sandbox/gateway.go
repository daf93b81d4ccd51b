package sandbox

import (
	"bytes"
	"net/http"
	"strings"
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
		body := copyBody(r)
		in, sealed, problem := s.carryOut(svc, r, &e)
		op, format := &svc.Operations[0], formatSOAP // of an unreadable request
		if in != nil {
			op = in.operation
			format, _ = in.answerFormat()
			e.read(in)
		}
		e.Sent = sentWire(svc, svc.Type(op.Request.Type), body, r.Header.Get("Content-Type"))
		header := w.Header()
		header.Set("Content-Type", contentType(format)+"; charset=utf-8")
		header.Set("Cache-Control", "no-store")
		p := newPrinter(w)
		defer p.flush()
		if problem != nil {
			s.explain(&e, r, svc, in, problem, string(body))
			var out bytes.Buffer
			s.refuse(newPrinter(&out), svc, op, format, problem)
			e.Answered = out.String()
			s.record(r, e)
			header.Set(headerReason, headerText(e.Reason))
			if format == formatSOAP {
				w.WriteHeader(s.faultStatus) // T8: other formats come with 200
			}
			_, _ = w.Write(out.Bytes())
			return
		}
		e.Scenario, e.About = in.scenario, about(in, sealed)
		e.Answer, e.Answered = shownRecord(sealed, ""), answerWire(svc, op, format, sealed)
		s.record(r, e)
		s.wake()
		write(p, svc, op, format, sealed)
	})
}

// read puts what was understood of a request into its exchange.
func (e *Exchange) read(in *input) {
	e.Operation, e.Transport = in.service.Name+"."+in.operation.Name, in.transport
	for _, note := range in.notes {
		e.Notes = append(e.Notes, note.text())
	}
	e.Request = shown(in.requestType(), in.raw)
}

// explain puts the reasons of a refusal into its exchange, and what may be behind them.
func (s *Sandbox) explain(e *Exchange, r *http.Request, svc *service.Service, in *input, problem *refusal, body string) {
	problem.hints = append(problem.hints, s.hintsFor(svc, in, problem, body)...)
	e.refusedWith(problem, svc.Type(svc.Operations[0].Request.Type))
	if d := problem.diagnosis; d != nil && len(d.Findings) > 0 && !strings.Contains(e.Reason, d.Findings[0].EN) {
		e.Reason += "; " + d.Findings[0].EN
	}
	e.Command = s.reproduce(r, svc, in, problem)
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

// refuse writes a refusal in a format.
func (s *Sandbox) refuse(p *printer, svc *service.Service, op *service.Operation, format int, problem *refusal) {
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
		writeFault(p, svc, op, problem)
	}
	p.flush()
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
	in.scenario, problem = askedScenario(r, svc.Codes)
	if problem != nil {
		return in, record{}, problem
	}
	for _, step := range []func() *refusal{
		func() *refusal { return check(in, m) },
		func() *refusal { return s.checkCurrency(in) },
		func() *refusal { return s.verify(in, m) },
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
			sealed = s.notary.seal(in, m, a, now)
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
func (s *Sandbox) record(r *http.Request, e Exchange) {
	accountOf(r.Context()).into(&e)
	s.exchanges.add(e)
	what := e.What()
	if e.Refusal != "" {
		s.log.Info("refused", "what", what, "codes", e.Refusal, "reason", e.Reason)
		return
	}
	s.log.Info("carried out", "what", what, "merchant", e.Merchant)
}
