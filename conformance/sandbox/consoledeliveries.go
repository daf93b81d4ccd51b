package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s *Sandbox) showDeliveries(w http.ResponseWriter, r *http.Request) {
	merchant, query := r.FormValue("merchant"), r.FormValue("q")
	list := slices.DeleteFunc(s.Deliveries(), func(d Delivery) bool {
		return merchant != "" && d.Merchant != merchant || !findable(query, d.Order, d.BillNumber, d.Result)
	})
	lead := "deliveries lead"
	if !slices.ContainsFunc(s.merchants, func(m Merchant) bool { return m.NotifyURL != "" }) {
		lead = "deliveries none"
	}
	p := listOfRows(r, listPage{
		Search: true, Filters: []filter{s.merchantFilter(r)}, Lead: lead,
		Table: table{Columns: []string{"time", "operation no", "attempt", "sent to", "result", "again"}, Empty: "no deliveries"},
	}, list, func(d Delivery) []entry {
		return []entry{
			{Text: momentText(d.Time), Kind: "number"},
			{Text: d.BillNumber, Link: pathDeliveries + "/" + strconv.Itoa(d.Number), Under: d.Order, Kind: "number"},
			{Text: strconv.Itoa(d.Attempt), Kind: "number"},
			{Text: d.URL, Under: d.As, Kind: "code"},
			resultCell(d),
			{Text: momentText(d.Next), Kind: "number"},
		}
	})
	s.showConsole(w, r, "list.html", "deliveries", p)
}

// resultCell marks what became of a delivery; the second line says it exactly.
func resultCell(d Delivery) entry {
	switch {
	case d.Result == taken:
		return entry{Key: "accepted", State: "good"}
	case strings.HasPrefix(d.Result, noAnswer):
		return entry{Key: "no answer", State: "wait", Under: strings.TrimPrefix(d.Result, noAnswer)}
	}
	return entry{Key: "not accepted", State: "bad", Under: d.Result}
}

func (s *Sandbox) showDelivery(w http.ResponseWriter, r *http.Request) {
	number, _ := strconv.Atoi(r.PathValue("number"))
	list := s.Deliveries()
	at := slices.IndexFunc(list, func(d Delivery) bool { return d.Number == number })
	if at < 0 {
		s.notThere(w, r)
		return
	}
	d := list[at]
	order, _, _ := strings.Cut(d.BillNumber, ".")
	p := detailPage{
		Heading: d.BillNumber, State: resultCell(d), Up: pathDeliveries, UpKey: "deliveries",
		Facts: []fact{
			{"time", entry{Text: momentText(d.Time), Kind: "number"}},
			{"order", entry{Text: d.Order, Link: pathOrders + "/" + order}},
			{"merchant", entry{Text: d.Merchant}},
			{"sent to", entry{Text: d.URL, Kind: "code"}},
			{"sent as", entry{Text: d.As, Kind: "code"}},
			{"attempt", entry{Text: strconv.Itoa(d.Attempt), Kind: "number"}},
			{"again", entry{Text: momentText(d.Next), Kind: "number"}},
		},
		Blocks: []block{{"sent", d.Sent}, {"the shop's answer", d.Answered}},
	}
	s.showConsole(w, r, "detail.html", "delivery", p)
}
