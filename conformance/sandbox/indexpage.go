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
	Scenarios []Scenario
}

// Ends says how a scenario of 3-D Secure ends.
func (v view) Ends(ends string) string {
	if ends == endsAsChosen {
		return v.words["as chosen"].In(v.Lang)
	}
	return v.State(ends)
}

// Public reports whether a merchant's credentials are the published ones of the sandbox;
// others are never shown.
func (p indexPage) Public(m Merchant) bool {
	return slices.ContainsFunc(DefaultMerchants(), func(known Merchant) bool {
		return known.ID == m.ID && known.Password == m.Password && known.SecretWord == m.SecretWord
	})
}

// showIndex shows how to reach the sandbox and what to send it.
func (s *Sandbox) showIndex(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "index.html", "sandbox", view{
		Lang: language(r, ""),
		Data: indexPage{
			Endpoint: s.base(r), Now: s.clock.Now(), Services: s.services, Merchants: s.merchants,
			Cards: TestCards(), Tokens: TestTokens(), Customer: testCustomer, Flows: Flows(),
			Scenarios: Scenarios(),
		},
	}, "")
}
