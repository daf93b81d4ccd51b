package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// faultsPage is what the page of the switches shows.
type faultsPage struct {
	Active  []activeFault
	Kinds   []faultRow
	Wrong   string // what could not be read, and why
	Given   string
	Headers [2]string
}

type activeFault struct {
	Text   string
	Struck int
	About  service.Text
	Fixed  bool // acts from the start of the sandbox
}

type faultRow struct {
	Name, Usage string
	Stage       Stage
	About       service.Text
	Fixed       bool
}

// Switch reports whether one press is enough to switch the fault on: it needs no value.
func (f faultRow) Switch() bool {
	return !f.Fixed && (f.Usage == f.Name || strings.Contains(f.Usage, "["))
}

func (s *Sandbox) showFaults(w http.ResponseWriter, r *http.Request) { s.renderFaults(w, r, "", "") }

func (s *Sandbox) renderFaults(w http.ResponseWriter, r *http.Request, wrong, given string) {
	p := faultsPage{Wrong: wrong, Given: given, Headers: [2]string{headerFault, headerScenario}}
	for _, f := range *s.faults.Load() {
		p.Active = append(p.Active, activeFault{f.String(), f.Struck(), faultText(f.kind), f.Stage() == AtConnection})
	}
	kinds := FaultKinds()
	for i := range kinds {
		k := &kinds[i]
		p.Kinds = append(p.Kinds, faultRow{k.Name, k.Usage, k.Stage, faultText(k), k.Stage == AtConnection})
	}
	if wrong != "" {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	s.showConsole(w, r, "faults.html", "faults", p)
}

// changeFaults switches faults on and off while the sandbox is running: add=delay=2s,
// remove=delay=2s, clear=all.
func (s *Sandbox) changeFaults(w http.ResponseWriter, r *http.Request) {
	current := slices.Clone(*s.faults.Load())
	switch {
	case r.PostFormValue("clear") != "":
		current = slices.DeleteFunc(current, func(f Fault) bool { return f.Stage() != AtConnection })
	case r.PostFormValue("remove") != "":
		current = slices.DeleteFunc(current, func(f Fault) bool {
			return f.String() == r.PostFormValue("remove") && f.Stage() != AtConnection
		})
	default:
		text := strings.TrimSpace(r.PostFormValue("add"))
		if chance := strings.TrimSpace(r.PostFormValue("chance")); chance != "" {
			text += "@" + chance
		}
		fault, err := ParseFault(text)
		switch {
		case err != nil:
			s.renderFaults(w, r, clip(err.Error()), text)
			return
		case fault.Stage() == AtConnection:
			s.renderFaults(w, r, fault.Kind()+": --fault", text)
			return
		}
		current = append(current, fault)
	}
	s.SetFaults(current...)
	http.Redirect(w, r, pathFaults+keepLanguage(r), http.StatusSeeOther)
}

// clockPage is what the page of the clock shows.
type clockPage struct {
	Steps   []clockStep
	Wrong   bool
	Waiting table
}

// clockStep is a button that moves the clock.
type clockStep struct{ Value, Key string }

func (s *Sandbox) showClock(w http.ResponseWriter, r *http.Request) { s.renderClock(w, r, false) }

func (s *Sandbox) renderClock(w http.ResponseWriter, r *http.Request, wrong bool) {
	p := clockPage{
		Wrong:   wrong,
		Steps:   []clockStep{{"3s", "3 seconds"}, {"1m", "1 minute"}, {"15m", "15 minutes"}, {"1h", "1 hour"}, {"24h", "1 day"}, {"720h", "30 days"}},
		Waiting: table{Title: "waits for time", Columns: []string{"when", "what", "order or bill"}, Empty: "nothing waits"},
	}
	for _, a := range s.awaited() {
		p.Waiting.Rows = append(p.Waiting.Rows, []entry{{Text: momentText(a.when), Kind: "number"}, {Key: a.key}, {Text: a.name, Link: a.link}})
	}
	if wrong {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	s.showConsole(w, r, "clock.html", "clock", p)
}

// changeClock moves the clock, stops it or lets it run: advance=25h, do=stop, do=run.
func (s *Sandbox) changeClock(w http.ResponseWriter, r *http.Request) {
	const longest = 10 * 365 * 24 * time.Hour
	switch r.PostFormValue("do") {
	case "stop":
		s.clock.Stop()
	case "run":
		s.clock.Run()
	default:
		d, err := time.ParseDuration(strings.ReplaceAll(r.PostFormValue("advance"), " ", ""))
		if err != nil || d <= 0 || d > longest {
			s.renderClock(w, r, true)
			return
		}
		s.clock.Advance(d)
	}
	s.wake()
	http.Redirect(w, r, pathClock+keepLanguage(r), http.StatusSeeOther)
}

// awaited is something that time alone will change.
type awaited struct {
	when            time.Time
	key, name, link string
}

// mostAwaited is how many of them the page shows, the nearest.
const mostAwaited = 50

// awaited lists what time alone will change, the nearest first.
func (s *Sandbox) awaited() []awaited {
	var list []awaited
	add := func(when time.Time, key, name, link string) {
		if !when.IsZero() {
			list = append(list, awaited{when, key, name, link})
		}
	}
	s.ledger.transaction(func(now time.Time) {
		for _, o := range s.ledger.open {
			link := pathOrders + "/" + o.BillNumber
			add(o.settleAt, "payment settles", o.Number, link)
			add(o.expires, "page closes", o.Number, link)
			if o.step != nil && o.settleAt.IsZero() && o.open() {
				add(o.step.deadline, "step times out", o.Number, link)
			}
		}
		for token, b := range s.ledger.links {
			if b.state(now) == BillInvoiced {
				add(b.PayUntil, "bill expires", b.Number, pathBills+"/"+token)
			}
		}
		for _, n := range s.ledger.notices[s.ledger.mailed:] {
			add(n.Next, "mail again", n.Bill, "")
		}
	})
	s.postman.mu.Lock()
	for _, l := range s.postman.waiting {
		if l.attempt > 1 {
			add(l.due, "delivery again", l.report.order.Number, pathOrders+"/"+l.report.order.BillNumber)
		}
	}
	s.postman.mu.Unlock()
	slices.SortFunc(list, func(a, b awaited) int {
		if c := a.when.Compare(b.when); c != 0 {
			return c
		}
		return strings.Compare(a.name, b.name)
	})
	return list[:min(len(list), mostAwaited)]
}
