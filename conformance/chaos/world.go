package chaos

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

const callTimeout = 60 * time.Second

// Rules are the promises a world keeps; the tests break one and must see it found.
type Rules struct {
	Grace     time.Duration // of Resolve; 0: 5 minutes
	NoJournal bool          // duplicates are not refused
}

// world is one schedule being carried out.
type world struct {
	rules     Rules
	confirmed bool
	gateway   *Gateway
	clock     *Clock
	line      *line
	book      *dying
	client    *soapclient.Client
	path      string
	believed  map[Arrival]belief
	wrong     []string // what broke a promise
	result    *Tally
}

// belief is what the client's side has been told about the attempts under a key.
type belief struct {
	open    bool // an attempt whose outcome nobody knows
	settled service.Outcome
}

// Tally is what happened in a schedule.
type Tally struct {
	Faults     map[string]int
	Crashes    map[string]int
	Restarts   int
	Writes     int // requests that reached the gateway and may change something
	Money      int // of them: payments
	Resolved   int
	Duplicates int
	Lost       int
	Wrong      int
}

func newTally() *Tally { return &Tally{Faults: map[string]int{}, Crashes: map[string]int{}} }

func (t *Tally) add(other *Tally) {
	for kind, n := range other.Faults {
		t.Faults[kind] += n
	}
	for point, n := range other.Crashes {
		t.Crashes[point] += n
	}
	t.Restarts += other.Restarts
	t.Writes += other.Writes
	t.Money += other.Money
	t.Resolved += other.Resolved
	t.Duplicates += other.Duplicates
	t.Lost += other.Lost
	t.Wrong += other.Wrong
}

// carryOut runs a schedule and returns what happened and what went wrong.
func carryOut(s *Schedule, rules Rules, folder string) (*Tally, []string, error) {
	w := &world{rules: rules, confirmed: s.Confirmed, clock: &Clock{Clock: noon()}, believed: map[Arrival]belief{}, result: newTally()}
	w.path = filepath.Join(folder, "journal")
	var err error
	if w.gateway, err = NewGateway(w.clock.Clock); err != nil {
		return nil, nil, err
	}
	w.line = &line{gateway: w.gateway, clock: w.clock, struck: w.result.Faults, kinds: map[string]sandbox.Fault{}, leaves: w.leaves}
	w.clock.Advanced = w.line.arrive
	if err = w.start(); err != nil {
		return nil, nil, err
	}
	for _, step := range s.Steps {
		if err = w.do(step); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", step, err)
		}
	}
	if err = w.settle(); err != nil {
		return nil, nil, err
	}
	w.compare()
	w.client.Close()
	w.result.Writes = w.gateway.arrivedIn(w.gateway.writes)
	w.result.Money = w.gateway.arrivedIn(func(operation string) bool { return operation == "silentpay.pay" })
	return w.result, w.wrong, w.book.Close()
}

// start opens the journal and makes a client, as a program does.
func (w *world) start() error {
	book, err := journal.Open(w.path, journal.CompactAt(900))
	if err != nil {
		return err
	}
	w.book = &dying{File: book, line: w.line, path: w.path, begun: map[string]Arrival{}, ended: func(a Arrival, ending soapclient.Ending) {
		w.settled(operation(a.Operation), a, ending.Outcome, "the journal")
	}}
	w.book.look()
	if !w.confirmed { // without proof in the answer, only its own memory tells a client copies from originals
		clear(w.line.kinds)
	}
	options := []soapclient.Option{
		soapclient.WithClock(w.clock), soapclient.WithTimeout(callTimeout), soapclient.WithMaxBody(256 << 10), soapclient.WithRepeats(0),
		soapclient.WithTransport(func(http.RoundTripper) http.RoundTripper { return w.line }),
	}
	if !w.rules.NoJournal {
		options = append(options, soapclient.WithJournal(w.book))
	}
	if w.confirmed {
		options = append(options, soapclient.WithConfirmedAnswers())
	}
	w.client, err = w.gateway.client("http://127.0.0.1", options...)
	return err
}

// restart drops everything in memory; lost is what a power cut takes from the disk.
func (w *world) restart(lost int) error {
	w.result.Restarts++
	w.line.next, w.line.crash = nil, ""
	if err := w.book.File.Close(); err != nil {
		return err
	}
	if err := w.book.powerCut(lost); err != nil {
		return err
	}
	return w.start()
}

