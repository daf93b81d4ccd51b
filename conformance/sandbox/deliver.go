package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Ways a merchant may have notifications sent to its NotifyURL (D26).
const (
	NotifyForm         = "post"     // the default
	NotifySOAP         = "soap"     // order and operation
	NotifySOAPExtended = "soap-ext" // with rrn
)

// taken is the result of a delivery that the merchant answered as documented.
const taken = "accepted"

// noAnswer begins the result of a delivery that nobody answered.
const noAnswer = "no answer: "

const (
	answerTimeout = 10 * time.Second // of a merchant, in real time
	mostDelivered = 5000             // deliveries the journal keeps
	pollInterval  = 200 * time.Millisecond
)

// postman delivers notifications and keeps a journal of it.
type postman struct {
	mu      sync.Mutex // guards waiting and journal
	busy    sync.Mutex // one round at a time, so that nothing is sent twice
	waiting []letter
	journal []Delivery
	count   int
	client  *http.Client
	knock   chan struct{} // wakes the round of a started sandbox
}

// letter is a report on its way.
type letter struct {
	report  report
	attempt int
	due     time.Time
}

func newPostman() *postman {
	return &postman{
		client: &http.Client{
			Timeout:       answerTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		knock: make(chan struct{}, 1),
	}
}

// Deliver sends the notifications that are due by the sandbox's clock, and returns when
// the merchants have answered or failed to. A started sandbox does so by itself; one
// that is used as a handler needs to be told, which keeps tests in control.
func (s *Sandbox) Deliver(ctx context.Context) []Delivery {
	s.postman.busy.Lock()
	defer s.postman.busy.Unlock()
	s.ledger.transaction(func(now time.Time) {
		s.postman.take(s.ledger.outbox, now)
		s.ledger.outbox = nil
	})
	var done []Delivery
	for _, l := range s.postman.due(s.clock.Now()) {
		d, again := s.deliver(ctx, l)
		if d.URL == "" {
			continue // the merchant wants none
		}
		done = append(done, d)
		s.postman.keep(d, again, l)
	}
	return done
}

// Deliveries returns the latest deliveries, the newest first.
func (s *Sandbox) Deliveries() []Delivery {
	s.postman.mu.Lock()
	defer s.postman.mu.Unlock()
	list := slices.Clone(s.postman.journal)
	slices.Reverse(list)
	return list
}

func (p *postman) take(reports []report, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range reports {
		p.waiting = append(p.waiting, letter{n, 1, now})
	}
}

// due takes out what is to be sent now.
func (p *postman) due(now time.Time) []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []letter
	p.waiting = slices.DeleteFunc(p.waiting, func(l letter) bool {
		if now.Before(l.due) {
			return false
		}
		list = append(list, l)
		return true
	})
	return list
}

func (p *postman) keep(d Delivery, again bool, l letter) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.count++
	d.Number = p.count
	if p.journal = append(p.journal, d); len(p.journal) > mostDelivered {
		p.journal = slices.Delete(p.journal, 0, len(p.journal)-mostDelivered)
	}
	if again {
		p.waiting = append(p.waiting, letter{l.report, l.attempt + 1, d.Next})
	}
}

// deliver sends one report. It is repeated only while there is no answer; a negative one
// ends it (D26).
func (s *Sandbox) deliver(ctx context.Context, l letter) (d Delivery, again bool) {
	m := s.merchant(l.report.order.Merchant)
	svc := s.serviceCalled(nameOfNotification)
	if m == nil || m.NotifyURL == "" || svc == nil {
		return Delivery{}, false
	}
	now := s.clock.Now()
	p := &l.report.order.Operations[l.report.operation]
	d = Delivery{
		Time: now, Merchant: m.ID, Order: l.report.order.Number, BillNumber: p.BillNumber,
		Attempt: l.attempt, As: m.notifyAs(), URL: m.NotifyURL,
	}
	sent := l.report.content(svc, m, s.notary, now)
	kind, packet := packetOf(svc, m, sent)
	d.Sent = sentWire(svc, svc.Type(svc.Operations[0].Request.Type), []byte(packet), kind)
	body, err := s.postman.exchange(ctx, svc, m, kind, packet)
	d.Answered = withoutCards(shorten(printable(string(body)), 2000))
	if err != nil {
		d.Result = noAnswer + reasonOf(err)
		if wait, more := repeats(l.attempt); more {
			d.Next, again = now.Add(wait), true
		}
	} else if d.Result = judge(body, sent, m.notifyAs()); d.Result == "" {
		d.Result = taken
	}
	s.log.Info("notified", "merchant", m.ID, "operation", d.title(), "result", d.Result)
	return d, again
}

// packetOf writes a report in the form its merchant wants.
func packetOf(svc *service.Service, m *Merchant, sent record) (contentType, body string) {
	if m.notifyAs() != NotifyForm {
		return "text/xml; charset=utf-8", reportSOAP(svc, sent)
	}
	return "application/x-www-form-urlencoded; charset=utf-8", reportForm(sent)
}

// exchange posts a report and reads the whole answer, whatever its status.
func (p *postman) exchange(ctx context.Context, svc *service.Service, m *Merchant, contentType, body string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, m.NotifyURL, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", contentType)
	if m.notifyAs() != NotifyForm {
		r.Header.Set("SOAPAction", `"`+svc.Operations[0].Action+`"`)
	}
	got, err := p.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = got.Body.Close() }()
	return io.ReadAll(io.LimitReader(got.Body, maxBody))
}

// reasonOf says why there was no answer, without the address, which may hold a secret.
func reasonOf(err error) string {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	return shorten(clipWords(err.Error()), 120)
}

func (m *Merchant) notifyAs() string {
	if m.NotifyAs == "" {
		return NotifyForm
	}
	return m.NotifyAs
}

func (s *Sandbox) serviceCalled(name string) *service.Service {
	for _, svc := range s.services {
		if svc.Name == name {
			return svc
		}
	}
	return nil
}

// wake makes a started sandbox deliver soon.
func (s *Sandbox) wake() {
	s.dirty.Store(true)
	select {
	case s.postman.knock <- struct{}{}:
	default:
	}
}

// deliverUntil is the round of a started sandbox. Clocks may be advanced at any time, so
// it looks often.
func (s *Sandbox) deliverUntil(ctx context.Context) {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	saved := time.Time{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-s.postman.knock:
		}
		if len(s.Deliver(ctx))+len(s.Post(ctx)) > 0 {
			s.dirty.Store(true)
		}
		saved = s.saveWhenDue(saved)
	}
}
