package chaos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// leaves is the moment a write leaves: by then nothing under its key may be open or done.
func (w *world) leaves(a Arrival) {
	now := w.believed[a]
	if now.open || now.settled == service.Succeeded {
		w.result.Duplicates++
		w.blame("%s %s was sent again while %+v", a.Operation, a.Key, now)
	}
	w.believed[a] = belief{open: true}
}

func (w *world) blame(format string, args ...any) {
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

// learn holds what a call says against the ledger.
func (w *world) learn(op *Operation, key string, reply *soapclient.Reply, err error) {
	if _, unknown := errors.AsType[*soapclient.OutcomeUnknownError](err); unknown {
		return
	}
	a := Arrival{op.Name, key}
	switch {
	case err == nil:
		w.settled(op, a, reply.Result.Outcome, "the answer")
	case isA[*soapclient.DuplicateError](err):
	case isA[*soapclient.TransportError](err), isA[*soapclient.GatewayError](err):
		if w.believed[a].open {
			w.settled(op, a, service.Refused, err.Error())
		}
	default:
		w.result.Wrong++
		w.blame("%s %s ended in %v", op.Name, key, err)
	}
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// settled notes an outcome that somebody was told, and checks it against the ledger.
func (w *world) settled(op *Operation, a Arrival, outcome service.Outcome, by string) {
	if outcome != service.Succeeded && outcome != service.Refused {
		return
	}
	w.believed[a] = belief{settled: outcome}
	if happened := w.gateway.happened(op, a.Key); happened != (outcome == service.Succeeded) {
		w.result.Wrong++
		w.blame("%s %s is %s by %s, and the ledger says %v", a.Operation, a.Key, outcome, by, happened)
	}
}

// settle ends the day: a restart, a quiet line, and questions until nothing is open.
func (w *world) settle() error {
	if err := w.restart(0); err != nil {
		return err
	}
	for range 5 {
		if err := w.clock.Sleep(context.Background(), 16*time.Minute); err != nil {
			return err
		}
		if err := w.resolveAll(); err != nil {
			return err
		}
	}
	if w.rules.NoJournal {
		return nil
	}
	for _, open := range w.book.Unsettled() {
		if op := operation(open.Service + "." + open.Operation); w.waits(open) && !w.gateway.happened(op, open.Key.Value) {
			continue // the gateway itself leaves it open: the time of a 3-D Secure step ran out
		}
		w.result.Lost++
		w.blame("nobody knows what became of %s", open)
	}
	return nil
}

// waits reports whether the gateway says that an order is not decided.
func (w *world) waits(intent soapclient.Intent) bool {
	found, err := w.client.Resolve(context.Background(), intent)
	return err == nil && (found.Outcome == service.Pending || found.Outcome == service.ActionRequired)
}

// compare holds the journal against the ledger: it alone outlives the program.
func (w *world) compare() {
	if err := w.book.File.Close(); err != nil {
		w.blame("closing: %v", err)
	}
	if w.rules.NoJournal {
		return
	}
	contents, err := journal.Read(w.path)
	if err != nil {
		w.blame("reading: %v", err)
		return
	}
	succeeded := map[Arrival]bool{}
	for _, i := range contents.Succeeded {
		succeeded[Arrival{i.Service + "." + i.Operation, i.Key.Value}] = true
	}
	for _, name := range scheduled() {
		for n := range keys {
			op, key := operation(name), keyOf(name, n)
			happened, told := w.gateway.happened(op, key), succeeded[Arrival{op.Name, key}]
			switch {
			case happened && !told:
				w.result.Lost++
				w.blame("%s %s happened, and the journal does not know", op.Name, key)
			case told && !happened:
				w.result.Wrong++
				w.blame("%s %s succeeded by the journal, and did not happen", op.Name, key)
			}
			if times := op.Times(w.gateway.Sandbox.Ledger(), w.gateway.merchant.ID, key); times > 1 {
				w.result.Duplicates++
				w.blame("%s %s happened %d times", op.Name, key, times)
			}
		}
	}
}
