package chaos

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

// Class is the column of the matrix an operation is judged by. An operation is signed
// when the answer that the sandbox gives carries a check value, and bare when nothing
// in it proves who wrote it.
type Class string

// The classes.
const (
	SignedRead  Class = "signed read"
	BareRead    Class = "bare read"
	SignedWrite Class = "signed write"
	BareWrite   Class = "bare write"
)

// Reads reports whether the class is one of reads.
func (c Class) Reads() bool { return c == SignedRead || c == BareRead }

// Operation is what the proofs need to know of an operation of the gateway.
type Operation struct {
	Name  string // "service.operation"
	Class Class
	// Fields are those of a good request under a key, with one of the sandbox's test
	// cards; before carries out what must have happened first.
	Fields func(key, card string, before Deed) (Fields, error)
	// Happened asks the ledger whether the operation was carried out, by us: bills and
	// orders of another amount are somebody else's.
	Happened func(l *sandbox.Ledger, merchant, key string) bool
	// Times asks how often; more than once is the worst day. Nil: the ledger holds it
	// once at most.
	Times func(l *sandbox.Ledger, merchant, key string) int
	// Lingers: what did not happen leaves the order waiting for it, so that the query
	// cannot say that it will not.
	Lingers bool
}

// Fields are the fields of a request.
type Fields = map[string]string

// Deed carries out an operation and returns its answer.
type Deed func(operation string, fields Fields) (*service.Record, error)

const (
	ourAmount     = "100.10"
	foreignAmount = "50.00"
	goodCard      = "4111111111111111"
	stepCard      = "4000000000003220"
)

// Operations lists the operations of the catalogue; a test fails when one is missing.
func Operations() []Operation {
	return []Operation{
		{Name: "createbill.create", Class: BareWrite, Fields: bill, Happened: billIs(""), Times: billTimes},
		{Name: "billstatus.status", Class: SignedRead, Fields: after("createbill.create", bill, "bill")},
		{Name: "billrevoke.revoke", Class: SignedWrite, Fields: revocation, Happened: billIs(sandbox.BillDeleted), Times: billTimes},
		{Name: "silentpay.pay", Class: BareWrite, Fields: payment(nil), Happened: charged, Times: charges},
		{Name: "tokenpay.pay", Class: SignedWrite, Fields: token, Happened: charged, Times: charges},
		{Name: "recurrent.pay", Class: BareWrite, Fields: nextPayment, Happened: charged, Times: charges},
		{Name: "payrequest.create", Class: BareWrite, Fields: order, Happened: ordered},
		{Name: "charge.charge", Class: BareWrite, Fields: after("silentpay.pay", payment(Fields{"delay": "1"}), "billnumber"), Happened: charged, Times: charges},
		{Name: "wscancel.cancel", Class: BareWrite, Fields: after("silentpay.pay", payment(nil), "billnumber"), Happened: canceled},
		{Name: "get3dsec.continue", Class: BareWrite, Fields: step1, Happened: charged, Times: charges, Lingers: true},
		{Name: "get3dsecver2.continue", Class: BareWrite, Fields: step2, Happened: charged, Times: charges, Lingers: true},
		{Name: "orderstate.query", Class: SignedRead, Fields: after("silentpay.pay", payment(nil), "ordernumber")},
		{Name: "orderresult.query", Class: SignedRead, Fields: after("silentpay.pay", payment(nil), "ordernumber")},
		{Name: "resultbydate.query", Class: BareRead, Fields: period},
		{Name: "fiscalreceipt.link", Class: BareRead, Fields: after("silentpay.pay", payment(nil), "billnumber")},
	}
}

// incoming are operations that the gateway calls; a client never does.
func incoming() []string { return []string{"notification.push"} }

func bill(key, _ string, _ Deed) (Fields, error) {
	return Fields{"bill": key, "bill_amount": ourAmount, "bill_currency": "RUB"}, nil
}

func revocation(key, card string, before Deed) (Fields, error) {
	if before == nil { // of whatever is there
		return Fields{"bill": key}, nil
	}
	return after("createbill.create", bill, "bill")(key, card, before)
}

func order(key, _ string, _ Deed) (Fields, error) {
	return Fields{"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB"}, nil
}

func token(key, _ string, _ Deed) (Fields, error) {
	return Fields{
		"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB",
		"tokentype": "1", "paymenttoken": `{"sandbox":"approved"}`,
	}, nil
}

// payment pays with a card, and more fields.
func payment(more Fields) func(string, string, Deed) (Fields, error) {
	return func(key, card string, _ Deed) (Fields, error) {
		f := Fields{
			"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB", "cardnumber": card, "cvc2": "123",
			"expiremonth": "12", "expireyear": "2030", "lastname": "Test", "firstname": "Test", "email": "test@example.com",
		}
		for name, text := range more {
			f[name] = text
		}
		return f, nil
	}
}

