package chaos

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

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
