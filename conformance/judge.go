package conformance

import (
	"context"
	"errors"
	"fmt"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/conformance/xsdcheck"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// judge fills in everything that is to be said of a step after its exchange: what
// differs, what the schema says, what drifts, what was covered.
func (r *caseRun) judge(ctx context.Context, st *Step, s *service.Service, op *service.Operation, line *wire, got outcome, res *StepResult) error {
	ours, theirs, err := r.schema(ctx, st, s, op, line, got)
	if err != nil {
		return err
	}
	found := r.compare(st, line, got)
	for _, v := range ours {
		found = append(found, schemaDifference("our request breaks the schema", v))
	}
	res.Differences = r.masked(st, found)
	if st.Reply == nil && !isInbound(st.Raw) {
		res.drift = driftOf(s, op, line.response, r.read(s, op, line, got))
		for _, v := range theirs {
			d := schemaDifference("the answer breaks the schema", v)
			res.drift = append(res.drift, Drift{Rule: "answer-schema", Service: s.Name, Operation: op.Name, Path: d.Path, Text: d.Text, Times: 1})
		}
		if st.Options.Key("drift", "") == "expected" {
			res.drift = nil
		}
		r.warn(st, res)
		if _, unknown := errors.AsType[*soapclient.OutcomeUnknownError](got.err); unknown && st.Error == nil {
			r.unknown = st.Name
		}
	}
	if len(res.Differences) > 0 {
		res.Explanation = r.explain(st, s, op, line, got)
	}
	r.plan.meter.Observe(exercise(st, s, op, line, got))
	return nil
}

// read makes a second attempt at an answer that the client would not hand out: it may
// be unverified or in no known state, and what it holds is drift all the same.
func (r *caseRun) read(s *service.Service, op *service.Operation, line *wire, got outcome) outcome {
	if got.answer != nil || op.OneWay || bodyChild(line.response) == "" {
		return got
	}
	answer, err := r.codecs[s].Decode(op, envelope.Reply{Status: line.status, ContentType: line.contentType, Body: line.response})
	if err == nil {
		got.answer = answer
	}
	return got
}

func schemaDifference(what string, v xsdcheck.Violation) Difference {
	return Difference{v.Path, fmt.Sprintf("%s: %s (%s, %s)", what, v.Text, v.Schema, v.Code)}
}

// warn makes a warning of every drift, masked like a difference.
func (r *caseRun) warn(st *Step, res *StepResult) {
	for _, d := range res.drift {
		res.Warnings = append(res.Warnings, Difference{d.Path, d.Text + " [" + d.Rule + "]"})
	}
	res.Warnings = r.masked(st, res.Warnings)
	for i := range res.drift {
		masked := r.masked(st, []Difference{{res.drift[i].Path, res.drift[i].Text}})
		res.drift[i].Text = masked[0].Text
	}
}

// conclude turns what the steps found into the verdict of the case.
func (r *caseRun) conclude(res *Result) {
	switch {
	case res.Verdict == Fail && r.unknown != "":
		res.Verdict, res.Reason = UnknownOutcome, "step "+r.unknown+": the request may have been carried out, and no answer says so; ask before anything is sent again"
	case res.Verdict == Pass && res.warned():
		res.Verdict = Warn
	}
}

// explain says why a check value of the answer does not match: the terms in order and
// the usual mistake that fits. It is "" when that is not what went wrong.
func (r *caseRun) explain(st *Step, s *service.Service, op *service.Operation, line *wire, got outcome) string {
	mismatch, ok := errors.AsType[*checkvalue.MismatchError](got.err)
	if !ok {
		return ""
	}
	merchant, err := r.merchant(st)
	if err != nil {
		return ""
	}
	answer, err := r.codecs[s].Decode(op, envelope.Reply{Status: line.status, ContentType: line.contentType, Body: line.response})
	if err != nil {
		return ""
	}
	for i := range op.Response.Digests {
		d := &op.Response.Digests[i]
		if d.Field != mismatch.Field || d.At != "" {
			continue
		}
		e, err := checkvalue.Explain(checkvalue.Question{Digest: d, Message: answer, Request: got.request, SecretWord: merchant.SecretWord, Given: answer.Text(d.Field)})
		if err != nil {
			return err.Error()
		}
		return e.String()
	}
	return ""
}
