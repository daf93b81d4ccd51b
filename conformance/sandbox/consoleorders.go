package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// allOrders returns the orders of the merchants a request asks for, the newest first.
func (s *Sandbox) allOrders(r *http.Request) []Order {
	var list []Order
	merchant, state, query := r.FormValue("merchant"), r.FormValue("state"), r.FormValue("q")
	for i := range s.merchants {
		if id := s.merchants[i].ID; merchant == "" || merchant == id {
			list = append(list, s.ledger.Orders(id)...)
		}
	}
	list = slices.DeleteFunc(list, func(o Order) bool {
		return state != "" && o.State != state || !findable(query, o.Number, o.BillNumber, o.Amount, o.Code, o.Comment)
	})
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b Order) int { return b.Date.Compare(a.Date) })
	return list
}

func (s *Sandbox) showOrders(w http.ResponseWriter, r *http.Request) {
	p := listOfRows(r, listPage{
		Search:  true,
		Filters: []filter{stateFilter(r, StateInProcess, StateDelayed, StateApproved, StatePartialDelayed, StateCanceled, StatePartialCanceled, StateDeclined, StateTimeout), s.merchantFilter(r)},
		Table:   table{Columns: orderColumns(), Empty: "no orders"},
	}, s.allOrders(r), orderRow)
	s.showConsole(w, r, "list.html", "orders", p)
}

func orderColumns() []string {
	return []string{"order", "payment no", "amount", "state", "card", "time", "merchant"}
}

func orderRow(o Order) []entry {
	state := stateCell(o.State)
	state.Under = o.Code
	return []entry{
		{Text: o.Number, Link: pathOrders + "/" + o.BillNumber, Under: o.Comment},
		{Text: o.BillNumber, Kind: "number"},
		{Text: o.Amount + " " + o.Currency, Kind: "number"},
		state,
		{Text: o.Card.Masked, Under: o.Card.Brand, Kind: "number"},
		{Text: momentText(o.Date), Kind: "number"},
		{Text: o.Merchant},
	}
}

func orderTable(title string, orders []Order) table {
	t := table{Title: title, Columns: orderColumns(), Empty: "no orders"}
	for _, o := range slices.Backward(orders) {
		t.Rows = append(t.Rows, orderRow(o))
	}
	return t
}

// orderCalled returns a copy of an order by the gateway's number, of any merchant.
func (s *Sandbox) orderCalled(billnumber string) (o *Order) {
	s.ledger.transaction(func(time.Time) {
		if found := s.ledger.anybodys(billnumber); found != nil {
			c := found.copy()
			o = &c
		}
	})
	return o
}

func (l *Ledger) anybodys(billnumber string) *Order {
	for _, b := range l.books {
		for _, o := range b.orders {
			if o.BillNumber == billnumber {
				return o
			}
		}
	}
	return nil
}

func (s *Sandbox) showOrderDetail(w http.ResponseWriter, r *http.Request) {
	o := s.orderCalled(r.PathValue("billnumber"))
	if o == nil {
		s.notThere(w, r)
		return
	}
	p := detailPage{
		Heading: o.Number, State: stateCell(o.State), Up: pathOrders, UpKey: "orders",
		Facts: []fact{
			{"payment no", entry{Text: o.BillNumber, Kind: "number"}},
			{"amount", entry{Text: o.Amount + " " + o.Currency, Kind: "number"}},
			{"charged", entry{Text: moneyText(o.Charged()) + " " + o.Currency, Kind: "number"}},
			{"held money", entry{Text: moneyText(o.Held()) + " " + o.Currency, Kind: "number"}},
			{"refunded", entry{Text: moneyText(o.Refunded()) + " " + o.Currency, Kind: "number"}},
			{"response code", entry{Text: o.Code, Under: s.codeText(r, o.Code)}},
			{"scenario", entry{Text: o.scenario}},
			{"can follow", entry{Text: s.stateNames(r, follows("order", o.State))}},
			{"card", entry{Text: joinedWords(o.Card.Masked, o.Card.Brand), Kind: "number"}},
			{"merchant", entry{Text: o.Merchant}},
			{"bill", entry{Text: o.Bill}},
			{"comment", entry{Text: o.Comment}},
			{"payer", entry{Text: joinedWords(o.Customer.First, o.Customer.Middle, o.Customer.Last)}},
			{"e-mail", entry{Text: o.Customer.Email}},
			{"two-stage", entry{Key: yesNo(o.delayed)}},
			{"time", entry{Text: momentText(o.Date), Kind: "number"}},
		},
		Tables: []table{s.operationTable(r, o)},
	}
	path := pathOrders + "/" + o.BillNumber
	if o.Held() > 0 {
		p.Presses = append(p.Presses, press{Path: path, Name: "do", Value: "confirm", Key: "confirm held"})
	}
	if o.paid() && o.Held()+o.Charged() > 0 {
		p.Presses = append(p.Presses, press{Path: path, Name: "do", Value: "cancel", Key: "give back"})
	}
	s.showConsole(w, r, "detail.html", "order", p)
}

