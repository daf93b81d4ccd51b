package gatewaytest

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
)

// Bill makes a bill that waits to be paid.
func (g *Gateway) Bill(number, amount string) sandbox.Bill {
	g.t.Helper()
	client := createbill.NewClient(g.Client())
	g.built["createbill.create"]++
	request := &createbill.CreateRequest{Bill: service.Some(number), BillAmount: g.amount(amount), BillCurrency: g.currency()}
	if _, err := client.Create(g.t.Context(), request); err != nil {
		g.t.Fatalf("bill %s: %v", number, err)
	}
	return g.bill(number)
}

// Pay does what the customer does who opens the link of a bill, whoever made it, and fills
// in a test card. It returns the bill as it then stands: paid, if the card is Approved.
func (g *Gateway) Pay(number string, card Card) sandbox.Bill {
	g.t.Helper()
	form := url.Values{"ID": {g.bill(number).Token}, "number": {string(card)}, "expiry": {g.Clock().Now().AddDate(4, 0, 0).Format("01/06")}, "cvc": {"123"}}
	request, err := http.NewRequestWithContext(g.t.Context(), http.MethodPost, g.URL()+"/bill/paybill.cfm", strings.NewReader(form.Encode()))
	if err != nil {
		g.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	reply, err := http.DefaultTransport.RoundTrip(request) // follows no redirect
	if err != nil {
		g.t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusSeeOther {
		g.t.Fatalf("bill %s: the payment page answers HTTP %d", number, reply.StatusCode)
	}
	return g.bill(number)
}

func (g *Gateway) bill(number string) sandbox.Bill {
	g.t.Helper()
	for _, bill := range g.Ledger().Bills(g.merchant.ID) {
		if bill.Number == number {
			return bill
		}
	}
	g.t.Fatalf("there is no bill %s", number)
	return sandbox.Bill{}
}
