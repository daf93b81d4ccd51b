package chaos

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
)

// Class is the column of the matrix an operation is judged by.
type Class string

// The classes. A write is signed when the answer that the sandbox gives carries a
// check value, and bare when nothing in it proves who wrote it.
const (
	Read        Class = "read"
	SignedWrite Class = "signed write"
	BareWrite   Class = "bare write"
)

// Operation is what the proofs need to know of an operation of the gateway.
type Operation struct {
	Name  string // "service.operation"
	Class Class
	// Needs is the operation that must have succeeded under the key before; "" none.
	Needs string
	// Fields are those of a good request; card is one of the sandbox's test cards.
	Fields func(key, card string) map[string]string
	// Happened asks the ledger whether the operation was carried out, by us: bills
	// and orders of another amount are somebody else's.
	Happened func(l *sandbox.Ledger, merchant, key string) bool
	// Times asks how often; more than once is the worst day.
	Times func(l *sandbox.Ledger, merchant, key string) int
}

const (
	ourAmount     = "100.10"
	foreignAmount = "50.00"
	goodCard      = "4111111111111111"
)

// Operations lists the operations of the catalogue; a test fails when one is missing.
func Operations() []Operation {
	return []Operation{
		{
			Name: "createbill.create", Class: BareWrite,
			Fields: func(key, _ string) map[string]string {
				return map[string]string{"bill": key, "bill_amount": ourAmount, "bill_currency": "RUB"}
			},
			Happened: billIs(""), Times: billTimes,
		},
		{
			Name: "billstatus.status", Class: Read, Needs: "createbill.create",
			Fields: func(key, _ string) map[string]string { return map[string]string{"bill": key} },
		},
		{
			Name: "billrevoke.revoke", Class: SignedWrite, Needs: "createbill.create",
			Fields:   func(key, _ string) map[string]string { return map[string]string{"bill": key} },
			Happened: billIs(sandbox.BillDeleted), Times: billTimes,
		},
		{
			Name: "silentpay.pay", Class: BareWrite,
			Fields: func(key, card string) map[string]string {
				return map[string]string{
					"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB", "cardnumber": card, "cvc2": "123",
					"expiremonth": "12", "expireyear": "2030", "lastname": "Test", "firstname": "Test", "email": "test@example.com",
				}
			},
			Happened: func(l *sandbox.Ledger, merchant, key string) bool { return charges(l, merchant, key) > 0 },
			Times:    charges,
		},
	}
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

func charges(l *sandbox.Ledger, merchant, key string) (times int) {
	for _, o := range l.Orders(merchant) {
		if o.Number == key && o.Charged() > 0 {
			times++
		}
	}
	return times
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

// request makes a record of a good request.
func (o *Operation) request(s *service.Service, op *service.Operation, key, card string) (*service.Record, error) {
	r := service.NewRecord(s, op.Request.Type)
	for name, text := range o.Fields(key, card) {
		if err := r.Set(name, text); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// Services are the descriptions of the catalogue and, as long as it has no query for
// orders, the stand-in of this package.
func Services() []*service.Service {
	list := catalog.Services()
	if _, _, err := described(list, standIn+".query"); err != nil {
		list = append(slices.Clip(list), orderResult())
	}
	return list
}
