package chaos

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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
	Resend    bool          // what is not answered is sent again
	Credulous bool          // answers are believed without proof
	Forget    bool          // the journal does not outlive the program
	Blind     bool          // what stood under a key before is not written down
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
	quiet     *soapclient.Client // somebody else's, undisturbed
	path      string
	subjects  map[Arrival]*subject
	prepared  map[string]Fields
	believed  map[Arrival]belief
	wrong     []string // what broke a promise
	result    *Tally
}

// belief is what the client's side has been told about the attempts under a key.
type belief struct {
	open    bool // an attempt whose outcome nobody knows
	settled service.Outcome
}

// carryOut runs a schedule and returns what happened and what went wrong.
func carryOut(s *Schedule, rules Rules, faults *Faults, folder string) (*Tally, []string, error) {
	w := &world{
		rules: rules, confirmed: s.Confirmed, clock: &Clock{Clock: noon()}, path: filepath.Join(folder, "journal"),
		subjects: map[Arrival]*subject{}, prepared: map[string]Fields{}, believed: map[Arrival]belief{}, result: newTally(),
	}
	var err error
	if w.gateway, err = NewGateway(w.clock.Clock, Services()); err != nil {
		return nil, nil, err
	}
	if rules.Credulous {
		w.gateway.told = credulous(Services())
	}
	w.line = &line{
		gateway: w.gateway, clock: w.clock, struck: w.result.Faults, faults: faults, memory: map[string]sandbox.Fault{},
		leaves: w.leaves, resends: rules.Resend,
	}
	if w.quiet, err = w.quietClient(); err != nil {
		return nil, nil, err
	}
	defer w.quiet.Close()
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
	return w.result, w.wrong, w.book.Close()
}

// start opens the journal and makes a client, as a program does.
func (w *world) start() error {
	book, err := journal.Open(w.path, journal.CompactAt(900))
	if err != nil {
		return err
	}
	w.book = &dying{File: book, line: w.line, path: w.path, begun: map[string]Arrival{}, forgetful: w.rules.Blind, ended: func(a Arrival, ending soapclient.Ending) {
		w.settled(a, ending.Outcome, "the journal")
	}}
	w.book.look()
	if !w.confirmed { // without proof in the answer, only its own memory tells a client copies from originals
		clear(w.line.memory)
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
	if w.rules.Forget {
		if err := os.Remove(w.path); err != nil {
			return err
		}
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

// send makes one call; the client may die in it.
func (w *world) send(s Step) (err error) {
	op := operation(s.Do)
	if op == nil {
		return fmt.Errorf("there is no operation %s", s.Do)
	}
	about, err := w.subject(op, s.Key, cards()[s.Card])
	if err != nil {
		return err
	}
	reply, died, callErr := w.call(about)
	if died != "" {
		w.result.Crashes[died]++
		return w.restart([]int{0, 1000}[s.Key%2])
	}
	if op.Class.Reads() {
		w.read(about.key, reply, callErr)
		return nil
	}
	w.learn(about.arrival, reply, callErr)
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

func (w *world) call(about *subject) (reply *soapclient.Reply, died string, err error) {
	defer func() {
		cause := recover()
		if dead, ok := cause.(crashed); ok {
			died = dead.at
		} else if cause != nil {
			panic(cause)
		}
	}()
	w.line.part, w.line.left = about.part, false
	reply, err = w.gateway.call(context.Background(), w.client, about.op.Name, about.fields, soapclient.Part(about.part))
	return reply, "", err
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
			w.settled(arrivalOf(intent), found.Outcome, "asking")
		}
	}
	return nil
}

// foreignBill is a bill that somebody else makes under our number.
func (w *world) foreignBill(key string) error {
	fields := Fields{"bill": key, "bill_amount": foreignAmount, "bill_currency": "RUB"}
	if _, err := w.gateway.call(context.Background(), w.quiet, "createbill.create", fields); !isA[*soapclient.GatewayError](err) {
		return err
	}
	return nil
}
