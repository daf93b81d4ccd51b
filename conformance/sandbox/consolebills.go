package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// allBills returns the bills of the merchants a request asks for, the newest first.
func (s *Sandbox) allBills(r *http.Request) []Bill {
	var list []Bill
	merchant, state, query := r.FormValue("merchant"), r.FormValue("state"), r.FormValue("q")
	for i := range s.merchants {
		if id := s.merchants[i].ID; merchant == "" || merchant == id {
			list = append(list, s.ledger.Bills(id)...)
		}
	}
	list = slices.DeleteFunc(list, func(b Bill) bool {
		return state != "" && b.State != state || !findable(query, b.Number, b.Amount, b.Comment, b.fields["customer_email"], b.fields["customer_lastname"])
	})
	slices.SortStableFunc(list, func(a, b Bill) int {
		if c := b.Created.Compare(a.Created); c != 0 {
			return c
		}
		return b.sequence - a.sequence
	})
	return list
}

func (s *Sandbox) showBills(w http.ResponseWriter, r *http.Request) {
	p := listOfRows(r, listPage{
		Search: true, Do: pathNewBill, DoKey: "new bill",
		Filters: []filter{stateFilter(r, BillInvoiced, BillInPayment, BillApproved, BillTimedOut, BillDeleted, BillCanceled, BillRefunded), s.merchantFilter(r)},
		Table:   table{Columns: []string{"bill", "amount", "state", "created", "pay until", "merchant"}, Empty: "no bills"},
	}, s.allBills(r), func(b Bill) []entry {
		return []entry{
			{Text: b.Number, Link: pathBills + "/" + b.Token, Under: b.Comment},
			{Text: b.Amount + " " + b.Currency, Kind: "number"},
			stateCell(b.State),
			{Text: momentText(b.Created), Kind: "number"},
			{Text: momentText(b.PayUntil), Kind: "number"},
			{Text: b.Merchant},
		}
	})
	s.showConsole(w, r, "list.html", "bills", p)
}

// stateCell marks a state with a colour; its name tells it too.
func stateCell(state string) entry {
	mark := "wait"
	switch state {
	case StateApproved, OperationSuccess, NoticeSent, stateActive:
		mark = "good"
	case StateDeclined, StateTimeout, StateCanceled, StatePartialCanceled, BillRefunded, BillTimedOut, BillDeleted, OperationFailed, NoticeFailed, stateEnded, stateExpired:
		mark = "bad"
	}
	return entry{Key: "state " + state, State: mark}
}

func (s *Sandbox) showBillDetail(w http.ResponseWriter, r *http.Request) {
	var b *Bill
	s.ledger.transaction(func(now time.Time) {
		if found := s.ledger.links[r.PathValue("token")]; found != nil {
			c := found.copy(now)
			b = &c
		}
	})
	if b == nil {
		s.notThere(w, r)
		return
	}
	p := detailPage{
		Heading: b.Number, State: stateCell(b.State), Up: pathBills, UpKey: "bills",
		Facts: []fact{
			{"amount", entry{Text: b.Amount + " " + b.Currency, Kind: "number"}},
			{"merchant", entry{Text: b.Merchant}},
			{"comment", entry{Text: b.Comment}},
			{"created", entry{Text: momentText(b.Created), Kind: "number"}},
			{"pay until", entry{Text: momentText(b.PayUntil), Kind: "number"}},
			{"payer", entry{Text: joinedWords(b.fields["customer_name"], b.fields["customer_middlename"], b.fields["customer_lastname"])}},
			{"e-mail", entry{Text: b.fields["customer_email"]}},
			{"phone", entry{Text: b.fields["customer_mobile"]}},
			{"two-stage", entry{Key: yesNo(b.delayed)}},
			{"notice", entry{Text: b.notice, Kind: "number"}},
			{"can follow", entry{Text: s.stateNames(r, follows("bill", b.State))}},
			{"payment page", entry{Text: s.base(r) + pathBill + "?ID=" + b.Token, Link: pathBill + "?ID=" + b.Token, Kind: "code"}},
		},
		Tables: []table{orderTable("attempts", b.Payments), s.noticesOf(b)},
	}
	if b.State == BillInvoiced || b.State == BillTimedOut {
		p.Presses = append(p.Presses, press{Path: pathBills + "/" + b.Token, Name: "do", Value: "revoke", Key: "revoke"})
	}
	s.showConsole(w, r, "detail.html", "bill", p)
}