// stateNames lists states in the page's language.
func (s *Sandbox) stateNames(r *http.Request, states []string) string {
	var names []string
	for _, state := range states {
		names = append(names, s.pages.words["state "+state].In(language(r, "")))
	}
	return strings.Join(names, ", ")
}

// codeText says what a response code means, in the page's language.
func (s *Sandbox) codeText(r *http.Request, code string) string {
	return codeMeaning(s.services[0].Codes, code, strings.ToUpper(language(r, ""))).meaning
}

func (s *Sandbox) operationTable(r *http.Request, o *Order) table {
	t := table{Title: "operations", Columns: operationColumns(), Empty: "no operations"}
	for i := range o.Operations {
		t.Rows = append(t.Rows, s.operationRow(r, movement{*o, i}))
	}
	return t
}

// movement is one operation of an order.
type movement struct {
	order Order
	at    int
}

func operationColumns() []string {
	return []string{"operation no", "type", "amount", "state", "approval", "time"}
}

func (s *Sandbox) operationRow(r *http.Request, m movement) []entry {
	p := &m.order.Operations[m.at]
	state := stateCell(p.State)
	state.Under = joinedWords(p.Code, s.codeText(r, p.Code))
	return []entry{
		{Text: p.BillNumber, Link: pathOrders + "/" + m.order.BillNumber, Under: m.order.Number, Kind: "number"},
		{Key: "operation " + strconv.Itoa(p.Type)},
		{Text: moneyText(p.Minor) + " " + m.order.Currency, Kind: "number"},
		state,
		{Text: p.Approval, Under: p.RRN, Kind: "number"},
		{Text: momentText(p.Date), Kind: "number"},
	}
}

func (s *Sandbox) showOperations(w http.ResponseWriter, r *http.Request) {
	kind, query := r.FormValue("type"), r.FormValue("q")
	var all []movement
	for _, o := range s.allOrders(r) {
		for i := range o.Operations {
			if p := &o.Operations[i]; (kind == "" || strconv.Itoa(p.Type) == kind) && findable(query, p.BillNumber, o.Number, p.RRN, p.Approval, p.Code) {
				all = append(all, movement{o, i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b movement) int { return b.order.Operations[b.at].Date.Compare(a.order.Operations[a.at].Date) })
	p := listOfRows(r, listPage{
		Search: true,
		Filters: []filter{
			chooser(r, "type", "type", choice{Value: "100", Key: "operation 100"}, choice{Value: "200", Key: "operation 200"}, choice{Value: "300", Key: "operation 300"}),
			s.merchantFilter(r),
		},
		Table: table{Columns: operationColumns(), Empty: "no operations"},
	}, all, func(m movement) []entry { return s.operationRow(r, m) })
	s.showConsole(w, r, "list.html", "operations", p)
}

// changeOrder confirms or gives back what is left of an order, as a merchant does in the
// personal account.
func (s *Sandbox) changeOrder(w http.ResponseWriter, r *http.Request) {
	number := r.PathValue("billnumber")
	s.ledger.transaction(func(now time.Time) {
		o := s.ledger.anybodys(number)
		switch {
		case o == nil:
		case r.PostFormValue("do") == "confirm" && o.Held() > 0:
			s.ledger.confirm(o, o.Held(), now)
		case r.PostFormValue("do") == "cancel" && o.paid():
			for i := range o.Operations {
				if p := &o.Operations[i]; p.success(OperationPayment) {
					if rest := o.restOf(p); rest > 0 {
						s.ledger.cancel(o, p, rest, "", "", now)
					}
				}
			}
		}
	})
	s.wake()
	http.Redirect(w, r, pathOrders+"/"+number+keepLanguage(r), http.StatusSeeOther)
}

func joinedWords(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
