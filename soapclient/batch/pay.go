package batch

import (
	"context"
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// payOne sends a payment, once, and writes down what became of it. Its error ends the
// run.
func (r *Run) payOne(ctx context.Context, p *payment) error {
	if err := r.pace.wait(ctx); err != nil {
		return err
	}
	record, err := r.record(p)
	if err != nil {
		return err
	}
	// A payment under way is not given up: that would make its outcome unknown.
	reply, err := r.plan.Client.Call(context.WithoutCancel(ctx), r.plan.Service, r.plan.operation(), record)
	return r.note(p, judge(reply, err))
}

// verdict is what a call means for its payment.
type verdict struct {
	outcome service.Outcome    // Succeeded and Refused are final
	intent  *soapclient.Intent // of a payment that is open
	amount  *[2]string         // of an earlier payment under the number
	payment string
	reason  string
	missed  bool  // nobody answered, or not about this payment
	err     error // of the journal: nothing may be sent any more
}

// The first codes that are not about the payment (T1): login and rights, too often.
const (
	notAuthenticated = 7
	notAuthorised    = 8
	limitExceeded    = 17
)

func judge(reply *soapclient.Reply, err error) verdict {
	if err == nil {
		return answered(reply)
	}
	if duplicate, ok := errors.AsType[*soapclient.DuplicateError](err); ok {
		earlier := duplicate.Intent
		if duplicate.Open {
			return verdict{intent: &earlier, reason: err.Error()}
		}
		return verdict{outcome: service.Succeeded, amount: &[2]string{earlier.Amount, earlier.Currency}, reason: "paid before"}
	}
	if unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		return verdict{intent: &unknown.Intent, reason: err.Error(), missed: true}
	}
	if failed, ok := errors.AsType[*soapclient.JournalError](err); ok {
		return verdict{err: failed}
	}
	gateway, ok := errors.AsType[*soapclient.GatewayError](err)
	if ok && gateway.First != notAuthenticated && gateway.First != notAuthorised && gateway.First != limitExceeded {
		return verdict{outcome: service.Refused, reason: err.Error()}
	}
	return verdict{reason: err.Error(), missed: true} // nothing happened: it waits for the next time
}

func answered(reply *soapclient.Reply) verdict {
	v := verdict{outcome: reply.Result.Outcome, payment: textOf(reply.Record, service.RoleGatewayKey)}
	switch v.outcome {
	case service.Succeeded:
	case service.Refused:
		v.reason = strings.TrimSpace(textOf(reply.Record, service.RoleResponseCode) + " " + textOf(reply.Record, service.RoleState))
	default:
		intent := reply.Intent()
		v.intent, v.reason = &intent, v.outcome.String()
	}
	return v
}

func textOf(record *service.Record, role service.Role) string {
	if f := fieldOf(record.Fields(), role); f != nil {
		return record.Text(f.Name)
	}
	return ""
}

// note writes a verdict down and tells the progress.
func (r *Run) note(p *payment, v verdict) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v.err != nil {
		return v.err
	}
	r.why[p.number] = v.reason
	if r.misses++; !v.missed {
		r.misses = 0
	}
	var err error
	switch {
	case v.intent != nil:
		r.open[p.number] = *v.intent
	case v.outcome == service.Succeeded || v.outcome == service.Refused:
		err = r.settleAs(p, v)
	default:
		delete(r.open, p.number)
	}
	if r.plan.Progress != nil {
		r.plan.Progress(r.progress())
	}
	if err == nil && r.misses >= r.plan.StopAfter {
		err = ErrStopped
	}
	return err
}

// settleAs makes an outcome final; mu is held.
func (r *Run) settleAs(p *payment, v verdict) error {
	result := r.result(p)
	if v.amount != nil {
		result.Amount, result.Currency = v.amount[0], v.amount[1]
	}
	result.Outcome, result.Payment, result.Reason, result.At = v.outcome, v.payment, v.reason, r.now().UTC()
	r.results[p.number] = result
	r.done.count(v.outcome)
	delete(r.open, p.number)
	return r.sheet.add(result)
}