func (s *Sandbox) noticesOf(b *Bill) table {
	t := table{Title: "outbox", Columns: noticeColumns(), Empty: "no notices"}
	for _, n := range s.Outbox() {
		if n.Merchant == b.Merchant && n.Bill == b.Number {
			t.Rows = append(t.Rows, noticeRow(n))
		}
	}
	return t
}

// changeBill revokes a bill, as a merchant does in the personal account.
func (s *Sandbox) changeBill(w http.ResponseWriter, r *http.Request) {
	token := r.PathValue("token")
	s.ledger.transaction(func(now time.Time) {
		b := s.ledger.links[token]
		if b == nil || r.PostFormValue("do") != "revoke" {
			return
		}
		if state := b.state(now); state == BillInvoiced || state == BillTimedOut {
			b.deleted = true
			if m := s.merchant(b.Merchant); m.SendNotification != "" {
				b.notice = (&call{merchant: m, ledger: s.ledger, now: now, endpoint: s.base(r)}).announce(b, NoticeAnnulled, "")
			}
		}
	})
	s.wake()
	http.Redirect(w, r, pathBills+"/"+token+keepLanguage(r), http.StatusSeeOther)
}

func (s *Sandbox) showOutbox(w http.ResponseWriter, r *http.Request) {
	merchant, query := r.FormValue("merchant"), r.FormValue("q")
	list := slices.DeleteFunc(s.Outbox(), func(n Notice) bool {
		return merchant != "" && n.Merchant != merchant || !findable(query, n.Bill, n.To, n.Text)
	})
	lead := "outbox kept"
	if s.smtp != "" {
		lead = "outbox sent"
	}
	p := listOfRows(r, listPage{
		Search: true, Filters: []filter{s.merchantFilter(r)}, Lead: lead,
		Table: table{Columns: noticeColumns(), Empty: "no notices"},
	}, list, noticeRow)
	s.showConsole(w, r, "list.html", "outbox", p)
}

func noticeColumns() []string { return []string{"time", "subject", "to", "bill", "state"} }

func noticeRow(n Notice) []entry {
	state := stateCell(n.State)
	state.Under = n.Result
	return []entry{
		{Text: momentText(n.Time), Kind: "number"},
		{Text: n.Subject, Link: pathOutbox + "/" + strconv.Itoa(n.Number)},
		{Text: n.To},
		{Text: n.Bill, Under: n.Merchant},
		state,
	}
}

func (s *Sandbox) showNotice(w http.ResponseWriter, r *http.Request) {
	number, _ := strconv.Atoi(r.PathValue("number"))
	list := s.Outbox()
	if number < 1 || number > len(list) {
		s.notThere(w, r)
		return
	}
	n := list[len(list)-number]
	p := detailPage{
		Heading: n.Subject, State: stateCell(n.State), Up: pathOutbox, UpKey: "outbox",
		Facts: []fact{
			{"time", entry{Text: momentText(n.Time), Kind: "number"}},
			{"to", entry{Text: n.To}},
			{"reply to", entry{Text: joinedWords(n.ReplyTo...)}},
			{"kind", entry{Key: "notice " + n.Kind}},
			{"sent by", entry{Key: "by " + n.By}},
			{"bill", entry{Text: n.Bill}},
			{"merchant", entry{Text: n.Merchant}},
			{"attempts", entry{Text: strconv.Itoa(n.Attempts), Kind: "number"}},
			{"result", entry{Text: n.Result}},
			{"again", entry{Text: momentText(n.Next), Kind: "number"}},
		},
		Blocks: []block{{"message", n.Text}},
	}
	s.showConsole(w, r, "detail.html", "notice", p)
}
