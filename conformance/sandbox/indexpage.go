package sandbox

import (
	"net/http"
	"slices"
	"time"

	"github.com/assist-soap/toolkit/service"
)

// indexPage is what the front page shows.
type indexPage struct {
	Endpoint  string
	Now       time.Time
	Services  []*service.Service
	Merchants []Merchant
	Cards     []TestCard
	Tokens    []TestToken
	Customer  string // of the stored cards every merchant has
	Flows     []Flow
	Exchanges []Exchange
	// Deliveries are the notifications sent; Told reports whether any merchant wants them.
	Deliveries []Delivery
	Told       bool
}

// shownExchanges is how many exchanges the front page lists.
const shownExchanges = 50

// showIndex shows how to reach the sandbox and what was sent to it lately.
func (s *Sandbox) showIndex(w http.ResponseWriter, r *http.Request) {
	latest, deliveries := s.exchanges.latest(), s.Deliveries()
	s.show(w, r, http.StatusOK, "index.html", "sandbox", view{
		Lang: language(r, ""),
		Data: indexPage{
			Endpoint: s.base(r), Now: s.clock.Now(), Services: s.services, Merchants: s.merchants,
			Cards: TestCards(), Tokens: TestTokens(), Customer: testCustomer, Flows: Flows(),
			Exchanges:  latest[:min(len(latest), shownExchanges)],
			Deliveries: deliveries[:min(len(deliveries), shownExchanges)],
			Told:       slices.ContainsFunc(s.merchants, func(m Merchant) bool { return m.NotifyURL != "" }),
		},
	}, "")
}
