package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// Outcomes by which exchanges are filtered.
const (
	outcomeRefused   = "refused"
	outcomeDone      = "done"
	outcomeDisturbed = "disturbed"
)

// pickExchanges returns the filter that a request asks for.
func pickExchanges(r *http.Request) func(*Exchange) bool {
	merchant, outcome, name, query := r.FormValue("merchant"), r.FormValue("outcome"), r.FormValue("service"), r.FormValue("q")
	return func(e *Exchange) bool {
		service, _, _ := strings.Cut(e.Operation, ".")
		switch {
		case merchant != "" && e.Merchant != merchant, name != "" && service != name,
			outcome == outcomeRefused && e.Refusal == "",
			outcome == outcomeDone && (e.Refusal != "" || e.Lost),
			outcome == outcomeDisturbed && len(e.Faults) == 0:
			return false
		}
		return query == "" || findable(query, strconv.Itoa(e.Number), e.What(), e.Merchant, e.Refusal, e.Reason, e.Sent, e.Answered)
	}
}

// showExchanges lists the exchanges that a filter leaves, page by page.
func (s *Sandbox) showExchanges(w http.ResponseWriter, r *http.Request) {
	all, _ := s.exchanges.since(0)
	latest := 0
	if len(all) > 0 {
		latest = all[0].Number
	}
	pick := pickExchanges(r)
	var left []*Exchange
	refused := 0
	for _, e := range all {
		if pick(e) {
			left = append(left, e)
			if e.Refusal != "" {
				refused++
			}
		}
	}
	services := []choice{}
	for _, svc := range s.services {
		services = append(services, choice{Value: svc.Name, Text: svc.Name})
	}
	p := exchangesPage{Latest: latest, Refused: refused, Endpoint: s.base(r)}
	p.listPage = listOfRows(r, listPage{Search: true, Filters: []filter{
		chooser(r, "outcome", "outcome", choice{Value: outcomeRefused, Key: "refused"}, choice{Value: outcomeDone, Key: "carried out"}, choice{Value: outcomeDisturbed, Key: "disturbed"}),
		chooser(r, "service", "service", services...),
		s.merchantFilter(r),
	}}, left, func(e *Exchange) []entry {
		p.Rows = append(p.Rows, e)
		return nil
	})
	p.First = p.From == 1
	s.showConsole(w, r, "exchanges.html", "exchanges", p)
}

// exchangesPage is what the list of exchanges shows.
type exchangesPage struct {
	listPage
	Rows     []*Exchange
	Latest   int  // number of the latest exchange there is
	First    bool // of the pages: the one that grows
	Refused  int
	Endpoint string
}

// exchangePage is what the page of one exchange shows.
type exchangePage struct {
	*Exchange
	Codes       []codeLine
	Older       int // number of the next older one, 0 if there is none
	Newer       int
	SentText    string
	AnswerText  string
	Highlighted map[string]bool
}

// codeLine is a code and what the tables say it means.
type codeLine struct {
	Key, Code string
	Meaning   service.Text
}

// showExchange shows one exchange: why it was refused, what would have been right, both
// messages.
func (s *Sandbox) showExchange(w http.ResponseWriter, r *http.Request) {
	number, _ := strconv.Atoi(r.PathValue("number"))
	e := s.exchanges.numbered(number)
	if e == nil {
		s.notThere(w, r)
		return
	}
	p := exchangePage{Exchange: e, Codes: s.codeLines(e.Refusal), SentText: e.Sent, AnswerText: indented(e.Answered)}
	if s.exchanges.numbered(number-1) != nil {
		p.Older = number - 1
	}
	if s.exchanges.numbered(number+1) != nil {
		p.Newer = number + 1
	}
	s.showConsole(w, r, "exchange.html", "exchange", p)
}

// codeLines says what the two codes of a refusal mean.
func (s *Sandbox) codeLines(refusal string) []codeLine {
	first, second, given := strings.Cut(refusal, "/")
	if !given || s.services[0].Codes == nil {
		return nil
	}
	var lines []codeLine
	for _, row := range []struct {
		key, code string
		table     []service.NumberedCode
	}{{"firstcode", first, s.services[0].Codes.First}, {"secondcode", second, s.services[0].Codes.Second}} {
		number, _ := strconv.Atoi(row.code)
		if found := service.FindNumber(row.table, number); found != nil {
			lines = append(lines, codeLine{row.key, row.code, found.Meaning})
		}
	}
	return lines
}

// Limits of the live list: rows of one message, and time between two.
const (
	mostRows  = 50
	liveEvery = 250 * time.Millisecond
)

// streamExchanges sends the exchanges that a filter leaves as server-sent events, as
// they come. When there are too many to read, the latest are sent with the number of
// those left out.
func (s *Sandbox) streamExchanges(w http.ResponseWriter, r *http.Request) {
	last, _ := strconv.Atoi(r.FormValue("after"))
	if resumed, err := strconv.Atoi(r.Header.Get("Last-Event-ID")); err == nil {
		last = resumed
	}
	pick, flusher, ending := pickExchanges(r), http.NewResponseController(w), s.endingSoon()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = fmt.Fprint(w, ": live\n\n")
	for flusher.Flush() == nil {
		fresh, more := s.exchanges.since(last)
		if len(fresh) > 0 {
			last = fresh[0].Number
			if err := s.sendEvent(w, r, fresh, pick, last); err != nil {
				return
			}
			select { // not more often than anybody can read
			case <-time.After(liveEvery):
			case <-r.Context().Done():
				return
			}
			continue
		}
		select {
		case <-more:
		case <-r.Context().Done():
			return
		case <-ending:
			return
		}
	}
}

// event is one message of the live list.
type event struct {
	HTML    string `json:"html"`    // rows, the newest first
	Count   int    `json:"count"`   // rows that fit the filter
	Refused int    `json:"refused"` // of them
}

func (s *Sandbox) sendEvent(w http.ResponseWriter, r *http.Request, fresh []*Exchange, pick func(*Exchange) bool, last int) error {
	var rows []*Exchange
	var out bytes.Buffer
	ev := event{}
	for _, e := range fresh {
		if pick(e) {
			ev.Count++
			if e.Refusal != "" {
				ev.Refused++
			}
			if len(rows) < mostRows {
				rows = append(rows, e)
			}
		}
	}
	if err := s.pages.templates().ExecuteTemplate(&out, "exchangerows", s.consoleView(r, "exchanges", rows)); err != nil {
		return err
	}
	ev.HTML = withoutCards(out.String())
	data, err := json.Marshal(ev)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", last, data)
	return err
}
