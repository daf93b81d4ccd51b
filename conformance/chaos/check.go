package chaos

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// leaves is the moment a write leaves: by then nothing under its key may be open or done.
func (w *world) leaves(a Arrival) {
	w.result.Writes++
	if operation(a.Operation).Moves() {
		w.result.Money++
	}
	now := w.believed[a]
	if now.open || now.settled == service.Succeeded {
		w.result.Duplicates++
		w.blame("%s was sent again while %+v", a, now)
	}
	w.believed[a] = belief{open: true}
}

func (w *world) blame(format string, args ...any) {
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

// learn holds what a call says against the ledger.
func (w *world) learn(a Arrival, reply *soapclient.Reply, err error) {
	if _, unknown := errors.AsType[*soapclient.OutcomeUnknownError](err); unknown {
		return
	}
	switch {
	case err == nil:
		w.settled(a, reply.Result.Outcome, "the answer")
	case isA[*soapclient.DuplicateError](err):
	case isA[*soapclient.TransportError](err), isA[*soapclient.GatewayError](err):
		if w.line.left {
			w.settled(a, service.Refused, err.Error())
		}
	default:
		w.result.Wrong++
		w.blame("%s ended in %v", a, err)
	}
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// settled notes an outcome that somebody was told, and checks it against the ledger.
func (w *world) settled(a Arrival, outcome service.Outcome, by string) {
	if outcome != service.Succeeded && outcome != service.Refused {
		return
	}
	w.believed[a] = belief{settled: outcome}
	if happened := w.happened(a); happened != (outcome == service.Succeeded) {
		w.result.Wrong++
		w.blame("%s is %s by %s, and the ledger says %v", a, outcome, by, happened)
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
		if w.waits(open) && !w.happened(arrivalOf(open)) {
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
		succeeded[arrivalOf(i)] = true
	}
	for _, a := range slices.SortedFunc(maps.Keys(w.subjects), func(a, b Arrival) int { return strings.Compare(a.String(), b.String()) }) {
		happened, told := w.happened(a), succeeded[a]
		switch {
		case w.subjects[a].op.Class.Reads():
			continue
		case happened && !told:
			w.result.Lost++
			w.blame("%s happened, and the journal does not know", a)
		case told && !happened:
			w.result.Wrong++
			w.blame("%s succeeded by the journal, and did not happen", a)
		}
		if times := w.times(w.subjects[a]); times > 1 {
			w.result.Duplicates++
			w.blame("%s happened %d times", a, times)
		}
	}
}
