package sandbox

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Paths of the merchant's console.
const (
	pathConsole       = "/console"
	pathExchanges     = pathConsole + "/exchanges"
	pathEvents        = pathConsole + "/events"
	pathBills         = pathConsole + "/bills"
	pathNewBill       = pathBills + "/new"
	pathOrders        = pathConsole + "/orders"
	pathOperations    = pathConsole + "/operations"
	pathSubscriptions = pathConsole + "/subscriptions"
	pathCards         = pathConsole + "/cards"
	pathOutbox        = pathConsole + "/outbox"
	pathDeliveries    = pathConsole + "/notifications"
	pathFaults        = pathConsole + "/faults"
	pathClock         = pathConsole + "/clock"
	pathScript        = "/assets/console.js"
)

// tab is an entry of the console's menu.
type tab struct{ Path, Key string }

// Tabs are the entries of the console's menu.
func (v view) Tabs() []tab {
	return []tab{
		{pathExchanges, "exchanges"},
		{pathBills, "bills"},
		{pathOrders, "orders"},
		{pathOperations, "operations"},
		{pathSubscriptions, "subscriptions"},
		{pathCards, "stored cards"},
		{pathOutbox, "outbox"},
		{pathDeliveries, "deliveries"},
		{pathFaults, "faults"},
		{pathClock, "clock"},
	}
}

// Open reports whether a tab is the one the page belongs to.
func (v view) Open(t tab) bool { return v.path == t.Path || strings.HasPrefix(v.path, t.Path+"/") }

// Here returns a path with the page's language, where the reader chose one.
func (v view) Here(path string) string {
	if v.chosen == "" || path == "" {
		return path
	}
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	return path + separator + "lang=" + url.QueryEscape(v.chosen)
}

// FactName names a fact in the page's language.
func (v view) FactName(f fact) (string, error) { return v.Say(f.Name) }

// Chosen is the language the reader chose, "" for none.
func (v view) Chosen() string { return v.chosen }

// Next is the number of a row, from 1.
func (v view) Next(i int) int { return i + 1 }

// consoleRoutes connects the pages of the console. What changes something is a POST, and
// foreign pages cannot send one.
func (s *Sandbox) consoleRoutes(page func(pattern string, h http.HandlerFunc)) {
	page("GET "+pathConsole, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, pathExchanges+keepLanguage(r), http.StatusSeeOther)
	})
	page("GET "+pathScript, s.serveScript)
	page("GET "+pathExchanges, s.showExchanges)
	page("GET "+pathExchanges+"/{number}", s.showExchange)
	page("GET "+pathEvents, s.streamExchanges)
	page("GET "+pathBills, s.showBills)
	page("GET "+pathBills+"/{token}", s.showBillDetail)
	page("POST "+pathBills+"/{token}", s.changeBill)
	page("GET "+pathNewBill, s.showNewBill)
	page("POST "+pathNewBill, s.makeBill)
	page("GET "+pathOrders, s.showOrders)
	page("GET "+pathOrders+"/{billnumber}", s.showOrderDetail)
	page("POST "+pathOrders+"/{billnumber}", s.changeOrder)
	page("GET "+pathOperations, s.showOperations)
	page("GET "+pathSubscriptions, s.showSubscriptions)
	page("GET "+pathCards, s.showCards)
	page("GET "+pathOutbox, s.showOutbox)
	page("GET "+pathOutbox+"/{number}", s.showNotice)
	page("GET "+pathDeliveries, s.showDeliveries)
	page("GET "+pathDeliveries+"/{number}", s.showDelivery)
	page("GET "+pathFaults, s.showFaults)
	page("POST "+pathFaults, s.changeFaults)
	page("GET "+pathClock, s.showClock)
	page("POST "+pathClock, s.changeClock)
}

// keepLanguage carries the language on to another page.
func keepLanguage(r *http.Request) string {
	if lang := r.FormValue("lang"); lang == "ru" || lang == "en" {
		return "?lang=" + lang
	}
	return ""
}

// showConsole renders a page of the console. Card numbers are masked once more, wherever
// they may have come from: nothing on the console is made of them.
func (s *Sandbox) showConsole(w http.ResponseWriter, r *http.Request, name, title string, data any) {
	v := s.consoleView(r, title, data)
	var page bytes.Buffer
	if err := s.pages.templates().ExecuteTemplate(&page, name, v); err != nil {
		s.log.Error("page", "name", name, "error", err)
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
		return
	}
	secure(w.Header(), "")
	w.Header().Set("Content-Security-Policy", w.Header().Get("Content-Security-Policy")+"; script-src 'self'; connect-src 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(withoutCards(page.String())))
}

func (s *Sandbox) consoleView(r *http.Request, title string, data any) view {
	v := view{Lang: language(r, ""), Data: data, words: s.pages.words, path: r.URL.Path, Now: s.clock.Now(), Stands: s.clock.Stands()}
	if lang := r.FormValue("lang"); lang == "ru" || lang == "en" {
		v.chosen = lang
	}
	v.Title, v.Other = v.words[title].In(v.Lang), otherLanguage(r, v.Lang)
	for _, f := range *s.faults.Load() {
		v.Faults = append(v.Faults, f.String())
	}
	return v
}

// notThere answers for something the sandbox does not have.
func (s *Sandbox) notThere(w http.ResponseWriter, r *http.Request) {
	v := s.consoleView(r, "not there", nil)
	s.show(w, r, http.StatusNotFound, "unknown.html", "not there", v, "")
}

func (s *Sandbox) serveScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(s.pages.script)
}

// moment writes a time as the console shows it.
func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("02.01.2006 15:04:05")
}
