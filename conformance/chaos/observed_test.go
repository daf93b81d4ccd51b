package chaos

import (
	"errors"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// observed says what a call ended with. An answer is believed wrongly when it says
// something else than the ledger, or for a read than the answer nobody disturbed.
func (b *bench) observed(t *testing.T, op *Operation, fields Fields, reply *soapclient.Reply, err error) Verdict {
	t.Helper()
	if err == nil && op.Class.Reads() {
		b.rest(t, op)
		calm, err := b.call(t.Context(), b.calm, op.Name, fields)
		if err != nil {
			t.Fatal(err)
		}
		if words(calm.Record) != words(reply.Record) {
			return Believed
		}
		return Answered
	}
	if err == nil {
		link := reply.Record.Text("Hash") + reply.Record.Text("hash") + reply.Record.Text("url")
		if reply.Result.Outcome == service.Succeeded && !strings.Contains(link, "AnotherPersons") {
			return Answered
		}
		return Believed
	}
	if _, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		return Unknown
	}
	if transport, ok := errors.AsType[*soapclient.TransportError](err); ok && !transport.Sent {
		return NotSent
	}
	if refusal, ok := errors.AsType[*soapclient.GatewayError](err); ok && refusal.First == 5 && !op.Class.Reads() {
		return Believed
	}
	return Failed
}

func meets(got, required Verdict) bool {
	switch required {
	case MaybeSent:
		return got == NotSent || got == Unknown
	case Failed:
		return got == Failed || got == NotSent
	}
	return got == required
}

// words are the states and codes of an answer; dates may differ.
func words(r *service.Record) string {
	if r == nil {
		return ""
	}
	var b strings.Builder
	for i, f := range r.Fields() {
		v := r.Values()[i]
		if name := strings.ToLower(f.Name); strings.Contains(name, "state") || strings.Contains(name, "status") || strings.Contains(name, "code") {
			b.WriteString(f.Name + "=" + v.Text + " ")
		}
		b.WriteString(words(v.Record))
		for j := range v.Items {
			b.WriteString(words(v.Items[j].Record))
		}
	}
	return b.String()
}