func (w *world) do(s Step) error {
	w.line.next, w.line.crash = slices.Clone(s.Faults), s.Crash
	defer func() { w.line.next, w.line.crash = nil, "" }()
	switch s.Do {
	case "wait":
		return w.clock.Sleep(context.Background(), s.Wait)
	case "restart":
		return w.restart(s.Lost)
	case "resolve":
		return w.resolveAll(soapclient.Budget(2 * time.Minute))
	case "foreign":
		return w.foreignBill(keyOf("createbill.create", s.Key))
	}
	return w.send(s)
}

// keyOf gives bills and orders names of their own.
func keyOf(operation string, key int) string {
	if operation == "silentpay.pay" {
		return fmt.Sprintf("order-%d", key)
	}
	return fmt.Sprintf("bill-%d", key)
}

// send makes one call; the client may die in it.
func (w *world) send(s Step) (err error) {
	op := operation(s.Do)
	if op == nil {
		return fmt.Errorf("there is no operation %s", s.Do)
	}
	key := keyOf(s.Do, s.Key)
	reply, callErr, died := w.call(op, key, cards()[s.Card])
	if died != "" {
		w.result.Crashes[died]++
		return w.restart([]int{0, 1000}[s.Key%2])
	}
	if op.Class == Read {
		w.read(key, reply, callErr)
		return nil
	}
	w.learn(op, key, reply, callErr)
	return nil
}

// read holds the answer to a question, if one was believed, against the ledger.
func (w *world) read(key string, reply *soapclient.Reply, err error) {
	if err != nil {
		return
	}
	for _, b := range w.gateway.Sandbox.Ledger().Bills(w.gateway.merchant.ID) {
		if state := reply.Record.Text("bill_status"); b.Number == key && b.State != state {
			w.result.Wrong++
			w.blame("%s is %s by the answer and %s by the ledger", key, state, b.State)
		}
	}
}

func (w *world) call(op *Operation, key, card string) (reply *soapclient.Reply, err error, died string) {
	defer func() {
		cause := recover()
		if dead, ok := cause.(crashed); ok {
			died = dead.at
		} else if cause != nil {
			panic(cause)
		}
	}()
	reply, err = w.gateway.call(context.Background(), w.client, op, key, card)
	return reply, err, ""
}

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

// resolveAll asks for everything that is open.
func (w *world) resolveAll(options ...soapclient.ResolveOption) error {
	if w.rules.Grace > 0 {
		options = append(options, soapclient.Grace(w.rules.Grace))
	}
	for _, intent := range w.book.Unsettled() {
		found, err := w.client.Resolve(context.Background(), intent, options...)
		if err != nil {
			return err
		}
		if found.Settled() {
			w.result.Resolved++
			a := Arrival{intent.Service + "." + intent.Operation, intent.Key.Value}
			w.settled(operation(a.Operation), a, found.Outcome, "asking")
		}
	}
	return nil
}

// foreignBill is a bill that somebody else makes under our number.
func (w *world) foreignBill(key string) error {
	op := *operation("createbill.create")
	fields := op.Fields
	op.Fields = func(key, card string) map[string]string {
		f := fields(key, card)
		f["bill_amount"] = foreignAmount
		return f
	}
	transport := func(http.RoundTripper) http.RoundTripper {
		return &line{gateway: w.gateway, clock: w.clock, leaves: func(Arrival) {}}
	}
	other, err := w.gateway.client("http://127.0.0.1", soapclient.WithTransport(transport), soapclient.WithClock(w.clock))
	if err != nil {
		return err
	}
	defer other.Close()
	if _, err = w.gateway.call(context.Background(), other, &op, key, ""); isA[*soapclient.GatewayError](err) {
		return nil
	}
	return err
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
		w.result.Lost++
		w.blame("nobody knows what became of %s", open)
	}
	return nil
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
	for _, op := range Operations() {
		for n := range keys {
			key := keyOf(op.Name, n)
			if op.Class == Read {
				continue
			}
			happened, told := w.gateway.happened(&op, key), succeeded[Arrival{op.Name, key}]
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

// kinds lists the names of a count in order.
func kindsOf(count map[string]int) string {
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		list = append(list, fmt.Sprintf("%s %d", kind, count[kind]))
	}
	return strings.Join(list, ", ")
}
