package conformance

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// caseRun is one case under way: its scope of captured values lives as long as it does.
type caseRun struct {
	plan   *Plan
	codecs map[*service.Service]*envelope.Codec
	scope  *Scope
	take   *recording.Take // nil unless the run is recorded or replayed
	// unknown is the step after which nobody knows whether money moved; "" if there is none.
	unknown string
}

func newCaseRun(p *Plan, codecs map[*service.Service]*envelope.Codec, c *Case, turn int) *caseRun {
	secret := p.Target.Merchants[0].SecretWord
	vars := p.Target.vars(p.uniqueTurn(c, turn))
	take := p.take(c, vars)
	scope := NewScope(vars, func(x string) string { return checkvalue.Compute(secret, x) })
	maps.Copy(scope.proofs, p.Target.Proofs)
	maps.Copy(scope.proofs, p.Target.checkvalues())
	scope.now = p.Target.Now
	scope.replays = take != nil && p.Tape.Replays()
	return &caseRun{plan: p, codecs: codecs, take: take, scope: scope}
}

// define gives the variables of the case their values.
func (r *caseRun) define(c *Case) error {
	for _, v := range c.Vars.fields() {
		text, err := r.scope.Expand(v.Value)
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", v.Line, v.Name, err)
		}
		r.scope.vars[v.Name] = text
	}
	return nil
}

// step carries out one step. The error means that it could not be carried out at all;
// what differs from the expectation is in the result.
func (r *caseRun) step(ctx context.Context, st *Step) (StepResult, error) {
	started := time.Now()
	res := StepResult{Name: st.Name, Call: st.Call, Started: started.Sub(r.plan.started)}
	if err := r.advance(st); err != nil {
		return res, err
	}
	if st.Input == nil && st.Raw == nil && st.Reply == nil {
		return res, nil
	}
	s, op, err := r.operation(st.Call)
	if err != nil {
		return res, err
	}
	line, err := r.wire(st, s, op)
	if err != nil {
		return res, err
	}
	r.scope.input = st.Input
	got, late, err := r.asking(ctx, st, func() (got outcome, err error) {
		if st.Raw != nil {
			got, err = r.sendRaw(ctx, st, s, op, line)
		} else {
			got, err = r.call(ctx, st, s, op, line)
		}
		return got, cmp.Or(line.late, err)
	})
	if err != nil {
		return res, err
	}
	if err := r.judge(ctx, st, s, op, line, got, &res); err != nil {
		return res, err
	}
	if late != "" {
		res.Differences = append(res.Differences, r.masked(st, []Difference{{"until", late}})...)
	}
	res.Status = line.status
	res.observed = &observed{step: st, scope: r.scope, request: string(line.request), response: string(line.response), contentType: line.contentType, got: got}
	res.Request, res.Reply = string(r.codecs[s].Redact(line.request)), string(r.codecs[s].Redact(line.response))
	res.Duration = time.Since(started)
	return res, nil
}

// outcome is what a step brought: an answer or an error.
type outcome struct {
	request *service.Record // as sealed, or as far as it came; nil for a raw one
	answer  *service.Record
	result  service.Result
	err     error
}

// known lists what can be said of an answer beside its fields, by key.
func (o outcome) known() map[string]string {
	return map[string]string{
		"outcome":  o.result.Outcome.String(),
		"verified": o.result.Verified,
		"testmode": strconv.FormatBool(o.result.TestMode),
	}
}

func (r *caseRun) advance(st *Step) error {
	text := st.Options.Key("advance", "")
	if text == "" {
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("advance: %w", err)
	}
	r.plan.Target.Advance(d)
	return nil
}

func (r *caseRun) operation(call string) (*service.Service, *service.Operation, error) {
	return findOperation(r.plan.Services, call)
}

// findOperation finds "service.operation".
func findOperation(services []*service.Service, call string) (*service.Service, *service.Operation, error) {
	name, operation, _ := strings.Cut(call, ".")
	for _, s := range services {
		if s.Name != name {
			continue
		}
		if op := s.Operation(operation); op != nil {
			return s, op, nil
		}
		return nil, nil, fmt.Errorf("service %s has no operation %q", name, operation)
	}
	return nil, nil, fmt.Errorf("there is no service %q", name)
}

