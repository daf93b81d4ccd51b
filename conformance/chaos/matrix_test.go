package chaos

import (
	"context"
	"crypto/x509"
	"errors"
	"maps"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// bench is a gateway behind a proxy, each on a port of its own.
type bench struct {
	*Gateway
	proxy  *proxy.Proxy
	clean  string // endpoint without faults
	fault  sandbox.Fault
	book   *journal.File
	clock  *Clock
	faulty *soapclient.Client
	calm   *soapclient.Client
}

func newBench(t *testing.T, faults *Faults, fault string, options ...soapclient.Option) *bench {
	t.Helper()
	b := &bench{clock: &Clock{Clock: noon()}}
	var err error
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Gateway, err = NewGateway(b.clock.Clock, Services())
	check(err)
	server := httptest.NewServer(b.Gateway)
	t.Cleanup(server.Close)
	b.clean = server.URL
	b.fault, err = faults.fresh(fault)
	check(err)
	b.proxy, err = proxy.New(proxy.Config{Target: b.clean, Faults: []sandbox.Fault{b.fault}})
	check(err)
	check(b.proxy.Start("127.0.0.1:0"))
	t.Cleanup(func() { _ = b.proxy.Close() })
	b.book, err = journal.Open(filepath.Join(t.TempDir(), "journal"))
	check(err)
	t.Cleanup(func() { _ = b.book.Close() })
	options = append(options, soapclient.WithClock(b.clock), soapclient.WithJournal(b.book))
	b.calm, err = b.client(b.clean, options...)
	check(err)
	t.Cleanup(b.calm.Close)
	roots := b.fault.Roots()
	if roots == nil {
		roots = x509.NewCertPool()
	}
	b.faulty, err = b.client(b.proxy.URL(), append(options, soapclient.WithTLSRoots(roots))...)
	check(err)
	t.Cleanup(b.faulty.Close)
	return b
}

// slow are the faults that last until the call's own time is over.
func slow(fault string) bool {
	return strings.HasPrefix(fault, "delay") || strings.HasPrefix(fault, "dribble")
}

// TestMatrix_EveryCellIsAsRequired tries every square of the matrix over a real
// connection. The operations under one fault share a gateway and know their orders apart.
func TestMatrix_EveryCellIsAsRequired(t *testing.T) {
	faults := new(Faults) // some are dear to make
	benches := map[string][]Cell{}
	for _, c := range Cells() {
		name := c.Fault
		if c.Confirmed {
			name += "/confirmed"
		}
		if remembers(c.Fault) { // the answers of others would be in its memory
			name += "/" + c.Operation
		}
		benches[name] = append(benches[name], c)
	}
	for _, name := range slices.Sorted(maps.Keys(benches)) {
		cells := benches[name] // of one fault
		t.Run(name, func(t *testing.T) {
			var options []soapclient.Option
			if cells[0].Confirmed {
				options = append(options, soapclient.WithConfirmedAnswers())
			}
			b := newBench(t, faults, cells[0].Fault, options...)
			for _, c := range cells {
				t.Run(c.Operation, func(t *testing.T) { b.try(t, c) })
			}
		})
	}
}

func (b *bench) try(t *testing.T, c Cell) {
	op := operation(c.Operation)
	fields := b.prime(t, op)
	key := fields[b.keyField[op.Name]]
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	reply, err := b.disturbed(ctx, op, fields, func(a Arrival) {
		if slow(c.Fault) && a.Operation == op.Name && a.Key == key {
			cancel() // the caller's patience ends when the gateway has answered
		}
	})
	b.judge(t, op, c.Required, fields, reply, err)
}

// disturbed carries out an operation under the fault. What is asked before it leaves
// passes undisturbed, or the operation itself would never meet the fault; a fault of
// the connection strikes that too.
func (b *bench) disturbed(ctx context.Context, op *Operation, fields Fields, answered func(Arrival)) (*soapclient.Reply, error) {
	_, described, err := described(b.Services, op.Name)
	if err != nil {
		return nil, err
	}
	first := ""
	if described.Repeat.Among != "" && b.fault.Stage() != sandbox.AtConnection {
		first = described.Repeat.Ask
		b.proxy.SetFaults()
	}
	b.watch(func(a Arrival) {
		if a.Operation == first {
			b.proxy.SetFaults(b.fault) // this answer still passes as it is
		}
		answered(a)
	})
	defer b.watch(nil)
	return b.call(ctx, b.faulty, op.Name, fields)
}

// deed carries out what must have happened before.
func (g *Gateway) deed(ctx context.Context, c *soapclient.Client) Deed {
	return func(operation string, fields Fields) (*service.Record, error) {
		reply, err := g.call(ctx, c, operation, fields)
		if err != nil {
			return nil, err
		}
		return reply.Record, nil
	}
}

// prime does what must have happened before, lets faults that repeat answers see one,
// and returns the fields of the request. A read is primed with itself where its answer
// is to be repeated, everything else with another order's.
func (b *bench) prime(t *testing.T, op *Operation) Fields {
	t.Helper()
	deed := b.deed(t.Context(), b.calm)
	prepared := map[string]Fields{}
	for _, key := range []string{another(op), ours(op)} {
		var err error
		if prepared[key], err = op.Fields(key, goodCard, deed); err != nil {
			t.Fatal(err)
		}
	}
	first := another(op)
	switch b.fault.Kind() {
	case "replay":
		if op.Class.Reads() {
			first = ours(op)
		}
	case "other-order":
	default:
		return prepared[ours(op)]
	}
	if _, err := b.disturbed(t.Context(), op, prepared[first], func(Arrival) {}); err != nil {
		t.Fatal(err)
	}
	b.rest(t, op)
	return prepared[ours(op)]
}

// ours and another are the orders of an operation's cell.
func ours(op *Operation) string    { return op.Name + "-1" }
func another(op *Operation) string { return op.Name + "-0" }

func (b *bench) judge(t *testing.T, op *Operation, required Verdict, fields Fields, reply *soapclient.Reply, err error) {
	t.Helper()
	if got := b.observed(t, op, fields, reply, err); !meets(got, required) {
		t.Fatalf("%s: %v; required: %s", got, err, required)
	}
	if err != nil && (strings.Contains(err.Error(), goodCard) || strings.Contains(err.Error(), b.merchant.Password) || strings.Contains(err.Error(), b.merchant.SecretWord)) {
		t.Errorf("the error shows a secret: %v", err)
	}
	key := fields[b.keyField[op.Name]]
	arrived, happened := b.Arrived(op.Name, key), b.happened(op, ours(op))
	if op.Class.Reads() {
		return
	}
	if carriedOut := b.fault.Stage() == sandbox.AfterGateway; arrived > 1 || (arrived == 1) != carriedOut || happened != carriedOut {
		t.Fatalf("arrived %d times, happened %v, at stage %s", arrived, happened, b.fault.Stage())
	}
	unknown, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err)
	open := openOf(b.book, op.Name, key)
	if isUnknown != (len(open) == 1) {
		t.Fatalf("the journal has %v open after %v", open, err)
	}
	if !isUnknown {
		return
	}
	found, err := b.calm.Resolve(context.Background(), unknown.Intent)
	if err != nil || !found.Settled() && !(op.Lingers && !happened) || (found.Outcome == service.Succeeded) != happened {
		t.Errorf("resolved to %+v, %v; the ledger says %v", found, err, happened)
	}
	if open = openOf(b.book, op.Name, key); found.Settled() == (len(open) != 0) {
		t.Errorf("outcome %v, open %v", found.Outcome, open)
	}
	if b.Arrived(op.Name, key) != arrived {
		t.Error("it was sent again")
	}
}

// rest waits as long as the operation's rate limit wants.
func (b *bench) rest(t *testing.T, op *Operation) {
	t.Helper()
	_, described, err := described(b.Services, op.Name)
	if err != nil {
		t.Fatal(err)
	}
	b.clock.Clock.Advance(time.Duration(described.Limit.MinInterval) * time.Second)
}

// openOf lists the open intents of an operation under a key; what had to happen before
// may be open too: a payment that waits for its 3-D Secure step.
func openOf(j *journal.File, operation, key string) []soapclient.Intent {
	return slices.DeleteFunc(j.Unsettled(), func(i soapclient.Intent) bool { return i.Service+"."+i.Operation != operation || i.Key.Value != key })
}

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
