package chaos

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// subject is what an attempt is about: an order, a bill, or a part of one.
type subject struct {
	op      *Operation
	key     string // number in the ledger
	part    string
	fields  Fields
	arrival Arrival
}

// partAmount is that of every part, so that nothing but their numbers tells them apart.
const partAmount = "30.00"

// subject returns the n-th subject of an operation, after doing what must have happened
// before it on a quiet line, once. The parts of an operation of which an order takes
// several belong to one order.
func (w *world) subject(op *Operation, n int, card string) (*subject, error) {
	s := &subject{op: op, key: keyOf(op.Name, n)}
	if op.Kind != 0 {
		s.key, s.part = keyOf(op.Name, 0), fmt.Sprintf("part-%d", n)
	}
	fields, err := w.fields(op, s.key, card)
	if err != nil {
		return nil, err
	}
	if s.fields = fields; op.Kind != 0 {
		s.fields = withPart(w.gateway, op, fields)
	}
	s.arrival = Arrival{op.Name, fields[w.gateway.keyField[op.Name]], s.part}
	w.subjects[s.arrival] = s
	return s, nil
}

// fields are those of a request. What had to happen before it happens once for all
// attempts; a payment takes its card anew.
func (w *world) fields(op *Operation, key, card string) (Fields, error) {
	if known := w.prepared[op.Name+key]; known != nil {
		return known, nil
	}
	did := false
	before := Deed(func(operation string, fields Fields) (*service.Record, error) {
		did = true
		reply, err := w.gateway.call(context.Background(), w.quiet, operation, fields)
		if err != nil {
			return nil, err
		}
		return reply.Record, nil
	})
	if w.gateway.keyField[op.Name] == keyOfBills { // bills are made and revoked by the schedule itself
		before = nil
	}
	fields, err := op.Fields(key, card, before)
	if err == nil && did {
		w.prepared[op.Name+key] = fields
	}
	return fields, err
}

const keyOfBills = "bill"

// withPart adds the amount of a part, in the fields that the description names.
func withPart(g *Gateway, op *Operation, whole Fields) Fields {
	fields := Fields{}
	for name, text := range whole {
		fields[name] = text
	}
	s, described, err := described(g.Services, op.Name)
	if err != nil {
		return fields
	}
	for _, f := range s.Type(described.Request.Type).Fields {
		if f.Facts != nil && f.Facts.Role == service.RoleAmount {
			fields[f.Name], fields[f.Facts.Currency] = partAmount, "RUB"
		}
	}
	return fields
}

// keyOf gives bills, and the orders of each operation, names of their own.
func keyOf(operation string, key int) string {
	if name, _, _ := strings.Cut(operation, "."); !strings.Contains(name, "bill") {
		return fmt.Sprintf("%s-%d", name, key)
	}
	return fmt.Sprintf("bill-%d", key)
}

// happened asks the ledger whether an attempt was carried out.
func (w *world) happened(a Arrival) bool {
	s := w.subjects[a]
	switch {
	case s == nil:
		return false
	case s.op.Kind != 0:
		return w.gateway.moved[a] > 0
	}
	return w.gateway.happened(s.op, s.key)
}

// times asks how often.
func (w *world) times(s *subject) int {
	switch {
	case s.op.Kind != 0:
		return w.gateway.moved[s.arrival]
	case s.op.Times == nil:
		return 0
	}
	return s.op.Times(w.gateway.Sandbox.Ledger(), w.gateway.merchant.ID, s.key)
}

// quietClient is somebody else's: its line is never disturbed, and it has no journal.
func (w *world) quietClient() (*soapclient.Client, error) {
	transport := func(http.RoundTripper) http.RoundTripper {
		return &line{gateway: w.gateway, clock: w.clock, leaves: func(Arrival) {}}
	}
	return w.gateway.client("http://127.0.0.1", soapclient.WithTransport(transport), soapclient.WithClock(w.clock))
}

// credulous returns descriptions whose answers prove nothing, so that a client believes
// what it reads.
func credulous(services []*service.Service) []*service.Service {
	list := make([]*service.Service, len(services))
	for i, s := range services {
		c := *s
		c.Operations = slices.Clone(s.Operations)
		for j := range c.Operations {
			c.Operations[j].Response.Digests, c.Operations[j].Response.Echo = nil, nil
		}
		list[i] = &c
	}
	return list
}
