package chaos

import (
	"fmt"
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
	Incoming    Class = "incoming" // the gateway calls the merchant
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
	money   bool
	// Kind is the type of the ledger's operation that it adds to an order, where it may
	// add several: refunds of one payment; 0: once is all.
	Kind int
}

// Moves reports whether money moves when it is carried out.
func (o *Operation) Moves() bool { return o.Kind != 0 || o.money }

// Fields are the fields of a request.
type Fields = map[string]string

// Deed carries out an operation and returns its answer.
type Deed func(operation string, fields Fields) (*service.Record, error)

// Operations lists the operations of the catalogue; a test fails when one is missing.
func Operations() []Operation {
	return []Operation{
		{Name: "createbill.create", Class: BareWrite, Fields: bill, Happened: billIs(""), Times: billTimes},
		{Name: "billstatus.status", Class: SignedRead, Fields: after("createbill.create", bill, "bill")},
		{Name: "billrevoke.revoke", Class: SignedWrite, Fields: revocation, Happened: billIs(sandbox.BillDeleted), Times: billTimes},
		{Name: "silentpay.pay", Class: BareWrite, Fields: payment(nil), Happened: charged, Times: charges, money: true},
		{Name: "tokenpay.pay", Class: SignedWrite, Fields: token, Happened: charged, Times: charges, money: true},
		{Name: "recurrent.pay", Class: BareWrite, Fields: nextPayment, Happened: charged, Times: charges, money: true},
		{Name: "payrequest.create", Class: BareWrite, Fields: order, Happened: ordered},
		{Name: "charge.charge", Class: BareWrite, Fields: after("silentpay.pay", payment(Fields{"delay": "1"}), "billnumber"), Happened: charged, Kind: sandbox.OperationConfirmation},
		{Name: "wscancel.cancel", Class: BareWrite, Fields: after("silentpay.pay", payment(nil), "billnumber"), Happened: canceled, Kind: sandbox.OperationCancellation},
		{Name: "get3dsec.continue", Class: BareWrite, Fields: step1, Happened: charged, Times: charges, Lingers: true, money: true},
		{Name: "get3dsecver2.continue", Class: BareWrite, Fields: step2, Happened: charged, Times: charges, Lingers: true, money: true},
		{Name: "orderstate.query", Class: SignedRead, Fields: after("silentpay.pay", payment(nil), "ordernumber")},
		{Name: "orderresult.query", Class: SignedRead, Fields: after("silentpay.pay", payment(nil), "ordernumber")},
		{Name: "resultbydate.query", Class: BareRead, Fields: period},
		{Name: "fiscalreceipt.link", Class: BareRead, Fields: after("silentpay.pay", payment(nil), "billnumber")},
	}
}

// incoming are operations that the gateway calls; a client never does.
func incoming() []string { return []string{"notification.push"} }

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
