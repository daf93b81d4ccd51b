package batch

import (
	"context"
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
	if err != nil {
		return r.count(p, Judge(service.Unknown, err), "")
	}
	v := Judge(reply.Result.Outcome, nil)
	switch {
	case v.Open:
		v.Intent, v.Reason = reply.Intent(), v.Outcome.String()
	case v.Outcome == service.Refused:
		v.Reason = strings.TrimSpace(textOf(reply.Record, service.RoleResponseCode) + " " + textOf(reply.Record, service.RoleState))
	}
	return r.count(p, v, textOf(reply.Record, service.RoleGatewayKey))
}

// count is note for the end of a call: too many misses in a row end the run.
func (r *Run) count(p *payment, v Verdict, gateways string) error {
	err := r.note(p, v, gateways)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.misses++; !v.Missed {
		r.misses = 0
	}
	if err == nil && r.misses >= r.plan.StopAfter {
		err = ErrStopped
	}
	return err
}

func textOf(record *service.Record, role service.Role) string {
	if f := fieldOf(record.Fields(), role); f != nil {
		return record.Text(f.Name)
	}
	return ""
}

// note writes a verdict down and tells the progress.
func (r *Run) note(p *payment, v Verdict, gateways string) error {
	if v.Err != nil {
		return v.Err
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	err := r.write(p, v, gateways)
	if r.plan.Progress != nil {
		r.plan.Progress(r.Progress())
	}
	return err
}

func (r *Run) write(p *payment, v Verdict, gateways string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.why[p.number] = v.Reason
	switch {
	case v.Open:
		r.open[p.number] = v.Intent
	case v.Outcome == service.Succeeded || v.Outcome == service.Refused:
		return r.settle(p, v, gateways)
	default:
		delete(r.open, p.number) // it waits
	}
	return nil
}

// settle makes an outcome final; mu is held. An earlier payment under the number may
// have had another amount.
func (r *Run) settle(p *payment, v Verdict, gateways string) error {
	result := r.result(p)
	if v.Intent != (soapclient.Intent{}) {
		result.Amount, result.Currency, result.Begun = v.Intent.Amount, v.Intent.Currency, &v.Intent.Started
	}
	result.Outcome, result.Payment, result.Reason, result.At = v.Outcome, gateways, v.Reason, r.now().UTC()
	r.results[p.number] = result
	r.done.count(v.Outcome)
	delete(r.open, p.number)
	return r.sheet.add(result)
}
