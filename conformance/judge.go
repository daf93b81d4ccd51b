package conformance

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
	if r.plan.Mutate {
		r.mutate(st, line, got, res)
	}
	found := r.compare(st, line, got)
	for _, v := range ours {
		found = append(found, schemaDifference("our request breaks the schema", v))
	}
	res.Differences = r.masked(st, found)
	if st.Reply == nil && !isInbound(st.Raw) {
		res.Live = line.sent > 0
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

// firstSignature is the gateway's firstcode for a check value or signature it does not
// accept (S0).
const firstSignature = 9

// explain says how the digest that went wrong comes about: that of an answer which does
// not match, with the usual mistake that fits, or ours, which the gateway refused. It is
// "" when no digest went wrong.
func (r *caseRun) explain(st *Step, s *service.Service, op *service.Operation, line *wire, got outcome) string {
	merchant, err := r.merchant(st)
	if err != nil {
		return ""
	}
	question := checkvalue.Question{Request: got.request, SecretWord: merchant.SecretWord}
	mismatch, wrong := errors.AsType[*checkvalue.MismatchError](got.err)
	refusal, refused := errors.AsType[*envelope.GatewayError](got.err)
	switch {
	case wrong:
		reply := envelope.Reply{Status: line.status, ContentType: line.contentType, Body: line.response}
		answer, err := r.codecs[s].Decode(op, reply)
		if err != nil {
			return ""
		}
		question.Message, question.Digest = answer, digestIn(&op.Response, mismatch.Field)
		question.Given = answer.Text(mismatch.Field)
	case refused && refusal.First == firstSignature && got.request != nil:
		question.Message, question.Digest = got.request, op.Request.Digest(service.CheckValue)
		if _, name, ok := strings.Cut(st.Options.Key("variant", ""), "="); ok {
			question.Variant = name
		}
	}
	if question.Digest == nil {
		return ""
	}
	e, err := checkvalue.Explain(question)
	if err != nil {
		return err.Error()
	}
	return e.String()
}

// digestIn returns the digest of the message itself that a field carries, or nil.
func digestIn(m *service.Message, field string) *service.Digest {
	for i := range m.Digests {
		if d := &m.Digests[i]; d.Field == field && d.At == "" {
			return d
		}
	}
	return nil
}
