package chaos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// boundaries are the places where the structure of an answer changes: before and after
// every tag, in the middle of every tag and of every text.
func boundaries(answer []byte) (list []int) {
	last := 0
	for i, c := range answer {
		switch c {
		case '<':
			list = append(list, (last+i)/2, i)
			last = i
		case '>':
			list = append(list, (last+i)/2, i, i+1)
			last = i + 1
		}
	}
	return list
}

// TestMatrix_EveryCutOfAnAnswerIsNoAnswer cuts the answer to every operation at every
// structural boundary, once under HTTP's eyes and once behind its back; an ordinary run
// tries every fifth of them, make chaos all.
func TestMatrix_EveryCutOfAnAnswerIsNoAnswer(t *testing.T) {
	cuts, every := 0, everyCut
	if everything() {
		every = 1
	}
	for _, op := range Operations() {
		whole := wholeAnswer(t, &op)
		w := newCutWorld(t)
		for _, at := range boundaries(whole) {
			if at >= len(bytes.TrimSpace(whole)) {
				continue // all of it is there
			}
			for _, fault := range []string{"truncate", "cut"} {
				if cuts++; cuts%every != 0 {
					continue
				}
				key := fmt.Sprintf("A-%05d", cuts) // as long as that of the whole answer
				reply, wire, err := w.call(&op, key, fmt.Sprintf("%s=%d", fault, at))
				switch got := ended(reply, err); {
				case op.Class.Reads() && got != Failed, !op.Class.Reads() && got != Unknown:
					t.Fatalf("%s, %s at %d of %d (%q): %s: %v", op.Name, fault, at, len(whole), whole[max(0, at-20):at], got, err)
				}
				if op.Class.Reads() {
					continue
				}
				if arrived := w.gateway.Arrived(op.Name, wire); arrived != 1 || len(openOf(w.book, op.Name, wire)) != 1 {
					t.Fatalf("%s, %s at %d: sent %d times, open %v", op.Name, fault, at, arrived, openOf(w.book, op.Name, wire))
				}
				found, err := w.client.Resolve(context.Background(), openOf(w.book, op.Name, wire)[0])
				if err != nil || found.Outcome != service.Succeeded {
					t.Fatalf("%s, %s at %d: %+v, %v", op.Name, fault, at, found, err)
				}
			}
		}
	}
	t.Logf("%d cuts", cuts/every)
	if cuts < 2000 {
		t.Error("hardly any")
	}
}

// cutWorld is a gateway in memory whose first answer to an operation is cut.
type cutWorld struct {
	gateway *Gateway
	line    *line
	book    *journal.File
	client  *soapclient.Client
}

func newCutWorld(t *testing.T) *cutWorld {
	t.Helper()
	clock := &Clock{Clock: noon()}
	gateway, err := NewGateway(clock.Clock, Services())
	if err != nil {
		t.Fatal(err)
	}
	w := &cutWorld{gateway: gateway}
	w.line = &line{gateway: gateway, clock: clock, faults: new(Faults), memory: map[string]sandbox.Fault{}, struck: map[string]int{}, leaves: func(Arrival) {}}
	if w.book, err = journal.Open(filepath.Join(t.TempDir(), "journal")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.book.Close() })
	w.client, err = gateway.client("http://127.0.0.1", soapclient.WithClock(clock), soapclient.WithJournal(w.book), soapclient.WithRepeats(0),
		soapclient.WithTransport(func(http.RoundTripper) http.RoundTripper { return w.line }))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *cutWorld) call(op *Operation, key, fault string) (reply *soapclient.Reply, wire string, err error) {
	fields, err := op.Fields(key, goodCard, w.gateway.deed(context.Background(), w.client))
	if err != nil {
		return nil, "", err
	}
	w.line.clock.Clock.Advance(11 * time.Minute)
	w.line.next = []string{fault}
	if _, described, err := described(w.gateway.Services, op.Name); err == nil && described.Repeat.Among != "" {
		w.line.next = []string{"", fault} // what is asked before it leaves
	}
	reply, err = w.gateway.call(context.Background(), w.client, op.Name, fields)
	return reply, fields[w.gateway.keyField[op.Name]], err
}

// ended says what a cut answer led to.
func ended(reply *soapclient.Reply, err error) Verdict {
	if err == nil {
		return Answered
	}
	if _, ok := errors.AsType[*soapclient.OutcomeUnknownError](err); ok {
		return Unknown
	}
	return Failed
}

// wholeAnswer is what the gateway answers when nobody disturbs it.
func wholeAnswer(t *testing.T, op *Operation) []byte {
	t.Helper()
	var whole []byte
	w := newCutWorld(t)
	w.line.gateway.handler = tee(w.line.gateway.handler, &whole)
	if reply, _, err := w.call(op, "A-99999", ""); err != nil || reply.Result.Outcome != service.Succeeded {
		t.Fatalf("%s: %+v, %v", op.Name, reply, err)
	}
	return whole
}

// tee keeps the last answer of a handler.
func tee(next http.Handler, last *[]byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &answerer{header: w.Header()}
		next.ServeHTTP(a, r)
		*last = bytes.Clone(a.body.Bytes())
		w.WriteHeader(max(a.status, http.StatusOK))
		_, _ = w.Write(*last)
	})
}
