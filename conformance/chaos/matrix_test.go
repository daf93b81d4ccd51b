package chaos

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance/proxy"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

func TestMatrix_HasNoEmptyCell(t *testing.T) {
	var names []string
	for _, s := range catalog.Services() {
		for i := range s.Operations {
			names = append(names, s.Name+"."+s.Operations[i].Name)
		}
	}
	for _, missing := range CheckMatrix(names) {
		t.Error(missing)
	}
}

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

func newBench(t *testing.T, fault string, options ...soapclient.Option) *bench {
	t.Helper()
	b := &bench{clock: &Clock{Clock: noon()}}
	var err error
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Gateway, err = NewGateway(b.clock.Clock)
	check(err)
	server := httptest.NewServer(b.Gateway)
	t.Cleanup(server.Close)
	b.clean = server.URL
	b.fault, err = sandbox.ParseFault(fault)
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

func TestMatrix_EveryCellIsAsRequired(t *testing.T) {
	for _, c := range Cells() {
		name := c.Operation + "/" + c.Fault
		var options []soapclient.Option
		if c.Confirmed {
			name += "/confirmed"
			options = append(options, soapclient.WithConfirmedAnswers())
		}
		t.Run(name, func(t *testing.T) {
			b, op := newBench(t, c.Fault, options...), operation(c.Operation)
			b.prime(t, op)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if slow(c.Fault) { // the caller's patience ends when the gateway has answered
				b.answered = func(a Arrival) {
					if a.Operation == op.Name && a.Key == "A-1" {
						cancel()
					}
				}
			}
			reply, err := b.call(ctx, b.faulty, op, "A-1", goodCard)
			b.judge(t, op, c.Required, reply, err)
		})
	}
}

// prime does what must have happened before, and lets faults that repeat answers see
// one: of the same key where that is possible, of another one too.
func (b *bench) prime(t *testing.T, op *Operation) {
	t.Helper()
	for _, key := range []string{"A-0", "A-1"} {
		if op.Needs != "" {
			if _, err := b.call(context.Background(), b.calm, operation(op.Needs), key, goodCard); err != nil {
				t.Fatal(err)
			}
		}
	}
	first := "A-0"
	switch b.fault.Kind() {
	case "replay":
		if op.Class == Read {
			first = "A-1"
		}
	case "other-order":
	default:
		return
	}
	if _, err := b.call(context.Background(), b.faulty, op, first, goodCard); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) judge(t *testing.T, op *Operation, required Verdict, reply *soapclient.Reply, err error) {
	t.Helper()
	if got := observed(op, reply, err); !meets(got, required) {
		t.Fatalf("%s: %v; required: %s", got, err, required)
	}
	if err != nil && (strings.Contains(err.Error(), goodCard) || strings.Contains(err.Error(), b.merchant.Password) || strings.Contains(err.Error(), b.merchant.SecretWord)) {
		t.Errorf("the error shows a secret: %v", err)
	}
	arrived, happened := b.Arrived(op.Name, "A-1"), b.happened(op, "A-1")
	if op.Class == Read {
		return
	}
	if carriedOut := b.fault.Stage() == sandbox.AfterGateway; arrived > 1 || (arrived == 1) != carriedOut || happened != carriedOut {
		t.Fatalf("arrived %d times, happened %v, at stage %s", arrived, happened, b.fault.Stage())
	}
	unknown, isUnknown := errors.AsType[*soapclient.OutcomeUnknownError](err)
	open := b.book.Unsettled()
	if isUnknown != (len(open) == 1) {
		t.Fatalf("the journal has %v open after %v", open, err)
	}
	if !isUnknown {
		return
	}
	found, err := b.calm.Resolve(context.Background(), unknown.Intent)
	if err != nil || !found.Settled() || (found.Outcome == service.Succeeded) != happened {
		t.Errorf("resolved to %+v, %v; the ledger says %v", found, err, happened)
	}
	if len(b.book.Unsettled()) != 0 {
		t.Error("still open")
	}
	if b.Arrived(op.Name, "A-1") != arrived {
		t.Error("it was sent again")
	}
}

// observed says what a call ended with.
func observed(op *Operation, reply *soapclient.Reply, err error) Verdict {
	if err == nil {
		if reply.Result.Outcome == service.Succeeded && reply.Record.Text("hash") != "AnotherPersonsBill00" && reply.Record.Text("Hash") != "AnotherPersonsBill00" {
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

func TestMatrix_PrintsWhole(t *testing.T) {
	var text, page bytes.Buffer
	WriteText(&text)
	if err := WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"redirect=307", "silentpay.pay", "believed (confirmed: unknown)", "not sent or unknown"} {
		if !strings.Contains(text.String(), want) || !strings.Contains(page.String(), want) {
			t.Errorf("%q is not printed", want)
		}
	}
	t.Log("\n" + text.String())
}
