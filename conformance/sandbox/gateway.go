package sandbox

import (
	"net/http"
	"strconv"
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
		in, texts, problem := s.carryOut(svc, r, &e)
		op := &svc.Operations[0] // whose dialect the Fault is in when the request is unreadable
		if in != nil {
			op = in.operation
			e.Operation, e.Transport, e.Notes = svc.Name+"."+op.Name, in.transport, in.notes
			e.Request = shown(in.requestType(), in.raw)
		}
		header := w.Header()
		header.Set("Content-Type", "text/xml; charset=utf-8")
		header.Set("Cache-Control", "no-store")
		status, body := http.StatusOK, []byte(nil)
		if problem != nil {
			e.Refusal = strconv.Itoa(problem.first) + "/" + strconv.Itoa(problem.second)
			e.Reason = problem.reason
			header.Set(headerReason, headerText(problem.reason))
			status, body = s.faultStatus, writeFault(svc, op, problem)
		} else {
			e.Answer = shown(svc.Type(op.Response.Type), texts)
			body = writeAnswer(svc, op, texts)
		}
		s.record(e)
		w.WriteHeader(status)
		_, _ = w.Write(body) // a caller that has gone needs no answer
	})
}

// carryOut is the story of a request: read it, find whose it is, check it, verify
// it, do it, seal the answer.
func (s *Sandbox) carryOut(svc *service.Service, r *http.Request, e *Exchange) (*input, map[string]string, *refusal) {
	in, problem := s.read(svc, r)
	if problem != nil {
		return in, nil, problem
	}
	m, problem := s.authenticate(in)
	if problem != nil {
		return in, nil, problem
	}
	e.Merchant = m.ID
	for _, step := range []func() *refusal{
		func() *refusal { return checkAnswerFormat(in) },
		func() *refusal { return check(in, m) },
		func() *refusal { return s.checkCurrency(in) },
		func() *refusal { return verify(in, m) },
		func() *refusal { return s.rates.check(in, m, s.clock.Now()) },
	} {
		if problem := step(); problem != nil {
			return in, nil, problem
		}
	}
	texts, problem := s.do(in, m, s.base(r))
	return in, texts, problem
}

// do carries out the operation and seals its answer.
func (s *Sandbox) do(in *input, m *Merchant, endpoint string) (texts map[string]string, problem *refusal) {
	run := s.behaviours[in.service.Name+"."+in.operation.Name]
	if run == nil {
		return nil, refuse(firstForbidden, secondService, "the sandbox cannot do %s.%s yet", in.service.Name, in.operation.Name)
	}
	s.ledger.transaction(func(now time.Time) {
		var a answer
		a, problem = run(&call{input: in, merchant: m, ledger: s.ledger, now: now, endpoint: endpoint})
		if problem == nil {
			texts = seal(in, m, a)
		}
	})
	return texts, problem
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
