package chaos

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
)

// KillPlan says how often a process is killed.
type KillPlan struct {
	Kills  int
	Orders int // in a batch; 0: 24
	Seed   uint64
	// Program is started as the victim: one whose main calls Victim when IsVictim.
	Program string
	Args    []string
	Folder  string // for journals
}

// KillReport is what came of it.
type KillReport struct {
	Kills      int
	Batches    int
	Money      int // payments and refunds that reached the gateway
	Open       int // intents that a kill left open
	Happened   int // of them: the ledger had the payment
	Duplicates int
	Lost       int
	Wrong      int
	Took       time.Duration
}

// Green reports whether every promise was kept and something was tried.
func (r *KillReport) Green() bool {
	return r.Kills > 0 && r.Open > 0 && r.Duplicates+r.Lost+r.Wrong == 0
}

// Write prints the figures.
func (r *KillReport) Write(w io.Writer) {
	fmt.Fprintf(w, "processes killed     %d in %d batches, in %v\n", r.Kills, r.Batches, r.Took.Round(time.Millisecond))
	fmt.Fprintf(w, "money operations     %d\n", r.Money)
	fmt.Fprintf(w, "left open            %d, of them carried out %d\n", r.Open, r.Happened)
	fmt.Fprintf(w, "duplicates           %d\nlost                 %d\nwrong verdicts       %d\n", r.Duplicates, r.Lost, r.Wrong)
}

// killing is a run under way.
type killing struct {
	plan    KillPlan
	gateway *Gateway
	server  *http.Server
	url     string
	random  *rand.Rand
	report  *KillReport
	money   *Operation

	mu       sync.Mutex
	changed  *sync.Cond // a request arrived, or a connection came or went
	arrived  int        // payments since the victim started
	open     map[net.Conn]bool
	finished bool // the victim has ended
}

// Kill pays batches of orders in a process that is killed again and again, settles
// after every kill what was left open, and holds everything against the ledger.
func Kill(ctx context.Context, p KillPlan) (*KillReport, error) {
	if p.Orders == 0 {
		p.Orders = 24
	}
	k := &killing{
		plan: p, random: rand.New(rand.NewPCG(p.Seed, 0x6b696c6c)), report: &KillReport{},
		money: operation(killedPayment), open: map[net.Conn]bool{},
	}
	k.changed = sync.NewCond(&k.mu)
	var err error
	if k.gateway, err = NewGateway(sandbox.NewClock(time.Now().Add(later)), Services()); err != nil {
		return nil, err
	}
	if err = k.serve(); err != nil {
		return nil, err
	}
	defer func() { _ = k.server.Close() }()
	started := time.Now()
	for k.report.Kills < p.Kills && ctx.Err() == nil {
		k.report.Batches++
		if err = k.batch(ctx, strconv.Itoa(k.report.Batches)); err != nil {
			return k.report, err
		}
	}
	k.report.Took = time.Since(started)
	k.report.Money = k.gateway.arrivedIn(func(name string) bool { return name == killedPayment || name == killedRefund })
	return k.report, ctx.Err()
}

// serve counts connections, so that the end of a victim's last request can be known.
func (k *killing) serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	k.url = "http://" + listener.Addr().String()
	k.server = &http.Server{ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if k.gateway.writes(k.gateway.byPath[r.URL.Path]) {
			k.change(func() { k.arrived++ })
		}
		k.gateway.ServeHTTP(w, r)
	})}
	k.server.ConnState = func(conn net.Conn, state http.ConnState) {
		k.change(func() {
			if state == http.StateClosed || state == http.StateHijacked {
				delete(k.open, conn)
				return
			}
			k.open[conn] = true
		})
	}
	go func() { _ = k.server.Serve(listener) }() // ended by Close
	return nil
}

func (k *killing) change(f func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f()
	k.changed.Broadcast()
}

// batch pays one batch, however many lives it takes.
func (k *killing) batch(ctx context.Context, name string) error {
	path := filepath.Join(k.plan.Folder, "journal-"+name)
	for life := 0; ; life++ {
		if life > 20*k.plan.Orders {
			return errors.New("chaos: the batch does not come to an end")
		}
		killed, err := k.live(ctx, name, path)
		if err != nil {
			return err
		}
		open, err := k.settle(ctx, path)
		if err != nil {
			return err
		}
		if killed {
			k.report.Open += open
			continue
		}
		return k.compare(name, path)
	}
}

// live starts a victim and kills it after a number of payments and a moment more.
func (k *killing) live(ctx context.Context, name, path string) (killed bool, err error) {
	command := exec.CommandContext(ctx, k.plan.Program, k.plan.Args...)
	command.Env = append(os.Environ(), envEndpoint+"="+k.url, envJournal+"="+path, envOrders+"="+strconv.Itoa(k.plan.Orders), envBatch+"="+name)
	command.Stderr = os.Stderr
	k.change(func() { k.arrived, k.finished = 0, false })
	if err = command.Start(); err != nil {
		return false, err
	}
	ended := make(chan error, 1)
	go func() { // ends with the victim
		err := command.Wait()
		k.change(func() { k.finished = true })
		ended <- err
	}()
	k.awaitPayments(k.random.IntN(k.plan.Orders / 3))
	for range k.random.IntN(20000) { // somewhere in the next payment
		if k.random.Uint64() == 0 {
			break
		}
	}
	_ = command.Process.Kill()
	err = <-ended
	if err = k.drain(ctx, err); err == nil {
		return false, nil
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == -1 && ctx.Err() == nil {
		k.report.Kills++
		return true, nil
	}
	return false, err
}

func (k *killing) awaitPayments(n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.arrived <= n && !k.finished {
		k.changed.Wait()
	}
}

// drain waits until the gateway has done all that the victim had sent. A request of our
// own goes behind what still waits to be accepted.
func (k *killing) drain(ctx context.Context, ended error) error {
	transport := &http.Transport{DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url, nil)
	if err != nil {
		return err
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.open) > 0 {
		k.changed.Wait()
	}
	return ended
}
