package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Config says what a sandbox is like. The zero Config is the sandbox of design
// section 8: all services, two merchants, the computer's time.
type Config struct {
	Services  []*service.Service // nil: all of the catalogue
	WSDL      fs.FS              // the WSDL files; nil: those of the toolkit
	Merchants []Merchant         // nil: DefaultMerchants
	Clock     *Clock             // nil: WallClock
	Seed      uint64             // of numbers and tokens
	// FaultStatus is the HTTP status of SOAP Faults: 500 as SOAP 1.1 wants (the
	// default), or 200, which has been seen too.
	FaultStatus int
	Faults      []Fault // applied from the outside in; see SetFaults
	// SMTP is the server, as host:port, that notices about bills are sent to; "": they stay
	// in the outbox. MailFrom is who sends them.
	SMTP, MailFrom string
	// Notices holds templates of notices that replace the documents' own: "invoiced.en.txt"
	// and its like, also below the number of a merchant.
	Notices fs.FS
	// State is a file that remembers bills, orders, subscriptions, stored cards and notices
	// from one sandbox to the next; "": nothing is remembered.
	State string
	Log   *slog.Logger // refusals with their reasons, at info level; nil: none
}

// Sandbox is an emulated gateway. It is an [http.Handler], safe for concurrent use;
// Start makes it listen by itself.
type Sandbox struct {
	services    []*service.Service
	wsdl        fs.FS
	merchants   []Merchant
	clock       *Clock
	ledger      *Ledger
	behaviours  map[string]behaviour
	notary      *Notary
	faultStatus int
	seed        uint64
	faults      atomic.Pointer[[]Fault]
	rates       rates // guarded by the ledger's transaction
	postman     *postman
	exchanges   exchanges
	stateFile   string
	saving      sync.Mutex // one writing at a time
	dirty       atomic.Bool
	smtp        string
	mailFrom    string
	mailing     sync.Mutex // one round at a time, so that nothing is sent twice
	pages       *pages
	log         *slog.Logger
	handler     http.Handler

	mu     sync.Mutex // guards what follows
	url    string
	server *http.Server
	done   chan struct{} // closed when the server has stopped serving
	ending chan struct{} // closed when it stops serving: live lists end
	quiet  func()        // ends the round of deliveries and waits for it
}

// ErrNotLoopback is why Start refuses an address that others could reach: the
// sandbox takes card numbers and its credentials are public.
var ErrNotLoopback = errors.New("the sandbox listens on the loopback interface only, as in 127.0.0.1:8642")

// New makes a sandbox. It reports all mistakes of the configuration at once.
func New(c Config) (*Sandbox, error) {
	c = withDefaults(c)
	if err := checkConfig(c); err != nil {
		return nil, err
	}
	s := &Sandbox{
		services: c.Services, wsdl: c.WSDL, merchants: slices.Clone(c.Merchants), clock: c.Clock,
		ledger:     newLedger(c.Clock, newTokens(c.Seed), c.Merchants),
		behaviours: behaviours(), notary: NewNotary(GatewayKey), faultStatus: c.FaultStatus, seed: c.Seed,
		smtp: c.SMTP, mailFrom: c.MailFrom, stateFile: c.State,
		rates: rates{}, postman: newPostman(), pages: newPages(), log: c.Log,
	}
	s.ledger.stationery.own, s.ledger.codes = c.Notices, s.services[0].Codes
	if err := s.ledger.stationery.try(s.merchants); err != nil {
		return nil, err
	}
	if err := s.load(); err != nil {
		return nil, err
	}
	s.SetFaults(c.Faults...)
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP answers a request to a service, a WSDL or a page.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Clock returns the sandbox's time, for tests that advance it.
func (s *Sandbox) Clock() *Clock { return s.clock }

// Ledger returns a read view of what the sandbox remembers.
func (s *Sandbox) Ledger() *Ledger { return s.ledger }

// Exchanges returns the latest exchanges, masked, the newest first.
func (s *Sandbox) Exchanges() []Exchange { return s.exchanges.latest() }

// SetFaults replaces the faults, also while the sandbox is running; requests that
// are under way keep theirs. Faults of the connection act from the next Start on.
func (s *Sandbox) SetFaults(faults ...Fault) {
	list := slices.Clone(faults)
	for i := range list {
		list[i] = list[i].Seeded(s.seed + uint64(i))
	}
	s.faults.Store(&list)
}

// URL returns the endpoint, without a slash at the end: "http://127.0.0.1:8642". It
// is empty before Start.
func (s *Sandbox) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url
}

// endingSoon is closed when the sandbox stops serving.
func (s *Sandbox) endingSoon() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ending
}

// Start listens on a loopback address and serves until Close. Port 0 takes a free
// one; URL tells which.
func (s *Sandbox) Start(listen string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return fmt.Errorf("sandbox: it listens on %s already", s.url)
	}
	listener, url, err := Listen(listen, *s.faults.Load())
	if errors.Is(err, ErrNotLoopback) {
		return err // it names the sandbox
	}
	if err != nil {
		return fmt.Errorf("sandbox: %w", err)
	}
	s.url = url
	s.server = &http.Server{
		Handler:           loopbackHost(s.handler),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	s.done, s.ending = make(chan struct{}), make(chan struct{})
	ending := s.ending
	s.server.RegisterOnShutdown(sync.OnceFunc(func() { close(ending) }))
	go func(server *http.Server, done chan struct{}) { // ended and waited for by Close
		defer close(done)
		_ = server.Serve(listener)
	}(s.server, s.done)
	ctx, cancel := context.WithCancel(context.Background())
	var round sync.WaitGroup
	round.Go(func() { s.deliverUntil(ctx) }) // ended and waited for by Close
	s.quiet = func() { cancel(); round.Wait() }
	return nil
}

// Close stops listening and waits up to five seconds for requests under way. A
// sandbox that was not started has nothing to close.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	server, done, quiet := s.server, s.done, s.quiet
	s.server, s.done, s.quiet = nil, nil, nil
	s.mu.Unlock()
	if server == nil {
		return nil
	}
	patience, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := server.Shutdown(patience)
	if err != nil {
		err = server.Close()
	}
	<-done
	quiet()
	return errors.Join(err, s.Save())
}
