package sandbox

import (
	"net/http"
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
	Exchanges []Exchange
}

// shownExchanges is how many exchanges the front page lists.
const shownExchanges = 50

// showIndex shows how to reach the sandbox and what was sent to it lately.
func (s *Sandbox) showIndex(w http.ResponseWriter, r *http.Request) {
	latest := s.exchanges.latest()
	s.show(w, r, http.StatusOK, "index.html", "sandbox", view{
		Lang: language(r, ""),
		Data: indexPage{
			Endpoint: s.base(r), Now: s.clock.Now(), Services: s.services, Merchants: s.merchants,
			Cards: TestCards(), Exchanges: latest[:min(len(latest), shownExchanges)],
		},
	}, "")
}