// after carries out another operation and takes one field of its request or answer.
func after(first string, with func(string, string, Deed) (Fields, error), field string) func(string, string, Deed) (Fields, error) {
	return func(key, card string, before Deed) (Fields, error) {
		if before == nil {
			return Fields{field: key}, nil
		}
		request, err := with(key, card, before)
		if err != nil {
			return nil, err
		}
		answer, err := before(first, request)
		if err != nil {
			return nil, err
		}
		if text, ours := request[field]; ours {
			return Fields{field: text}, nil
		}
		return Fields{field: answer.Text(field)}, nil
	}
}

func nextPayment(key, card string, before Deed) (Fields, error) {
	first := payment(Fields{
		"recurringindicator": "1", "recurringminamount": "10.00", "recurringmaxamount": "500.00", "recurringperiod": "30", "recurringmaxdate": "31.12.2029",
	})
	f, err := after("silentpay.pay", first, "billnumber")("first-"+key, card, before)
	if err == nil {
		f["ordernumber"], f["amount"], f["currency"] = key, ourAmount, "RUB"
	}
	return f, err
}

func step1(key, _ string, before Deed) (Fields, error) {
	f, err := after("silentpay.pay", payment(nil), "billnumber")(key, stepCard, before)
	if err == nil {
		f["pares"] = "WQ==" // the page says yes
	}
	return f, err
}

func step2(key, _ string, before Deed) (Fields, error) {
	request, _ := payment(Fields{"cardholder": "FRICTIONLESS"})(key, stepCard, before)
	answer, err := before("silentpay.pay", request)
	if err != nil {
		return nil, err
	}
	return Fields{"billnumber": answer.Text("billnumber"), "threedsservertransid": answer.Text("threedsdata/threeDSServerTransID")}, nil
}

// period asks for the day on which virtual time begins.
func period(key, card string, before Deed) (Fields, error) {
	_, err := after("silentpay.pay", payment(nil), "billnumber")(key, card, before)
	f := Fields{"testmode": "1"}
	for _, end := range []string{"start", "end"} {
		f[end+"year"], f[end+"month"], f[end+"day"], f[end+"min"] = "2026", "11", "21", "0"
	}
	f["starthour"], f["endhour"] = "11", "20"
	return f, err
}

// billIs looks for our bill in a state; "" is any.
func billIs(state string) func(*sandbox.Ledger, string, string) bool {
	return func(l *sandbox.Ledger, merchant, key string) bool {
		return slices.ContainsFunc(l.Bills(merchant), func(b sandbox.Bill) bool {
			return b.Number == key && (state != "" && b.State == state || state == "" && b.Amount == ourAmount)
		})
	}
}

// billTimes: the ledger holds one bill per number, so it cannot be there twice.
func billTimes(l *sandbox.Ledger, merchant, key string) (times int) {
	for _, b := range l.Bills(merchant) {
		if b.Number == key {
			times++
		}
	}
	return times
}

func anOrder(l *sandbox.Ledger, merchant, key string, is func(*sandbox.Order) bool) (times int) {
	for _, o := range l.Orders(merchant) {
		if o.Number == key && is(&o) {
			times++
		}
	}
	return times
}

func charges(l *sandbox.Ledger, merchant, key string) (times int) {
	return anOrder(l, merchant, key, func(o *sandbox.Order) bool { return o.Charged() > 0 })
}

func charged(l *sandbox.Ledger, merchant, key string) bool { return charges(l, merchant, key) > 0 }

func ordered(l *sandbox.Ledger, merchant, key string) bool {
	return anOrder(l, merchant, key, func(*sandbox.Order) bool { return true }) > 0
}

func canceled(l *sandbox.Ledger, merchant, key string) bool {
	return anOrder(l, merchant, key, func(o *sandbox.Order) bool { return o.State == "Canceled" }) > 0
}

func operation(name string) *Operation {
	for _, op := range Operations() {
		if op.Name == name {
			return &op
		}
	}
	return nil
}

// described finds an operation in descriptions.
func described(services []*service.Service, name string) (*service.Service, *service.Operation, error) {
	of, short, _ := strings.Cut(name, ".")
	for _, s := range services {
		if s.Name == of && s.Operation(short) != nil {
			return s, s.Operation(short), nil
		}
	}
	return nil, nil, fmt.Errorf("chaos: the catalogue has no %s", name)
}

// Services are the descriptions of the catalogue.
func Services() []*service.Service { return catalog.Services() }