// call sends an input through the client, as a user's program would.
func (r *caseRun) call(ctx context.Context, st *Step, s *service.Service, op *service.Operation, line *wire) (outcome, error) {
	client, err := r.client(st, s, op, line)
	if err != nil {
		return outcome{}, err
	}
	defer client.Close()
	request := service.NewRecord(s, op.Request.Type)
	if st.Input != nil {
		if err := fill(request, st.Input, r.scope); err != nil {
			return outcome{}, err
		}
	}
	options, err := st.callOptions()
	if err != nil {
		return outcome{}, err
	}
	reply, err := client.Call(ctx, s, op, request, options...)
	if err != nil {
		return outcome{request: request, err: err}, nil
	}
	return outcome{request: request, answer: reply.Record, result: reply.Result}, nil
}

func (r *caseRun) client(st *Step, s *service.Service, op *service.Operation, line *wire) (*soapclient.Client, error) {
	merchant, err := r.merchant(st)
	if err != nil {
		return nil, err
	}
	options := append(slices.Clone(r.plan.Target.Options), soapclient.WithTransport(line.over), soapclient.WithRepeats(0))
	messages, err := r.messages(st)
	if err != nil {
		return nil, err
	}
	if messages != nil {
		options = append(options, soapclient.WithSignedMessages(messages))
	}
	if variant := st.Options.Key("variant", ""); variant != "" {
		digest, name, _ := strings.Cut(variant, "=")
		options = append(options, soapclient.WithVariant(s.Name+"."+op.Name+"."+digest, name))
	}
	if wrapper := st.Options.Key("wrapper", ""); wrapper != "" {
		options = append(options, soapclient.WithWrapper(s.Name+"."+op.Name, wrapper))
	}
	return soapclient.New(r.plan.Target.Endpoint, merchant, options...)
}

func (r *caseRun) merchant(st *Step) (soapclient.Merchant, error) {
	merchant, _, err := r.plan.Target.merchantCalled(st.Options.Key("merchant", ""))
	if err != nil {
		return merchant, err
	}
	if login := st.Options.Key("login", ""); login != "" {
		merchant.Login = login
	}
	if password := st.Options.Key("password", ""); password != "" {
		merchant.Password = service.NewSecret(password)
	}
	if word := st.Options.Key("secret-word", ""); word != "" {
		merchant.SecretWord = service.NewSecret(word)
	}
	return merchant, signer(st, &merchant)
}

// messages returns what the step's merchant opens signed messages with, or nil.
func (r *caseRun) messages(st *Step) (checkvalue.SignedMessages, error) {
	_, messages, err := r.plan.Target.merchantCalled(st.Options.Key("merchant", ""))
	if err != nil {
		return nil, err
	}
	return keyring(st, messages)
}

func (r *caseRun) compare(st *Step, line *wire, got outcome) []Difference {
	var found []Difference
	if st.Request != nil {
		found = append(found, MatchXML(r.scope, st.Request.Text, string(line.request))...)
	}
	if st.Answer != nil {
		found = append(found, MatchXML(r.scope, st.Answer.Text, string(line.response))...)
	}
	if status := st.Options.Key("expect-status", ""); status != "" && status != strconv.Itoa(line.status) {
		found = append(found, Difference{"status", fmt.Sprintf("want %s, got %d", status, line.status)})
	}
	switch {
	case st.Error != nil && got.err == nil:
		found = append(found, Difference{"error", "want an error of kind " + st.Error.Key("kind", "?") + ", got " + summary(got)})
	case st.Error != nil:
		found = append(found, r.compareError(st.Error, got.err)...)
	case got.err != nil && (st.Output != nil || st.Answer == nil):
		found = append(found, Difference{"error", "nobody expects one, got " + got.err.Error()})
	case st.Output != nil:
		found = append(found, r.compareOutput(st.Output, got)...)
	}
	return found
}

func summary(got outcome) string {
	if got.answer == nil {
		return "no answer"
	}
	return "an answer with outcome " + got.result.Outcome.String()
}

func (r *caseRun) compareOutput(want *Values, got outcome) []Difference {
	if got.answer == nil {
		return []Difference{{"output", "there is no answer"}}
	}
	found := r.compareKeys(want.Keys, got.known())
	return append(found, compareLines(r.scope, want.Fields, flatten(got.answer, "", nil))...)
}

func (r *caseRun) compareKeys(want []Line, known map[string]string) []Difference {
	var found []Difference
	for _, l := range want {
		value, ok := known[l.Name]
		if !ok {
			names := slices.Sorted(maps.Keys(known))
			found = append(found, Difference{l.Name, "the key is unknown here; known are " + strings.Join(names, ", ")})
		} else if why := r.scope.Match(l.Value, value); why != "" {
			found = append(found, Difference{l.Name, why})
		}
	}
	return found
}
