package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/window"
)

// Query is a list of operations that the gateway keeps of a period.
type Query struct {
	Client  *soapclient.Client
	Service *service.Service // its first operation is the query
	// Set are further fields of the request, such as the kind of payments to list.
	Set map[string]string
	// Only picks the rows that all of these hold for, such as payments among payments,
	// confirmations and refunds. Empty: every row.
	Only []service.Match
}

// Row is one operation of the gateway's list.
type Row struct {
	Number           string // the merchant's number of the order
	Payment          string // the gateway's number, with the suffix of the operation
	Amount, Currency string // of the order, as the gateway writes them
	// Outcome is what the row's response code says, or else its state; Unknown when
	// neither says anything.
	Outcome service.Outcome
}

// Around is a range that surely holds what was done between two moments of our clock: the
// gateway's may be another. It begins an hour earlier and ends five minutes later.
func Around(from, to time.Time) window.Range {
	return window.Between(from.Add(-time.Hour), to.Add(5*time.Minute))
}

// The codes of an answer to a question that came too early (T1).
const (
	limitExceeded = 17
	tooOften      = 3
)

// Rows asks for all operations of a range. One that ends in the future is asked for when
// its end has come, because the gateway may find it wrong before (D21). The first question is repeated once if it came too
// early after one of an earlier program.
func (q *Query) Rows(ctx context.Context, r window.Range) ([]Row, error) {
	op := &q.Service.Operations[0]
	fields, err := window.FieldsOf(q.Service, op)
	if err != nil {
		return nil, err
	}
	if !op.Repeat.Safe {
		return nil, fmt.Errorf("%s.%s: it is no query", q.Service.Name, op.Name)
	}
	clock := q.Client.Clock() // it paces the questions
	if wait := r.To.Sub(clock.Now()); wait > 0 {
		if err = clock.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
	var rows []Row
	var seam window.Seam[string]
	interval := time.Duration(op.Limit.MinInterval) * time.Second
	for w := range window.Windows(op, r) {
		if !w.From.Equal(r.From) {
			if err = clock.Sleep(ctx, interval); err != nil {
				return nil, err
			}
		}
		found, err := q.ask(ctx, fields, w)
		if tooEarly(err) {
			if err = clock.Sleep(ctx, interval); err == nil {
				found, err = q.ask(ctx, fields, w)
			}
		}
		if err != nil {
			return nil, err
		}
		seam.Enter(w)
		for _, row := range found {
			if !seam.Seen(row.Number+"\x1f"+row.Payment, time.Time{}) {
				rows = append(rows, row)
			}
		}
	}
	return rows, nil
}

func tooEarly(err error) bool {
	gateway, ok := errors.AsType[*soapclient.GatewayError](err)
	return ok && gateway.First == limitExceeded && gateway.Second == tooOften
}

// ask asks for one window.
func (q *Query) ask(ctx context.Context, fields *window.Fields, w window.Range) (rows []Row, err error) {
	op := &q.Service.Operations[0]
	request := service.NewRecord(q.Service, op.Request.Type)
	for field, text := range q.Set {
		if err = request.Set(field, text); err != nil {
			return nil, err
		}
	}
	if err = fields.Set(request, w); err != nil {
		return nil, err
	}
	for entry, err := range q.Client.Stream(ctx, q.Service, op, request) {
		if err != nil {
			return nil, err
		}
		if q.wants(entry.Record) {
			rows = append(rows, rowOf(entry.Record))
		}
	}
	return rows, nil
}

func (q *Query) wants(r *service.Record) bool {
	for _, m := range q.Only {
		if !r.Matches(m) {
			return false
		}
	}
	return true
}

// rowOf finds the fields of a row by their roles.
func rowOf(r *service.Record) Row {
	row := Row{}
	var response, state service.Outcome
	codes := r.Service().Codes
	for text, facts := range texts(r) {
		switch facts.Role {
		case service.RoleOrderKey:
			row.Number = text
		case service.RoleGatewayKey:
			row.Payment = text
		case service.RoleAmount:
			row.Amount = text
		case service.RoleCurrency:
			row.Currency = text
		case service.RoleResponseCode:
			response = outcomeOf(codes.Response, text)
		case service.RoleState:
			state = outcomeOf(codes.States, text)
		}
	}
	if row.Outcome = response; response == service.Unknown {
		row.Outcome = state
	}
	return row
}

func texts(r *service.Record) iter.Seq2[string, *service.Facts] {
	return func(yield func(string, *service.Facts) bool) {
		for i := range r.Fields() {
			if facts := r.Fields()[i].Facts; facts != nil && !yield(strings.TrimSpace(r.Values()[i].Text), facts) {
				return
			}
		}
	}
}

func outcomeOf(table []service.Code, code string) service.Outcome {
	if found := service.FindCode(table, code); found != nil {
		return found.Outcome
	}
	return service.Unknown
}
