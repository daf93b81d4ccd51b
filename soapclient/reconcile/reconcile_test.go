package reconcile_test

import (
	"strings"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/conformance/subscribers"
	"github.com/assist-soap/toolkit/generated/codes"
	"github.com/assist-soap/toolkit/generated/orderstate"
	"github.com/assist-soap/toolkit/generated/recurrent"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient/reconcile"
	"github.com/assist-soap/toolkit/soapclient/window"
)

func TestCompare_NamesEveryDisagreement(t *testing.T) {
	paid := func(number, amount, currency string) reconcile.Row {
		return reconcile.Row{Number: number, Payment: "5.1", Amount: amount, Currency: currency, Outcome: service.Succeeded}
	}
	declined := reconcile.Row{Number: "A", Amount: "10.00", Currency: "RUB", Outcome: service.Refused}
	for name, test := range map[string]struct {
		ours service.Outcome
		rows []reconcile.Row
		want reconcile.Kind // "": they agree
	}{
		"paid":                       {service.Succeeded, []reconcile.Row{paid("A", "10.00", "RUB")}, ""},
		"paid after a refusal":       {service.Succeeded, []reconcile.Row{declined, paid("A", "10", "RUR")}, ""},
		"refused":                    {service.Refused, []reconcile.Row{declined}, ""},
		"never heard of":             {service.Refused, nil, ""},
		"not in the list":            {service.Succeeded, nil, reconcile.Missing},
		"refused there":              {service.Succeeded, []reconcile.Row{declined}, reconcile.Missing},
		"undecided there":            {service.Succeeded, []reconcile.Row{{Number: "A"}}, reconcile.Missing},
		"paid twice":                 {service.Succeeded, []reconcile.Row{paid("A", "10.00", "RUB"), paid("A", "10.00", "RUB")}, reconcile.Twice},
		"paid twice and refused":     {service.Refused, []reconcile.Row{paid("A", "10.00", "RUB"), paid("A", "10.00", "RUB")}, reconcile.Twice},
		"paid although refused":      {service.Refused, []reconcile.Row{paid("A", "10.00", "RUB")}, reconcile.Denied},
		"another amount":             {service.Succeeded, []reconcile.Row{paid("A", "10.01", "RUB")}, reconcile.Different},
		"another currency":           {service.Succeeded, []reconcile.Row{paid("A", "10.00", "USD")}, reconcile.Different},
		"no amount":                  {service.Succeeded, []reconcile.Row{paid("A", "", "RUB")}, reconcile.Different},
		"open, and paid there":       {service.Unknown, []reconcile.Row{paid("A", "10.00", "RUB")}, reconcile.Open},
		"open, and nothing is there": {service.Pending, nil, reconcile.Open},
		"a stranger":                 {service.Refused, []reconcile.Row{paid("B", "10.00", "RUB")}, reconcile.Stranger},
		"a stranger who was refused": {service.Refused, []reconcile.Row{{Number: "B", Outcome: service.Refused}}, ""},
		"another program's":          {service.Refused, []reconcile.Row{paid("other", "10.00", "RUB")}, ""},
	} {
		ours := []reconcile.Entry{{Number: "A", Amount: "10.00", Currency: "RUB", Outcome: test.ours}}
		report := reconcile.Compare(ours, test.rows, func(number string) bool { return number != "other" }, &codes.Tables)
		switch {
		case test.want == "" && !report.Clean():
			t.Errorf("%s: %v", name, report.Findings)
		case test.want == "" && report.Paid+report.Unpaid != 1:
			t.Errorf("%s: %+v", name, report)
		case test.want != "" && (len(report.Findings) != 1 || report.Findings[0].Kind != test.want || strings.Contains(report.Findings[0].String(), "\n")):
			t.Errorf("%s: %+v", name, report)
		}
	}
}

func newQuery(t *testing.T) (reconcile.Query, *subscribers.Shop) {
	t.Helper()
	shop, err := subscribers.Open(t.Context(), 6, sandbox.NewClock(time.Date(2026, 11, 21, 12, 0, 30, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shop.Close() })
	client, err := shop.Client()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return subscribers.Query(client), shop
}

func pay(t *testing.T, q reconcile.Query, number, first, currency string) {
	t.Helper()
	request := subscribers.Request(first, "10.00")
	request.OrderNumber, request.Currency = number, currency
	if _, err := recurrent.NewClient(q.Client).Pay(t.Context(), request); err != nil {
		t.Fatal(err)
	}
}

func TestRows_EveryOperationOnceWindowByWindow(t *testing.T) {
	q, shop := newQuery(t)
	began := shop.Gateway.Clock().Now()
	for n, number := range []string{"A-1", "A-2", "A-3", "A-4"} {
		pay(t, q, number, shop.First[n], "RUB")
		shop.Gateway.Clock().Advance(12 * time.Hour) // the third lies on a seam of the windows
	}
	pay(t, q, "A-5", shop.First[4], "EUR") // the order closes with an error
	asked := shop.Gateway.Clock().Now()
	rows, err := q.Rows(t.Context(), window.Between(began, asked))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Number+" "+r.Outcome.String()+" "+r.Amount+" "+r.Currency)
	}
	want := "A-1 succeeded 10.00 RUB,A-2 succeeded 10.00 RUB,A-3 succeeded 10.00 RUB,A-4 succeeded 10.00 RUB,A-5 refused 10.00 EUR"
	if strings.Join(got, ",") != want {
		t.Errorf("got %s", strings.Join(got, ","))
	}
	if took := shop.Gateway.Clock().Now().Sub(asked); took < 20*time.Minute {
		t.Errorf("three windows, ten minutes apart, were asked in %v", took)
	}
	if rows, err = q.Rows(t.Context(), window.Between(began, began.Add(time.Hour))); err != nil || len(rows) != 1 {
		t.Errorf("asked again at once: %v, %v", rows, err)
	}
	q.Only = []service.Match{{Field: "meantypename", Values: []string{"MIR"}}}
	shop.Gateway.Clock().Advance(time.Hour)
	if rows, err = q.Rows(t.Context(), window.Between(began, began.Add(time.Hour))); err != nil || len(rows) != 0 {
		t.Errorf("no row was wanted: %v, %v", rows, err)
	}
}

func TestRows_RefusesWhatIsNoListOfAPeriod(t *testing.T) {
	q, shop := newQuery(t)
	now := shop.Gateway.Clock().Now()
	for name, change := range map[string]func(*reconcile.Query){
		"a payment":     func(q *reconcile.Query) { q.Service = &recurrent.Service },
		"no list":       func(q *reconcile.Query) { q.Service = &orderstate.Service },
		"unknown field": func(q *reconcile.Query) { q.Set = map[string]string{"colour": "red"} },
	} {
		changed := q
		change(&changed)
		if rows, err := changed.Rows(t.Context(), window.Between(now.Add(-time.Hour), now)); err == nil {
			t.Errorf("%s: %v", name, rows)
		}
	}
}
